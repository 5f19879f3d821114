/** Two ways to spread activity; same as widgets/models/activity_pacing.py. Illustrative. */

const BASE = 2;
const KEPT = 0.7;
const COST = 0.25;
const REST = 1;
const CALM = 4;
const TOP = 10;

function pain(strain) {
  return Math.min(TOP, BASE + strain);
}

export function settlesAt(hours) {
  return (COST * hours) / (1 - KEPT);
}

/** The same each day. @returns {{hours: number[], pain: number[]}} */
export function paced(hours, days) {
  const out = { hours: [], pain: [] };
  let strain = 0;
  for (let day = 0; day < days; day += 1) {
    out.hours.push(hours);
    strain = KEPT * strain + COST * out.hours.at(-1);
    out.pain.push(pain(strain));
  }
  return out;
}

/** Much until the pain reaches `limit`, then rest until it has come down. @returns {{hours: number[], pain: number[]}} */
export function pushed(hours, limit, days) {
  const out = { hours: [], pain: [] };
  let strain = 0;
  let resting = false;
  for (let day = 0; day < days; day += 1) {
    out.hours.push(resting ? Math.min(REST, hours) : hours);
    strain = KEPT * strain + COST * out.hours.at(-1);
    out.pain.push(pain(strain));
    resting = resting ? out.pain.at(-1) > CALM : out.pain.at(-1) >= limit;
  }
  return out;
}
