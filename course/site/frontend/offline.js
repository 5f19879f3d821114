/** The built course is kept for reading without a network; and a word where nothing can be kept. */

/** How long after the page has loaded the rest of the course is fetched, in ms. */
const LATER = 2000;

async function keep(address) {
  try {
    await navigator.serviceWorker.register(address);
    const { active } = await navigator.serviceWorker.ready;
    const { lang } = document.documentElement;
    // Who saves data keeps what she reads.
    active.postMessage({ here: location.href, lang: navigator.connection?.saveData ? null : lang });
  } catch {
    // Refused: the page is read as before.
  }
}

function remembers() {
  try {
    localStorage.setItem("smerte-og-arbeid-try", "1");
    localStorage.removeItem("smerte-og-arbeid-try");
    return true;
  } catch {
    return false;
  }
}

export function start() {
  const note = document.querySelector("[data-forgets]");
  if (note) note.hidden = remembers();
  const address = document.documentElement.dataset.worker;
  // Not on a disk (file://), and not where the connection is not safe.
  if (!address || !("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const later = () => setTimeout(keep, LATER, address);
  if (document.readyState === "complete") later();
  else addEventListener("load", later);
}
