/**
 * What a learning platform keeps of a reader, in so few letters that the whole course fits into
 * SCORM 1.2's 4,096: which parts are done, the answers to the quizzes, and the best result.
 *
 *   1|<seconds, base 36>|<best score, per mille>|<flags>|<parts done>|<answers>
 *
 * Parts, items and options are named by a few letters of a hash of their ids, so that a newer
 * version of the package still understands what an older one wrote. What a reader writes in words
 * is never in it.
 */
import { isAnswer, score } from "../../../widgets/frontend/practice/scoring.js";
import { answersOf, partOf, PREFIX } from "./rule.js";

export const LIMIT = 4096;

/** Some letters that stand for a name (FNV-1a, base 36). @param {string} name @param {number} letters */
export function short(name, letters) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash % 36 ** letters).toString(36).padStart(letters, "0");
}

const two = (id) => short(id, 2);
const pairs = (text) => text.match(/../g) || [];
const named = (list, letters) => list.find((entry) => two(entry.id) === letters)?.id;
const SIDES = { match: ["pairs", "pairs"], classify: ["cards", "categories"] };

function written(item, { given, sure }) {
  switch (item.kind) {
    case "single": return two(given);
    case "several":
    case "order": return given.map(two).join("");
    case "truefalse": return `${given ? "t" : "f"}${Math.round(100 * (sure || 0.5)).toString(36)}`;
    case "numeric": return String(given);
    default: return Object.entries(given).map(([id, place]) => two(id) + two(place)).join("");
  }
}

function understood(item, text) {
  switch (item.kind) {
    case "single": return { given: named(item.options, text) };
    case "several": return { given: pairs(text).map((letters) => named(item.options, letters)) };
    case "order": return { given: pairs(text).map((letters) => named(item.steps, letters)) };
    case "truefalse": return { given: text[0] === "t", sure: Math.min(1, Math.max(0.5, parseInt(text.slice(1), 36) / 100 || 0.5)) };
    case "numeric": return { given: Number(text) };
    default: {
      const [left, right] = SIDES[item.kind].map((name) => item[name]);
      return { given: Object.fromEntries((text.match(/..../g) || []).map((both) => [named(left, both.slice(0, 2)), named(right, both.slice(2))])) };
    }
  }
}

const keysOf = (about) => [...about.modules.flatMap(({ id, parts }) => parts.map((part) => `${id}/${part}`)), ...about.course];

/**
 * @param {any} about the package @param {(key: string) => string | null} get reads what is kept
 * @param {{score: number | null, complete: boolean, success: string}} sum @param {number} when ms
 * @returns {string} at most LIMIT letters
 */
export function pack(about, get, sum, when) {
  const flags = (sum.complete ? "c" : "") + (sum.success === "passed" ? "p" : "");
  const done = keysOf(about).filter((key) => partOf(get, key).done).map((key) => short(key, 4)).join("");
  const share = sum.score === null ? "" : Math.round(1000 * sum.score);
  let text = `1|${Math.floor(when / 1000).toString(36)}|${share}|${flags}|${done}|`;
  for (const { id, items } of about.modules) {
    for (const [item, answer] of answersOf(items, partOf(get, `${id}/quiz`))) {
      const more = `${short(item.id, 4)}${written(item, answer)};`;
      // An answer that does not fit is left out; the parts and the score are already there.
      if (text.length + more.length <= LIMIT) text += more;
    }
  }
  return text;
}

/**
 * What `pack` wrote; null when it is nothing of ours.
 * @param {any} about @param {string} text
 * @returns {{when: number, before: {score: number | null, complete: boolean, success: string}, parts: Record<string, any>} | null}
 */
export function unpack(about, text) {
  const [version, seconds, share, flags, done, answers] = String(text || "").split("|");
  if (version !== "1" || answers === undefined) return null;
  const when = 1000 * parseInt(seconds, 36) || 0;
  const day = new Date(when).toISOString();
  const parts = {};
  const marks = new Set(done.match(/..../g) || []);
  for (const key of keysOf(about)) if (marks.has(short(key, 4))) parts[PREFIX + key] = { done: day };
  const held = new Map(answers.split(";").filter(Boolean).map((entry) => [entry.slice(0, 4), entry.slice(4)]));
  for (const { id, items } of about.modules) {
    const known = {};
    for (const item of items) {
      const text_ = held.get(short(item.id, 4));
      if (text_ === undefined) continue;
      const answer = understood(item, text_);
      if (!isAnswer(item, answer.given)) continue;
      const now = score(item, answer.given);
      known[item.id] = { ...answer, score: now, first: now, tries: 1, when: day, ...(answer.sure ? { firstSure: answer.sure } : {}) };
    }
    if (Object.keys(known).length) {
      const next = items.findIndex((item) => !known[item.id]);
      const key = `${PREFIX}${id}/quiz`;
      parts[key] = { ...parts[key], answers: known, at: next < 0 ? items.length : next };
    }
  }
  const before = {
    score: share === "" ? null : Number(share) / 1000,
    complete: flags.includes("c"),
    success: flags.includes("p") ? "passed" : "unknown",
  };
  return { when, before, parts };
}
