/** The attention circle: a ring of four parts with arrows, and how body focus goes over time. */
import { fill, number, s, uid } from "../dom.js";
import { slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { path, put } from "../plot.js";
import { course, growth } from "../models/attention_circle.js";
import { stepper } from "../stepper.js";

/** Between two steps when the circle is played, in ms. */
const GAP = 500;

const DISC = 50;

/** The ring's places: parts at the four points of the compass, arrows between them. */
function ringOf(narrow) {
  const radius = narrow ? 110 : 128;
  const centre = radius + DISC + 4;
  const at = (degrees, r = radius) => {
    const angle = (degrees * Math.PI) / 180;
    return [centre + r * Math.sin(angle), centre - r * Math.cos(angle)];
  };
  // The angle that a disc and a little air take up on the ring.
  const taken = ((2 * Math.asin((DISC + 7) / (2 * radius))) * 180) / Math.PI;
  return { radius, centre, at, taken };
}

const render = simulation("illustrative", ({ guess, model, el, state, narrow, words, lang }) => {
  const { rounds } = state;
  const before = course(model.get("start").first, model.get("start").links, rounds);
  const plain = (value) => number(value, lang, 1);
  const two = (value) => number(value, lang, 2);
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  const { radius, centre, at, taken } = ringOf(narrow);

  const arrows = state.links.map(() => s("path", { class: "sa-link-arrow" }));
  const tips = state.links.map(() => s("path", { class: "sa-arrow-head", d: "M-1 -1L1 0L-1 1z" }));
  const marks = state.links.map((_, n) => {
    const [x, y] = at(90 * n + 45, radius + (narrow ? 27 : 30));
    return s("text", { class: "sa-plot__small", x, y: y + 5, "text-anchor": "middle", text: String(n + 1) });
  });
  const places = state.links.map((_, n) => at(90 * n));
  const discs = places.map(([cx, cy]) => s("circle", { class: "sa-disc", cx, cy, r: DISC }));
  // Each disc is filled from below, as a glass is.
  const clips = places.map(([cx, cy]) => s("clipPath", { id: uid("clip") }, s("circle", { cx, cy, r: DISC - 1 })));
  const fills = places.map(([cx], n) => s("rect", { class: "sa-disc-fill", x: cx - DISC, width: 2 * DISC, height: 2 * DISC, "clip-path": `url(#${clips[n].id})` }));
  const names = places.map(([x, y], n) => s("text", { class: "sa-ring-name", x, y: y - 3, "text-anchor": "middle", text: words.parts[n] }));
  const numbers = places.map(([x, y]) => s("text", { class: "sa-ring-value", x, y: y + 19, "text-anchor": "middle" }));
  const verdict = s("text", { class: "sa-strong sa-plot__tag", x: centre, y: centre - 3, "text-anchor": "middle" });
  const factor = s("text", { class: "sa-plot__small", x: centre, y: centre + 19, "text-anchor": "middle" });

  // The course over time: beside the ring, on a phone below it.
  const [left, top, wide, high] = narrow ? [34, 2 * centre + 44, 286, 150] : [420, 62, 210, 220];
  const px = (n) => left + (n / rounds) * wide;
  const py = (level) => top + high - (level / 10) * high;
  const ghost = s("path", { class: "sa-line sa-ghost", d: path(before.map((values, n) => [px(n), py(mean(values))])) });
  const line = s("path", { class: "sa-line sa-person-1" });
  const end = s("circle", { class: "sa-dot-1", r: 6 });
  const ghostText = s("text", { class: "sa-plot__tag sa-ink-quiet", x: px(rounds) - 4, y: py(mean(before[rounds])) - 10, "text-anchor": "end", text: words.as_before });
  const svg = s(
    "svg",
    { viewBox: `0 0 ${narrow ? 330 : 640} ${narrow ? top + high + 50 : 2 * centre}`, class: "sa-plot" },
    ...arrows, ...tips, ...marks, ...clips, ...discs, ...fills, ...names, ...numbers, verdict, factor,
    s("g", { class: "sa-plot__grid" }, ...[5, 10].map((v) => s("line", { x1: px(0), x2: px(rounds), y1: py(v), y2: py(v) }))),
    s("line", { class: "sa-plot__axis", x1: px(0), x2: px(rounds), y1: py(0), y2: py(0) }),
    ...[0, 5, 10].map((v) => s("text", { x: left - 8, y: py(v) + 5, "text-anchor": "end", text: String(v) })),
    ...[0, 8, 16, 24].map((v) => s("text", { x: px(v), y: py(0) + 20, "text-anchor": "middle", text: String(v) })),
    s("text", { class: "sa-plot__label", x: left - 26, y: top - 18, text: words.y_label }),
    s("text", { class: "sa-plot__label", x: px(rounds), y: py(0) + 42, "text-anchor": "end", text: words.x_label }),
    ghost, ghostText, line, end,
  );

  const control = (name, label, hint, value, range, show, set) => slider({ label, state: name, hint, ...range, value, show, oninput: (now) => {
    set(now);
    frame.update();
  } }).element;
  const played = stepper({ el, state, last: rounds, words, gap: () => GAP, update: () => frame.update() });
  const frame = figure({
    guess, picture: svg,
    controls: [
      ...played.elements,
      ...words.links.map((link, n) => control(
        `link${n + 1}`, `${n + 1}. ${link}`, fill(words.helps, { help: words.help[n] }), state.links[n], { min: 0, max: 0.8, step: 0.05 },
        (value) => fill(words.link_value, { value: two(value) }), (value) => { state.links[n] = value; },
      )),
      control("first", words.first, null, state.first, { min: 0.5, max: 10, step: 0.5 }, (value) => fill(words.first_value, { value: plain(value) }), (value) => { state.first = value; }),
    ],
    draw: () => {
      const states = course(state.first, state.links, rounds);
      const last = states[state.shown];
      const rate = growth(state.links);
      state.links.forEach((strength, n) => {
        const size = 6 + 9 * strength;
        const turn = 90 * n + 90 - taken - ((size * 180) / Math.PI / radius);
        const [from, to, tip] = [at(90 * n + taken), at(turn), at(turn + ((size * 0.6 * 180) / Math.PI / radius))];
        put(arrows[n], { d: `M${from}A${radius} ${radius} 0 0 1 ${to}`, "stroke-width": 1 + strength * 10 });
        put(tips[n], { transform: `translate(${tip}) rotate(${turn + 3}) scale(${size} ${size})` });
        arrows[n].classList.toggle("sa-link-arrow--off", strength === 0);
        tips[n].style.visibility = strength === 0 ? "hidden" : "visible";
        put(fills[n], { y: places[n][1] + DISC - (2 * DISC * last[n]) / 10 });
        put(numbers[n], { text: plain(last[n]) });
      });
      put(verdict, { text: rate > 1 ? words.centre_grows : words.centre_dies });
      put(factor, { text: fill(words.centre_factor, { growth: two(rate) }) });
      put(line, { d: path(states.slice(0, state.shown + 1).map((values, n) => [px(n), py(mean(values))])) });
      put(end, { cx: px(state.shown), cy: py(mean(last)) });
      played.draw();
      const changed = Math.abs(mean(states[rounds]) - mean(before[rounds])) > 1.2;
      ghost.style.visibility = ghostText.style.visibility = changed ? "visible" : "hidden";
    },
    values: () => {
      const rate = growth(state.links);
      const [focus, worry, fear, avoidance] = course(state.first, state.links, rounds)[rounds].map(plain);
      return { growth: two(rate), verdict: rate > 1 ? words.grows : words.dies, rounds, focus, worry, fear, avoidance };
    },
    rows: () => course(state.first, state.links, rounds).map((values, n) => [String(n), ...values.map(plain)]).filter((_, n) => n % 4 === 0),
  });
});

export default { render };
