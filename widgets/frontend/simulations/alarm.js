/** The alarm: what is expected and what is felt, over ten brief stimuli (Onysk 2024). */
import { fill, number, s } from "../dom.js";
import { choice, slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { axes, path, put } from "../plot.js";
import { trials } from "../models/expectation.js";

const MOODS = ["dread", "neutral", "confident"];

const render = simulation("published", ({ guess, state, narrow, words, lang }) => {
  const times = Array.from({ length: state.trials }, (_, n) => n + 1);
  const plain = (value) => number(value, lang, 1);
  const plot = axes({
    narrow, x: [narrow ? -2.3 : -0.6, state.trials + 0.4], y: [0, 10], xLabel: words.x_label, yLabel: words.y_label,
    xTicks: times.map((v) => [v, String(v)]), yTicks: [0, 5, 10].map((v) => [v, String(v)]),
  });
  const { px, py } = plot;
  const signal = s("path", { class: "sa-stimulus" });
  const expected = s("path", { class: "sa-line sa-person-2 sa-dashed" });
  const lines = Object.fromEntries(MOODS.map((mood) => [mood, s("path", { class: "sa-line sa-person-1" })]));
  const names = Object.fromEntries(MOODS.map((mood) => [mood, s("text", { class: "sa-plot__tag sa-ink-1", x: px(1) - 12, "text-anchor": "end", text: words.short[mood] })]));
  const dots = times.map((time) => s("circle", { class: "sa-dot-1", cx: px(time), r: 6 }));
  const tag = (cls, text, x, anchor) => s("text", { class: `sa-plot__tag ${cls}`, x, "text-anchor": anchor, text });
  const waits = tag("sa-ink-2", words.expected, px(1) + 10, "start");
  const feels = tag("sa-ink-1", words.felt, px(state.trials), "end");
  const given = tag("sa-ink-quiet", words.stimulus, px(state.trials), "end");
  plot.layer.append(signal, ...Object.values(lines), expected, ...dots, ...Object.values(names), waits, given, feels);

  const signals = () => times.map((time) => (time <= state.trials / 2 ? state.early : state.late));
  const course = (mood = state.mood) => trials(signals(), state.levels[mood]);
  const control = (name) => slider({
    label: words[name], state: name, min: 0, max: 10, step: 0.5, value: state[name], show: (value) => fill(words.value, { value: plain(value) }),
    oninput: (value) => {
      state[name] = value;
      frame.update();
    },
  }).element;
  const moods = choice({
    legend: words.mood, state: "mood", value: state.mood,
    options: MOODS.map((id) => ({ id, text: fill(words.moods[id], { level: number(state.levels[id], lang) }) })),
    onchange: (id) => {
      state.mood = id;
      frame.update();
    },
  });
  moods.classList.add("sa-choice--row");

  const frame = figure({
    guess, picture: plot.svg, controls: [moods, control("early"), control("late")],
    draw: () => {
      const given_ = signals();
      const { felt, expected: wait } = course();
      put(signal, { d: path(times.flatMap((time, n) => [[px(time - (n ? 0.5 : 0)), py(given_[n])], [px(time + 0.5) - (n === times.length - 1 ? 12 : 0), py(given_[n])]])) });
      put(expected, { d: path(times.map((time, n) => [px(time), py(wait[n])])) });
      for (const mood of MOODS) {
        const pain = course(mood).felt;
        put(lines[mood], { d: path(times.map((time, n) => [px(time), py(pain[n])])) });
        lines[mood].classList.toggle("sa-faint", mood !== state.mood);
        put(names[mood], { y: py(pain[0]) + 5 });
        names[mood].classList.toggle("sa-plot__tag--strong", mood === state.mood);
      }
      dots.forEach((dot, n) => put(dot, { cy: py(felt[n]) }));
      const above = wait[0] >= felt[0];
      put(waits, { y: py(wait[0]) + (above ? (wait[0] - felt[0] < 1 ? -14 : 0) : 14) });
      const high = felt.at(-1) > 9 ? 40 : -14;
      put(feels, { y: py(felt.at(-1)) + high });
      put(given, { y: py(state.late) + (state.late < 1 ? -32 : 22) });
    },
    values: () => {
      const { felt, expected: wait } = course();
      const first = Object.fromEntries(MOODS.map((mood) => [mood, plain(course(mood).felt[0])]));
      return { early: plain(state.early), late: plain(state.late), who: words.short[state.mood], wait: plain(wait.at(-1)), last: plain(felt.at(-1)), ...first };
    },
    rows: () => {
      const { felt, expected: wait } = course();
      const given_ = signals();
      return times.map((time, n) => [String(time), plain(given_[n]), plain(wait[n]), plain(felt[n])]);
    },
  });
});

export default { render };
