/**
 * When a question comes back: the same days as widgets/frame/spacing.py, which says why.
 * A day is an ISO date ("2026-11-23"), as the reader's calendar has it.
 * @typedef {{state: "open"|"resting"|"known", due: string|null, streak: number}} Entry
 * @typedef {{wrong: number, right: number, in_a_row: number, retest: number}} Rules
 */

/** @param {string} day @param {number} days @returns {string} */
export function later(day, days) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

/** @param {boolean} right @param {string} day @param {Rules} rules @returns {Entry} */
export function enrol(right, day, rules) {
  return { state: "open", due: later(day, right ? rules.right : rules.wrong), streak: 0 };
}

/** @param {Entry} entry @param {boolean} right @param {string} day @param {Rules} rules @returns {Entry} */
export function after(entry, right, day, rules) {
  if (!right) return { state: "open", due: later(day, rules.wrong), streak: 0 };
  const streak = entry.streak + 1;
  if (entry.state === "resting") return { state: "known", due: null, streak };
  if (streak >= rules.in_a_row) return { state: "resting", due: later(day, rules.retest), streak };
  return { state: "open", due: later(day, rules.right), streak };
}

/** Whether storage holds an entry and not something damaged. */
export function isEntry(value) {
  const due = value?.state === "known" ? value.due === null : /^\d{4}-\d\d-\d\d$/.test(value?.due);
  return ["open", "resting", "known"].includes(value?.state) && due && Number.isInteger(value.streak) && value.streak >= 0;
}
