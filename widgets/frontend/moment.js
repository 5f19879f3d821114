/**
 * A page's first moment. Its first widget answers while the page is still being read: what cannot be
 * used at once is laid out a little later, and what the reader's browser keeps is fetched when
 * something has been drawn, for it comes from a process of its own and the page would wait for it.
 */

/** What the first widget has put off, and the keys that it asked the browser's memory for. */
let put = null;
let asked = null;
let instead = null;
let running = false;

/** Lay out what cannot be used at once: now, or when what can is there. @param {() => void} lay */
export function later(lay) {
  if (put) put.push(lay);
  else if (document.documentElement.dataset.widgets === "coming" && !running) setTimeout(() => atOnce(lay));
  else lay();
}

/** Whether what the browser keeps under `key` may be fetched. @param {string} key */
export function fetched(key) {
  asked?.add(key);
  return !asked;
}

/** When what is kept has been fetched, do `f` instead of making the widget anew. @param {() => void} f */
export function whenFetched(f) {
  if (asked) instead = f;
}

/** Run `f`, in which nothing is put off. */
function atOnce(f) {
  running = true;
  try {
    f();
  } finally {
    running = false;
  }
}

/** Do what has been put off: what it needs is there. */
export function goOn() {
  const all = put || [];
  put = null;
  for (const lay of all) {
    try {
      atOnce(lay);
    } catch (error) {
      // One broken widget must not take the page with it.
      console.error(error);
    }
  }
}

/**
 * Show a widget without what the browser keeps of it.
 * @param {() => void} show
 * @returns {{keys: Set<string>, instead: (() => void) | null}} the keys that it asked for, and what it
 *   would do with what is kept there @throws what `show` throws
 */
export function unfetched(show) {
  put = [];
  asked = new Set();
  instead = null;
  try {
    show();
    return { keys: asked, instead };
  } catch (error) {
    put = null;
    throw error;
  } finally {
    asked = null;
  }
}

/** Show it anew, with what the browser keeps. @param {() => void} show */
export function anew(show) {
  if (put) {
    put = [];
    show();
  } else atOnce(show);
}
