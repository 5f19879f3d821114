/** The fields of an assignment: each builder takes (question, words, given, changed) and returns an element. */
import { fill, h, number, prose, uid } from "../dom.js";
import { slider } from "../controls.js";
import { branches } from "./branches.js";

function marks(question, { words, lang }, given, changed) {
  const now = given && typeof given === "object" ? structuredClone(given) : {};
  const rows = question.rows.map((row) => {
    const note = h("p", { class: "sa-problem", role: "status" });
    const check = () => {
      if (!question.rising) return;
      const [low, high] = question.marks.map((mark) => now[row.id]?.[mark.id]);
      note.textContent = low !== undefined && high !== undefined && high < low ? question.rising : "";
    };
    const sliders = question.marks.map((mark) => {
      const value = now[row.id]?.[mark.id];
      let touched = value !== undefined;
      const show = (v) => (touched ? fill(words.mark_value, { value: number(v, lang, question.step < 1 ? 1 : 0), most: question.most }) : words.set);
      const made = slider({
        label: mark.text, min: question.least, max: question.most, step: question.step, value: value ?? question.least, show,
        oninput: (v) => {
          touched = true;
          made.set(v);
          now[row.id] = { ...now[row.id], [mark.id]: v };
          check();
          changed(structuredClone(now));
        },
      });
      return made.element;
    });
    check();
    return h("fieldset", { class: "sa-choice sa-form__row" }, h("legend", { text: row.text }), ...sliders, h("p", { class: "sa-ends", "aria-hidden": "true" }, h("span", { text: question.ends[0] }), h("span", { text: question.ends[1] })), note);
  });
  return h("div", {}, ...rows);
}

function order(question, { words }, given, changed) {
  const ids = question.steps.map((step) => step.id);
  const kept = Array.isArray(given) && [...given].sort().join() === [...ids].sort().join();
  const now = kept ? [...given] : [...ids];
  const byId = new Map(question.steps.map((step) => [step.id, step.text]));
  const list = h("ol", { class: "sa-order" });
  const said = h("p", { class: "sa-visually-hidden", role: "status" });

  function draw(focus) {
    list.replaceChildren(...now.map((id, n) => {
      const move = (by, label, sign) => h("button", {
        type: "button", class: "sa-icon", "aria-label": `${label}: ${byId.get(id)}`, text: sign, "data-move": `${id}${by}`,
        "aria-disabled": now[n + by] === undefined ? "true" : null,
        onclick: () => {
          if (now[n + by] === undefined) return;
          [now[n], now[n + by]] = [now[n + by], now[n]];
          said.textContent = `${byId.get(id)}: ${n + by + 1}`;
          draw(`${id}${by}`);
          changed([...now]);
        },
      });
      return h("li", {}, h("span", { class: "sa-order__text", text: byId.get(id) }), move(-1, words.ui.move_up, "↑"), move(1, words.ui.move_down, "↓"));
    }));
    if (focus) list.querySelector(`[data-move="${focus}"]`)?.focus();
  }
  draw();
  // The order shown first may be the reader's own: it counts once it is kept.
  const keep = h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.keep_order, onclick: () => changed([...now]) });
  return h("div", {}, h("p", { class: "sa-hint", text: words.order_hint }), list, said, keep);
}

function several(question, _context, given, changed) {
  const chosen = new Set(Array.isArray(given) ? given : []);
  return h("fieldset", { class: "sa-choice" }, h("legend", { class: "sa-visually-hidden", text: question.title }), ...question.options.map((option) => {
    const id = uid("o");
    const box = h("input", { type: "checkbox", id, checked: chosen.has(option.id), onchange: () => {
      if (box.checked) chosen.add(option.id);
      else chosen.delete(option.id);
      changed([...chosen]);
    } });
    return h("div", { class: "sa-choice__row" }, box, h("label", { for: id, text: option.text }));
  }));
}

function each(question, _context, given, changed) {
  const now = given && typeof given === "object" ? { ...given } : {};
  return h("div", {}, ...question.rows.map((row) => {
    const name = uid("each");
    return h("fieldset", { class: "sa-choice sa-form__row" }, h("legend", { text: row.text }), ...question.options.map((option) => {
      const id = uid("o");
      const radio = h("input", { type: "radio", id, name, value: option.id, checked: now[row.id] === option.id, onchange: () => {
        now[row.id] = option.id;
        changed({ ...now });
      } });
      return h("div", { class: "sa-choice__row" }, radio, h("label", { for: id, text: option.text }));
    }));
  }));
}

