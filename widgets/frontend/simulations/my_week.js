/** A week in blocks, and the line of its load above it: what the reader moves, the line follows. */
import { fill, h, number, prose, s } from "../dom.js";
import { figure, simulation } from "../figure.js";
import { axes, path, put } from "../plot.js";
import { checks, course, daysOf, DAYS, idle, isWeek, over, PARTS, pattern } from "../models/my_week.js";
import { drawer } from "../store.js";
import { announcer } from "../tools/say.js";
import { weekGrid } from "./week_grid.js";

const LEFT = 100;
/** The steps that can be undone. */
const STEPS = 50;

const highestOf = (load) => Array.from({ length: DAYS }, (_, day) => Math.max(...load.slice(day * PARTS, (day + 1) * PARTS)));

/** What the words of a week are filled with, as widgets/simulations/my_week.py has them. */
function valuesOf(week, words, plain) {
  const { load, room } = course(week);
  const [far, highest, marks, kind] = [over(week), highestOf(load), checks(week), pattern(week)];
  const [worst, top] = [far, highest].map((values) => values.indexOf(Math.max(...values)));
  const shown = ["collapse", "pushing", "both"].includes(kind) ? worst : top;
  const name = (day) => words.days[day].name;
  return {
    first: name(Math.max(0, far.findIndex((x) => x > 0))), worst: name(worst), top: name(top),
    load: plain(highest[shown]), room: plain(room[shown]), before: plain(room[0]), after: plain(room.at(-1)),
    idle: idle(week), plus: daysOf(week).filter((day) => day.includes("p")).length, work: week.split("w").length - 1,
    met: Object.values(marks).filter(Boolean).length, all: Object.keys(marks).length,
  };
}

/** The picture: the load after each part, and the room of each day. */
function picture({ narrow, words }) {
  const height = 260;
  const plot = axes({
    narrow, height, left: narrow ? 34 : LEFT, x: [0, DAYS], y: [0, 10], xLabel: "", yLabel: words.y_label,
    xTicks: words.days.map((day, n) => [n + 0.5, narrow ? day.short.slice(0, 2) : day.short]), yTicks: [0, 5, 10].map((v) => [v, String(v)]),
  });
  const { px, py, width } = plot;
  // No name below the axis: the days say it.
  put(plot.svg, { viewBox: `0 0 ${width} ${height - 24}` });
  const line = s("path", { class: "sa-line sa-person-1" });
  const room = s("path", { class: "sa-line sa-person-2 sa-dashed" });
  const dots = Array.from({ length: DAYS * PARTS }, () => s("circle", { class: "sa-dot-2" }));
  const tags = [["load", 1], ["room", 2]].map(([name, ink]) => s("text", { class: `sa-plot__tag sa-ink-${ink}`, text: words[name] }));
  const nights = Array.from({ length: DAYS - 1 }, (_, day) => s("line", { class: "sa-line--quiet", x1: px(day + 1), x2: px(day + 1), y1: py(0), y2: py(10) }));
  plot.layer.append(...nights, room, line, ...dots, ...tags);
  return {
    svg: plot.svg,
    draw: (week) => {
      const now = course(week);
      const x = (n) => px((n + 0.5) / PARTS);
      put(line, { d: path(now.load.map((v, n) => [x(n), py(v)])) });
      put(room, { d: path(now.room.slice(0, DAYS).flatMap((v, day) => [[px(day), py(v)], [px(day + 1), py(v)]])) });
      dots.forEach((dot, n) => {
        const above = now.load[n] > now.room[Math.floor(n / PARTS)];
        put(dot, { cx: x(n), cy: py(now.load[n]), r: above ? 5 : 0 });
      });
      // Each name stands at its own line, away from the other.
      const at = now.load.indexOf(Math.max(...now.load));
      const below = now.load[at] < now.room[Math.floor(at / PARTS)];
      const load = Math.min(py(now.load[at]) - 10, py(0) - 12);
      put(tags[0], { x: x(at), y: Math.max(load, 30), "text-anchor": at > 20 ? "end" : at < 7 ? "start" : "middle" });
      const end = py(now.room[DAYS - 1]);
      put(tags[1], { x: px(DAYS) - 4, y: below && at > 14 ? Math.max(30, end - 10) : end + 20, "text-anchor": "end" });
    },
  };
}

