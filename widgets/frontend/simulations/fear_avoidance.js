/** Fear and avoidance over weeks, with and without a plan of graded exposure. */
import { fill, number, s } from "../dom.js";
import { slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { axes, path, put } from "../plot.js";
import { course, met } from "../models/fear_avoidance.js";

const render = simulation("illustrative", ({ guess, state, narrow, words, lang }) => {
  const { weeks } = state;
  const plain = (value) => number(value, lang, 1);
  const share = (fear, plan) => number(100 * met(fear, plan), lang);
  const percent = (value) => fill(words.percent, { value });
  const all = Array.from({ length: weeks + 1 }, (_, n) => n);
  const plot = axes({
    narrow, x: [0, weeks + (narrow ? 0.4 : 3)], y: [0, 10], xLabel: words.x_label, yLabel: words.y_label,
    xTicks: all.filter((n) => n % 2 === 0).map((v) => [v, String(v)]), yTicks: [0, 5, 10].map((v) => [v, String(v)]),
  });
  const { px, py } = plot;
  const reality = s("line", { class: "sa-limit", x1: px(0), x2: px(weeks) });
  const alone = s("path", { class: "sa-line sa-person-2 sa-dashed" });
  const planned = s("path", { class: "sa-line sa-person-1" });
  const dots = all.map((week) => s("circle", { class: "sa-dot-1", cx: px(week), r: 5 }));
  const [x, anchor] = narrow ? [px(weeks), "end"] : [px(weeks) + 12, "start"];
  const tags = [["without", "sa-ink-2"], ["with_plan", "sa-ink-1"], ["reality", "sa-ink-quiet"]].map(([name, ink]) => s("text", { class: `sa-plot__tag ${ink}`, x, "text-anchor": anchor, text: words[name] }));
  plot.layer.append(reality, alone, planned, ...dots, ...tags);

  const now = (plan) => course(state.first, plan, state.feed, state.went, weeks);
  const control = (name, range, show, hint) => slider({
    label: words[name], state: name, hint, ...range, value: state[name], show,
    oninput: (value) => {
      state[name] = value;
      frame.update();
    },
  }).element;
  const level = (value) => fill(words.level, { value: plain(value) });
  const frame = figure({
    guess, picture: plot.svg,
    controls: [
      control("first", { min: 0, max: 10, step: 0.5 }, level),
      control("plan", { min: 0, max: 1, step: 0.05 }, (value) => percent(number(100 * value, lang)), words.plan_hint),
      control("feed", { min: 0, max: 0.8, step: 0.05 }, (value) => fill(words.strength, { value: number(value, lang, 2) })),
      control("went", { min: 0, max: 10, step: 0.5 }, level),
    ],
    draw: () => {
      const [without, withPlan] = [now(0), now(state.plan)];
      put(alone, { d: path(all.map((week) => [px(week), py(without[week])])) });
      put(planned, { d: path(all.map((week) => [px(week), py(withPlan[week])])) });
      dots.forEach((dot, week) => put(dot, { cy: py(withPlan[week]) }));
      put(reality, { y1: py(state.went), y2: py(state.went) });
      // The names stand in the order of their lines, at least a line of text apart.
      const ends = [without.at(-1), withPlan.at(-1), state.went].map((v, n) => ({ y: py(v) + (narrow ? -10 : 5), tag: tags[n] })).sort((a, b) => a.y - b.y);
      ends.forEach((end, n) => {
        if (n) end.y = Math.max(end.y, ends[n - 1].y + 18);
      });
      const over = Math.max(0, ends[2].y - py(0) - 4);
      for (const end of ends) put(end.tag, { y: end.y - over });
    },
    values: () => {
      const [without, withPlan] = [now(0).at(-1), now(state.plan).at(-1)];
      const verdict = withPlan < state.first - 0.5 ? "helps" : withPlan > state.first + 0.5 ? "rises" : "same";
      return {
        first: plain(state.first), weeks, alone: plain(without), alone_met: share(without, 0), plan: number(100 * state.plan, lang),
        planned: plain(withPlan), planned_met: share(withPlan, state.plan), verdict: words.verdicts[verdict],
      };
    },
    rows: () => {
      const [without, withPlan] = [now(0), now(state.plan)];
      return all.filter((week) => week % 2 === 0).map((week) => [
        String(week), plain(without[week]), percent(share(without[week], 0)), plain(withPlan[week]), percent(share(withPlan[week], state.plan)),
      ]);
    },
  });
});

export default { render };
