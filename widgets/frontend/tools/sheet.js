/** A tool made of sections: fields to fill in, what is drawn of them, what is in place, ways out. */
import { h, prose, uid } from "../dom.js";
import { follow } from "../follow.js"; // later
import { later } from "../moment.js";
import { drawer } from "../store.js";
import { onPaper, openJson, printOut, saveJson } from "./files.js"; // later
import { honestyOf, leftOut } from "./honesty.js";
import { checklist, undo } from "./parts.js";
import { announcer } from "./say.js";
import { control } from "./sheet_fields.js";
import { live } from "./sheet_live.js"; // later
import { fieldsOf, fromFile, holds, isEmpty, remembered, toFile } from "./sheet_logic.js";
import { paper, plainText } from "./sheet_paper.js"; // later
import { items, rows } from "./sheet_rows.js";
import { draw, valuesOf } from "./sheet_views.js"; // later
import { sources } from "./sources.js"; // later

/** Fields that run in time. */
const IN_TIME = new Set(["timer", "pacer", "script"]);

/** The words of the notes that hold now. */
function notes(content, fields, state) {
  return content.notes.filter(({ when }) => holds(when, fields, state));
}

/** Asks before it clears. @param {any} words @param {() => void} clear */
function clearer(words, clear) {
  const ask = h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.clear, onclick: () => {
    sure.hidden = false;
    ask.hidden = true;
    sure.querySelector("button:last-child").focus();
  } });
  const close = () => {
    sure.hidden = true;
    ask.hidden = false;
    ask.focus();
  };
  const sure = h(
    "span",
    { class: "sa-sure", role: "group", "aria-label": words.clear_sure, hidden: true, onkeydown: (event) => event.key === "Escape" && close() },
    h("span", { text: words.clear_sure }),
    h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", text: words.clear_yes, onclick: () => {
      close();
      clear();
    } }),
    h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", text: words.clear_no, onclick: close }),
  );
  return h("span", {}, ask, sure);
}

/** Put text on the clipboard, or show it to be copied by hand. */
function copier(words, text) {
  const told = h("div", { role: "status", "aria-live": "polite", class: "sa-copy" });
  const byHand = () => {
    const id = uid("copy");
    const area = h("textarea", { id, rows: 8, readonly: true });
    area.value = text();
    told.replaceChildren(h("div", { class: "sa-field" }, h("label", { for: id, text: words.copy_by_hand }), area));
    area.focus();
    area.select();
  };
  const button = h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.copy, onclick: async () => {
    try {
      await navigator.clipboard.writeText(text());
      told.replaceChildren(h("p", { class: "sa-feedback sa-feedback--right", text: words.copied }));
    } catch {
      byHand();
    }
  } });
  return { button, told };
}

