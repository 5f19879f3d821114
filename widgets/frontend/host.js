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
export function showStill(place) {
  const kept = place.querySelector("noscript");
  if (!kept) return;
  // The page's own words, written by the server, never a reader's.
  kept.insertAdjacentHTML("beforebegin", kept.textContent);
  kept.remove();
}

/** What makes each front end, by its entry. */
const frontEnds = {};

/** A place's widget, in what stands there and can be used already, or in an element of its own. @returns {{el: Element, end?: () => void}} `end` makes it listen to nothing more */
function made(place) {
  const el = place.querySelector(":scope > [data-live]") || document.createElement("div");
  const state = JSON.parse(place.querySelector('script[type="application/json"]').textContent);
  return { el, end: frontEnds[state.entry]().render({ model: localModel(state), el }) };
}

/** What stands there already keeps its focus. */
function putIn(place, el) {
  if (el.parentNode !== place) place.prepend(el);
}

/** Mount the widget of a place, or show its still version. @param {Element} place */
export function mount(place) {
  try {
    putIn(place, made(place).el);
    place.dataset.mounted = "true";
  } catch (error) {
    // One broken widget must not take the page with it; its still version is shown.
    console.error(`widget ${place.dataset.widget}:`, error);
    place.querySelector(":scope > [data-live]")?.remove();
    showStill(place);
    place.dataset.mounted = "failed";
  }
}

/** Whether what is put off is in a script that is still to come. */
let awaited = false;

/** Do what has been put off, if that can be done. */
function start() {
  if (!awaited) goOn();
}

/** Mount one of the page's first widgets as if nothing were kept; should something be, the first paint has it. */
function mountFirst(place) {
  let shown;
  let asked;
  try {
    asked = unfetched(() => (shown = made(place)));
  } catch {
    // It cannot do without what is kept, or is broken: it waits for the whole page.
    return;
  }
  putIn(place, shown.el);
  place.dataset.mounted = "true";
  let fetched = false;
  const fetch = () => {
    if (fetched) return;
    fetched = true;
    if (![...asked.keys].some((key) => earlier(key) !== null)) return;
    if (asked.instead) asked.instead();
    else {
      shown.end?.();
      anew(asked, () => shown.el.replaceWith(made(place).el));
    }
    start();
  };
  requestAnimationFrame(fetch);
  document.addEventListener("DOMContentLoaded", fetch);
  setTimeout(start);
}

/** Take in front ends, and do what waited for what came with them. @param {Record<string, () => {render: Function}>} table */
export function more(table) {
  awaited = false;
  Object.assign(frontEnds, table);
  goOn();
}

/**
 * Mount the place that this script stands in at once: one of the page's first widgets.
 * @param {Record<string, () => {render: Function}>} table
 * @param {boolean} awaits whether what the widget puts off is in the script that comes next
 */
export function first(table, awaits) {
  more(table);
  awaited = awaits;
  document.documentElement.dataset.widgets = "coming";
  // Who comes by a link to a place further down waits for that one.
  if (!document.URL.includes("#")) mountFirst(document.currentScript.closest("[data-widget]"));
}
