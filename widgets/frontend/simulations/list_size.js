/** Your list: a hundred dots for the adults on it, and the appointments of one day. */
import { fill, number, s } from "../dom.js";
import { choice, slider } from "../controls.js";
import { figure, simulation } from "../figure.js";
import { put } from "../plot.js";
import { CAUSE_UNKNOWN, expected, spread, whole, WORK } from "../models/list_size.js";

const MOST = 30;

/** A dot, or a square when the pain has no known cause, so that colour is never alone. */
function mark(x, y, size) {
  return s("rect", { class: "sa-person", x: x - size, y: y - size, width: 2 * size, height: 2 * size, rx: size });
}

const render = simulation("published", ({ guess, state, narrow, words, lang }) => {
  const row = narrow ? 10 : 20;
  const [width, size, gap, top] = narrow ? [330, 11, 31, 62] : [640, 11, 31.4, 62];
  const people = Array.from({ length: 100 }, (_, n) => mark(14 + (n % row) * gap, top + Math.floor(n / row) * 30, size));
  const legend = top + (100 / row) * 30;
  const under = legend + (narrow ? 30 : 6);
  const visits = Array.from({ length: MOST }, (_, n) => {
    const [across, down] = narrow ? [n % 15, Math.floor(n / 15)] : [n, 0];
    return s("rect", { class: "sa-visit", x: 4 + across * 21, y: under + 72 + down * 24, width: 16, height: 18, rx: 3 });
  });
  const head = s("text", { class: "sa-plot__label", x: 2, y: 18 });
  const each = s("text", { class: "sa-plot__small", x: 2, y: 38 });
  const day = s("text", { class: "sa-plot__label", x: 2, y: under + 60 });
  const keys = [[words.unknown, 0, 0, "sa-person sa-person--unknown"], [words.known, narrow ? 0 : 240, narrow ? 26 : 0, "sa-person sa-person--pain"]].flatMap(([text, x, y, cls]) => [
    s("rect", { class: cls, x: x + 4, y: legend + y, width: 16, height: 16, rx: cls.includes("unknown") ? 0 : 8 }),
    s("text", { class: "sa-plot__small", x: x + 27, y: legend + y + 13, text }),
  ]);
  const svg = s("svg", { viewBox: `0 0 ${width} ${under + (narrow ? 122 : 98)}`, class: "sa-plot" }, head, each, ...people, ...keys, day, ...visits);

  const numbers = (share) => {
    const many = expected(state.people, share);
    const range = spread(state.people, share);
    return {
      pain: whole(many), low: whole(many - range), high: whole(many + range), unknown: whole(expected(many, CAUSE_UNKNOWN)),
    };
  };
  const control = (name, range) => slider({
    label: words[name], state: name, ...range, value: state[name], show: (value) => fill(words[`${name}_value`], { value }),
    oninput: (value) => {
      state[name] = value;
      frame.update();
    },
  }).element;
  const sources = choice({
    legend: words.share, state: "share", value: state.share, options: Object.entries(words.shares).map(([id, text]) => ({ id, text })),
    onchange: (id) => {
      state.share = id;
      frame.update();
    },
  });
  const frame = figure({
    guess, picture: svg,
    controls: [control("people", { min: 100, max: 2500, step: 50 }), sources, control("visits", { min: 5, max: MOST, step: 1 })],
    draw: () => {
      const share = state.shares[state.share];
      const [full, unknown] = [whole(share), whole(expected(share, CAUSE_UNKNOWN))];
      people.forEach((dot, n) => {
        dot.classList.toggle("sa-person--pain", n >= unknown && n < full);
        dot.classList.toggle("sa-person--unknown", n < unknown);
        put(dot, { rx: n < unknown ? 2 : size });
      });
      const about = whole(expected(state.visits, WORK));
      visits.forEach((visit, n) => {
        visit.style.display = n < state.visits ? "" : "none";
        visit.classList.toggle("sa-visit--pain", n < about);
      });
      put(head, { text: fill(words.list_head, { pain: numbers(share).pain, people: state.people }) });
      put(each, { text: fill(words.dot, { each: number(state.people / 100, lang, state.people % 100 ? 1 : 0) }) });
      put(day, { text: fill(words.day_head, { about, visits: state.visits }) });
    },
    values: () => {
      const share = state.shares[state.share];
      return {
        people: state.people, share: number(share, lang, 1), who: words.who[state.share], visits: state.visits,
        about: whole(expected(state.visits, WORK)), ...numbers(share),
      };
    },
    rows: () => Object.entries(state.shares).map(([name, share]) => {
      const got = numbers(share);
      return [words.who[name], fill(words.percent, { value: number(share, lang, 1) }), String(got.pain), `${got.low}–${got.high}`, String(got.unknown)];
    }),
  });
});

export default { render };
