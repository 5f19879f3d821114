/** Boom and bust against paced activity: pain above, and the hours of the same days below. */
import { fill, number, s } from "../dom.js";
import { slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { axes, path, put } from "../plot.js";
import { paced, pushed } from "../models/activity_pacing.js";

const sum = (values) => values.reduce((a, b) => a + b, 0);
const MOST = 10;
const HIGH = 76;
const GAP = 40;

const render = simulation("illustrative", ({ guess, state, narrow, words, lang }) => {
  const { days } = state;
  const all = Array.from({ length: days }, (_, n) => n);
  const plain = (value) => number(value, lang, 1);
  const height = 270;
  const room = narrow ? 0 : 4;
  const plot = axes({
    narrow, height, x: [0.4, days + 0.6 + room], y: [0, 10], xLabel: "", yLabel: words.y_label,
    xTicks: [], yTicks: [0, 5, 10].map((v) => [v, String(v)]),
  });
  const { px, py, width } = plot;
  const bottom = height - 30 + 2 * (HIGH + GAP);
  put(plot.svg, { viewBox: `0 0 ${width} ${bottom + 50}` });

  const parts = [["pushed", 2], ["paced", 1]].map(([name, colour], n) => {
    const base = height - 30 + (n + 1) * (HIGH + GAP);
    const wide = ((px(2) - px(1)) * 7) / 10;
    return {
      name, base, colour,
      line: s("path", { class: `sa-line sa-person-${colour}${n ? " sa-dashed" : ""}` }),
      tag: s("text", { class: `sa-plot__tag sa-ink-${colour}`, text: words[name] }),
      head: s("text", { class: "sa-plot__small", x: 2, y: base - HIGH - 6, text: `${words.hours_label}: ${words[name]}` }),
      floor: s("line", { class: "sa-plot__axis", x1: px(0.4), x2: px(days + 0.6), y1: base, y2: base }),
      bars: all.map((day) => s("rect", { class: n ? "sa-bar" : "sa-bar sa-bar--now", x: px(day + 1) - wide / 2, width: wide })),
    };
  });
  const ticks = [1, 7, 14, 21, 28].map((v) => s("text", { x: px(v), y: bottom + 20, "text-anchor": "middle", text: String(v) }));
  const hard = s("line", { class: "sa-limit", x1: px(0.4), x2: px(days + 0.6), y1: py(state.hard), y2: py(state.hard) });
  const hardText = s("text", { class: "sa-plot__tag sa-ink-quiet", x: px(0.7), y: py(state.hard) - 8, text: words.hard });
  plot.layer.append(
    hard, hardText, ...parts.flatMap((part) => [part.line, part.tag, part.head, part.floor, ...part.bars]), ...ticks,
    s("text", { class: "sa-plot__label", x: px(days), y: bottom + 42, "text-anchor": "end", text: words.x_label }),
  );

  const courses = () => ({ pushed: pushed(state.push, state.limit, days), paced: paced(state.even, days) });
  const control = (name, range, show, digits) => slider({
    label: words[name], state: name, ...range, value: state[name], show: (value) => fill(show, { value: number(value, lang, digits) }),
    oninput: (value) => {
      state[name] = value;
      frame.update();
    },
  }).element;
  const frame = figure({
    guess, picture: plot.svg,
    controls: [
      control("push", { min: 2, max: 10, step: 0.5 }, words.hours_value, 1),
      control("limit", { min: 5, max: 9, step: 0.5 }, words.level_value, 1),
      control("even", { min: 0, max: 8, step: 0.25 }, words.hours_value, 2),
    ],
    draw: () => {
      const now = courses();
      const ends = parts.map((part) => py(now[part.name].pain.at(-1)));
      // The names stand apart also when the lines end together.
      const apart = Math.abs(ends[0] - ends[1]) < 18 ? (18 - Math.abs(ends[0] - ends[1])) / 2 : 0;
      parts.forEach((part, n) => {
        const { hours, pain } = now[part.name];
        put(part.line, { d: path(all.map((day) => [px(day + 1), py(pain[day])])) });
        const away = ends[n] > ends[1 - n] || (ends[n] === ends[1 - n] && n) ? apart : -apart;
        const [x, y, anchor] = narrow ? [px(days), n ? py(1) : py(9), "end"] : [px(days) + 8, ends[n] + away + 5, "start"];
        put(part.tag, { x, y, "text-anchor": anchor });
        part.bars.forEach((bar, day) => {
          const tall = (Math.min(hours[day], MOST) / MOST) * HIGH;
          put(bar, { y: part.base - tall, height: tall });
        });
      });
    },
    values: () => {
      const said = { limit: number(state.hard, lang) };
      for (const [name, { hours, pain }] of Object.entries(courses())) {
        said[`${name}_hours`] = number(sum(hours), lang);
        said[`${name}_mean`] = plain(sum(pain) / days);
        said[`${name}_top`] = plain(Math.max(...pain));
        said[`${name}_hard`] = pain.filter((level) => level >= state.hard).length;
      }
      return said;
    },
    rows: () => {
      const now = courses();
      return Array.from({ length: days / 7 }, (_, week) => [String(week + 1), ...["pushed", "paced"].flatMap((name) => {
        const [hours, pain] = [now[name].hours, now[name].pain].map((values) => values.slice(7 * week, 7 * week + 7));
        return [number(sum(hours), lang), `${plain(Math.min(...pain))}–${plain(Math.max(...pain))}`];
      })]);
    },
  });
});

export default { render };
