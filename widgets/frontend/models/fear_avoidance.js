/** Fear and what is met; same as widgets/models/fear_avoidance.py. Illustrative. */

const TOP = 10;
const LEARN = 0.5;

/** The share of what is feared that is met: at least the plan. */
export function met(fear, plan) {
  return Math.max(plan, 1 - fear / TOP);
}

export function step(fear, plan, feed, went) {
  const share = met(fear, plan);
  return fear + LEARN * share * (went - fear) + feed * (1 - share) * (TOP - fear);
}

/** @returns {number[]} the fear at the start and after each week */
export function course(first, plan, feed, went, weeks) {
  const values = [first];
  for (let week = 0; week < weeks; week += 1) values.push(step(values[week], plan, feed, went));
  return values;
}
