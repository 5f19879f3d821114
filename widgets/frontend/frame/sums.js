/** What a test says: pure functions of items and answers. */
import { shuffled } from "../dom.js";
import { calibration, isAnswer, score } from "../practice/scoring.js";

/** The answer that is kept for an item, or null when it is missing, damaged or "I do not know". */
export function answerTo(item, answers) {
  const answer = answers?.[item.id];
  return answer && typeof answer === "object" && isAnswer(item, answer.given) ? answer : null;
}

/**
 * Draw `count` items, as evenly over the modules as they allow.
 * @param {{id: string, module: string}[]} items @param {number} count @param {string} seed @param {string[]} before ids to take last
 * @returns {string[]} ids, in the order of their modules
 */
export function draw(items, count, seed, before = []) {
  const old = new Set(before);
  const mixed = shuffled(items, seed).sort((a, b) => old.has(a.id) - old.has(b.id));
  const piles = new Map();
  for (const item of mixed) piles.set(item.module, [...(piles.get(item.module) || []), item]);
  const drawn = new Set();
  while (drawn.size < Math.min(count, items.length)) {
    for (const pile of shuffled([...piles.values()], `${seed}${drawn.size}`)) {
      const next = pile.shift();
      if (next && drawn.size < count) drawn.add(next.id);
    }
  }
  return items.filter(({ id }) => drawn.has(id)).map(({ id }) => id);
}

/**
 * The result of a test, as it is kept: points, points by module, and how sure beside how right.
 * `spread` is the variance of the items' scores.
 * @param {any[]} items @param {Record<string, {given: any, sure?: number}>} answers
 */
export function result(items, answers) {
  const modules = {};
  const scores = items.map((item) => {
    const answer = answerTo(item, answers);
    const points = answer ? score(item, answer.given) : 0;
    const [sum, of] = modules[item.module] || [0, 0];
    modules[item.module] = [sum + points, of + 1];
    return points;
  });
  const points = scores.reduce((sum, value) => sum + value, 0);
  const mean = points / items.length;
  const spread = scores.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, items.length - 1);
  const rated = items
    .map((item, n) => [answerTo(item, answers)?.sure, scores[n] === 1])
    .filter(([sure]) => sure >= 0 && sure <= 1);
  return { points, of: items.length, share: mean, spread, modules, calibration: calibration(rated) };
}

/** The 95 % margin of the difference between two tests, as a share; half an interval by the normal approximation. */
export function margin(one, two) {
  return 1.96 * Math.sqrt(one.spread / one.of + two.spread / two.of);
}

/** Whether storage holds a result. */
export function isResult(value) {
  return Boolean(value) && Number.isFinite(value.points) && value.of > 0 && Number.isFinite(value.share) && Number.isFinite(value.spread)
    && typeof value.modules === "object" && value.modules !== null
    && Object.values(value.modules).every((row) => Array.isArray(row) && row.length === 2 && row.every(Number.isFinite));
}
