/** What could not be saved yet, kept by the tab until it is: a reload brings it back. */

/**
 * @param {string} name of the assignment
 * @param {() => Record<string, unknown>} read its answers now
 */
export function unsaved(name, read) {
  const key = `sa-unsaved:${location.pathname}:${name}`;
  const changed = new Set();
  let base = null;
  const forget = () => {
    changed.clear();
    try {
      sessionStorage.removeItem(key);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  };
  return {
    /** A question's answer was changed. */
    keep(id) {
      changed.add(id);
      const answers = read();
      try {
        sessionStorage.setItem(key, JSON.stringify({ base, answers: Object.fromEntries([...changed].map((one) => [one, answers[one]])) }));
      } catch {
        // The page still has the answers.
      }
    },
    /** All is on disk since `when`. */
    saved(when) {
      base = when ?? null;
      forget();
    },
    /** What an earlier page could not save; nothing when the answers were changed elsewhere since. */
    restore(when) {
      base = when ?? null;
      try {
        const held = JSON.parse(sessionStorage.getItem(key));
        if (held && held.base === base) return held.answers;
      } catch {
        // Not ours, or not allowed.
      }
      forget();
      return {};
    },
  };
}