function grid(question, { words }, given, changed) {
  const now = given && typeof given === "object" ? structuredClone(given) : {};
  return h("div", {}, h("p", { class: "sa-hint", text: fill(words.least, { n: question.least }) }), ...question.rows.map((row) => h(
    "fieldset",
    { class: "sa-choice sa-form__row" },
    h("legend", { text: row.text }),
    h("div", { class: "sa-form__grid" }, ...question.columns.map((column) => {
      const id = uid("place");
      const list = h("select", { id, onchange: () => {
        const { [column.id]: _old, ...rest } = now[row.id] || {};
        now[row.id] = list.value ? { ...rest, [column.id]: list.value } : rest;
        if (!Object.keys(now[row.id]).length) delete now[row.id];
        changed(structuredClone(now));
      } }, h("option", { value: "", text: words.choose }), ...column.options.map((one) => h("option", { value: one.id, text: one.text })));
      list.value = column.options.some((one) => one.id === now[row.id]?.[column.id]) ? now[row.id][column.id] : "";
      return h("div", {}, h("label", { for: id, text: column.text }), list);
    })),
  )));
}

function numbers(question, { words, lang }, given, changed) {
  const now = given && typeof given === "object" ? { ...given } : {};
  return h("div", {}, ...question.rows.map((row) => {
    const id = uid("number");
    const note = h("p", { class: "sa-problem", id: `${id}-note`, role: "status" });
    const field = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", id, class: "sa-form__number", "aria-describedby": `${id}-unit ${id}-note`, oninput: () => {
      const typed = field.value.replace(/\s/g, "").replace(",", ".");
      const value = /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : NaN;
      note.textContent = typed === "" || Number.isFinite(value) ? "" : words.not_a_number;
      if (Number.isFinite(value)) now[row.id] = value;
      else delete now[row.id];
      changed({ ...now });
    } });
    field.value = typeof now[row.id] === "number" ? String(now[row.id]).replace(".", lang === "nb" ? "," : ".") : "";
    return h("div", { class: "sa-form__row" }, h("label", { for: id, text: row.text }), h("p", { class: "sa-form__figure" }, field, h("span", { id: `${id}-unit`, text: row.unit })), note);
  }));
}

function text(question, { words }, given, changed) {
  const id = uid("text");
  const count = h("p", { class: "sa-hint", role: "status" });
  const field = h("textarea", { id, rows: 10, maxlength: 20000, oninput: () => {
    tell();
    changed(field.value);
  } });
  field.value = typeof given === "string" ? given : "";
  const tell = () => {
    count.textContent = fill(words.words, { n: (field.value.match(/\S+/g) || []).length, of: question.words });
  };
  tell();
  return h(
    "div",
    {},
    h("p", { class: "sa-warning", text: words.no_patient_data }),
    h("p", {}, h("strong", { text: words.rubric })),
    h("ul", {}, ...question.rubric.map((line) => h("li", { text: line.text }))),
    h("p", { class: "sa-hint", text: words.levels }),
    h("label", { for: id, text: words.your_text }),
    field, count,
  );
}

function plan(question, context, given, changed) {
  const sum = h("p", { class: "sa-form__total", role: "status" });
  const tell = (now) => {
    const all = question.rows.map((row) => now?.[row.id]).filter((value) => typeof value === "number");
    const total = Math.round(all.reduce((one, next) => one + next, 0) * 100) / 100;
    sum.textContent = `${question.total}: ${number(total, context.lang, Number.isInteger(total) ? 0 : 1)} ${question.unit}`;
  };
  tell(given && typeof given === "object" ? given : {});
  const fields = numbers(question, context, given, (now) => {
    tell(now);
    changed(now);
  });
  return h("div", {}, fields, sum);
}

const FIELDS = { marks, order, several, each, grid, numbers, plan, text };
FIELDS.branches = (...given) => branches(...given, (one, ...rest) => FIELDS[one.kind](one, ...rest));

/** One question with its heading and fields. */
export function question(one, n, context, given, changed) {
  const id = uid("question");
  return h(
    "div",
    { class: "sa-card sa-form__question", role: "group", "aria-labelledby": id, "data-question": one.id },
    h("h2", { class: "sa-figure__title", id, text: `${n}. ${one.title}` }),
    h("p", { class: "sa-hint", text: fill(context.words.points, { n: one.points }) }),
    ...prose(one.prompt),
    FIELDS[one.kind](one, context, given, changed),
  );
}
