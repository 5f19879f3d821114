/** Plans with several people or several steps: who does what when, and how much work it is. */
import { fill, h } from "../dom.js";

const cellTable = (caption, header, rows) => h(
  "div",
  { class: "sa-table", tabindex: "0", role: "region", "aria-label": caption },
  h("table", {}, h("caption", { class: "sa-visually-hidden", text: caption }), h("thead", {}, h("tr", {}, ...header.map((text) => h("th", { scope: "col", text })))), h("tbody", {}, ...rows)),
);

/** Who does what in which week, and which weeks nothing happens. */
export function lanes(view, { field, records, show, words, empty }) {
  const cards = records.filter(({ values }) => show(view.label, values) && values[view.by] && values[view.week]);
  if (!cards.length) return empty();
  const numbers = Array.from({ length: view.weeks }, (_, n) => n + 1);
  const owners = field.columns.find(({ id }) => id === view.by).options;
  const idle = numbers.filter((n) => !cards.some(({ values }) => Number(values[view.week]) === n));
  const rows = numbers.map((n) => h(
    "tr",
    {},
    h("th", { scope: "row", class: "sa-lane__when", text: fill(words.week, { n }) }),
    ...owners.map(({ id }) => h("td", {}, ...cards.filter(({ values }) => Number(values[view.week]) === n && values[view.by] === id)
      .map(({ values }) => h("span", { class: "sa-lane", text: `${values[view.done] ? "✓ " : ""}${show(view.label, values)}` })))),
  ));
  return h(
    "div",
    {},
    cellTable(view.title, [words.when, ...owners.map(({ text }) => text)], rows),
    h("p", { class: `sa-feedback sa-feedback--${idle.length ? "wrong" : "right"}`, text: idle.length ? fill(view.gap, { weeks: idle.join(", ") }) : view.no_gap }),
  );
}

/** Work done = presence x output, in %, and the sick leave that is left. @returns {{work: number, leave: number}} */
export function degree(presence, output) {
  const done = Math.round((presence * output) / 100);
  return { work: done, leave: 100 - done };
}

/** Each step's work and sick leave. */
export function work(view, { records, show, empty, lang }) {
  const steps = records.filter(({ values }) => typeof values[view.presence] === "number" && typeof values[view.output] === "number");
  if (!steps.length) return empty();
  const share = (n) => (lang === "nb" ? `${n}\u00a0%` : `${n}%`);
  const rows = steps.map(({ values }) => {
    const { work: done, leave } = degree(values[view.presence], values[view.output]);
    const bar = h("span", { class: "sa-bars__bar", "aria-hidden": "true" });
    bar.style.setProperty("--sa-share", `${done}%`);
    return h("tr", {}, h("th", { scope: "row", text: show(view.label, values) || "–" }), h("td", { text: share(values[view.presence]) }), h("td", { text: share(values[view.output]) }), h("td", {}, share(done), bar), h("td", {}, h("strong", { text: share(leave) })));
  });
  const { values } = steps[0];
  const first = degree(values[view.presence], values[view.output]);
  return h(
    "div",
    {},
    cellTable(view.title, view.columns, rows),
    h("p", { text: fill(view.said, { presence: share(values[view.presence]), output: share(values[view.output]), work: share(first.work), leave: share(first.leave) }) }),
  );
}
