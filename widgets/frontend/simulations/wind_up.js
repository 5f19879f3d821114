/** Temporal summation: ten equal pulses, played one by one. */
import { fill, h, number, s } from "../dom.js";
import { axes, figure, slider } from "../figure.js";
import { felt, plateau, summation } from "../models/temporal_summation.js";

const TOP = 20;

function render({ model, el }) {
  const words = model.get("words");
  const lang = model.get("lang");
  const { pulses, ...first } = model.get("start");
  const state = { ...first, shown: pulses };
  let timer = null;

  const plot = axes({
    x: [0.4, pulses + 0.6], y: [0, TOP], xLabel: words.x_label, yLabel: words.y_label,
    xTicks: Array.from({ length: pulses }, (_, n) => [n + 1, String(n + 1)]), yTicks: [0, 5, 10, 15, 20].map((v) => [v, String(v)]),
  });
  const width = (plot.px(2) - plot.px(1)) * 0.62;
  const bars = Array.from({ length: pulses }, (_, n) => s("rect", { class: "sa-bar", x: plot.px(n + 1) - width / 2, width, rx: 3 }));
  const limit = s("line", { class: "sa-limit", x1: plot.px(0.4), x2: plot.px(pulses + 0.6) });
  plot.layer.append(limit, ...bars);

  const values = () => felt(pulses, state.rate, state.strength, state.decay);
  const control = (name, label, min, max, step, show) => slider({ label, min, max, step, value: state[name], show, oninput: (value) => {
    state[name] = value;
    update();
  } }).element;
  const plain = (value) => number(value, lang, 1);

  const play = h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.play, onclick: () => (timer ? halt() : run()) });
  const again = h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.one_more, onclick: () => {
    halt();
    state.shown = state.shown >= pulses ? 1 : state.shown + 1;
    draw();
  } });
  const all = h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.all, onclick: () => {
    halt();
    state.shown = pulses;
    draw();
  } });

  function halt() {
    clearInterval(timer);
    timer = null;
    play.textContent = words.play;
  }

  function run() {
    state.shown = 0;
    play.textContent = words.stop;
    draw();
    timer = setInterval(() => {
      if (!el.isConnected || state.shown >= pulses) return halt();
      state.shown += 1;
      return draw();
    }, 1000 / state.rate);
  }

  const frame = figure({
    model, el, honesty: "illustrative", picture: plot.svg,
    controls: [
      h("div", { class: "sa-buttons" }, play, again, all),
      control("rate", words.rate, 0.1, 1, 0.1, (value) => fill(words.rate_value, { value: plain(value), gap: plain(1 / value) })),
      control("strength", words.strength, 0.5, 3, 0.5, plain),
      control("decay", words.decay, 1, 6, 1, (value) => fill(words.decay_value, { value: plain(value) })),
    ],
    describe: () => {
      const now = values();
      return fill(words.describe, {
        rate: plain(state.rate), first: plain(now[0]), fifth: plain(now[4]),
        sum: plain(summation(state.rate, state.strength, state.decay)), top: plain(plateau(state.rate, state.strength, state.decay)),
      });
    },
    rows: () => ({ header: words.table.header, rows: values().map((value, n) => [String(n + 1), plain(value)]) }),
  });

  function draw() {
    const now = values();
    bars.forEach((bar, n) => {
      const top = plot.py(n < state.shown ? now[n] : 0);
      bar.setAttribute("y", top);
      bar.setAttribute("height", Math.max(0, plot.py(0) - top));
      bar.classList.toggle("sa-bar--now", n === state.shown - 1 && timer !== null);
    });
    const level = plot.py(plateau(state.rate, state.strength, state.decay));
    limit.setAttribute("y1", level);
    limit.setAttribute("y2", level);
  }

  function update() {
    draw();
    frame.refresh();
  }
  draw();
}

export default { render };
