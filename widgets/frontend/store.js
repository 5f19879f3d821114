/**
 * What the reader's browser remembers: progress, guesses, answers. Nothing leaves the browser.
 *
 * Keys: "smerte-og-arbeid/<module>/<part>" with a JSON value. A part that is finished holds
 * {"done": "<ISO date>"} among its values. Where storage is refused (private mode, sandboxed
 * frames), the page works and forgets.
 */
import { fetched } from "./moment.js";

export const PREFIX = "smerte-og-arbeid/";

/** What this visit has written: {key: JSON}. */
export const memory = new Map();

/** The browser's storage, or null where it is refused. */
export function backing() {
  try {
    return globalThis.localStorage || null;
  } catch {
    return null;
  }
}

/** @param {string} key full key @returns {any} the value, or null (also when it is damaged) */
export function read(key) {
  if (!fetched(key)) return null;
  try {
    const text = backing()?.getItem(key) ?? memory.get(key) ?? null;
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** What an earlier visit has kept, or null: also when this visit has written it anew. @param {string} key full key */
export const earlier = (key) => (memory.has(key) ? null : read(key));

/** @throws {Error} when what is kept there has not been fetched: it might be lost */
export function write(key, value) {
  if (!fetched(key)) throw new Error(`${key} is not fetched yet`);
  const text = JSON.stringify(value);
  memory.set(key, text);
  try {
    backing()?.setItem(key, text);
  } catch {
    // Full or refused: kept in memory until the page closes.
  }
  document.dispatchEvent(new CustomEvent("sa:stored", { detail: { key } }));
}

/** Today, as the reader's own calendar has it: what was kept can say when. */
export function today(now = new Date()) {
  const two = (value) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * The drawer of one part of one module. A model that has `shown` shows that state, and what is done
 * with it is forgotten with the page: so the design page has every state.
 * @param {{get: (name: string) => any}} model
 * @param {string} [module] where else than in the model's own module
 * @returns {{load: () => Record<string, any>, save: (change: Record<string, any>) => void, done: (change?: Record<string, any>) => void, clear: () => void}}
 */
export function drawer(model, module = model.get("module")) {
  const key = `${PREFIX}${module}/${model.get("part")}`;
  let shown = model.get("shown");
  const load = () => {
    const kept = shown || read(key);
    return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  };
  const put = (value) => {
    if (shown) shown = value;
    else write(key, value);
  };
  return {
    load,
    save: (change) => put({ ...load(), ...change, saved: today() }),
    done: (change) => {
      const kept = load();
      if (change || !kept.done) put({ ...kept, ...change, done: kept.done || new Date().toISOString(), saved: today() });
    },
    clear: () => {
      const { done } = load();
      put(done ? { done } : {});
    },
  };
}
