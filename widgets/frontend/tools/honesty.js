/** Where a tool's model comes from, and what it leaves out. */
import { h } from "../dom.js";

/** Where a tool's model comes from, for below its title. @param {{honesty?: string}} content */
export function honestyOf(content, ui) {
  return content.honesty ? h("p", { class: `sa-honesty sa-honesty--${content.honesty}`, text: ui[content.honesty] }) : null;
}

/** What a tool's model leaves out. @param {{leaves_out?: string[]}} content */
export function leftOut(content, ui) {
  if (!content.honesty) return null;
  return h("details", { class: "sa-more" }, h("summary", { text: ui.limits }), h("ul", {}, ...content.leaves_out.map((text) => h("li", { text }))));
}
