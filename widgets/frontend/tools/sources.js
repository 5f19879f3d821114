/** Which sources stand behind some facts. */
import { h } from "../dom.js";

/**
 * @param {string[]} facts ids @param {Record<string, string[]>} cites what each fact cites
 * @param {string} label "Source"
 * @returns {HTMLElement | null} a line, or null when the facts cite nothing
 */
export function sources(facts, cites, label) {
  const all = [...new Set((facts || []).flatMap((id) => cites?.[id] || []))];
  return all.length ? h("p", { class: "sa-source" }, h("strong", { text: `${label}: ` }), all.join("; ")) : null;
}
