/** The volume knob: signal, amplification, alarm; and the line it should come below. */
import { fill, h, number, s } from "../dom.js";
import { choice, figure, NARROW, slider } from "../figure.js";
import { alarm, BEARABLE, gain } from "../models/volume_knob.js";

const [WIDTH, HEIGHT, FLOOR] = [640, 330, 270];
// On a phone the three parts stand closer, so that the words keep their size.
const [LEFT, MIDDLE, RIGHT] = NARROW ? [52, 200, 348] : [110, 320, 530];
const KNOB = NARROW ? 46 : 66;
const HIGH = 220;

function render({ model, el }) {
  const words = model.get("words");
  const lang = model.get("lang");
  const start = model.get("start");
  const state = { ...start };
  const plain = (value) => number(value, lang, 1);
  const y = (level) => FLOOR - (level / 10) * HIGH;

  const column = (x, cls, label) => {
    const bar = s("rect", { class: cls, x: x - 42, width: 84, rx: 4 });
    const value = s("text", { class: "sa-strong", x, "text-anchor": "middle" });
    return { bar, value, group: s("g", {}, s("rect", { class: "sa-track", x: x - 42, width: 84, y: y(10), height: HIGH, rx: 4 }), bar, value, s("text", { x, y: FLOOR + 26, "text-anchor": "middle", text: label })) };
  };
  const body = column(LEFT, "sa-bar", words.signal);
  const loud = column(RIGHT, "sa-bar sa-bar--alarm", words.alarm);
  const hand = s("line", { class: "sa-knob__hand" });
  const times = s("text", { class: "sa-strong", x: MIDDLE, y: 168, "text-anchor": "middle" });
  const line = s("line", { class: "sa-limit", x1: RIGHT - 60, x2: RIGHT + 60, y1: y(BEARABLE), y2: y(BEARABLE) });
  const svg = s(
    "svg",
    { viewBox: NARROW ? `-24 0 448 ${HEIGHT}` : `0 0 ${WIDTH} ${HEIGHT}`, class: "sa-plot" },
    s("path", { class: "sa-arrow", d: `M${LEFT + 50} 160H${MIDDLE - KNOB - 16}M${MIDDLE + KNOB + 6} 160H${RIGHT - 64}` }),
    s("path", { class: "sa-arrow-head", d: `M${MIDDLE - KNOB - 16} 152l14 8l-14 8zM${RIGHT - 64} 152l14 8l-14 8z` }),
    body.group, loud.group, line,
    s("text", { x: RIGHT, y: y(10) - 12, "text-anchor": "middle", class: "sa-small", text: `- - ${words.bearable}` }),
    s("circle", { class: "sa-knob", cx: MIDDLE, cy: 160, r: KNOB }), hand, times,
    s("text", { x: MIDDLE, y: FLOOR + (NARROW ? 46 : 26), "text-anchor": "middle", text: words.sensitivity }),
  );

  const control = (name, label, min, max, step, template) => slider({
    label, min, max, step, value: state[name], show: (value) => fill(template, { value: plain(value) }),
    oninput: (value) => {
      state[name] = value;
      update();
    },
  }).element;
  const answer = h("p", { class: "sa-answer", role: "status" });

  const frame = figure({
    model, el, honesty: "illustrative", picture: svg,
    controls: [
      control("signal", words.signal, 0, 10, 0.5, words.signal_value),
      control("sensitivity", words.sensitivity, 0.2, 3, 0.2, words.sensitivity_value),
      choice({ legend: words.attention, options: [{ id: "locked", text: words.locked }, { id: "moving", text: words.moving }], value: state.locked ? "locked" : "moving", onchange: (id) => {
        state.locked = id === "locked";
        update();
      } }),
      h("p", { class: "sa-hint", text: words.input_question }),
      answer,
    ],
    describe: () => {
      const level = alarm(state.signal, state.sensitivity, state.locked);
      return fill(words.describe, {
        signal: plain(state.signal), gain: plain(gain(state.sensitivity, state.locked)), alarm: plain(level),
        side: level < BEARABLE ? words.below : words.above, plain: plain(alarm(state.signal, 1, false)),
      });
    },
    rows: () => ({
      header: words.table.header,
      rows: [["locked", true], ["moving", false]].map(([name, locked]) => [words[name], plain(gain(state.sensitivity, locked)), plain(alarm(state.signal, state.sensitivity, locked))]),
    }),
  });

  function draw() {
    const level = alarm(state.signal, state.sensitivity, state.locked);
    const factor = gain(state.sensitivity, state.locked);
    for (const [part, value] of [[body, state.signal], [loud, level]]) {
      part.bar.setAttribute("y", y(value));
      part.bar.setAttribute("height", FLOOR - y(value));
      part.value.setAttribute("y", Math.min(y(value) - 8, FLOOR - 10));
      part.value.textContent = plain(value);
    }
    loud.bar.classList.toggle("sa-bar--low", level < BEARABLE);
    // The knob turns over 270 degrees for a gain of 0 to 4.8.
    const angle = ((-135 + (270 * factor) / 4.8) * Math.PI) / 180;
    hand.setAttribute("x1", MIDDLE + KNOB * 0.6 * Math.sin(angle));
    hand.setAttribute("y1", 160 - KNOB * 0.6 * Math.cos(angle));
    hand.setAttribute("x2", MIDDLE + KNOB * 0.94 * Math.sin(angle));
    hand.setAttribute("y2", 160 - KNOB * 0.94 * Math.cos(angle));
    times.textContent = `× ${plain(factor)}`;
    const text = level >= BEARABLE ? "" : state.signal >= start.signal ? words.input_same : words.input_less;
    if (answer.textContent !== text) answer.textContent = text;
  }

  function update() {
    draw();
    frame.refresh();
  }
  draw();
}

export default { render };
