/** Two groups of a trial: the shares, the difference, and how certain they are (Newcombe 1998). */
import { fill, h, number, s } from "../dom.js";
import { choice, slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { put } from "../plot.js";
import { difference, needed, wilson } from "../models/two_proportions.js";

const render = simulation("published", ({ guess, state, narrow, words, lang }) => {
  const plain = (value) => number(value, lang, 1);
  const points = (value) => plain(value * 100);
  const shares = () => [state.first / 100, state.second / 100];
  const [width, left, right] = [narrow ? 330 : 640, 12, 14];
  const px = (percent) => left + (percent / 100) * (width - left - right);
  const gx = (value) => px(50 + value * 50);
  const rows = ["first", "second"].map((name, n) => {
    const y = 32 + n * 82;
    return {
      name, y,
      text: s("text", { class: "sa-plot__label", x: left, y: y - 10 }),
      track: s("rect", { class: "sa-track", x: px(0), y, width: px(100) - px(0), height: 34 }),
      bar: s("rect", { class: n ? "sa-bar sa-bar--now" : "sa-bar", x: px(0), y, height: 34 }),
      back: s("line", { class: "sa-range-back", y1: y + 17, y2: y + 17 }),
      range: s("line", { class: "sa-range", y1: y + 17, y2: y + 17 }),
      ends: [0, 1].map(() => s("line", { class: "sa-range", y1: y + 8, y2: y + 26 })),
    };
  });
  const [scale, gap] = [166, 252];
  const zero = s("line", { class: "sa-plot__axis", x1: gx(0), x2: gx(0), y1: gap - 26, y2: gap + 26 });
  const spread = s("line", { class: "sa-range sa-range--gap", y1: gap, y2: gap });
  const ends = [0, 1].map(() => s("line", { class: "sa-range sa-range--gap", y1: gap - 9, y2: gap + 9 }));
  const middle = s("circle", { class: "sa-dot-1", cy: gap, r: 8 });
  const said = s("text", { class: "sa-strong sa-plot__tag", y: gap - 18, "text-anchor": "middle" });
  const ticks = (at, y, values, minus) => values.map((v) => s("text", { x: at(v), y, "text-anchor": "middle", text: number(minus ? v * 100 : v, lang) }));
  const svg = s(
    "svg", { viewBox: `0 0 ${width} ${gap + 76}`, class: "sa-plot" },
    ...rows.flatMap((row) => [row.text, row.track, row.bar, row.back, row.range, ...row.ends]),
    ...ticks(px, scale, [0, 50, 100], false),
    s("text", { class: "sa-plot__small", x: px(75), y: scale, "text-anchor": "middle", text: words.x_label }),
    zero, s("line", { class: "sa-plot__axis", x1: px(0), x2: px(100), y1: gap + 26, y2: gap + 26 }),
    spread, ...ends, middle, said,
    ...ticks(gx, gap + 44, [-0.8, -0.4, 0, 0.4, 0.8], true),
    s("text", { class: "sa-plot__label", x: px(100), y: gap + 68, "text-anchor": "end", text: words.gap_label }),
  );

  /** The interval of the number needed to treat, in words. */
  function range(low, high) {
    const [one, other] = [needed(low), needed(high)];
    if (low > 0) return fill(words.nnt_range, { low: plain(other), high: plain(one) });
    if (high < 0) return fill(words.harm_range, { low: plain(-one), high: plain(-other) });
    return fill(words.nnt_open, {
      benefit: other === Infinity ? words.never : plain(other), harm: one === Infinity ? words.never : plain(-one),
    });
  }

  const compared = h("p", { class: "sa-figure__compared", "aria-live": "polite" });
  const control = (name, bounds, show) => {
    const made = slider({
      label: words[name], state: name, ...bounds, value: state[name], show: (value) => fill(show, { value }),
      oninput: (value) => {
        state[name] = value;
        frame.update();
      },
    });
    return [name, made];
  };
  const sliders = [
    control("first", { min: 0, max: 100, step: 1 }, words.percent), control("second", { min: 0, max: 100, step: 1 }, words.percent),
    control("size", { min: 10, max: 500, step: 1 }, words.people), control("other", { min: 10, max: 500, step: 1 }, words.people),
  ];
  const trial = choice({
    legend: words.trial, state: "trial", value: state.trial, options: Object.entries(words.trials).map(([id, text]) => ({ id, text })),
    onchange: (id) => {
      Object.assign(state, state.presets[id], { trial: id });
      for (const [name, { set }] of sliders) set(state[name]);
      frame.update();
    },
  });
  const result = (gap_) => (gap_ === 0 ? words.result.same : fill(words.result[gap_ < 0 ? "fewer" : "more"], { nnt: plain(Math.abs(needed(gap_))) }));
  const values = () => {
    const [first, second] = shares();
    const gap_ = first - second;
    const [low, high] = difference(first, state.size, second, state.other);
    return {
      first: state.first, second: state.second, size: state.size, other: state.other, result: result(gap_), gap: points(gap_), low: points(low),
      high: points(high), range: range(low, high),
    };
  };
  const frame = figure({
    guess, picture: svg, controls: [trial, compared, ...sliders.map(([, { element }]) => element)],
    draw: () => {
      const sizes = [state.size, state.other];
      shares().forEach((share, n) => {
        const row = rows[n];
        const [low, high] = wilson(share, sizes[n]).map((v) => px(v * 100));
        put(row.text, { text: `${words.groups[state.trial][row.name]}: ${fill(words.percent, { value: state[row.name] })}` });
        put(row.bar, { width: px(share * 100) - px(0) });
        for (const line of [row.back, row.range]) put(line, { x1: low, x2: high });
        row.ends.forEach((end, m) => put(end, { x1: [low, high][m], x2: [low, high][m] }));
      });
      const [first, second] = shares();
      const bounds = difference(first, state.size, second, state.other).map(gx);
      put(spread, { x1: bounds[0], x2: bounds[1] });
      ends.forEach((end, n) => put(end, { x1: bounds[n], x2: bounds[n] }));
      put(middle, { cx: gx(first - second) });
      put(said, { x: Math.min(Math.max(gx(first - second), 40), width - 40), text: points(first - second) });
      const text = words.compared[state.trial];
      if (compared.textContent !== text) compared.textContent = text;
    },
    values,
    describe: (said) => {
      const [first, second] = shares();
      const [low, high] = difference(first, state.size, second, state.other);
      return `${fill(words.describe, said)} ${words.verdicts[low > 0 ? "above" : high < 0 ? "below" : "both"]}`;
    },
    rows: () => state.sizes.map((size) => {
      const [first, second] = shares();
      const [low, high] = difference(first, size, second, size);
      return [String(size), points(first - second), fill(words.range, { low: points(low), high: points(high) }), range(low, high)];
    }),
  });
});

export default { render };
