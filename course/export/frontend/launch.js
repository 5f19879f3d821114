/**
 * The page that a learning platform opens: the course in a frame below one line, and the way
 * between what the pages keep and what the platform is told. Without a platform the course works
 * as it does anywhere else.
 */
import { fill } from "../../../widgets/frontend/dom.js";
import { cmi5 } from "./cmi5.js";
import { pack, unpack } from "./compact.js";
import { best, sumOf } from "./rule.js";
import { scorm } from "./scorm.js";
import { makeShelf, nameOf } from "./shelf.js";

/** How long after an answer the platform is told, in ms. */
const SOON = 800;
/** How long after the reader has moved on in the text. */
const LATER = 20000;

const about = JSON.parse(document.getElementById("package").textContent);
const frame = document.querySelector("iframe");
const part = (name) => document.querySelector(`[data-${name}]`);

/** The page and section that are in view, below the package: "nb/04-x/index.html#quiz". */
function placeOf() {
  try {
    const { pathname, hash } = frame.contentWindow.location;
    const page = about.pages.find((one) => decodeURI(pathname).endsWith(`/${one}`)) || "";
    const sections = [...frame.contentDocument.querySelectorAll("[data-section]")];
    const passed = sections.filter((section) => section.getBoundingClientRect().top <= 160);
    const id = passed.length ? passed[passed.length - 1].id : hash.slice(1);
    return page && id ? `${page}#${id}` : page;
  } catch {
    return "";
  }
}

const known = (where) => (about.pages.includes(String(where).split("#")[0]) ? where : "");

/** Both copies of a reader's course as one: the younger one wins, part by part. */
function merge(shelf, told) {
  if (!told || shelf.saved() > told.when) return;
  for (const [key, value] of Object.entries(told.parts)) {
    let here = {};
    try {
      here = JSON.parse(shelf.storage.getItem(key)) || {};
    } catch {
      // Damaged: what the platform holds is taken.
    }
    shelf.storage.setItem(key, JSON.stringify({ ...here, ...value, ...(value.answers ? { answers: { ...here.answers, ...value.answers } } : {}) }));
  }
}

async function start() {
  const lms = about.kind === "cmi5" ? cmi5() : await scorm(about.kind);
  let begun = null;
  let failed = false;
  try {
    begun = lms && (await lms.open());
  } catch {
    failed = true;
  }
  const told = begun?.state ? unpack(about, begun.state) : null;
  const wished = String(begun?.lang || navigator.language).toLowerCase();
  const norwegian = /^(nb|nn|no)\b/.test(wished);
  const lang = about.langs.includes("nb") && (norwegian || !about.langs.includes("en")) ? "nb" : about.langs[about.langs.length - 1];
  const words = about.words[lang];
  let before = told?.before || {};
  let waiting = 0;
  let due = 0;
  let last = "";
  let ended = false;
  let where = known(begun?.location || "");

  // A platform that does not say who reads gets nothing kept on the device: it may be shared.
  const shelf = makeShelf(begun && !begun.learner ? "" : nameOf(about.id, begun?.learner || ""), () => changed());
  if (begun?.fresh) shelf.clear();
  else merge(shelf, told);
  const get = (key) => shelf.storage.getItem(key);

  document.documentElement.lang = lang;
  document.title = about.title[lang];
  frame.title = about.title[lang];
  part("title").textContent = about.title[lang];
  part("told").textContent = words[begun ? "told" : "told_none"];
  part("what").textContent = words.what;
  part("leave").textContent = words.leave;
  part("leave").hidden = !begun;

  function line(reached) {
    const sum = best(sumOf(about, get), before);
    const state = begun ? (reached === false ? words.waiting : begun.looking ? words.looking : "") : lms || failed ? words.lost : words.alone;
    part("line").textContent = [fill(words.parts, { done: sum.done, of: sum.of }), sum.complete ? words.complete : "", state].filter(Boolean).join(" ");
    return sum;
  }

  async function tell() {
    clearTimeout(waiting);
    waiting = 0;
    const now = Date.now();
    where = placeOf() || where;
    shelf.keep(now);
    const sum = line();
    before = sum;
    if (!begun || ended) return;
    const state = pack(about, get, sum, now);
    // What she writes in her own words is not for the platform, so it is not disturbed by it.
    const news = state.replace(/^1\|\w*\|/, "") + where;
    if (news === last) return;
    const heard = await lms.put(sum, state, where);
    if (heard !== false) last = news;
    else line(false);
  }

  function changed(after = SOON) {
    if (ended || !frame.src || (waiting && due <= Date.now() + after)) return;
    clearTimeout(waiting);
    due = Date.now() + after;
    waiting = setTimeout(tell, after);
  }

  function end() {
    if (ended) return Promise.resolve();
    const told_ = tell();
    ended = true;
    if (!begun) return told_;
    // SCORM's calls have ended when put returns; cmi5 sends in one piece what still waits.
    return Promise.resolve(lms.close());
  }

  part("leave").addEventListener("click", async () => {
    await tell();
    await end();
    const back = lms.back?.();
    frame.remove();
    part("left").textContent = words.left;
    part("left").hidden = false;
    part("left").focus();
    part("leave").hidden = true;
    if (back) location.href = back;
  });
  addEventListener("pagehide", end);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && !ended && tell());
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow.addEventListener("scroll", () => changed(LATER), { passive: true });
    } catch {
      // A page of another site, by a link: nothing to follow there.
    }
    changed(last ? LATER : 0);
  });
  window.smertekursShelf = shelf.storage;
  frame.src = where || about.start[lang];
  line();
}

start();

export default {};
