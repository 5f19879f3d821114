/** Graded leave: a full job as a square, and beside it the leave that fits and the leave as written. */
import { fill, number, s } from "../dom.js";
import { slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { put } from "../plot.js";
import { gap, leave, work } from "../models/graded_leave.js";

const OUTPUTS = [100, 75, 50, 25];
const SIDE = 240;

const render = simulation("illustrative", ({ guess, state, narrow, words, lang }) => {
  const plain = (value) => number(value, lang, Number.isInteger(value) ? 0 : 1);
  const percent = (value) => fill(words.percent, { value });
  const [left, top] = [40, 30];
  const py = (share) => top + SIDE - (share / 100) * SIDE;
  const box = s("rect", { class: "sa-job", x: left, y: top, width: SIDE, height: SIDE });
  const hours = s("rect", { class: "sa-job-hours", x: left, y: top, height: SIDE });
  const done = s("rect", { class: "sa-bar", x: left });
  const head = s("text", { class: "sa-strong sa-plot__tag", x: left + 10 });

  // The two bars: beside the square, on a phone below it.
  const [from, down, wide] = narrow ? [4, top + SIDE + 96, 322] : [330, 70, 300];
  const bars = ["fits", "now"].map((name, n) => {
    const y = down + n * 88;
    return {
      name,
      text: s("text", { class: "sa-plot__label sa-plot__tag", x: from, y: y - 10 }),
      work: s("rect", { class: "sa-bar", x: from, y, height: 30 }),
      leave: s("rect", { class: "sa-job-leave", y, height: 30 }),
    };
  });
  const limit = s("line", { class: "sa-limit sa-limit--over", y1: down - 4, y2: down + 124 });
  const svg = s(
    "svg", { viewBox: `0 0 ${narrow ? 330 : 640} ${narrow ? down + 150 : top + SIDE + 54}`, class: "sa-plot" },
    box, hours, done, head,
    ...[0, 50, 100].map((v) => s("text", { x: left - 7, y: py(v) + 5, "text-anchor": "end", text: String(v) })),
    ...[0, 50, 100].map((v) => s("text", { x: left + (v / 100) * SIDE, y: top + SIDE + 20, "text-anchor": "middle", text: String(v) })),
    s("text", { class: "sa-plot__label", x: 2, y: 16, text: words.y_label }),
    s("text", { class: "sa-plot__label", x: left + SIDE, y: top + SIDE + 42, "text-anchor": "end", text: words.x_label }),
    ...bars.flatMap((bar) => [bar.work, bar.leave]), limit, ...bars.map((bar) => bar.text),
    s("text", { class: "sa-plot__small", x: from + wide, y: down + 142, "text-anchor": "end", text: words.bar_label }),
  );

  const control = (name, show) => slider({
    label: words[name], state: name, min: 0, max: 100, step: 5, value: state[name], show: (value) => fill(show, { value }),
    oninput: (value) => {
      state[name] = value;
      frame.update();
    },
  }).element;
  const values = () => {
    const { presence, output, written } = state;
    return {
      presence, output, written, work: plain(work(presence, output)), leave: plain(leave(presence, output)), gap: plain(Math.abs(gap(presence, output, written))),
    };
  };
  const frame = figure({
    guess, picture: svg,
    controls: [control("presence", words.of_day), control("output", words.of_usual), control("written", words.percent)],
    draw: () => {
      const { presence, output, written } = state;
      put(hours, { width: (presence / 100) * SIDE });
      put(done, { y: py(output), width: (presence / 100) * SIDE, height: (output / 100) * SIDE });
      put(head, { y: Math.min(py(output) - 10 > top + 20 ? py(output) - 10 : top + 26, top + SIDE - 10), text: fill(words.work_head, { work: plain(work(presence, output)) }) });
      for (const bar of bars) {
        const degree = bar.name === "fits" ? leave(presence, output) : written;
        const at = ((100 - degree) / 100) * wide;
        put(bar.text, { text: `${words[bar.name]}: ${percent(plain(degree))}` });
        put(bar.work, { width: at });
        put(bar.leave, { x: from + at, width: wide - at });
      }
      const at = from + (work(presence, output) / 100) * wide;
      put(limit, { x1: at, x2: at });
    },
    values,
    describe: (said) => {
      const off = gap(state.presence, state.output, state.written);
      const verdict = off > 0 ? "too_much" : off < 0 ? "too_little" : "fits_well";
      return fill(`${words.describe} ${words.verdicts[verdict]}`, said);
    },
    rows: () => OUTPUTS.map((output) => [percent(output), percent(state.presence), percent(plain(work(state.presence, output))), percent(plain(leave(state.presence, output)))]),
  });
});

export default { render };
