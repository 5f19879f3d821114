/** A week of blocks as a leaky load, and the room that use keeps open; same as widgets/models/my_week.py. Illustrative. */

export const DAYS = 7;
export const PARTS = 4;
export const KINDS = "whrpm";
const ADDS = { w: 1.6, h: 1.2, r: -1.2, p: -0.4, m: 1.6, ".": 0 };
const KEPT = 0.88;
const NIGHT = 0.75;
const TOP = 10;
const ROOM = 7;
const LEAST = 4;
const MOST = 8;
const HELD = 0.85;
const USED = 2;
const SHRINKS = 1;
const TIRING = 2;

const count = (day, kinds) => [...day].filter((kind) => kinds.includes(kind)).length;

/** Whether `week` is 28 known letters. @param {unknown} week @returns {boolean} */
export function isWeek(week) {
  return typeof week === "string" && week.length === DAYS * PARTS && [...week].every((kind) => kind in ADDS);
}

/** The seven days of a week, four letters each. @param {string} week @returns {string[]} */
export function daysOf(week) {
  return Array.from({ length: DAYS }, (_, day) => week.slice(day * PARTS, (day + 1) * PARTS));
}

/** @param {string} week @returns {{load: number[], room: number[]}} load after each part, room at the start of days 1 to 8 */
export function course(week) {
  const out = { load: [], room: [ROOM] };
  let load = 0;
  for (const day of daysOf(week)) {
    for (const kind of day) {
      load = Math.min(TOP, Math.max(0, KEPT * load + ADDS[kind]));
      out.load.push(load);
    }
    load *= NIGHT;
    const level = LEAST + ((MOST - LEAST) * Math.min(USED, count(day, "whp"))) / USED;
    out.room.push(level + HELD * (out.room.at(-1) - level));
  }
  return out;
}

/** The load after endless days of one kind. @param {string} kind */
export function settlesAt(kind) {
  const day = KEPT ** PARTS;
  return Math.max(0, (ADDS[kind] * (1 - day)) / (1 - KEPT) / (1 - day * NIGHT));
}

/** For each day, how far the highest load is above the room. @param {string} week @returns {number[]} */
export function over(week) {
  const { load, room } = course(week);
  return daysOf(week).map((_, day) => Math.max(...load.slice(day * PARTS, (day + 1) * PARTS)) - room[day]);
}

/** Which marks of a flexible week it has. @param {string} week @returns {Record<string, boolean>} */
export function checks(week) {
  const days = daysOf(week);
  const { room } = course(week);
  return {
    spread: over(week).every((far) => far <= 0),
    rest: days.every((day) => count(day, "whm") < TIRING || day.includes("r")),
    plus: days.every((day) => day.includes("p")),
    kept: room.at(-1) >= room[0],
    varied: days.every((day) => new Set(day.replaceAll(".", "")).size > 1),
  };
}

/** Days of only rest that follow a day above. @param {string} week */
export function idle(week) {
  const far = over(week);
  return daysOf(week).filter((day, n) => far.slice(0, n).some((x) => x > 0) && count(day, "whpm") === 0).length;
}

/** "empty", "both", "collapse", "pushing", "shrinking", "flexible" or "between". @param {string} week */
export function pattern(week) {
  if (!/[^.]/.test(week)) return "empty";
  const { room } = course(week);
  const above = over(week).some((far) => far > 0);
  const shrinks = room[0] - room.at(-1) >= SHRINKS;
  if (above) return shrinks ? "both" : idle(week) ? "collapse" : "pushing";
  if (shrinks) return "shrinking";
  return Object.values(checks(week)).every(Boolean) ? "flexible" : "between";
}
