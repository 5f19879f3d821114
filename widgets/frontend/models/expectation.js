/** Expectation and pain (Onysk 2024); same as widgets/models/expectation.py. */

export const ALPHA = 0.8;
export const GAMMA = 0.23;

export function felt(signal, expected, gamma = GAMMA) {
  return (1 - gamma) * signal + gamma * expected;
}

/** @param {number[]} signals @returns {{felt: number[], expected: number[]}} */
export function trials(signals, first, alpha = ALPHA, gamma = GAMMA) {
  const out = { felt: [], expected: [] };
  let now = first;
  for (const signal of signals) {
    out.expected.push(now);
    out.felt.push(felt(signal, now, gamma));
    now += alpha * (out.felt.at(-1) - now);
  }
  return out;
}

export function expectedAfter(n, signal, first, alpha = ALPHA, gamma = GAMMA) {
  return signal + (1 - alpha * (1 - gamma)) ** n * (first - signal);
}
