/** The alarm: what is expected and what is felt, over ten equal stimuli (Onysk 2024). */
import { fill, h, number, s } from "../dom.js";
import { axes, figure, path, slider } from "../figure.js";
import { trials } from "../models/expectation.js";

function render({ model, el }) {
  const words = model.get("words");
  const lang = model.get("lang");
  const start = model.get("start");
  const state = { ...start };
  const times = Array.from({ length: start.trials }, (_, n) => n + 1);

  const plot = axes({
    x: [0.5, start.trials + 0.5], y: [0, 10], xLabel: words.x_label, yLabel: words.y_label,
    xTicks: times.map((v) => [v, String(v)]), yTicks: [0, 5, 10].map((v) => [v, String(v)]),
  });
  const level = s("line", { class: "sa-now", x1: plot.px(0.5), x2: plot.px(start.trials + 0.5) });
  const expected = s("path", { class: "sa-line sa-person-2 sa-dashed" });
  const felt = s("path", { class: "sa-line sa-person-1" });
  const dots = times.map((time) => s("circle", { class: "sa-dot-1", cx: plot.px(time), r: 7 }));
  plot.layer.append(level, expected, felt, ...dots);
  const key = h(
    "ul",
    { class: "sa-key" },
    h("li", {}, h("span", { class: "sa-key__mark sa-key__mark--1", "aria-hidden": "true" }), words.felt),
    h("li", {}, h("span", { class: "sa-key__mark sa-key__mark--2 sa-key__mark--dashed", "aria-hidden": "true" }), words.expected),
    h("li", {}, h("span", { class: "sa-key__mark sa-key__mark--plain", "aria-hidden": "true" }), words.stimulus),
  );

  const now = () => trials(times.map(() => state.signal), state.first, undefined, state.gamma);
  const plain = (value) => number(value, lang, 1);
  const control = (name, min, max, step, show) => slider({ label: words[name], min, max, step, value: state[name], show, oninput: (value) => {
    state[name] = value;
    draw();
    frame.refresh();
  } }).element;
  const outOfTen = (value) => fill(words.value, { value: plain(value) });

  const frame = figure({
    model, el, honesty: "published", picture: plot.svg,
    controls: [
      key,
      control("first", 0, 10, 0.5, outOfTen),
      control("signal", 0, 10, 0.5, outOfTen),
      control("gamma", 0.19, 0.27, 0.01, (value) => number(value, lang, 2)),
    ],
    describe: () => {
      const { felt: pain, expected: wait } = now();
      return fill(words.describe, { signal: plain(state.signal), first: plain(wait[0]), felt: plain(pain[0]), expected: plain(wait.at(-1)), last: plain(pain.at(-1)) });
    },
    rows: () => {
      const { felt: pain, expected: wait } = now();
      return { header: words.table.header, rows: times.map((time, n) => [String(time), plain(wait[n]), plain(pain[n])]) };
    },
  });

  function draw() {
    const { felt: pain, expected: wait } = now();
    level.setAttribute("y1", plot.py(state.signal));
    level.setAttribute("y2", plot.py(state.signal));
    expected.setAttribute("d", path(times.map((time, n) => [plot.px(time), plot.py(wait[n])])));
    felt.setAttribute("d", path(times.map((time, n) => [plot.px(time), plot.py(pain[n])])));
    dots.forEach((dot, n) => dot.setAttribute("cy", plot.py(pain[n])));
  }
  draw();
}

export default { render };
