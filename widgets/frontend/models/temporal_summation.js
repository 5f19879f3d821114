/** Temporal summation as a leaky sum; same as widgets/models/temporal_summation.py. Illustrative. */

export function kept(rate, decay) {
  return Math.exp(-1 / (rate * decay));
}

/** How strong each pulse is felt. @returns {number[]} */
export function felt(pulses, rate, strength, decay) {
  const left = kept(rate, decay);
  const out = [];
  let sum = 0;
  for (let n = 0; n < pulses; n += 1) {
    sum = sum * left + strength;
    out.push(sum);
  }
  return out;
}

export function plateau(rate, strength, decay) {
  return strength / (1 - kept(rate, decay));
}

/** Pulse 5 less pulse 1 (Staud 2014). */
export function summation(rate, strength, decay) {
  const values = felt(5, rate, strength, decay);
  return values[4] - values[0];
}
