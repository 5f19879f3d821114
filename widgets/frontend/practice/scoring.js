/** How answers are scored, from 0 to 1. Same rules as widgets/practice/scoring.py, held by a test. */

export function single(chosen, right) {
  return chosen === right ? 1 : 0;
}

/** @param {string[]} chosen @param {string[]} right */
export function several(chosen, right) {
  const good = chosen.filter((id) => right.includes(id)).length;
  return Math.max(0, (good - (chosen.length - good)) / right.length);
}

/** @param {number | null} value @param {number} answer @param {number} tolerance */
export function numeric(value, answer, tolerance) {
  return value !== null && Math.abs(value - answer) <= tolerance + 1e-9 ? 1 : 0;
}

/** Share of pairs in the right relative order. @param {string[]} given @param {string[]} right */
export function order(given, right) {
  const place = new Map(given.map((id, n) => [id, n]));
  let kept = 0;
  let pairs = 0;
  for (let a = 0; a < right.length; a += 1) {
    for (let b = a + 1; b < right.length; b += 1) {
      pairs += 1;
      if (place.has(right[a]) && place.has(right[b]) && place.get(right[a]) < place.get(right[b])) kept += 1;
    }
  }
  return kept / pairs;
}

/** @param {Record<string, string | null>} given @param {Record<string, string>} right */
export function share(given, right) {
  const keys = Object.keys(right);
  return keys.filter((key) => given[key] === right[key]).length / keys.length;
}

/** @param {number[]} sure @param {number[]} right */
export function calibration(sure, right) {
  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  return mean(sure) - mean(right);
}

/** A number as typed, with decimal comma or point; null when it is none. */
export function typed(text) {
  const plain = String(text).trim().replace(/[\s\u00a0]/g, "").replace(",", ".").replace("\u2212", "-");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