function render({ model, el }) {
  const lang = model.get("lang");
  const words = { ...model.get("words"), lang };
  const content = model.get("content");
  const tool = model.get("part");
  // The same work in every module and on the tool's own page; only "done" belongs to the module.
  const work = drawer(model, "tools");
  const here = drawer(model);
  const fields = new Map(fieldsOf(content).map((field) => [field.id, field]));
  let state = remembered(content, work.load().values);
  const voice = announcer();
  const back = undo(words.undo, words.undone);
  const status = h("div", {});
  const noted = h("div", { role: "status", "aria-live": "polite" });
  const holders = new Map();
  const views = [];
  let shown = "";
  let met = "";
  let laid = false;

  const whole = () => ({ content, state, words, lang });

  function refresh(quiet) {
    for (const { view, place } of laid ? views : []) {
      place.replaceChildren(draw(view, whole()));
      follow(tool, valuesOf(view, whole()));
    }
    const found = notes(content, fields, state);
    const now = found.map(({ text }) => text).join("\n");
    if (now !== shown) {
      shown = now;
      noted.replaceChildren(...found.map(({ tone, text }) => h("div", { class: `sa-feedback sa-feedback--${tone === "warn" ? "wrong" : "note"}` }, tone === "warn" ? h("p", {}, h("strong", { text: words.stop })) : null, ...prose(text))));
    }
    const checks = content.checks.map(({ when, text }) => ({ met: holds(when, fields, state), text }));
    const list = checks.map((check) => Number(check.met)).join("");
    if (list !== met) {
      const fresh = checks.filter((check, n) => check.met && met[n] === "0");
      met = list;
      status.replaceChildren(checklist(checks, words.checks));
      if (fresh.length && !quiet) voice.say(`${words.checks.met}: ${fresh.map(({ text }) => text).join(" ")}`);
    }
    if (!isEmpty(state) && checks.every((check) => check.met)) here.done();
  }

  function keep() {
    work.save({ values: state });
    refresh();
  }

  function fieldOf(field) {
    const get = () => state[field.id];
    const set = (value) => {
      state[field.id] = value;
      keep();
    };
    const records = { rows, items }[field.kind];
    if (records) return records({ field, get, set, words, say: voice.say }).element;
    if (IN_TIME.has(field.kind)) return live({ field, get, set, words, say: voice.say, state: () => state });
    return control(field, get(), set, words);
  }

  /** Put the fields into their places, but what runs in time not before all is laid out. */
  function build(only = () => true) {
    for (const [id, holder] of holders) if (only(holder) && (laid || !IN_TIME.has(fields.get(id).kind))) holder.replaceChildren(fieldOf(fields.get(id)));
  }

  function replace(next, said) {
    const earlier = state;
    state = next;
    build();
    keep();
    back.offer(said, () => {
      state = earlier;
      build();
      keep();
    });
  }

  function place(view) {
    const holder = h("div", { class: "sa-view" });
    views.push({ view, place: holder });
    return h("div", {}, h("p", { class: "sa-step__title", text: view.title }), holder);
  }

  function section({ title, hint, beside, fields: wanted, views: drawn }) {
    const id = uid("step");
    return h(
      "div",
      { class: "sa-step", role: "group", "aria-labelledby": id },
      h("p", { class: "sa-step__title", id, text: title }),
      ...prose(hint),
      h("div", { class: beside ? "sa-beside" : "" }, ...wanted.map((field) => {
        const holder = h("div", { "data-field": field.id });
        holders.set(field.id, holder);
        return holder;
      })),
      ...drawn.map(place),
    );
  }

  const button = (text, onclick, quiet = true) => h("button", { type: "button", class: `sa-button${quiet ? " sa-button--quiet" : ""}`, text, onclick });

  /** What follows the sections: what is in place, the ways out, the sources. */
  function ending() {
    const opener = openJson({
      label: words.file.open, not_json: words.file.not_json, too_big: words.file.too_big,
      read: (value) => {
        replace(fromFile(value, { tool, content, words: words.file }), words.file.replaced);
        return words.file.opened;
      },
    });
    const copy = copier(words, () => plainText(whole()));
    return [
      noted,
      content.checks.length ? h("div", { class: "sa-step", role: "group", "aria-label": words.status }, h("p", { class: "sa-step__title", text: words.status }), status) : null,
      ...prose(content.closing),
      leftOut(content, words.ui),
      h("div", { class: "sa-buttons" }, button(words.ui.print, () => printOut(paper(whole())), false), copy.button, button(words.ui.save_file, () => saveJson(`${tool}.json`, toFile(tool, state))), clearer(words, () => replace({}, words.cleared))),
      copy.told,
      opener,
      voice.element,
      h("p", { class: "sa-source", text: words.ui.kept_here }),
      sources(content.facts, model.get("cites"), words.ui.source),
    ];
  }

  const titleId = uid("title");
  const [first, ...others] = content.sections;
  const card = h(
    "div",
    { class: "sa-card", role: "group", "aria-labelledby": titleId },
    h("p", { class: "sa-tool__title", id: titleId, text: content.title }),
    honestyOf(content, words.ui),
    ...prose(content.intro),
    content.caution ? h("div", { class: "sa-feedback sa-feedback--wrong" }, h("p", {}, h("strong", { text: words.caution })), ...prose(content.caution)) : null,
    content.dated ? h("div", { class: "sa-feedback" }, ...prose(content.dated), content.link ? h("p", {}, h("a", { href: content.link, text: words.check_now, rel: "noopener" })) : null) : null,
    h("p", { class: "sa-hint", text: words.private }),
    h("div", { class: "sa-buttons" }, button(words.example, () => replace(remembered(content, structuredClone(content.example)), words.example_in))),
    back.element,
    section(first),
  );
  el.classList.add("sa", "sa-tool", "sa-sheet");
  el.append(card);
  build();
  later(() => {
    laid = true;
    card.append(...[...others.map(section), ...ending()].filter(Boolean));
    onPaper(el, () => [paper(whole())]);
    // Not those that the reader may be writing in.
    build((holder) => !holder.firstChild);
    refresh(true);
  });
}

export default { render };
