/** What a page does when all of it has been read: its own parts, its widgets, and what goes to paper. */
import { mount, showStill } from "./host.js";

/** How long widgets are mounted before the browser may draw and answer again, in ms. */
const SLICE = 8;

/** The places that wait, in the order of the page from the one that the address points at. */
function waiting() {
  const places = [...document.querySelectorAll("[data-widget]:not([data-mounted])")];
  // "#wind-up?rate=0.5" points at a figure as somebody had set it.
  const aim = document.querySelector(":target") || document.getElementById(location.hash.slice(1).split("?")[0]);
  const first = aim ? places.findIndex((place) => aim.contains(place) || aim.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
  return first > 0 ? [...places.slice(first), ...places.slice(0, first)] : places;
}

/** Mount what waits until the time is up. @returns {boolean} whether all is mounted */
function mountFor(time) {
  const stop = performance.now() + time;
  const places = waiting();
  while (places.length && performance.now() < stop) mount(places.shift());
  return !places.length;
}

/**
 * Mount each `[data-widget]` place of the document that is not mounted, in short slices, when the
 * whole page has been read, after what the page itself does. On paper a widget is what its still
 * version says.
 * @param {(() => {page: Function})[]} pages the parts of the page itself
 */
export function whole(pages) {
  let drawn = false;
  function next() {
    // What the figures have put off comes before the word that all is there.
    if (mountFor(SLICE)) setTimeout(() => (document.documentElement.dataset.widgets = "ready"));
    // The reader sees the text before the rest is mounted; a hidden tab draws nothing.
    else if (drawn || document.hidden) setTimeout(next);
    else {
      drawn = true;
      requestAnimationFrame(() => setTimeout(next));
    }
  }

  function read() {
    for (const part of pages) part().page();
    const stills = () => document.querySelectorAll("[data-widget]").forEach(showStill);
    addEventListener("beforeprint", () => {
      stills();
      // What is folded away on the screen is read on paper.
      for (const more of document.querySelectorAll("[data-prints] details:not([open])")) {
        more.open = true;
        more.dataset.printed = "";
      }
    });
    addEventListener("afterprint", () => {
      for (const more of document.querySelectorAll("details[data-printed]")) {
        more.open = false;
        delete more.dataset.printed;
      }
    });
    matchMedia("print").addEventListener("change", stills);
    if (matchMedia("print").matches) stills();
    next();
  }
  document.documentElement.dataset.widgets = "coming";
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", read);
  else read();
}