const render = simulation("illustrative", ({ guess, model, state, narrow, words, lang }) => {
  const plain = (value) => number(value, lang, 1);
  const kept = drawer(model);
  const live = announcer();
  if (!state.begun && isWeek(kept.load().week)) state.week = kept.load().week;
  state.begun = true;
  state.past ??= [];

  function set(week, said) {
    if (week !== state.week) state.past = [...state.past, state.week].slice(-STEPS);
    state.week = week;
    kept.save({ week });
    redraw();
    live.say(said);
  }

  const { tray, grid, draw } = weekGrid({ words, narrow, state, onchange: set });
  const small = (text, onclick) => h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", text, onclick });
  const undo = small(words.undo, () => {
    if (!state.past.length) return;
    state.week = state.past.at(-1);
    state.past = state.past.slice(0, -1);
    kept.save({ week: state.week });
    redraw();
    live.say(words.said_undone);
  });
  const weeks = h(
    "div",
    { class: "sa-week-begin", role: "group", "aria-label": words.begin_with },
    h("p", { class: "sa-week-begin__head", text: words.begin_with }),
    h("div", { class: "sa-buttons" }, ...Object.entries(words.weeks).map(([id, text]) => small(text, () => set(state.weeks[id], fill(words.said_loaded, { week: text })))), undo),
  );
  // A link to the figure as it stands carries the week; what is no week is refused.
  const held = h("input", {
    type: "text", hidden: true, "aria-hidden": "true", tabindex: "-1", "data-state": "week", pattern: `[${Object.keys(words.kinds).join("")}.]{${DAYS * PARTS}}`,
    oninput: () => {
      if (!isWeek(held.value)) return;
      state.week = held.value;
      redraw();
    },
  });
  const marks = Object.entries(words.marks).map(([id, text]) => {
    const sign = h("span", { class: "sa-checks__sign", "aria-hidden": "true" });
    const said = h("span", { class: "sa-visually-hidden" });
    return { id, sign, said, element: h("li", {}, sign, h("span", { text: `${text} ` }, said)) };
  });
  const task = h("div", { class: "sa-week-task" }, ...prose(words.task), h("ul", { class: "sa-checks" }, ...marks.map(({ element }) => element)));

  const shown = picture({ narrow, words });
  const frame = figure({
    guess, picture: shown.svg,
    controls: [grid, tray, h("p", { class: "sa-hint", text: words.how }), weeks, task, held, live.element],
    draw: () => {
      held.value = state.week;
      shown.draw(state.week);
      draw();
      // Not disabled: a button that loses the focus under the reader's finger is a trap.
      undo.setAttribute("aria-disabled", String(!state.past.length));
      const met = checks(state.week);
      for (const { id, sign, said, element } of marks) {
        element.className = met[id] ? "sa-checks__met" : "sa-checks__missing";
        put(sign, { text: met[id] ? "✓" : "→" });
        put(said, { text: `(${met[id] ? words.met : words.unmet})` });
      }
    },
    values: () => valuesOf(state.week, words, plain),
    describe: (values) => fill(words.found[pattern(state.week)], values),
    rows: () => {
      const { load, room } = course(state.week);
      const highest = highestOf(load);
      return daysOf(state.week).map((day, n) => [
        words.days[n].name[0].toUpperCase() + words.days[n].name.slice(1),
        [...day].map((kind) => words.kinds[kind] ?? words.none).join(", ").toLowerCase(), plain(highest[n]), plain(room[n]),
      ]);
    },
  });
  function redraw() {
    frame.update();
  }
});

export default { render };
