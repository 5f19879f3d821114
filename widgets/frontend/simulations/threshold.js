/** Threshold and tolerance: two people's psychometric functions, and a stimulus that rises. */
import { fill, h, number, s } from "../dom.js";
import { axes, figure, path, slider } from "../figure.js";
import { probability } from "../models/psychometric.js";

const PEOPLE = ["a", "b"];

function render({ model, el }) {
  const words = model.get("words");
  const lang = model.get("lang");
  const start = model.get("start");
  const state = { x: start.x, a: [...start.a], b: [...start.b] };
  const xs = Array.from({ length: 81 }, (_, n) => n / 8);

  const plot = axes({
    x: [0, 10], y: [0, 100], xLabel: words.x_label, yLabel: words.y_label,
    xTicks: [0, 2, 4, 6, 8, 10].map((v) => [v, String(v)]), yTicks: [0, 50, 100].map((v) => [v, String(v)]),
  });
  const now = s("line", { class: "sa-now", y1: plot.py(0), y2: plot.py(100) });
  const lines = {};
  const dots = {};
  plot.layer.append(now);
  PEOPLE.forEach((who, n) => {
    lines[who] = [0, 1].map((kind) => s("path", { class: `sa-line sa-person-${n + 1}${kind ? " sa-dashed" : ""}` }));
    dots[who] = [0, 1].map((kind) => s(kind ? "rect" : "circle", { class: `sa-dot-${n + 1}`, ...(kind ? { width: 12, height: 12 } : { r: 7 }) }));
    plot.layer.append(...lines[who], ...dots[who]);
  });
  const key = h("ul", { class: "sa-key" }, ...PEOPLE.flatMap((who, n) => [words.feels, words.stops].map((what, kind) => h(
    "li", {}, h("span", { class: `sa-key__mark sa-key__mark--${n + 1}${kind ? " sa-key__mark--dashed" : ""}`, "aria-hidden": "true" }), `${words[`person_${who}`]}: ${what}`,
  ))));

  const share = (who, kind) => 100 * probability(state.x, state[who][kind], start.slope);
  const show = (value) => fill(words.value, { value: number(value, lang, 1) });
  const sliders = {};

  function control(who, kind) {
    const made = slider({
      label: fill(kind ? words.tolerance : words.threshold, { who: words[`person_${who}`] }),
      min: 0.5, max: 9.5, step: 0.5, value: state[who][kind], show,
      oninput: (value) => {
        state[who][kind] = value;
        // Tolerance is never below the threshold: the other mark is pushed along.
        if (state[who][1] < state[who][0]) {
          state[who][1 - kind] = value;
          sliders[`${who}${1 - kind}`].set(value);
        }
        update();
      },
    });
    sliders[`${who}${kind}`] = made;
    return made.element;
  }

  const intensity = slider({ label: words.intensity, min: 0, max: 10, step: 0.5, value: state.x, show, oninput: (value) => {
    state.x = value;
    update();
  } });

  const frame = figure({
    model, el, honesty: "illustrative", picture: plot.svg,
    controls: [key, intensity.element, h("div", { class: "sa-two" }, ...PEOPLE.map((who) => h("div", {}, control(who, 0), control(who, 1))))],
    describe: () => {
      const values = { x: number(state.x, lang, 1), a: words.person_a, b: words.person_b };
      for (const who of PEOPLE) {
        values[`feel_${who}`] = number(share(who, 0), lang);
        values[`stop_${who}`] = number(share(who, 1), lang);
        values[`gap_${who}`] = number(state[who][1] - state[who][0], lang, 1);
      }
      return fill(words.describe, values);
    },
    rows: () => ({
      header: words.table.header,
      rows: PEOPLE.map((who) => [words[`person_${who}`], ...state[who].map((v) => number(v, lang, 1)), number(share(who, 0), lang), number(share(who, 1), lang)]),
    }),
  });

  function draw() {
    now.setAttribute("x1", plot.px(state.x));
    now.setAttribute("x2", plot.px(state.x));
    for (const who of PEOPLE) {
      for (const kind of [0, 1]) {
        lines[who][kind].setAttribute("d", path(xs.map((x) => [plot.px(x), plot.py(100 * probability(x, state[who][kind], start.slope))])));
        const [x, y] = [plot.px(state.x), plot.py(share(who, kind))];
        const dot = dots[who][kind];
        if (kind) {
          dot.setAttribute("x", x - 6);
          dot.setAttribute("y", y - 6);
        } else {
          dot.setAttribute("cx", x);
          dot.setAttribute("cy", y);
        }
      }
    }
  }

  function update() {
    draw();
    frame.refresh();
  }
  draw();
}

export default { render };
