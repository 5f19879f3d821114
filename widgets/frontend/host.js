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

/**
 * Mount each `[data-widget]` place of the document, after what the page itself does.
 * @param {Record<string, {render?: Function, page?: Function}>} frontEnds
 */
export function start(frontEnds) {
  for (const { page } of Object.values(frontEnds)) page?.();
  const holder = document.querySelector('script[type="application/vnd.jupyter.widget-state+json"]');
  const states = holder ? JSON.parse(holder.textContent).state : {};
  for (const place of document.querySelectorAll("[data-widget]")) {
    const state = states[place.dataset.widget]?.state;
    const frontEnd = state && frontEnds[state.entry];
    if (!frontEnd) continue;
    const el = document.createElement("div");
    try {
      frontEnd.render({ model: localModel(state), el });
      place.querySelector("[data-still]")?.setAttribute("hidden", "");
      place.prepend(el);
      place.dataset.mounted = "true";
    } catch (error) {
      // One broken widget must not take the page with it; its still version stays.
      console.error(`widget ${state.entry}:`, error);
      place.dataset.mounted = "failed";
    }
  }
  document.documentElement.dataset.widgets = "ready";
}
