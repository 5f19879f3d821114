/** The volume knob: signal, amplification, alarm; and the line it should come below. */
import { fill, h, number, prose, s } from "../dom.js";
import { choice, slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { put } from "../plot.js";
import { alarm, BEARABLE, gain } from "../models/volume_knob.js";

const [FLOOR, HIGH, MIDDLE] = [272, 226, 212];
const y = (level) => FLOOR - (level / 10) * HIGH;

/** A bar that fills from the floor, with its number above and its names below. */
function column(x, wide, cls, name, sub) {
  const bar = s("rect", { class: cls, x: x - wide / 2, width: wide, rx: 4 });
  const value = s("text", { class: "sa-strong", x, "text-anchor": "middle" });
  const group = s(
    "g", {},
    s("rect", { class: "sa-track", x: x - wide / 2, width: wide, y: y(10), height: HIGH, rx: 4 }), bar, value,
    s("text", { class: "sa-plot__name", x, y: FLOOR + 24, "text-anchor": "middle", text: name }),
    s("text", { class: "sa-plot__small", x, y: FLOOR + 44, "text-anchor": "middle", text: sub }),
  );
  const set = (level) => {
    put(bar, { y: y(level), height: FLOOR - y(level) });
    put(value, { y: y(level) - 8 });
  };
  return { group, bar, value, set };
}

const turned = (x, degrees, r) => [x + r * Math.sin((degrees * Math.PI) / 180), MIDDLE - r * Math.cos((degrees * Math.PI) / 180)];
/** The knob turns over 270 degrees, from 0.5 to 3. */
const angleOf = (sensitivity) => -135 + (270 * (sensitivity - 0.5)) / 2.5;

const render = simulation("illustrative", ({ guess, model, state, narrow, words, lang }) => {
  const first = model.get("start");
  const plain = (value) => number(value, lang, 1);
  const [left, middle, right, wide, radius] = narrow ? [42, 165, 288, 60, 42] : [100, 310, 540, 96, 54];
  const width = narrow ? 330 : 640;
  const body = column(left, wide, "sa-bar", words.new_pain, words.signal_short);
  const loud = column(right, wide, "sa-bar sa-bar--alarm", words.alarm, words.alarm_short);
  const arc = s("path", { class: "sa-knob__arc" });
  const hand = s("line", { class: "sa-knob__hand" });
  const factor = s("text", { class: "sa-strong", x: middle, y: MIDDLE + 7, "text-anchor": "middle" });
  const [chipWide, chipTop] = [narrow ? 136 : 168, 62];
  const chip = s("rect", { class: "sa-chip", x: middle - chipWide / 2, y: chipTop, width: chipWide, height: 54, rx: 8 });
  const mood = s("text", { x: middle, y: chipTop + 22, "text-anchor": "middle", class: "sa-plot__small", text: words.chip });
  const more = s("text", { x: middle, y: chipTop + 44, "text-anchor": "middle", class: "sa-plot__name" });
  const total = s("text", { class: "sa-plot__tag sa-plot__tag--strong sa-ink-1", x: right, y: y(10) - 12, "text-anchor": "middle" });
  const [a, b] = [turned(middle, -135, radius + 9), turned(middle, 135, radius + 9)];
  const stub = (from, to) => [s("path", { class: "sa-arrow", d: `M${from} ${MIDDLE}H${to - 10}` }), s("path", { class: "sa-arrow-head", d: `M${to - 12} ${MIDDLE - 8}l12 8l-12 8z` })];
  const svg = s(
    "svg",
    { viewBox: `0 0 ${width} 324`, class: `sa-plot${narrow ? " sa-plot--narrow" : ""}` },
    ...stub(left + wide / 2 + 5, middle - radius - 16), ...stub(middle + radius + 17, right - wide / 2 - 5),
    s("path", { class: "sa-arrow", d: `M${middle} ${chipTop + 54}V${MIDDLE - radius - 14}` }),
    body.group, loud.group, chip, mood, more,
    s("path", { class: "sa-knob__track", d: `M${a}A${radius + 9} ${radius + 9} 0 1 1 ${b}` }), arc,
    s("circle", { class: "sa-knob", cx: middle, cy: MIDDLE, r: radius }), hand, factor,
    s("text", { class: "sa-plot__name", x: middle, y: FLOOR + 24, "text-anchor": "middle", text: words.old_pain }),
    s("text", { class: "sa-plot__small", x: middle, y: FLOOR + 44, "text-anchor": "middle", text: words.sensitivity_short }),
    s("line", { class: "sa-limit sa-limit--over", x1: right - wide / 2 - (narrow ? 12 : 90), x2: right + wide / 2 + 6, y1: y(BEARABLE), y2: y(BEARABLE) }),
    s("text", { class: "sa-plot__tag", x: right - wide / 2 - 8, y: y(BEARABLE) - 8, "text-anchor": "end", text: words.bearable }),
    total,
  );

  const control = (name, label, min, max, step, template) => slider({
    label, state: name, min, max, step, value: state[name], show: (value) => fill(template, { value: plain(value) }),
    oninput: (value) => {
      state[name] = value;
      frame.update();
    },
  }).element;
  const attention = choice({
    legend: words.attention, state: "attention", value: state.locked ? "locked" : "moving",
    options: ["locked", "moving"].map((id) => ({ id, text: words[id] })),
    onchange: (id) => {
      state.locked = id === "locked";
      frame.update();
    },
  });
  attention.classList.add("sa-choice--row");

  // The question comes when the alarm is below the line, and is put anew when the numbers move.
  const hint = h("p", { class: "sa-task", text: words.task.hint });
  const said = h("div", { class: "sa-task__said", role: "status" });
  const asking = h("div", { hidden: true });
  const ask = () => asking.replaceChildren(choice({ legend: words.task.question, options: words.task.options, onchange: (id) => {
    const same = state.signal >= first.signal;
    said.replaceChildren(...prose(words.task[same ? "same" : "less"][id]));
  } }));
  function task(level) {
    const reached = level < BEARABLE;
    hint.hidden = reached;
    said.replaceChildren();
    if (reached) ask();
    asking.hidden = !reached;
  }

  const now = () => alarm(state.signal, state.sensitivity, state.locked);
  const frame = figure({
    guess, picture: svg,
    controls: [
      control("signal", words.signal, 0, 10, 0.5, words.signal_value),
      control("sensitivity", words.sensitivity, 0.5, 3, 0.1, words.sensitivity_value),
      attention,
      h("div", { class: "sa-task__box" }, hint, asking, said),
    ],
    draw: () => {
      const level = now();
      body.set(state.signal);
      loud.set(level);
      put(body.value, { text: plain(state.signal) });
      put(loud.value, { text: plain(level) });
      loud.bar.classList.toggle("sa-bar--low", level < BEARABLE);
      const angle = angleOf(state.sensitivity);
      const [from, to, tip] = [turned(middle, angle, radius * 0.62), turned(middle, angle, radius * 0.95), turned(middle, angle, radius + 9)];
      put(hand, { x1: from[0], y1: from[1], x2: to[0], y2: to[1] });
      put(arc, { d: `M${a}A${radius + 9} ${radius + 9} 0 ${angle > 45 ? 1 : 0} 1 ${tip}` });
      put(factor, { text: `× ${plain(state.sensitivity)}` });
      put(more, { text: fill(state.locked ? words.chip_locked : words.chip_moving, { value: plain(gain(1, state.locked)) }) });
      chip.classList.toggle("sa-chip--on", state.locked);
      put(total, { text: fill(words.total, { gain: plain(gain(state.sensitivity, state.locked)) }) });
      task(level);
    },
    values: () => {
      const level = now();
      return {
        signal: plain(state.signal), gain: plain(gain(state.sensitivity, state.locked)), alarm: plain(level),
        side: level < BEARABLE ? words.below : words.above, plain: plain(alarm(state.signal, 1, false)),
      };
    },
    rows: () => [["locked", true], ["moving", false]].map(([name, locked]) => [words[name], plain(state.signal), plain(gain(state.sensitivity, locked)), plain(alarm(state.signal, state.sensitivity, locked))]),
  });
});

export default { render };
