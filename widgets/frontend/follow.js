/**
 * Numbers in the module's own sentences that follow a figure:
 *
 *   <span data-follows="evidence" data-value="gap">12.0</span>
 *
 * The figure's part, and the name of one of the values that its words are made of. What stands
 * there is what the figure says at first: readers without scripts, and print, keep it. The figure's
 * words are what a screen reader is told; a sentence further down does not interrupt.
 */

/** Write a figure's values, as its language writes them, where the page speaks of them. @param {string} part @param {Record<string, unknown>} values */
export function follow(part, values) {
  for (const place of document.querySelectorAll("[data-follows]")) {
    const value = place.dataset.follows === part ? values[place.dataset.value] : undefined;
    if (value !== undefined && place.textContent !== String(value)) place.textContent = String(value);
  }
}
