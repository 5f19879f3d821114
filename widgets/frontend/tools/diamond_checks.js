/** What a Diamond must have: the body first, two arrows, one place to start. Kind words for each. */
import { fill } from "../dom.js";

export const FEWEST_ARROWS = 2;

/**
 * @param {{body: number, first: string | null, arrows: number, start: string}} state how many phrases
 *   the body corner holds; the corner that was filled first; how many arrows; the phrase to start with
 * @param {Record<string, any>} words
 * @returns {{id: string, met: boolean, text: string}[]}
 */
export function check({ body, first, arrows, start }, words) {
  const elsewhere = first && first !== "body";
  const title = elsewhere ? words.corners[first].title : "";
  const bodyText = !body ? words.checks.body_missing : elsewhere ? fill(words.checks.body_later, { corner: title }) : words.checks.body_met;
  return [
    { id: "body", met: body > 0, text: bodyText },
    { id: "arrows", met: arrows >= FEWEST_ARROWS, text: fill(arrows >= FEWEST_ARROWS ? words.checks.arrows_met : words.checks.arrows_missing, { n: arrows }) },
    { id: "start", met: Boolean(start), text: start ? fill(words.checks.start_met, { phrase: start }) : words.checks.start_missing },
  ];
}
