/** Which questions and cards of the modules wait to be recalled today. */
import { PREFIX, read, today } from "../store.js";
import { enrol, isEntry } from "./spacing.js";

const plain = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});

/**
 * What the reader has met in the modules, and whether it was right: {id: [right, day]}.
 * @param {{items: {id: string, module: string}[], cards: {id: string, module: string}[]}} content
 * @param {(item: any, given: any) => boolean} isWhole whether an answer is one to this item
 */
function met({ items, cards }, isWhole) {
  const found = {};
  const day = (text) => (/^\d{4}-\d\d-\d\d/.test(text) ? text.slice(0, 10) : today());
  for (const item of items) {
    const answer = plain(read(`${PREFIX}${item.module}/quiz`)?.answers)[item.id];
    if (answer && isWhole(item, answer.given)) found[item.id] = [answer.first === 1, day(answer.when)];
  }
  for (const card of cards) {
    const kept = plain(read(`${PREFIX}${card.module}/recall`));
    const how = plain(kept.first)[card.id];
    if (how) found[card.id] = [how === "knew", day(kept.done || kept.saved)];
  }
  return found;
}

/** All entries: those that are kept, and those that were met since, each with its day. */
export function entriesOf(content, kept, isWhole = () => true) {
  const known = plain(kept);
  return Object.fromEntries(Object.entries(met(content, isWhole)).map(([id, [right, day]]) => [
    id, isEntry(known[id]) ? known[id] : enrol(right, day, content.settings),
  ]));
}

/** The ids that are due on a day, the longest waiting first. @returns {string[]} */
export function due(entries, day = today()) {
  const waiting = Object.entries(entries).filter(([, entry]) => entry.due && entry.due <= day);
  return waiting.sort(([a, one], [b, two]) => one.due.localeCompare(two.due) || a.localeCompare(b)).map(([id]) => id);
}
