/**
 * What a Diamond must have: the body first (about work: the surroundings too), two arrows, one place to
 * start. Kind words for each.
 */
import { fill } from "../dom.js";

export const FEWEST_ARROWS = 2;

/**
 * @param {{body: number, first: string | null, arrows: number, start: string, around?: number | null}} state
 *   how many phrases the body corner holds; the corner that was filled first; how many arrows; the phrase
 *   to start with; how many phrases the surroundings hold when the Diamond is about work, where one may
 *   begin in any corner
 * @param {Record<string, any>} words
 * @returns {{id: string, met: boolean, text: string}[]}
 */
export function check({ body, first, arrows, start, around = null }, words) {
  const elsewhere = around === null && first && first !== "body";
  const title = elsewhere ? words.corners[first].title : "";
  const bodyText = !body ? (around === null ? words.checks.body_missing : words.checks.body_none) : elsewhere ? fill(words.checks.body_later, { corner: title }) : around === null ? words.checks.body_met : words.checks.body_there;
  return [
    { id: "body", met: body > 0, text: bodyText },
    ...(around === null ? [] : [{ id: "around", met: around > 0, text: around ? words.checks.around_met : words.checks.around_missing }]),
    { id: "arrows", met: arrows >= FEWEST_ARROWS, text: fill(arrows >= FEWEST_ARROWS ? words.checks.arrows_met : words.checks.arrows_missing, { n: arrows }) },
    { id: "start", met: Boolean(start), text: start ? fill(words.checks.start_met, { phrase: start }) : words.checks.start_missing },
  ];
}
