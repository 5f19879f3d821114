/**
 * Dragging with any pointer. A mouse may take the whole card; a finger takes the grip, so that the
 * page can still be scrolled by touching a card. Escape or a lost pointer puts the card back.
 */
import { h } from "../dom.js";

const FAR_ENOUGH = 6; // px: less than this is a tap
const EDGE = 48; // px from the window's edge where the page begins to scroll

function binAt(x, y) {
  return document.elementFromPoint(x, y)?.closest("[data-bin]")?.dataset.bin;
}

/**
 * @param {HTMLElement} item what is dragged
 * @param {{handle: Element, mouse: Element, over: (bin: string | undefined) => void, drop: (bin: string | undefined) => void}} options
 *   `handle`: any pointer may begin here; `mouse`: a mouse or pen may begin here too
 */
export function draggable(item, { handle, mouse, over, drop }) {
  item.addEventListener("pointerdown", (event) => {
    const onHandle = handle.contains(event.target);
    if (event.button !== 0 || !(onHandle || (event.pointerType !== "touch" && mouse.contains(event.target)))) return;
    const begin = { x: event.clientX, y: event.clientY };
    const box = item.getBoundingClientRect();
    let ghost = null;

    function move(next) {
      if (next.pointerId !== event.pointerId) return;
      if (!ghost) {
        if (Math.hypot(next.clientX - begin.x, next.clientY - begin.y) < FAR_ENOUGH) return;
        ghost = h("div", { class: "sa-ghost", "aria-hidden": "true", text: mouse.textContent });
        ghost.style.width = `${box.width}px`;
        document.body.append(ghost);
        item.classList.add("sa-board__card--dragged");
      }
      next.preventDefault();
      ghost.style.transform = `translate(${box.left + next.clientX - begin.x}px, ${box.top + next.clientY - begin.y}px)`;
      if (next.clientY < EDGE) window.scrollBy(0, -12);
      if (next.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
      over(binAt(next.clientX, next.clientY));
    }

    function end(last) {
      if (last.pointerId !== undefined && last.pointerId !== event.pointerId) return;
      if (last.type === "keydown" && last.key !== "Escape") return;
      for (const [name, listener] of listeners) document.removeEventListener(name, listener);
      if (!ghost) return;
      ghost.remove();
      item.classList.remove("sa-board__card--dragged");
      over(undefined);
      // The click that follows a drag must not open the card; it never comes where none follows.
      const swallow = (click) => {
        click.stopPropagation();
        click.preventDefault();
      };
      document.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
      if (last.type === "pointerup") drop(binAt(last.clientX, last.clientY));
    }

    const listeners = [["pointermove", move], ["pointerup", end], ["pointercancel", end], ["keydown", end]];
    for (const [name, listener] of listeners) document.addEventListener(name, listener);
  });
  item.addEventListener("dragstart", (event) => event.preventDefault());
}
