/** Records of a tool: those that the reader adds, and those that are always there. */
import { fill, h, uid } from "../dom.js";
import { control } from "./sheet_fields.js";

const button = (text, name, onclick, off = false) => h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", "aria-label": name, "aria-disabled": off ? "true" : null, text, onclick });

/**
 * @param {{field: object, get: () => any, set: (value: any) => void, words: Record<string, string>, say: (text: string) => void}} parts
 * @returns {{element: HTMLElement, refresh: () => void}}
 */
export function rows({ field, get, set, words, say }) {
  const holder = h("div", { class: "sa-records" });
  const add = h("button", { type: "button", class: "sa-button sa-button--quiet", text: field.add, onclick: () => {
    const now = list();
    if (now.length >= field.most) {
      say(fill(words.row_most, { n: field.most }));
      return;
    }
    now.push({});
    keep(now);
    holder.lastElementChild.querySelector("input, textarea, select").focus();
  } });

  const list = () => {
    const now = [...(get() || [])];
    while (now.length < field.start) now.push({});
    return now;
  };
  const keep = (now) => {
    set(now);
    refresh();
  };

  function move(from, to) {
    const now = list();
    if (to < 0 || to >= now.length) return;
    now.splice(to, 0, ...now.splice(from, 1));
    keep(now);
    holder.children[to].querySelector(`[data-move="${to > from ? "down" : "up"}"]`).focus();
    say(fill(words.row_moved, { n: to + 1 }));
  }

  function take(at) {
    const now = list();
    now.splice(at, 1);
    keep(now);
    (holder.children[Math.min(at, holder.children.length - 1)]?.querySelector("input, textarea, select") || add).focus();
    say(words.row_removed);
  }

  function one(values, at, count) {
    const name = fill(field.item, { n: at + 1 });
    const up = button("↑", `${words.move_up}: ${name}`, () => move(at, at - 1), at === 0);
    const down = button("↓", `${words.move_down}: ${name}`, () => move(at, at + 1), at === count - 1);
    up.dataset.move = "up";
    down.dataset.move = "down";
    return h(
      "fieldset",
      { class: "sa-record" },
      h("legend", { text: name }),
      h("div", { class: "sa-record__fields" }, ...field.columns.map((column) => control(column, values[column.id], (value) => {
        const now = list();
        now[at] = { ...now[at], [column.id]: value };
        set(now);
      }, words))),
      h("div", { class: "sa-record__tools" }, up, down, button(words.row_remove, `${words.row_remove}: ${name}`, () => take(at), count <= 1)),
    );
  }

  function refresh() {
    const now = list();
    holder.replaceChildren(...now.map((values, at) => one(values, at, now.length)));
    for (const off of holder.querySelectorAll('[aria-disabled="true"]')) off.disabled = true;
  }
  refresh();
  const headId = uid("rows");
  return {
    element: h(
      "div",
      { role: "group", "aria-labelledby": headId },
      h("p", { class: "sa-step__title", id: headId, text: field.label }),
      field.hint ? h("p", { class: "sa-field__hint", text: field.hint }) : null,
      holder,
      h("div", { class: "sa-buttons" }, add),
    ),
    refresh,
  };
}

/** Records that are always there; same parts as `rows`. */
export function items({ field, get, set, words }) {
  const holder = h("div", { class: `sa-records${field.table ? " sa-records--table" : ""}` });
  function refresh() {
    const kept = get() || {};
    holder.replaceChildren(...field.items.map(({ id, label, hint, core }) => h(
      "fieldset",
      { class: `sa-record${core ? " sa-record--core" : ""}` },
      h("legend", { text: label }),
      hint ? h("p", { class: "sa-field__hint", text: hint }) : null,
      core ? h("p", { class: "sa-record__core", text: words.core }) : null,
      h("div", { class: "sa-record__fields" }, ...field.columns.map((column) => control(column, kept[id]?.[column.id], (value) => {
        const now = { ...(get() || {}) };
        now[id] = { ...now[id], [column.id]: value };
        set(now);
      }, words))),
    )));
  }
  refresh();
  const headId = uid("items");
  return {
    element: h(
      "div",
      { role: "group", "aria-labelledby": headId },
      h("p", { class: "sa-step__title", id: headId, text: field.label }),
      field.hint ? h("p", { class: "sa-field__hint", text: field.hint }) : null,
      holder,
    ),
    refresh,
  };
}
