/** Where the reader is in a module: kept while she reads, and found again when she comes back. */
import { PREFIX, read, write } from "../../../widgets/frontend/store.js";
import { current } from "./contents.js";

/** How long the page has to lie still before its place is kept, in ms. */
const STILL = 250;
/** How long the figures may take to come to their size, once all are there, in ms. */
const SETTLED = 1000;
const line = () => Math.min(innerHeight / 3, 160);
const list = (value) => (Array.isArray(value) ? value.filter((id) => typeof id === "string") : []);

/** Mark the sections that have been read, in the list of contents. */
function mark(seen) {
  const words = document.querySelector("[data-module]").dataset.read;
  for (const link of document.querySelectorAll(".contents a")) {
    if (seen.includes(link.hash.slice(1))) link.dataset.read = words;
  }
}

function keeper(key, sections) {
  const heads = sections.filter((section) => section.querySelector("h2"));
  const headOf = (section) => heads.filter((head) => head === section || head.compareDocumentPosition(section) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);

  /** Whether all that stands under a heading has come into view. */
  function isRead(head) {
    const after = heads[heads.indexOf(head) + 1];
    const end = after ? after.getBoundingClientRect().top : sections.at(-1).getBoundingClientRect().bottom;
    return end <= innerHeight;
  }

  return () => {
    const at = current(sections);
    const head = at && headOf(at);
    if (!head) return;
    const { top, height } = at.getBoundingClientRect();
    // More than 1 is the space between this part and the next.
    const into = Math.round(1000 * Math.max(0, (line() - top) / (height || 1))) / 1000;
    const before = read(key) || {};
    const seen = list(before.read);
    if (isRead(head) && !seen.includes(head.id)) seen.push(head.id);
    if (before.at === at.id && before.into === into && seen.length === list(before.read).length && !before.resume) return;
    write(key, { section: head.id, at: at.id, into, when: new Date().toISOString(), read: seen });
    mark(seen);
  };
}

/** Move the page to a place that is kept. @returns {boolean} whether it is still there */
function goTo({ at, into }) {
  const section = document.getElementById(at);
  if (!section) return false;
  const { top, height } = section.getBoundingClientRect();
  scrollTo({ top: scrollY + top + height * (Number(into) || 0) - line(), behavior: "instant" });
  return true;
}

/** Let keyboard and screen reader go on from a place. */
function aimAt({ at }) {
  const section = document.getElementById(at);
  const head = section?.querySelector("h2, h3") || section;
  head?.setAttribute("tabindex", "-1");
  head?.focus({ preventScroll: true });
}

/** Stay at a place while the figures come to their size, until the reader moves: then the page is hers. */
function hold(place, then) {
  const mine = new AbortController();
  const root = document.documentElement;
  const grows = new ResizeObserver(() => goTo(place));
  let last = 0;
  const end = () => {
    mine.abort();
    grows.disconnect();
    whole.disconnect();
    clearTimeout(last);
    then();
  };
  const settle = () => {
    if (root.dataset.widgets !== "ready" || last) return;
    goTo(place);
    last = setTimeout(end, SETTLED);
  };
  const whole = new MutationObserver(settle);
  whole.observe(root, { attributes: true, attributeFilter: ["data-widgets"] });
  grows.observe(document.body);
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(event, end, { signal: mine.signal, passive: true });
  aimAt(place);
  settle();
}

export function start() {
  const module = document.querySelector("[data-module]");
  if (!module) return;
  const key = `${PREFIX}${module.dataset.module}/place`;
  const sections = [...document.querySelectorAll("[data-section]")];
  const note = keeper(key, sections);
  const before = read(key);
  mark(list(before?.read));
  const link = module.querySelector("[data-go-on]");
  if (link && typeof before?.at === "string") {
    link.hash = before.at;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(before);
      aimAt(before);
    });
  }
  const listen = () => {
    let waiting = 0;
    addEventListener("scroll", () => {
      clearTimeout(waiting);
      waiting = setTimeout(note, STILL);
    }, { passive: true });
    // Before the page notes what is kept as it is left (back.js).
    addEventListener("pagehide", () => scrollY > 0 && note(), { capture: true });
  };
  if (!before?.resume) {
    listen();
    return;
  }
  hold(before, () => {
    write(key, { ...before, resume: undefined });
    listen();
    note();
  });
}
