/** The attention circle; same as widgets/models/attention_circle.py. Illustrative. */

const KEPT = 0.6;
const TOP = 10;

/** @param {number[]} state focus, worry, fear, avoidance @param {number[]} links @returns {number[]} */
export function step(state, links) {
  return state.map((value, n) => {
    const before = (n + state.length - 1) % state.length;
    return TOP * Math.tanh((KEPT * value + links[before] * state[before]) / TOP);
  });
}

/** @returns {number[][]} rounds + 1 states */
export function course(start, links, rounds) {
  const states = [[start, 0, 0, 0]];
  for (let n = 0; n < rounds; n += 1) states.push(step(states[n], links));
  return states;
}

/** Above 1 a small disturbance spreads, below 1 it dies out. */
export function growth(links) {
  return KEPT + links.reduce((a, b) => a * b, 1) ** (1 / links.length);
}
