/** What the browser keeps of a test of the whole course. */
import { PREFIX, read } from "../store.js";
import { draw, isResult, result } from "./sums.js";

const OTHER = { a: "b", b: "a" };
const random = () => Math.random().toString(36).slice(2, 10);
const plain = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});

/** The form that was taken before the course, or null. */
export function formBefore() {
  const kept = plain(read(`${PREFIX}course/test-before`));
  return OTHER[kept.form] ? kept.form : null;
}

/** The latest result of a part of the course, or null. @param {string} part */
export function lastOf(part) {
  const { results } = plain(read(`${PREFIX}course/${part}`));
  const whole = (Array.isArray(results) ? results : []).filter(isResult);
  return whole[whole.length - 1] || null;
}

/**
 * @param {{items: any[], forms: {a: string[], b: string[]}, settings: {items: number, needed: number}}} content
 * @param {"before"|"after"|"final"} mode @param {ReturnType<import("../store.js").drawer>} kept
 * Kept: {form, run: {ids, seed, at, answers}, results: [...], paper: {ids, seed, answers}}. `run` is a
 * test that is under way, `paper` the one that was handed in last.
 */
export function examState(content, mode, kept) {
  const byId = new Map(content.items.map((item) => [item.id, item]));
  const load = () => plain(kept.load());

  /** A run or a paper; items that have left the course since are passed over. */
  function whole(held) {
    const items = (Array.isArray(held?.ids) ? held.ids : []).filter((id) => byId.has(id)).map((id) => byId.get(id));
    if (!items.length) return null;
    const at = Number.isInteger(held.at) && held.at >= 0 && held.at <= items.length ? held.at : 0;
    return { items, at, seed: String(held.seed || "seed"), answers: plain(held.answers) };
  }

  /** Before: either form, by chance. After: the form that was not taken before. */
  function form() {
    if (mode === "before") return formBefore() || (Math.random() < 0.5 ? "a" : "b");
    return OTHER[formBefore()] || load().form || (Math.random() < 0.5 ? "a" : "b");
  }

  function start() {
    const seed = random();
    if (mode === "final") {
      kept.save({ run: { ids: draw(content.items, content.settings.items, seed, load().paper?.ids), seed, at: 0, answers: {} } });
      return;
    }
    const name = form();
    kept.save({ form: name, run: { ids: content.forms[name], seed, at: 0, answers: {} } });
  }

  const change = (more) => kept.save({ run: { ...plain(load().run), ...more } });

  function finish() {
    const { items, seed, answers } = whole(load().run);
    const { results } = load();
    const now = { ...result(items, answers), when: new Date().toISOString() };
    if (mode === "final") now.passed = now.share >= content.settings.needed / 100 - 1e-9;
    kept.save({ run: null, paper: { ids: items.map(({ id }) => id), seed, answers }, results: [...(Array.isArray(results) ? results : []), now].slice(-20) });
    if (mode !== "final" || now.passed) kept.done();
  }

  return {
    start, finish,
    run: () => whole(load().run),
    paper: () => whole(load().paper),
    go: (at) => change({ at }),
    put: (item, answer) => change({ answers: { ...plain(load().run?.answers), [item.id]: answer } }),
    last: () => {
      const whole_ = (Array.isArray(load().results) ? load().results : []).filter(isResult);
      return whole_[whole_.length - 1] || null;
    },
    size: () => ({
      items: mode === "final" ? Math.min(content.settings.items, content.items.length) : content.forms.a.length,
      needed: content.settings.needed / 100,
    }),
  };
}
