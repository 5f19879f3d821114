/** What the browser keeps of a quiz: how the items are shuffled, where the reader is, her answers. */
import { calibration, isAnswer, score } from "./scoring.js";

/**
 * @param {any[]} items @param {ReturnType<import("../store.js").drawer>} kept
 * What is kept: {seed, at, answers: {<item>: {given, sure?, score, first, firstSure?, tries}}}.
 * What is damaged, or belongs to an item that was changed since, counts as not answered.
 */
export function quizState(items, kept) {
  const load = () => kept.load();

  function answerOf(item) {
    const answer = load().answers?.[item.id];
    if (!answer || typeof answer !== "object" || !isAnswer(item, answer.given)) return null;
    if (item.kind === "truefalse" && !(answer.sure >= 0.5 && answer.sure <= 1)) return null;
    const now = score(item, answer.given);
    return { ...answer, score: now, first: Number.isFinite(answer.first) ? answer.first : now };
  }

  function put(item, answer) {
    const before = answerOf(item);
    const now = score(item, answer.given);
    const all = load().answers;
    const entry = {
      ...answer, score: now, first: before ? before.first : now, tries: (before?.tries || 0) + 1, when: before?.when ?? new Date().toISOString(),
      ...(answer.sure ? { firstSure: before?.firstSure ?? answer.sure } : {}),
    };
    kept.save({ answers: { ...(all && typeof all === "object" && !Array.isArray(all) ? all : {}), [item.id]: entry } });
    if (items.every((one) => answerOf(one))) kept.done();
  }

  function seed() {
    const { seed: known } = load();
    if (typeof known === "string" && known) return known;
    const made = Math.random().toString(36).slice(2, 10);
    kept.save({ seed: made });
    return made;
  }

  return {
    answerOf, put, seed,
    at: () => {
      const { at } = load();
      return Number.isInteger(at) && at >= 0 && at <= items.length ? at : null;
    },
    go: (n) => kept.save({ at: n }),
    restart: () => {
      kept.clear();
      kept.save({ at: 0 });
    },
    answered: () => items.filter((item) => answerOf(item)).length,
    sum: (which) => items.reduce((total, item) => total + (answerOf(item)?.[which] || 0), 0),
    calibration: () => calibration(items
      .filter((item) => item.kind === "truefalse" && answerOf(item))
      .map((item) => [answerOf(item).firstSure ?? answerOf(item).sure, answerOf(item).first === 1])),
  };
}
