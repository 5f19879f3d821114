/** What a tool says aloud: one polite live region, heard by a screen reader and seen by nobody. */
import { h } from "../dom.js";

/** @returns {{element: HTMLElement, say: (text: string) => void}} put `element` in the page once */
export function announcer() {
  const element = h("p", { class: "sa-visually-hidden", role: "status", "aria-live": "polite" });
  let odd = false;
  return {
    element,
    say: (text) => {
      // The same words twice are only read again when the text differs: a hidden space does that.
      odd = !odd;
      element.textContent = odd ? text : `${text}\u00a0`;
    },
  };
}
