/* Stands in each page's head: what the reader chose is there at the first paint, so that nothing moves
   afterwards. Whose boxes come first is settled while the page is being read, in the page's own
   order, so that keyboard and screen reader follow. */
(() => {
  const root = document.documentElement;
  root.dataset.script = "on";
  addEventListener("DOMContentLoaded", () => {
    if (root.dataset.widgets) return;
    for (const still of document.querySelectorAll("[data-widget] noscript")) still.insertAdjacentHTML("beforebegin", still.textContent);
  });
  const kept = (name) => {
    try {
      return JSON.parse(localStorage.getItem(`smerte-og-arbeid/${name}`));
    } catch {
      return null;
    }
  };

  let chosen = false;
  function choose() {
    if (chosen) return;
    chosen = true;
    const theme = kept("theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    const module = (location.pathname.match(/\/(\d\d-[a-z0-9-]+)\//) || [])[1];
    if (module && kept(`${module}/place`)) root.dataset.place = "";
    if (module && kept(`${module}/confidence-start`)) root.dataset.rated = "";
    try {
      if (Object.keys(localStorage).some((key) => /^smerte-og-arbeid\/.*\/place$/.test(key))) root.dataset.back = "";
    } catch {
      // Storage is refused: the page is as on a first visit.
    }
    const who = kept("profession");
    const other = { gp: "physio", physio: "gp" }[who];
    if (!other) return;
    root.dataset.profession = who;
    const order = () => {
      for (const kind of ["box--", "contents__"]) {
        for (const mine of document.querySelectorAll(`.${kind}${who}`)) {
          const before = mine.previousElementSibling;
          if (before?.matches(`.${kind}${other}`)) before.before(mine);
        }
      }
    };
    order();
    const watch = new MutationObserver(order);
    watch.observe(document, { childList: true, subtree: true });
    addEventListener("DOMContentLoaded", () => {
      order();
      watch.disconnect();
    });
  }
  // Not sooner: the browser fetches what it keeps from a process of its own, and the page waits.
  requestAnimationFrame(choose);
  addEventListener("DOMContentLoaded", choose);
})();
