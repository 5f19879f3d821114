/** In and out of work from five places to begin; same as widgets/models/return_states.py. */

/** The share at work after so many years; rates are a year. */
export function atWork(into, out, years) {
  const both = into + out;
  return both ? (into / both) * (1 - Math.exp(-both * years)) : 0;
}
