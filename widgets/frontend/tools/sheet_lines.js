/** Lines of time: years of a working life, weeks of a sick leave. Each also stands as a list. */
import { fill, h, s } from "../dom.js";
import { day } from "./sheet_logic.js";

/** As wide as the screen has room for, so that the writing keeps its size. */
const room = () => (globalThis.matchMedia("(max-width: 35rem)").matches ? 330 : 640);
/** How much room a letter may take, in the picture's own px, also where a reader has spaced them. */
const LETTER = 11;
const TONES = ["good", "mixed", "hard"];

/** Periods on a line of years. */
export function timeline(view, { records, show, empty }) {
  const periods = records
    .map(({ values }) => ({ label: show(view.label, values), start: values[view.start], end: values[view.end], tone: values[view.tone] }))
    .filter(({ label, start }) => label && typeof start === "number")
    .map((one) => ({ ...one, end: typeof one.end === "number" && one.end >= one.start ? one.end : one.start, tone: TONES.includes(one.tone) ? one.tone : "mixed" }))
    .sort((a, b) => a.start - b.start);
  if (!periods.length) return empty();
  const first = Math.min(...periods.map(({ start }) => start));
  const last = Math.max(...periods.map(({ end }) => end), first + 1);
  const width = room();
  const x = (year) => 20 + ((year - first) / (last - first)) * (width - 40);
  const row = 30;
  const height = periods.length * row + 46;
  const name = periods.map(({ label, start, end }) => `${label} ${start}–${end}`).join("; ");
  const svg = s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "sa-plot sa-timeline", role: "img", "aria-label": `${view.title}: ${name}` },
    s("line", { class: "sa-plot__axis", x1: 20, x2: width - 20, y1: height - 28, y2: height - 28 }),
    ...[first, Math.round((first + last) / 2), last].map((year, n) => s("text", { x: x(year), y: height - 8, "text-anchor": ["start", "middle", "end"][n], text: String(year) })),
    ...periods.map(({ label, start, end, tone }, n) => {
      const [a, b] = [x(start), Math.max(x(end), x(start) + 8)];
      const text = label.length > width / 15 ? `${label.slice(0, Math.floor(width / 15))}…` : label;
      // Where there is no room after the bar's begin, the words end where it ends.
      const long = text.length * LETTER;
      const right = a + long > width;
      return s(
        "g",
        {},
        s("rect", { class: `sa-timeline__bar sa-timeline__bar--${tone}`, x: a, width: b - a, y: n * row + 18, height: 8, rx: 4 }),
        s("text", { x: right ? Math.min(Math.max(b, long), width) : a, y: n * row + 13, "text-anchor": right ? "end" : "start", text }),
      );
    }),
  );
  return h(
    "div",
    {},
    svg,
    h("ul", { class: "sa-timeline__words" }, ...periods.map(({ label, start, end, tone }) => h("li", {}, h("span", { class: `sa-timeline__mark sa-timeline__bar--${tone}`, "aria-hidden": "true" }), `${start}–${end}: ${label} (${view.tones[tone].toLowerCase()})`))),
  );
}

const after = (iso, count) => {
  const date = new Date(`${iso}T12:00:00`);
  date.setDate(date.getDate() + count * 7);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
};

/** Dates a number of weeks after a day. */
export function weeks(view, { state, lang, words, empty }) {
  const since = state[view.since];
  if (!since || Number.isNaN(new Date(`${since}T12:00:00`).getTime())) return empty();
  const width = room();
  const x = (week) => 30 + (week / view.last) * (width - 60);
  const marks = view.marks.map((mark) => ({ ...mark, date: day(after(since, mark.week), lang), name: fill(words.week, { n: mark.week }) }));
  return h(
    "div",
    {},
    s(
      "svg",
      { viewBox: `0 0 ${width} 70`, class: "sa-plot", role: "img", "aria-label": `${view.title}: ${marks.map(({ name, date }) => [name, date].join(", ")).join("; ")}` },
      s("line", { class: "sa-plot__axis", x1: 30, x2: width - 30, y1: 40, y2: 40 }),
      ...marks.map(({ week, name }, n) => s("g", { class: "sa-weeks__mark" }, s("circle", { cx: x(week), cy: 40, r: 8 }), s("text", { x: x(week), y: n % 2 ? 66 : 22, "text-anchor": week === 0 ? "start" : week >= view.last ? "end" : "middle", text: name }))),
    ),
    h("ul", { class: "sa-weeks" }, ...marks.map(({ name, date, text }) => h("li", {}, h("strong", { text: `${name}, ${date}: ` }), text))),
  );
}
