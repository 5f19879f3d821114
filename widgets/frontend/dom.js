/** Small helpers to build accessible HTML and SVG. No framework. */

const SVG = "http://www.w3.org/2000/svg";
let serial = 0;

/** A page-unique id. @param {string} stem @returns {string} */
export function uid(stem) {
  serial += 1;
  return `sa-${stem}-${serial}`;
}

function build(node, attributes, children) {
  // Written for a page's first moment, when nothing has been compiled yet.
  for (const name in attributes) {
    const value = attributes[name];
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name === "value") node.value = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) add(node, child);
  return node;
}

function add(node, child) {
  if (Array.isArray(child)) for (const one of child) add(node, one);
  else if (child !== null && child !== undefined && child !== false) node.append(child);
}

/** What a browser fills in again after a reload, which our own memory does already. */
const FILLED = new Set(["input", "select", "textarea"]);

/**
 * An HTML element: h("button", {class: "x", onclick: f, text: "Go"}, child, ...).
 * Text always goes through textContent or append, never innerHTML.
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (FILLED.has(tag)) node.setAttribute("autocomplete", "off");
  return build(node, attributes, children);
}

/** An SVG element; same call as `h`. */
export function s(tag, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

/** "{a} of {b}" with values put in. @param {string} template @param {Record<string, unknown>} values */
export function fill(template, values) {
  return String(template).replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

/** A number as written in the language: decimal comma in bokmål. */
export function number(value, lang, digits = 0) {
  let text = value.toFixed(digits);
  if (Number(text) === 0) text = text.replace("-", "");
  text = text.replace("-", "\u2212");
  return lang === "nb" ? text.replace(".", ",") : text;
}

/** Words with **bold** and line breaks between paragraphs, as nodes (no HTML is read). */
export function prose(text) {
  return String(text || "")
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => {
      const parts = paragraph.trim().split(/\*\*(.+?)\*\*/);
      return h("p", {}, ...parts.map((part, n) => (n % 2 ? h("strong", { text: part }) : part)));
    });
}

/** A deterministic shuffle, so that a reload shows the same order. @param {T[]} list @param {string} seed @template T */
export function shuffled(list, seed) {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ letter.codePointAt(0), 16777619) >>> 0;
  const out = [...list];
  for (let n = out.length - 1; n > 0; n -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 4294967296) * (n + 1));
    [out[n], out[other]] = [out[other], out[n]];
  }
  return out;
}
