/** Temporal summation: ten equal pulses, played one by one. */
import { fill, number, s } from "../dom.js";
import { slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { axes, put } from "../plot.js";
import { felt, plateau, summation } from "../models/temporal_summation.js";
import { stepper } from "../stepper.js";

const TOP = 10;

const render = simulation("illustrative", ({ guess, el, state, narrow, words, lang }) => {
  const { pulses } = state;
  const plain = (value) => number(value, lang, 1);
  const room = narrow ? 0.6 : 3.6;
  const plot = axes({
    narrow, ...(narrow ? { height: 320, top: 58 } : {}), x: [0.4, pulses + room], y: [0, TOP], xLabel: words.x_label, yLabel: words.y_label,
    xTicks: Array.from({ length: pulses }, (_, n) => [n + 1, String(n + 1)]), yTicks: [0, 5, 10].map((v) => [v, String(v)]),
  });
  const { px, py } = plot;
  const width = (px(2) - px(1)) * 0.66;
  const bar = (cls) => (_, n) => s("rect", { class: cls, x: px(n + 1) - width / 2, width, rx: 2 });
  const olds = Array.from({ length: pulses }, bar("sa-bar-left"));
  const news = Array.from({ length: pulses }, bar("sa-bar"));
  const values = Array.from({ length: pulses }, (_, n) => s("text", { class: "sa-plot__small", x: px(n + 1), "text-anchor": "middle" }));
  const base = s("line", { class: "sa-limit", x1: px(1), x2: px(5) + width / 2 + 8 });
  const rise = s("path", { class: "sa-measure" });
  const measure = s("text", { class: "sa-plot__tag sa-ink-2 sa-plot__tag--strong", x: px(3), "text-anchor": "middle" });
  // On a phone the two names stand above the picture, on a desk beside the last bar.
  const names = [["sa-bar", words.this], ["sa-bar-left", words.before]].map(([cls, text], n) => s(
    "g", { transform: narrow ? `translate(${n ? 140 : 2} 38)` : "" },
    s("rect", { class: cls, width: 12, height: 12, y: -11, rx: 2 }), s("text", { class: "sa-plot__small", x: 18, text }),
  ));
  plot.layer.append(...olds, ...news, base, rise, ...values, measure, ...names);

  const now = () => felt(pulses, state.rate, state.strength, state.decay);
  const control = (name, min, max, step, show) => slider({ label: words[name], state: name, min, max, step, value: state[name], show, oninput: (value) => {
    state[name] = value;
    frame.update();
  } }).element;
  const steps = stepper({ el, state, last: pulses, words, gap: () => 1000 / state.rate, update: () => frame.update() });

  const frame = figure({
    guess, picture: plot.svg,
    controls: [
      ...steps.elements,
      control("rate", 0.1, 0.8, 0.1, (value) => fill(words.rate_value, { value: plain(value), gap: plain(1 / value) })),
      control("strength", 0.5, 2, 0.5, (value) => fill(words.strength_value, { value: plain(value) })),
      control("decay", 0.5, 6, 0.5, (value) => fill(words.decay_value, { value: plain(value) })),
    ],
    draw: () => {
      const levels = now();
      const floor = py(0);
      levels.forEach((level, n) => {
        const seen = n < state.shown;
        const [low, high] = seen ? [py(level - state.strength), py(level)] : [floor, floor];
        put(olds[n], { y: low, height: floor - low });
        put(news[n], { y: high, height: low - high });
        put(values[n], { y: high - 7, text: seen && (!narrow || [0, 4, pulses - 1].includes(n)) ? plain(level) : "" });
        news[n].classList.toggle("sa-bar--now", n === state.shown - 1 && state.shown < pulses);
      });
      const five = state.shown >= 5;
      const x = px(5) + width / 2 + 8;
      base.style.visibility = rise.style.visibility = measure.style.visibility = five ? "visible" : "hidden";
      put(base, { y1: py(levels[0]), y2: py(levels[0]) });
      put(rise, { d: `M${x} ${py(levels[0])}V${py(levels[4])}` });
      put(measure, { y: Math.min(py(levels[4]) - 28, py(levels[2]) - 30), text: fill(words.measure, { sum: plain(summation(state.rate, state.strength, state.decay)) }) });
      if (!narrow) {
        const last = levels[pulses - 1];
        put(names[0], { transform: `translate(${px(pulses) + width / 2 + 12} ${py(last - state.strength / 2) + 5})` });
        put(names[1], { transform: `translate(${px(pulses) + width / 2 + 12} ${Math.max(py((last - state.strength) / 2) + 5, py(last - state.strength / 2) + 26)})` });
      }
      steps.draw();
    },
    values: () => {
      const levels = now();
      return {
        rate: plain(state.rate), gap: plain(1 / state.rate), first: plain(levels[0]), fifth: plain(levels[4]),
        sum: plain(summation(state.rate, state.strength, state.decay)), top: plain(plateau(state.rate, state.strength, state.decay)),
      };
    },
    rows: () => now().map((level, n) => [String(n + 1), plain(level - state.strength), plain(state.strength), plain(level)]),
  });
});

export default { render };
