/**
 * Browsers keep a page that is left as it stood, and show it again on the way back. When something
 * else has been kept since (a quiz taken, a profession chosen, all of it deleted), what stands there
 * is no longer so: the page is made anew, and the browser finds its place in it.
 */

function standing() {
  try {
    return JSON.stringify({ ...localStorage });
  } catch {
    return "";
  }
}

export function start() {
  let left = "";
  addEventListener("pagehide", () => {
    left = standing();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted && standing() !== left) location.reload();
  });
}
