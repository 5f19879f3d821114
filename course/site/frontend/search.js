/** The search page: words in, hits out, all in the page. What is sought never leaves the browser. */
import { fill, h } from "../../../widgets/frontend/dom.js";
import { finder } from "./search_index.js";

const AT_ONCE = 20;
const PAUSE = 150;
const SNIPPET = 180;

/** The part of a text around the first word that was found, with the words found marked. */
function snippet(text, marks) {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
  const first = words.find(([word]) => marks(word));
  let start = first ? Math.max(0, first.index - SNIPPET / 3) : 0;
  if (start > 0) start = text.indexOf(" ", start) + 1;
  let end = Math.min(text.length, start + SNIPPET);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
  const out = [start > 0 ? "… " : ""];
  let at = start;
  for (const found of words) {
    if (found.index < start || found.index + found[0].length > end || !marks(found[0])) continue;
    out.push(text.slice(at, found.index), h("mark", { text: found[0] }));
    at = found.index + found[0].length;
  }
  out.push(text.slice(at, end), end < text.length ? " …" : "");
  return out.filter(Boolean);
}

function hit({ title, where, link, text, lang }, marks) {
  return h(
    "li",
    { class: "hit" },
    h("h3", { class: "hit__title" }, h("a", { href: link }, ...snippet(title, marks))),
    where ? h("p", { class: "hit__where", text: where }) : null,
    h("p", { class: "hit__text", lang }, ...snippet(text, marks)),
  );
}

function group(title, hits, words, marks) {
  if (!hits.length) return null;
  const list = h("ol", { class: "hits" }, ...hits.slice(0, AT_ONCE).map((one) => hit(one, marks)));
  const rest = hits.slice(AT_ONCE);
  const more = rest.length ? h("button", { class: "button", type: "button", text: fill(words.more, { count: rest.length }), onclick: () => {
    const first = list.children.length;
    list.append(...rest.map((one) => hit(one, marks)));
    more.remove();
    list.children[first].querySelector("a").focus();
  } }) : null;
  return h("section", {}, h("h2", { text: title }), list, more);
}

function start() {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const input = form.querySelector("input");
  const [status, place, none] = ["status", "hits", "none"].map((name) => document.querySelector(`[data-search-${name}]`));
  const words = form.dataset;
  let find = null;
  let timer = null;
  let shown = null;

  function show() {
    const sought = input.value.trim();
    if (sought === shown) return;
    shown = sought;
    find ||= finder(JSON.parse(document.getElementById("search-data").textContent));
    const { hits, marks } = find(sought);
    const terms = hits.filter(({ kind, byName }) => kind === "term" && byName);
    const others = hits.filter((one) => !terms.includes(one));
    place.replaceChildren(...[group(words.terms, terms, words, marks), group(words.course, others, words, marks)].filter(Boolean));
    none.hidden = !sought || hits.length > 0;
    for (const link of none.querySelectorAll("[data-search-other]")) link.hash = `q=${encodeURIComponent(sought)}`;
    const said = !sought ? "" : hits.length === 1 ? words.one : hits.length ? words.count : words.nothing;
    status.textContent = fill(said, { count: hits.length, sought });
    try {
      // In the part of the address that is never sent: a reload and the way back show the same.
      history.replaceState(null, "", sought ? `#q=${encodeURIComponent(sought)}` : location.pathname);
    } catch {
      // Some browsers refuse this for a file on a disk.
    }
  }

  const fromAddress = () => {
    const [, sought] = location.hash.match(/^#q=(.*)$/) || [];
    if (sought === undefined) return;
    try {
      input.value = decodeURIComponent(sought);
    } catch {
      return;
    }
    show();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    show();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  addEventListener("hashchange", fromAddress);
  form.hidden = false;
  fromAddress();
  if (!input.value) input.focus({ preventScroll: true });
}

export default { page: start };
