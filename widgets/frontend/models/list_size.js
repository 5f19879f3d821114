/** How many on a list live with long-lasting pain; same as widgets/models/list_size.py. */

export const WORK = 20;
export const CAUSE_UNKNOWN = 50;
const Z = 1.959963984540054;

/** @param {number} people @param {number} share per cent */
export function expected(people, share) {
  return (people * share) / 100;
}

/** Half the width, in people, of the range that holds 95 % of lists of this size. */
export function spread(people, share) {
  return Z * Math.sqrt(expected(people, share) * (1 - share / 100));
}

export function whole(value) {
  return Math.floor(value + 0.5);
}
