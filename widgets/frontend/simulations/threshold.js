/** Threshold and tolerance: two people's psychometric functions, and a stimulus that rises. */
import { fill, h, number, s } from "../dom.js";
import { slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { path, put } from "../plot.js";
import { probability } from "../models/psychometric.js";

const PEOPLE = ["a", "b"];
const XS = Array.from({ length: 61 }, (_, n) => n / 6);
const PLOT = 96;

/** One person's lane: curves above, the room between threshold and tolerance below. */
function lane({ n, name, words, narrow, width, px }) {
  const top = narrow ? 76 : 38;
  const py = (share) => top + PLOT - (share / 100) * PLOT;
  const bar = top + PLOT + 17;
  // A piece of each curve with what it is at this stimulus.
  const sample = (dashed, x, y) => [
    s("path", { class: `sa-line sa-person-${n}${dashed ? " sa-dashed" : ""}`, d: `M${x} ${y - 5}h20` }),
    s("text", { x: x + 26, y, class: "sa-plot__small" }),
  ];
  const [feelMark, feelText] = sample(false, narrow ? 2 : 150, narrow ? 39 : 17);
  const [stopMark, stopText] = sample(true, narrow ? 2 : 380, narrow ? 60 : 17);
  const parts = {
    area: s("path", { class: `sa-area-${n}` }),
    feel: s("path", { class: `sa-line sa-person-${n}` }),
    stop: s("path", { class: `sa-line sa-person-${n} sa-dashed` }),
    now: s("line", { class: "sa-now", y1: top - 4, y2: bar }),
    feelDot: s("circle", { class: `sa-dot-${n}`, r: 7 }),
    stopDot: s("rect", { class: `sa-dot-${n}`, width: 12, height: 12 }),
    room: s("line", { class: `sa-room sa-person-${n}`, y1: bar, y2: bar }),
    low: s("circle", { class: `sa-dot-${n}`, cy: bar, r: 7 }),
    high: s("rect", { class: `sa-dot-${n}`, y: bar - 6, width: 12, height: 12 }),
    roomText: s("text", { class: "sa-plot__small", y: bar + 23, "text-anchor": "middle" }),
  };
  const group = s(
    "g", {},
    s("text", { x: 2, y: 17, class: "sa-strong", text: name }),
    feelMark, feelText, stopMark, stopText,
    s("g", { class: "sa-plot__grid" }, ...[0, 50, 100].map((v) => s("line", { x1: px(0), x2: px(10), y1: py(v), y2: py(v) }))),
    ...[0, 50, 100].map((v) => s("text", { x: px(0) - 6, y: py(v) + 5, "text-anchor": "end", class: "sa-plot__small", text: words.tick(v) })),
    parts.area, parts.feel, parts.stop, s("line", { class: "sa-plot__axis", x1: px(0), x2: px(10), y1: bar, y2: bar }),
    parts.now, parts.room, parts.low, parts.high, parts.feelDot, parts.stopDot, parts.roomText,
  );
  const curve = (mark, slope) => XS.map((x) => [px(x), py(100 * probability(x, mark, slope))]);

  function draw({ x, low, high, slope, feels, stops, room }) {
    const [up, down] = [curve(low, slope), curve(high, slope)];
    put(parts.feel, { d: path(up) });
    put(parts.stop, { d: path(down) });
    put(parts.area, { d: `${path(up)}L${path(down.reverse()).slice(1)}Z` });
    put(parts.now, { x1: px(x), x2: px(x) });
    put(parts.feelDot, { cx: px(x), cy: py(feels) });
    put(parts.stopDot, { x: px(x) - 6, y: py(stops) - 6 });
    put(parts.room, { x1: px(low), x2: px(high) });
    put(parts.low, { cx: px(low) });
    put(parts.high, { x: px(high) - 6 });
    const half = narrow ? 108 : 112;
    put(parts.roomText, { text: room, x: Math.min(Math.max(px((low + high) / 2), half), width - half) });
    put(feelText, { text: words.feel(feels) });
    put(stopText, { text: words.stop(stops) });
  }
  return { group, draw, height: bar + 46 };
}

const render = simulation("illustrative", ({ guess, state, narrow, words, lang }) => {
  const width = narrow ? 330 : 640;
  const px = (x) => 52 + (x / 10) * (width - 64);
  const plain = (value) => number(value, lang, 1);
  const share = (who, kind) => 100 * probability(state.x, state[who][kind], state.slope);
  const percent = (what) => (value) => fill(words.percent, { what, value: number(value, lang) });
  const lanes = PEOPLE.map((who, n) => lane({
    n: n + 1, name: words[`person_${who}`], words: { feel: percent(words.feels), stop: percent(words.stops), tick: (value) => fill(words.tick, { value }) }, narrow, width, px,
  }));
  const [{ height }] = lanes;
  const handle = s("path", { class: "sa-handle", d: "M-9 12L0 0L9 12z" });
  const svg = s(
    "svg", { viewBox: `0 0 ${width} ${2 * height + 50}`, class: "sa-plot" },
    ...lanes.map(({ group }, n) => s("g", { transform: `translate(0 ${n * height})` }, group)),
    ...[0, 2, 4, 6, 8, 10].map((v) => s("text", { x: px(v), y: 2 * height + 16, "text-anchor": "middle", text: String(v) })),
    handle,
    s("text", { x: px(10), y: 2 * height + 42, "text-anchor": "end", class: "sa-plot__label", text: words.x_label }),
  );

  const show = (value) => fill(words.value, { value: plain(value) });
  const marks = {};
  const mark = (who, kind) => {
    const made = slider({
      label: fill(kind ? words.tolerance : words.threshold, { who: words[`person_${who}`] }),
      state: `${who}${kind + 1}`, min: 0.5, max: 9.5, step: 0.5, value: state[who][kind], show,
      oninput: (value) => {
        state[who][kind] = value;
        // Tolerance is never below the threshold: the other mark is pushed along.
        if (state[who][1] < state[who][0]) {
          state[who][1 - kind] = value;
          marks[`${who}${1 - kind}`].set(value);
        }
        frame.update();
      },
    });
    marks[`${who}${kind}`] = made;
    return made.element;
  };
  const one = (name, label, min, max, step, shown) => slider({ label, state: name, min, max, step, value: state[name], show: shown, oninput: (value) => {
    state[name] = value;
    frame.update();
  } }).element;
  const first = (kind) => {
    const [a, b] = PEOPLE.map((who) => state[who][kind]);
    if (a === b) return words.both;
    return a < b ? words.person_a : words.person_b;
  };

  const frame = figure({
    guess, picture: svg,
    controls: [
      one("x", words.intensity, 0, 10, 0.5, show),
      h("div", { class: "sa-two" }, ...PEOPLE.map((who) => h("div", {}, mark(who, 0), mark(who, 1)))),
      one("slope", words.slope, 0.5, 5, 0.5, (value) => fill(words.slope_value, { value: plain(value) })),
    ],
    draw: () => {
      PEOPLE.forEach((who, n) => {
        const [low, high] = state[who];
        lanes[n].draw({ x: state.x, low, high, slope: state.slope, feels: share(who, 0), stops: share(who, 1), room: fill(words.room, { low: plain(low), high: plain(high) }) });
      });
      put(handle, { transform: `translate(${px(state.x)} ${2 * height - 14})` });
    },
    values: () => {
      const values = { x: plain(state.x), a: words.person_a, b: words.person_b, feels_first: first(0), stops_first: first(1) };
      for (const who of PEOPLE) {
        values[`feel_${who}`] = number(share(who, 0), lang);
        values[`stop_${who}`] = number(share(who, 1), lang);
        values[`gap_${who}`] = plain(state[who][1] - state[who][0]);
      }
      return values;
    },
    rows: () => PEOPLE.map((who) => [words[`person_${who}`], ...state[who].map(plain), number(share(who, 0), lang), number(share(who, 1), lang)]),
  });
});

export default { render };
