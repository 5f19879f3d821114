/** When a package is done, and with what score: the course's own rule, from what is kept. */
import { isAnswer, score } from "../../../widgets/frontend/practice/scoring.js";

export const PREFIX = "smerte-og-arbeid/";
const plain = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});

/** What is kept of a part, as an object. @param {(key: string) => string | null} get @param {string} key */
export function partOf(get, key) {
  try {
    return plain(JSON.parse(get(PREFIX + key)));
  } catch {
    return {};
  }
}

/** The answers of a quiz that still fit its items: [[item, answer], ...]. */
export function answersOf(items, kept) {
  const answers = plain(kept.answers);
  return items.filter((item) => isAnswer(item, answers[item.id]?.given)).map((item) => [item, answers[item.id]]);
}

/**
 * @typedef {{done: number, of: number, answered: number, items: number, score: number | null, complete: boolean, success: "passed" | "failed" | "unknown"}} Sum
 * The sum of a package. A module's score is its quiz's; the whole course's that of the best final test.
 * @param {{modules: any[], final: string | null, needed: number, share: number}} about
 * @param {(key: string) => string | null} get reads what is kept
 * @returns {Sum}
 */
export function sumOf(about, get) {
  const keys = about.modules.flatMap(({ id, parts }) => parts.map((part) => `${id}/${part}`));
  if (about.final) keys.push(about.final);
  const done = keys.filter((key) => partOf(get, key).done).length;
  let answered = 0;
  let points = 0;
  let items = 0;
  for (const module of about.modules) {
    const given = answersOf(module.items, partOf(get, `${module.id}/quiz`));
    items += module.items.length;
    answered += given.length;
    points += given.reduce((sum, [item, answer]) => sum + score(item, answer.given), 0);
  }
  const quizzes = answered === items;
  let share = items && answered ? points / items : null;
  let judged = quizzes && items > 0;
  if (about.final) {
    const { results } = partOf(get, about.final);
    const shares = (Array.isArray(results) ? results : []).map((one) => one?.share).filter(Number.isFinite);
    share = shares.length ? Math.max(...shares) : null;
    judged = share !== null;
  }
  const enough = done >= Math.ceil(keys.length * about.share - 1e-9);
  const finalDone = !about.final || Boolean(partOf(get, about.final).done);
  const success = !about.needed || !judged ? "unknown" : share >= about.needed - 1e-9 ? "passed" : "failed";
  return { done, of: keys.length, answered, items, score: share, complete: enough && quizzes && finalDone, success };
}

/** The sum with what was reached before: nothing that was earned is taken back. @param {Sum} now @param {Partial<Sum>} before */
export function best(now, before) {
  const share = Math.max(now.score ?? -1, before.score ?? -1);
  return {
    ...now,
    score: share < 0 ? null : share,
    complete: now.complete || Boolean(before.complete),
    success: before.success === "passed" ? "passed" : now.success,
  };
}
