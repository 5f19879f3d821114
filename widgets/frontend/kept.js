/** All that the reader's browser remembers, to show it and to forget it. */
import { backing, memory, PREFIX, read } from "./store.js";

/** All that is kept: {key: value}. */
export function everything() {
  const out = {};
  const keys = new Set(memory.keys());
  try {
    for (let n = 0; n < (backing()?.length || 0); n += 1) keys.add(backing().key(n));
  } catch {
    // Refused: memory only.
  }
  for (const key of [...keys].sort()) {
    if (key.startsWith(PREFIX)) out[key] = read(key);
  }
  return out;
}

/** Delete all that is kept, or only what begins with `start`, or only that very key. */
export function forget(start = PREFIX, only = false) {
  for (const key of Object.keys(everything())) {
    if (only ? key !== start : !key.startsWith(start)) continue;
    memory.delete(key);
    try {
      backing()?.removeItem(key);
    } catch {
      // Refused: nothing was kept there.
    }
  }
  document.dispatchEvent(new CustomEvent("sa:stored", { detail: { key: start } }));
}
