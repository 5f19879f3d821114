/**
 * The site's own anywidget host: mounts the widgets of a page from the state that stands in their
 * places. No kernel, no JupyterLab bundle.
 *
 *   <div data-widget="practice/quiz.js">
 *     <script type="application/json">{"entry": "practice/quiz.js", ...}</script>
 *     <noscript>still version</noscript>
 *   </div>
 */

import { anew, goOn, unfetched } from "./moment.js";
import { earlier } from "./store.js";

/** A model with the part of the anywidget contract that our front ends use. */
export function localModel(state) {
  const values = { ...state };
  const listeners = new Map();
  return {
    get: (name) => values[name],
    set: (name, value) => {
      if (values[name] === value) return;
      values[name] = value;
      for (const event of [`change:${name}`, "change"]) for (const f of listeners.get(event) || []) f();
    },
    on: (event, f) => listeners.set(event, [...(listeners.get(event) || []), f]),
    off: (event, f) => listeners.set(event, (listeners.get(event) || []).filter((g) => g !== f)),
    save_changes: () => {},
    send: () => {},
  };
}

/** Lay out the still version of a place: the page keeps it as text until it is needed. @param {Element} place */
function showStill(place) {
  const kept = place.querySelector("noscript");
  if (!kept) return;
  // The page's own words, written by the server, never a reader's.
  kept.insertAdjacentHTML("beforebegin", kept.textContent);
  kept.remove();
}

/** What makes each front end, by its entry, and what the page itself does. */
const frontEnds = {};
const pages = [];

/** A place's widget. @returns {{el: Element, end?: () => void}} `end` makes it listen to nothing more */
function made(place) {
  const el = document.createElement("div");
  const state = JSON.parse(place.querySelector('script[type="application/json"]').textContent);
  return { el, end: frontEnds[state.entry]().render({ model: localModel(state), el }) };
}

function mount(place) {
  try {
    place.prepend(made(place).el);
    place.dataset.mounted = "true";
  } catch (error) {
    // One broken widget must not take the page with it; its still version is shown.
    console.error(`widget ${place.dataset.widget}:`, error);
    showStill(place);
    place.dataset.mounted = "failed";
  }
}

/** Mount the page's first widget as if nothing were kept; should something be, the first paint has it. */
function mountFirst(place, awaits) {
  let shown;
  let keys;
  try {
    keys = unfetched(() => (shown = made(place)));
  } catch {
    // It cannot do without what is kept.
    mount(place);
    return;
  }
  place.prepend(shown.el);
  place.dataset.mounted = "true";
  const fetch = () => {
    const before = [...keys].some((key) => earlier(key) !== null);
    keys = [];
    if (!before) return;
    shown.end?.();
    anew(() => {
      const next = made(place);
      shown.el.replaceWith(next.el);
    });
    if (!awaits) goOn();
  };
  requestAnimationFrame(fetch);
  document.addEventListener("DOMContentLoaded", fetch);
  if (!awaits) setTimeout(goOn);
}

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
 * Take in front ends, and parts of the page, that the first script did not have.
 * @param {Record<string, () => {render: Function}>} table
 * @param {(() => {page: Function})[]} parts
 */
export function more(table, parts) {
  Object.assign(frontEnds, table);
  pages.push(...parts);
  goOn();
}

/**
 * Mount each `[data-widget]` place of the document: the one that this script stands in at once, the
 * others in short slices when the whole page has been read, after what the page itself does. On
 * paper a widget is what its still version says.
 * @param {Record<string, () => {render: Function}>} table
 * @param {(() => {page: Function})[]} parts
 * @param {boolean} awaits whether what this one's widget puts off is in the script that comes next
 */
export function start(table, parts, awaits = false) {
  more(table, parts);

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

  function whole() {
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
  if (document.readyState !== "loading") {
    whole();
    return;
  }
  document.addEventListener("DOMContentLoaded", whole);
  const here = document.currentScript?.closest("[data-widget]");
  // Who comes by a link to a place further down waits for that one.
  if (here && !location.hash) mountFirst(here, awaits);
}
