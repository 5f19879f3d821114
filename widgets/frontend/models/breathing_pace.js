/** How long a breath takes, and how many a minute has; same as widgets/models/breathing_pace.py. */

/** Seconds in and out until the reader has chosen. */
export const INTO = 4;
export const OUT = 6;

/** @param {number} into seconds @param {number} out seconds */
export function breath(into, out) {
  return into + out;
}

export function aMinute(into, out) {
  return 60 / breath(into, out);
}
