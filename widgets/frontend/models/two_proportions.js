/** Two proportions (Newcombe 1998, Altman 1998); same as widgets/models/two_proportions.py. */

const Z = 1.959963984540054;

/** @param {number} share 0 to 1 @param {number} size people @returns {[number, number]} */
export function wilson(share, size) {
  const z2 = (Z * Z) / size;
  const centre = (share + z2 / 2) / (1 + z2);
  const half = (Z / (1 + z2)) * Math.sqrt((share * (1 - share)) / size + z2 / (4 * size));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** The 95 % interval of first minus second. @returns {[number, number]} */
export function difference(first, size, second, other) {
  const [low1, high1] = wilson(first, size);
  const [low2, high2] = wilson(second, other);
  const gap = first - second;
  return [gap - Math.hypot(first - low1, high2 - second), gap + Math.hypot(high1 - first, second - low2)];
}

export function needed(gap) {
  return gap === 0 ? Infinity : 1 / gap;
}
