/**
 * What the pages of a package find as their localStorage: kept by the frame around them, apart
 * from what other courses, other readers and other packages on the same platform keep. Works also
 * where the browser refuses storage to framed pages.
 */
import { short } from "./compact.js";

const HOME = "smerte-og-arbeid-lms/";

/** Whose shelf it is, without saying who: a name that stands for the package and its reader. */
export const nameOf = (id, learner) => `${id}/${learner ? short(`${id} ${learner}`, 6) : "reader"}`;

/** @param {string} name whose it is; "" when nothing may be kept on this device @param {() => void} changed */
export function makeShelf(name, changed) {
  const held = new Map();
  const place = HOME + name;
  let saved = 0;

  function load() {
    if (!name) return;
    try {
      const { when, data } = JSON.parse(localStorage.getItem(place));
      for (const [key, value] of Object.entries(data)) held.set(key, String(value));
      saved = Number(when) || 0;
    } catch {
      // Nothing there, damaged, or refused: the shelf is empty.
    }
  }

  function keep(when) {
    if (!name) return;
    try {
      localStorage.setItem(place, JSON.stringify({ when, data: Object.fromEntries(held) }));
    } catch {
      // Full or refused: kept until the window closes, and by the platform.
    }
  }

  load();
  return {
    saved: () => saved,
    keep,
    clear: () => held.clear(),
    /** In the form of the browser's own storage, for the pages. */
    storage: {
      getItem: (key) => (held.has(key) ? held.get(key) : null),
      setItem(key, value) {
        held.set(key, String(value));
        changed();
      },
      removeItem(key) {
        held.delete(key);
        changed();
      },
      key: (n) => [...held.keys()][n] ?? null,
      get length() {
        return held.size;
      },
    },
  };
}
