/**
 * The site's own anywidget host: mounts the widgets of a rendered page from the widget state that
 * the executed notebook left in it. No kernel, no JupyterLab bundle.
 *
 * The page holds
 *   <script type="application/vnd.jupyter.widget-state+json">{"state": {"<id>": {"state": {...}}}}</script>
 *   <div data-widget="<id>">still version</div>
 */

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

function mount(place, states, frontEnds) {
  const state = states[place.dataset.widget]?.state;
  const frontEnd = state && frontEnds[state.entry];
  const el = document.createElement("div");
  try {
    if (!frontEnd) throw new Error("no front end");
    frontEnd.render({ model: localModel(state), el });
    place.prepend(el);
    place.dataset.mounted = "true";
  } catch (error) {
    // One broken widget must not take the page with it; its still version is shown.
    console.error(`widget ${state?.entry}:`, error);
    showStill(place);
    place.dataset.mounted = "failed";
  }
}

/** How long widgets are mounted before the browser may draw and answer again, in ms. */
const SLICE = 8;

/** The places in the order of the page, from the one that the address points at. */
function inOrder() {
  const places = [...document.querySelectorAll("[data-widget]")];
  const aim = document.querySelector(":target");
  const first = aim ? places.findIndex((place) => aim.contains(place) || aim.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
  return first > 0 ? [...places.slice(first), ...places.slice(0, first)] : places;
}

/**
 * Mount each `[data-widget]` place of the document in short slices, so that the first ones answer at
 * once, after what the page itself does. On paper a widget is what its still version says.
 * @param {Record<string, {render?: Function, page?: Function}>} frontEnds
 */
export function start(frontEnds) {
  for (const { page } of Object.values(frontEnds)) page?.();
  const holder = document.querySelector('script[type="application/vnd.jupyter.widget-state+json"]');
  const states = holder ? JSON.parse(holder.textContent).state : {};
  const places = inOrder();
  const stills = () => document.querySelectorAll("[data-widget]").forEach(showStill);
  addEventListener("beforeprint", stills);
  matchMedia("print").addEventListener("change", stills);
  if (matchMedia("print").matches) stills();

  function next() {
    const stop = performance.now() + SLICE;
    while (places.length && performance.now() < stop) mount(places.shift(), states, frontEnds);
    if (places.length) {
      setTimeout(next);
      return;
    }
    document.documentElement.dataset.widgets = "ready";
  }
  next();
}
