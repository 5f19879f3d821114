/** Small parts that the practice widgets share. */
import { h } from "../dom.js";

/** A button. @param {string} text @param {() => void} onclick @param {"loud"|"quiet"|"link"} tone */
export function button(text, onclick, tone = "loud") {
  const look = { loud: "sa-button", quiet: "sa-button sa-button--quiet", link: "sa-link" }[tone];
  return h("button", { type: "button", class: look, text, onclick });
}

/**
 * A place that shows one thing after another. `show(focus, ...nodes)` puts the nodes there and, when
 * `focus` is true, moves the focus to the first of them that takes it by script (tabindex -1).
 */
export function stage(className = "sa-card") {
  const element = h("div", { class: className });
  const show = (focus, ...nodes) => {
    element.replaceChildren(...nodes.flat(2).filter(Boolean));
    if (focus) element.querySelector("[tabindex='-1']")?.focus();
  };
  return { element, show };
}

/** Words that get the focus when they appear. */
export function landing(text, className = "sa-landing") {
  return h("p", { class: className, tabindex: "-1", text });
}

/**
 * The sources of some facts, each a link to the page's reference list where the page has it.
 * @param {string[]} facts ids @param {any} model with `cites` and `references` @returns {HTMLElement | null}
 */
export function cited(facts, model) {
  const cites = model.get("cites") || {};
  const ids = model.get("references") || {};
  const all = [...new Set((facts || []).flatMap((fact) => cites[fact] || []))];
  if (!all.length) return null;
  const links = all.map((cite) => {
    const anchor = `ref-${ids[cite]}`;
    return ids[cite] && document.getElementById(anchor) ? h("a", { href: `#${anchor}`, text: cite }) : cite;
  });
  return h("p", { class: "sa-source" }, h("strong", { text: `${model.get("words").ui.source}: ` }), ...links.flatMap((link, n) => (n ? ["; ", link] : [link])));
}
