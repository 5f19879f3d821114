/** The reader's own if–then rule, without any drawing: tidying it, and gentle checks. */

/** "If", "then" and a full stop are put in by the card; those that were typed are taken away. */
export function bare(text, lead) {
  return String(text).trim().replace(new RegExp(`^(?:${lead})(?=[\\s:,.…]|$)[\\s:,.…]*`, "i"), "").replace(/[.,;\s]+$/, "");
}

const count = (text) => text.split(/\s+/).filter(Boolean).length;
const has = (text, list) => list.some((one) => ` ${text.toLowerCase().replace(/[.,;:!?]/g, " ").replace(/\s+/g, " ")} `.includes(` ${one} `));

/**
 * What a rule that works has, and whether this one does: a certain situation as cue and one small
 * action (Gollwitzer & Sheeran 2006). Advice only: every rule may be kept.
 * @param {string} cue @param {string} action @param {any} words of the widget
 * @returns {{met: boolean, text: string}[]}
 */
export function checks(cue, action, words) {
  return [
    { met: count(cue) >= 3 && !has(cue, words.vague_words), text: words.check_cue },
    { met: count(action) > 0 && count(action) <= 12 && !has(action, words.double_words), text: words.check_small },
    { met: count(action) > 0 && !has(action, words.intention_words), text: words.check_do },
  ];
}
