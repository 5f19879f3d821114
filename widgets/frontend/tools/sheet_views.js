/** What a tool draws of what is written in it: always words too, never a picture alone. */
import { fill, h, prose } from "../dom.js";
import { among, fieldsOf, isEmpty, recordsOf, said } from "./sheet_logic.js";
import { timeline, weeks } from "./sheet_lines.js";
import { cards, corner, pace, paceOf, told, verdicts } from "./sheet_learn.js";
import { lanes, work } from "./sheet_plans.js";

const empty = (view) => h("p", { class: "sa-hint", text: view.empty });

function groups(view, { field, records, show }) {
  const name = ({ label, values }) => label || show(view.label, values);
  const filled = records.filter((one) => name(one));
  if (!filled.length) return empty(view);
  return h("div", { class: "sa-groups" }, ...view.groups.map((group) => {
    const here = filled.filter(({ values }) => among(values[view.by], group.values));
    const rest = field.columns.filter((column) => column.id !== view.label && column.id !== view.by);
    return h(
      "div",
      { class: "sa-groups__one" },
      h("p", { class: "sa-groups__head" }, h("strong", { text: group.title }), ` (${here.length})`),
      here.length ? h("ul", {}, ...here.map((one) => {
        const more = rest.map((column) => show(column.id, one.values)).filter(Boolean).join("; ");
        return h("li", {}, name(one), more ? h("span", { class: "sa-groups__more", text: ` – ${more}` }) : null);
      })) : h("p", { class: "sa-hint", text: "–" }),
    );
  }));
}

function sentences(view, { field, records, show }) {
  const needed = [...view.template.matchAll(/\{(\w+)\}/g)].map(([, id]) => id);
  const whole = records.filter(({ values }) => needed.every((id) => id === "label" || !isEmpty(values[id])));
  if (!whole.length) return empty(view);
  return h("ul", { class: "sa-sentences" }, ...whole.map(({ label, values }) => h("li", {
    text: fill(view.template, { label, ...Object.fromEntries(field.columns.map((column) => [column.id, show(column.id, values).replace(/[.,\s]+$/, "")])) }),
  })));
}

/** How warm a share of the most is; the number beside says it exactly. */
const heat = (share) => (share <= 0.4 ? "low" : share <= 0.6 ? "middle" : "high");

function bars(view, { records, show }) {
  const rated = records.filter(({ values }) => typeof values[view.value] === "number" && show(view.label, values));
  if (!rated.length) return empty(view);
  rated.sort((a, b) => a.values[view.value] - b.values[view.value]);
  return h("ol", { class: view.heat ? "sa-bars sa-bars--heat" : "sa-bars" }, ...rated.map(({ values }) => {
    const bar = h("span", { class: "sa-bars__bar", "aria-hidden": "true" });
    if (view.heat) bar.dataset.heat = heat(values[view.value] / view.most);
    bar.style.setProperty("--sa-share", `${Math.round((values[view.value] / view.most) * 100)}%`);
    return h("li", {}, h("span", { class: "sa-bars__text", text: show(view.label, values) }), h("span", { class: "sa-bars__number", text: String(values[view.value]) }), bar);
  }));
}

function practice(view) {
  return h(
    "div",
    { class: "sa-table" },
    h("p", { class: "sa-hint", text: view.hint }),
    h(
      "table",
      { class: "sa-days", "aria-label": view.title },
      h("thead", {}, h("tr", {}, h("td"), ...view.days.map((text) => h("th", { scope: "col", text })))),
      h("tbody", {}, ...Array.from({ length: view.weeks }, (_, n) => h(
        "tr",
        { class: n < view.strong ? "sa-days__strong" : null },
        h("th", { scope: "row", text: fill(view.week, { n: n + 1 }) }),
        ...view.days.map(() => h("td", { text: "☐" })),
      ))),
    ),
  );
}

function letter(view, { state, fields }) {
  const field = fields.get(view.of);
  const chosen = field.options.filter(({ id }) => (state[view.of] || []).includes(id));
  const version = state[view.by];
  const head = view.heads[version];
  if (!chosen.length || !head) return empty(view);
  return h("div", { class: "sa-letter" }, h("p", {}, h("strong", { text: head })), ...chosen.flatMap((option) => prose(option.bodies?.[version] || option.body)), ...prose(view.foot));
}

/** A card to carry: each field that is answered, with its name. */
function card(view, { fields, state, words, lang }) {
  const rows = view.fields.map((id) => [fields.get(id).label, said(fields.get(id), state[id], lang, words)]).filter(([, text]) => text);
  if (!rows.length) return empty(view);
  return h("dl", { class: "sa-carry" }, ...rows.flatMap(([label, text]) => [h("dt", { text: label }), h("dd", { text })]));
}

const KINDS = { card, groups, sentences, bars, practice, letter, timeline, weeks, lanes, work, told, pace, corner, cards, verdicts };

/** Draw one view. @param {object} view @param {{content: object, state: object, words: any, lang: string}} tool @returns {HTMLElement} */
export function draw(view, { content, state, words, lang }) {
  const fields = new Map(fieldsOf(content).map((field) => [field.id, field]));
  const field = fields.get(view.of);
  const columns = new Map((field?.columns || []).map((column) => [column.id, column]));
  return KINDS[view.kind](view, {
    field, fields, state, words, lang, empty: () => empty(view),
    records: field?.columns ? recordsOf(field, state) : [],
    show: (id, values) => (columns.has(id) ? said(columns.get(id), values[id], lang, words) : ""),
  });
}

/** What sentences in the module may follow of a view. @param {object} view @param {{state: object, lang: string}} tool @returns {Record<string, string>} */
export const valuesOf = (view, tool) => (view.kind === "pace" ? paceOf(view, tool) : {});
