/**
 * How answers are scored: the same numbers as widgets/practice/scoring.py, which says why.
 * Every score lies from 0 to 1.
 */

const SLACK = 1e-9;

/** 1 when `given` is the right answer, else 0. */
export function one(key, given) {
  return key === given ? 1 : 0;
}

/** Right ones chosen less wrong ones chosen, as a share of the right; never below 0. @param {string[]} right @param {string[]} given */
export function several(right, given) {
  const key = new Set(right);
  const chosen = [...new Set(given)];
  const hits = chosen.filter((id) => key.has(id)).length;
  return Math.max(0, (hits - (chosen.length - hits)) / key.size);
}

/** 1 when `given` lies within answer ± tolerance. */
export function within(answer, tolerance, given) {
  return Number.isFinite(given) && Math.abs(given - answer) <= tolerance + SLACK ? 1 : 0;
}

/** Kendall's rank correlation of two orders, 0 where it is negative. @param {string[]} key @param {string[]} given */
export function inOrder(key, given) {
  const same = given.length === key.length && new Set(given).size === given.length && given.every((id) => key.includes(id));
  if (!same || key.length < 2) return 0;
  let right = 0;
  let pairs = 0;
  for (let a = 0; a < key.length; a += 1) {
    for (let b = a + 1; b < key.length; b += 1) {
      pairs += 1;
      if (given.indexOf(key[a]) < given.indexOf(key[b])) right += 1;
    }
  }
  return Math.max(0, (2 * right - pairs) / pairs);
}

/** The share of `key` that `given` places alike. @param {Record<string, string>} key @param {Record<string, string>} given */
export function placed(key, given) {
  const names = Object.keys(key);
  return names.filter((id) => given[id] === key[id]).length / names.length;
}

/** Which answer belongs to each pair; pairs with the same right text share the first one's. @param {{id: string, right: string}[]} pairs */
export function pairKey(pairs) {
  const first = new Map();
  for (const { id, right } of pairs) if (!first.has(right)) first.set(right, id);
  return Object.fromEntries(pairs.map(({ id, right }) => [id, first.get(right)]));
}

/** The key of a quiz item, in the form of its answer. @param {any} item */
export function keyOf(item) {
  switch (item.kind) {
    case "single": return item.options.find((option) => option.right).id;
    case "several": return item.options.filter((option) => option.right).map((option) => option.id);
    case "order": return item.steps.map((step) => step.id);
    case "match": return pairKey(item.pairs);
    case "classify": return Object.fromEntries(item.cards.map((card) => [card.id, card.category]));
    default: return item.answer;
  }
}

/** The score of an answer. @param {any} item a quiz item in one language @param {any} given @returns {number} */
export function score(item, given) {
  const key = keyOf(item);
  switch (item.kind) {
    case "several": return several(key, given);
    case "numeric": return within(key, item.tolerance, given);
    case "order": return inOrder(key, given);
    case "match":
    case "classify": return placed(key, given);
    default: return one(key, given);
  }
}

/**
 * How sure someone was beside how often she was right.
 * @param {[number, boolean][]} answers how sure (0 to 1) and whether it was right
 * @returns {{count: number, sure: number, right: number, brier: number} | null}
 */
export function calibration(answers) {
  if (!answers.length) return null;
  const mean = (f) => answers.reduce((sum, answer) => sum + f(answer), 0) / answers.length;
  return {
    count: answers.length,
    sure: mean(([sure]) => sure),
    right: mean(([, right]) => Number(right)),
    brier: mean(([sure, right]) => (sure - Number(right)) ** 2),
  };
}

/** Whether `given` has the form of an answer to `item`: what storage holds may be damaged. */
export function isAnswer(item, given) {
  const among = (list) => (id) => list.some((entry) => entry.id === id);
  const mapped = (ids, places) => given !== null && typeof given === "object" && !Array.isArray(given)
    && Object.entries(given).every(([id, place]) => among(ids)(id) && among(places)(place));
  switch (item.kind) {
    case "single": return among(item.options)(given);
    case "several": return Array.isArray(given) && given.length > 0 && given.every(among(item.options));
    case "truefalse": return typeof given === "boolean";
    case "numeric": return Number.isFinite(given);
    case "order": return Array.isArray(given) && given.length === item.steps.length && item.steps.every((step) => given.includes(step.id));
    case "match": return mapped(item.pairs, item.pairs) && Object.keys(given).length === item.pairs.length;
    case "classify": return mapped(item.cards, item.categories) && Object.keys(given).length === item.cards.length;
    default: return false;
  }
}

/** A number as typed, with decimal comma or point; null when it is none. @param {string} text */
export function typed(text) {
  const plain = String(text).trim().replace(/[\s\u00a0]/g, "").replace(",", ".").replace("\u2212", "-");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
