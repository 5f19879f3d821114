/** Return to work over four years, from five places to begin. */
import { fill, number, s } from "../dom.js";
import { choice, slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { axes, path, put } from "../plot.js";
import { atWork } from "../models/return_states.js";

const EARLY = 1;
const LATE = 4;

const render = simulation("fitted", ({ guess, state, narrow, words, lang }) => {
  const people = (share) => number(100 * share, lang);
  const long = (years) => number(years, lang, years % 0.5 ? 2 : years % 1 ? 1 : 0);
  const names = Object.keys(state.states);
  const steps = Array.from({ length: 49 }, (_, n) => (n * LATE) / 48);
  const plot = axes({
    narrow, x: [0, LATE + 0.15], y: [0, 70], xLabel: words.x_label, yLabel: words.y_label,
    xTicks: [0, 1, 2, 3, 4].map((v) => [v, String(v)]), yTicks: [0, 20, 40, 60].map((v) => [v, String(v)]),
  });
  const { px, py } = plot;
  const share = (name, years) => atWork(state.states[name].into, state.states[name].out, years);
  const course = (name) => path(steps.map((years) => [px(years), py(100 * share(name, years))]));
  const others = names.map((name) => s("path", { class: "sa-line sa-line--quiet", d: course(name) }));
  const chosen = s("path", { class: "sa-line sa-person-1" });
  const found = [EARLY, LATE].map((years) => s("circle", { class: "sa-dot-1", cx: px(years), r: 6 }));
  const now = s("line", { class: "sa-limit", y1: py(0), y2: py(70) });
  const here = s("circle", { class: "sa-dot-now", r: 7 });
  plot.layer.append(...others, now, chosen, ...found, here);

  const where = choice({
    legend: words.state, state: "state", value: state.state, options: names.map((id) => ({ id, text: words.states[id] })),
    onchange: (id) => {
      state.state = id;
      frame.update();
    },
  });
  const when = slider({
    label: words.years, state: "years", min: 0, max: LATE, step: 0.25, value: state.years, show: (years) => fill(words.years_value, { years: long(years) }),
    oninput: (years) => {
      state.years = years;
      frame.update();
    },
  });
  const frame = figure({
    guess, picture: plot.svg, controls: [where, when.element],
    draw: () => {
      const { early, late } = state.states[state.state];
      put(chosen, { d: course(state.state) });
      [early, late].forEach((value, n) => put(found[n], { cy: py(100 * value) }));
      put(now, { x1: px(state.years), x2: px(state.years) });
      put(here, { cx: px(state.years), cy: py(100 * share(state.state, state.years)) });
    },
    values: () => {
      const { early, late, into, out } = state.states[state.state];
      return {
        state: words.states[state.state].toLowerCase(), years: long(state.years), people: people(share(state.state, state.years)),
        early: people(early), late: people(late), into: people(1 - Math.exp(-into)), out: people(1 - Math.exp(-out)),
      };
    },
    rows: () => names.map((name) => [
      words.states[name], people(state.states[name].early), people(state.states[name].late), ...[EARLY, 2, LATE].map((years) => people(share(name, years))),
    ]),
  });
});

export default { render };
