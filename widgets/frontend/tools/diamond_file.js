/** A Diamond as a file: what it holds, and a careful reading of one that comes in. */
import { MOST } from "./arrows.js";
import { CORNERS } from "./diamond_picture.js";

export const FORMAT = "smerte-og-arbeid/diamond";
export const VERSION = 1;
const LONGEST = 2000;

const plain = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const line = (value, most = LONGEST) => typeof value === "string" && value.length <= most;
const cornerOrNone = (value) => value === null || CORNERS.includes(value);

/** @param {"practice" | "own"} kind @param {string} story the module of the story @param {object} diamond */
export function toFile(kind, story, diamond) {
  return { format: FORMAT, version: VERSION, kind, ...(kind === "practice" ? { story } : {}), saved: new Date().toISOString(), diamond };
}

function arrowsOf(value) {
  const whole = Array.isArray(value) && value.length <= MOST && value.every((arrow) => plain(arrow)
    && CORNERS.includes(arrow.from) && CORNERS.includes(arrow.to) && arrow.from !== arrow.to && line(arrow.text ?? "", 200));
  return whole ? value.map(({ from, to, text }) => ({ from, to, text: text ?? "" })) : null;
}

function practiceOf(value, phrases) {
  const whole = plain(value.placed) && Object.entries(value.placed).every(([id, corner]) => phrases.includes(id) && CORNERS.includes(corner))
    && (value.start === null || phrases.includes(value.start));
  return whole ? { placed: { ...value.placed }, start: value.start, checked: value.checked === true } : null;
}

function ownOf(value) {
  const start = value.start;
  const whole = plain(value.corners) && CORNERS.every((corner) => line(value.corners[corner] ?? "")) && line(value.step ?? "")
    && (start === null || (plain(start) && CORNERS.includes(start.corner) && line(start.text)));
  if (!whole) return null;
  return {
    corners: Object.fromEntries(CORNERS.map((corner) => [corner, value.corners[corner] ?? ""])),
    start: start && { corner: start.corner, text: start.text }, step: value.step ?? "", about: value.about === "work" ? "work" : "pain",
  };
}

/**
 * What the browser remembered, as far as it is whole: a phrase that the authors have taken out since,
 * or a value that was damaged, is left behind.
 * @param {"practice" | "own"} kind @param {any} value @param {string[]} phrases
 */
export function remembered(kind, value, phrases) {
  const kept = plain(value) ? value : {};
  const shared = { arrows: arrowsOf(kept.arrows) || [], first: CORNERS.includes(kept.first) ? kept.first : null };
  if (kind === "practice") {
    const placed = Object.entries(plain(kept.placed) ? kept.placed : {}).filter(([id, corner]) => phrases.includes(id) && CORNERS.includes(corner));
    const start = placed.some(([id]) => id === kept.start) ? kept.start : null;
    return { ...shared, placed: Object.fromEntries(placed), start, checked: kept.checked === true };
  }
  const corners = plain(kept.corners) ? kept.corners : {};
  const rest = { corners: Object.fromEntries(CORNERS.map((corner) => [corner, line(corners[corner]) ? corners[corner] : ""])), step: line(kept.step) ? kept.step : "", about: kept.about === "work" ? "work" : "pain" };
  return { ...shared, ...rest, start: ownOf({ ...rest, start: kept.start ?? null })?.start ?? null };
}

/**
 * Read what came out of a file. Throws an Error with the reader's own words when it is no Diamond,
 * is newer than this page, belongs to another story, or is damaged.
 * @param {unknown} value @param {{story: string, phrases: string[], words: Record<string, string>}} here
 * @returns {{kind: "practice" | "own", diamond: object}}
 */
export function fromFile(value, { story, phrases, words }) {
  if (!plain(value) || value.format !== FORMAT) throw new Error(words.not_diamond);
  if (!(value.version <= VERSION)) throw new Error(words.newer);
  if (value.kind === "practice" && value.story !== story) throw new Error(words.other_story);
  const inner = plain(value.diamond) ? value.diamond : {};
  const arrows = arrowsOf(inner.arrows);
  const rest = value.kind === "practice" ? practiceOf(inner, phrases) : value.kind === "own" ? ownOf(inner) : null;
  if (!arrows || !rest || !cornerOrNone(inner.first ?? null)) throw new Error(words.damaged);
  return { kind: value.kind, diamond: { ...rest, arrows, first: inner.first ?? null } };
}
