/** "Your data": all that the browser keeps from the course, in words; to download, bring in and delete. */
import { fill, h } from "../../../widgets/frontend/dom.js";
import { everything, forget } from "../../../widgets/frontend/kept.js";
import { PREFIX, write } from "../../../widgets/frontend/store.js";
import { saveJson } from "../../../widgets/frontend/tools/files.js";
import { inWords } from "./data_words.js";

const FIRST = ["settings", "course"];
const LAST = ["tools", "other"];

/** What a file of ours holds, or null. @param {string} text */
function readFile(text) {
  try {
    const { kept } = JSON.parse(text);
    const keys = Object.keys(kept);
    return keys.length && keys.every((key) => key.startsWith(PREFIX)) ? kept : null;
  } catch {
    return null;
  }
}

/** Pages that the browser has put by for use without a connection: {count, remove}. */
async function pagesKept() {
  try {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
    return { count: all.reduce((sum, n) => sum + n, 0), remove: () => Promise.all(names.map((name) => caches.delete(name))) };
  } catch {
    return { count: 0, remove: async () => {} };
  }
}

function page(box, known) {
  const { words } = known;
  const part = (name) => box.querySelector(`[data-kept-${name}]`);
  const status = part("status");

  /** Say what was done, how much is kept, and offer to take a deletion back. */
  function say(message, undo = null) {
    const n = Object.keys(everything()).length;
    const counted = n ? fill(n === 1 ? words.count_one : words.count, { n }) : words.none;
    status.replaceChildren([message, counted].filter(Boolean).join(" "));
    if (undo) status.append(" ", h("button", { type: "button", class: "button button--small", text: words.undo, onclick: undo }));
    for (const name of ["export", "delete"]) part(name).disabled = n === 0;
  }

  function remove(keys, what) {
    const before = everything();
    for (const key of keys) forget(key, true);
    draw();
    say(fill(words.deleted_one, { what }), () => {
      for (const key of keys) write(key, before[key]);
      draw();
      say(fill(words.undone, { what }));
      status.focus();
    });
    status.querySelector("button").focus();
  }

  function row({ key, title, link, lines, texts }, group) {
    const what = group ? `${group}, ${title}` : title;
    return h(
      "li",
      { class: "data__row", "data-key": key },
      h(
        "div",
        {},
        h("p", { class: "data__what" }, link ? h("a", { href: link, text: title }) : h("strong", { text: title })),
        h("p", { text: lines.join(" ") }),
        texts.length ? h("details", {}, h("summary", { text: words.written }), h("ul", {}, ...texts.map((text) => h("li", { text })))) : null,
      ),
      h("button", { type: "button", class: "button button--small", "aria-label": fill(words.delete_what, { what }), text: words.delete, onclick: () => remove([key], what) }),
    );
  }

  function group(name, rows) {
    const module = known.modules.find(({ slug }) => slug === name);
    const title = module ? fill(words.group_module, module) : words[`group_${name}`];
    const all = rows.length > 1 ? h("button", {
      type: "button", class: "button button--small", text: words.delete_group, "aria-label": fill(words.delete_group_what, { what: title }),
      onclick: () => remove(rows.map(({ key }) => key), title),
    }) : null;
    return h("section", { class: "data__group" }, h("h2", { text: title }), h("ul", {}, ...rows.map((one) => row(one, module ? title : ""))), all);
  }

  function draw() {
    const rows = Object.entries(everything()).map(([key, value]) => inWords(key, value, known));
    const order = [...FIRST, ...known.modules.map(({ slug }) => slug), ...LAST];
    const groups = order.map((name) => [name, rows.filter((one) => one.group === name)]).filter(([, all]) => all.length);
    part("all").replaceChildren(...groups.map(([name, all]) => group(name, all)));
    putBy();
  }

  async function putBy() {
    const { count, remove: away } = await pagesKept();
    if (!count) return;
    const gone = async () => {
      await away();
      draw();
      say(fill(words.deleted_one, { what: words.pages }));
      status.focus();
    };
    part("all").append(h("section", { class: "data__group", "data-pages": count }, h("h2", { text: words.pages }), h("ul", {}, h(
      "li",
      { class: "data__row" },
      h("p", { text: fill(words.pages_line, { n: count }) }),
      h("button", { type: "button", class: "button button--small", "aria-label": fill(words.delete_what, { what: words.pages }), text: words.delete, onclick: gone }),
    ))));
  }

  const ask = (open) => {
    part("sure").hidden = !open;
    part("delete").setAttribute("aria-expanded", String(open));
  };
  part("export").addEventListener("click", () => saveJson(`${known.file}.json`, { kept: everything() }));
  part("import").addEventListener("click", () => part("file").click());
  part("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    const text = file ? await file.text() : null;
    event.target.value = "";
    if (text === null) return;
    const kept = readFile(text);
    for (const [key, value] of Object.entries(kept || {})) write(key, value);
    draw();
    say(kept ? fill(words.imported, { n: Object.keys(kept).length }) : words.bad);
    status.focus();
  });
  part("delete").addEventListener("click", () => {
    ask(true);
    part("no").focus();
  });
  part("no").addEventListener("click", () => {
    ask(false);
    part("delete").focus();
  });
  part("yes").addEventListener("click", async () => {
    forget();
    await (await pagesKept()).remove();
    for (const name of ["theme", "profession", "back"]) delete document.documentElement.dataset[name];
    ask(false);
    draw();
    say(words.deleted);
    status.focus();
  });
  draw();
  say("");
}

export default {
  page() {
    const box = document.querySelector("[data-kept]");
    if (box) page(box, JSON.parse(box.querySelector("[data-known]").textContent));
  },
};
