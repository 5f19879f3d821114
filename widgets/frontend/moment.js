/**
 * A page's first moment. Its first widget answers while the page is still being read: what cannot be
 * used at once is laid out a little later, and what the reader's browser keeps is fetched when
 * something has been drawn, for it comes from a process of its own and the page would wait for it.
 */

/** What has been put off, and what the widget that is being shown asks for. */
let put = null;
let asking = null;
let running = false;

/** Lay out what cannot be used at once: now, or when what can is there. @param {() => void} lay */
export function later(lay) {
  if (put) {
    put.push(lay);
    asking?.lays.push(lay);
  } else if (document.documentElement.dataset.widgets === "coming" && !running) setTimeout(() => atOnce(lay));
  else lay();
}

/** Whether what the browser keeps under `key` may be fetched. @param {string} key */
export function fetched(key) {
  asking?.keys.add(key);
  return !asking;
}

/** When what is kept has been fetched, do `f` instead of making the widget anew. @param {() => void} f */
export function whenFetched(f) {
  if (asking) asking.instead = f;
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
 * @returns {{keys: Set<string>, lays: (() => void)[], instead: (() => void) | null}} the keys that it
 *   asked for, what it put off, and what it would do with what is kept @throws what `show` throws
 */
export function unfetched(show) {
  const asked = { keys: new Set(), lays: [], instead: null };
  put ||= [];
  asking = asked;
  try {
    show();
    return asked;
  } catch (error) {
    drop(asked.lays);
    throw error;
  } finally {
    asking = null;
  }
}

/** Do not do what a widget put off that is there no more. */
function drop(lays) {
  put = put.filter((lay) => !lays.includes(lay));
}

/** Show it anew, with what the browser keeps. @param {{lays: (() => void)[]}} asked @param {() => void} show */
export function anew(asked, show) {
  if (put) {
    drop(asked.lays);
    show();
  } else atOnce(show);
}
