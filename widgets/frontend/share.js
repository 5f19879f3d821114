/**
 * A link that opens a figure again as it stands: "#wind-up?rate=0.5&strength=1". The state is in the
 * part of the address that no browser sends, and is read as if the reader had set each control.
 */
import { fill, h } from "./dom.js";

/** How long what stands above may take to come to its size, once all is there, in ms. */
const SETTLED = 1000;

/** Whether the page's address opens it again: not so in a notebook, nor within another page. */
function opensAgain() {
  return Boolean(document.documentElement.dataset.widgets) && globalThis.top === globalThis && /^(https?|file):$/.test(location.protocol);
}

const controls = (root) => root.querySelectorAll("input[data-state]");

/** How the controls below `root` stand, as the end of a link. @param {Element} root @returns {string} */
function standing(root) {
  const out = new URLSearchParams();
  for (const input of controls(root)) if (input.type !== "radio" || input.checked) out.set(input.dataset.state, input.value);
  return String(out);
}

/** What the address says of a figure, or null. @param {any} model @returns {URLSearchParams | null} */
export function arrival(model) {
  const [at, given] = location.hash.slice(1).split("?");
  return given && at === model.get("part") && opensAgain() && !model.get("shown") ? new URLSearchParams(given) : null;
}

/**
 * Set the controls below `root` as a link says; what is unknown, or not among what a control can be
 * set to, is left out.
 * @param {Element} root @param {URLSearchParams} given @returns {boolean} whether any was set
 */
export function restore(root, given) {
  let any = false;
  for (const input of controls(root)) {
    const value = given.get(input.dataset.state);
    if (!value) continue;
    const radio = input.type === "radio";
    const before = input.value;
    // The browser brings a slider's value within its limits and to one of its steps.
    if (!radio) input.value = value;
    if (input.checkValidity() && (Number(input.value) === Number(value) || input.value === value)) {
      any = true;
      if (radio && input.checked) continue;
      input.checked = true;
      input.dispatchEvent(new Event(radio ? "change" : "input", { bubbles: true }));
    } else if (!radio) input.value = before;
  }
  return any;
}

/** Bring an element into view, and keep it there while the page comes, until the reader moves. @param {Element} element */
export function show(element) {
  const mine = new AbortController();
  const grows = new ResizeObserver(() => element.scrollIntoView({ behavior: "instant" }));
  const end = () => {
    grows.disconnect();
    mine.abort();
  };
  const settle = () => {
    if (document.documentElement.dataset.widgets === "ready") setTimeout(end, SETTLED);
    else setTimeout(settle, SETTLED / 10);
  };
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(event, end, { signal: mine.signal, passive: true });
  grows.observe(document.body);
  settle();
}

/**
 * The link to a figure whose controls are below `root`; null where it would lead nowhere.
 * @param {any} model @param {Element} root @param {Record<string, string>} ui
 * @returns {{element: Element, update: () => void} | null} update makes the link anew
 */
export function shareLink(model, root, ui) {
  if (!opensAgain()) return null;
  const link = h("a", { text: ui.share });
  const said = h("span", { class: "sa-share__said", role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = ui.share_copied;
    } catch {
      said.textContent = fill(ui.share_by_hand, { address: link.href });
    }
  };
  const button = h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", text: ui.share_copy, onclick: copy });
  return {
    element: h("p", { class: "sa-share" }, link, button, said),
    update: () => {
      link.setAttribute("href", `#${model.get("part")}?${standing(root)}`);
      if (said.textContent) said.textContent = "";
    },
  };
}
