/** Views that teach: a sentence of the answers, a square, cards to ask about, answers with reasons. */
import { fill, h, number, prose, s } from "../dom.js";
import { aMinute, breath, INTO, OUT } from "../models/breathing_pace.js";
import { said } from "./sheet_logic.js";

/** One sentence made of some answers. */
export function told(view, { fields, state, lang, words, empty }) {
  const answers = view.fields.map((id) => [id, said(fields.get(id), state[id], lang, words)]);
  return answers.every(([, text]) => text) ? h("p", { class: "sa-figure__words", text: fill(view.text, Object.fromEntries(answers)) }) : empty();
}

/** What the words of a pace are filled with; sentences in the module may follow them. */
export function paceOf(view, { state, lang }) {
  const seconds = (name, first) => (typeof state[name] === "number" ? state[name] : first);
  const both = [seconds(view.into, INTO), seconds(view.out, OUT)];
  return { breath: number(breath(...both), lang), rate: number(aMinute(...both), lang) };
}

/** A breathing pace in numbers, also before the reader has chosen one. */
export const pace = (view, tool) => h("p", { class: "sa-figure__words", text: fill(view.text, paceOf(view, tool)) });

/** Demands and control as a point in a square. */
export function corner(view, { fields, state, empty }) {
  const [demands, control] = [state[view.demands], state[view.control]];
  if (typeof demands !== "number" || typeof control !== "number") return empty();
  const most = fields.get(view.demands).most;
  const [left, side] = [40, 240];
  const x = left + (control / most) * side;
  const y = 20 + (1 - demands / most) * side;
  const words = fill(view.said, { demands, control, most });
  return h(
    "div",
    {},
    s(
      "svg",
      { viewBox: "0 0 300 310", class: "sa-plot sa-corner", role: "img", "aria-label": `${view.title}: ${words}` },
      s("rect", { class: "sa-corner__red", x: left, y: 20, width: side / 2, height: side / 2 }),
      s("text", { x: left + 8, y: 38, text: view.strain }),
      s("rect", { x: left, y: 20, width: side, height: side, fill: "none", class: "sa-plot__axis" , stroke: "currentColor" }),
      s("g", { class: "sa-plot__grid" }, s("line", { x1: left + side / 2, x2: left + side / 2, y1: 20, y2: 20 + side }), s("line", { x1: left, x2: left + side, y1: 20 + side / 2, y2: 20 + side / 2 })),
      s("text", { x: left + side, y: 282, "text-anchor": "end", text: `${view.x} →` }),
      s("text", { x: 28, y: 20 + side, transform: `rotate(-90 28 ${20 + side})`, text: `${view.y} →` }),
      s("circle", { class: "sa-corner__dot", cx: x, cy: y, r: 11 }),
    ),
    h("p", { class: "sa-figure__words", text: words }),
  );
}

/** What to ask about, for each need that is ticked. */
export function cards(view, { field, state, empty }) {
  const chosen = field.options.filter(({ id }) => (state[view.of] || []).includes(id));
  if (!chosen.length) return empty();
  return h("div", {}, ...chosen.map((option) => h("div", { class: "sa-measure" }, h("p", {}, h("strong", { text: option.text })), ...prose(option.body), h("p", { class: "sa-hint", text: view.foot }))));
}

/** What the reader chose against the course's assessment: a table, then one reason at a time. */
export function verdicts(view, { field, records, show, empty }) {
  const chosen = records.filter(({ values }) => values[view.by]);
  if (!chosen.length) return empty();
  const options = field.columns.find(({ id }) => id === view.by).options;
  const count = (row, id) => chosen.filter((one) => view.key[one.id].row === row && one.values[view.by] === id).length;
  return h(
    "div",
    {},
    h(
      "div",
      { class: "sa-table", tabindex: "0", role: "region", "aria-label": view.title },
      h(
        "table",
        { class: "sa-grid3" },
        h("caption", { class: "sa-visually-hidden", text: view.title }),
        h("thead", {}, h("tr", {}, h("th", { scope: "col", text: view.corner }), ...options.map(({ text }) => h("th", { scope: "col", text })))),
        h("tbody", {}, ...Object.entries(view.rows).map(([row, text]) => h("tr", {}, h("th", { scope: "row", text }), ...options.map(({ id }) => h("td", {
          class: view.best[row] === id ? "sa-grid3__best" : null, text: count(row, id) + (view.best[row] === id ? ` ${view.mark}` : ""),
        }))))),
      ),
    ),
    h("ul", { class: "sa-sorter__each" }, ...chosen.map((one) => {
      const key = view.key[one.id];
      const same = key.best.includes(one.values[view.by]);
      return h("li", { class: same ? "sa-sorter__same" : "sa-sorter__other" }, h("p", {}, h("strong", { text: `${one.label}: ${same ? view.agree : view.differ} ` }), `(${show(view.by, one.values)})`), ...prose(key.why));
    })),
  );
}
