/** Where the reader is: marked in the list of contents, and kept when the language is switched. */

/** The section that the reader is in, or null above the first. @param {Element[]} sections */
export function current(sections) {
  let here = null;
  for (const section of sections) {
    if (section.getBoundingClientRect().top > Math.min(innerHeight / 3, 160)) break;
    here = section;
  }
  return here;
}

function keepPlace(sections) {
  const link = document.querySelector("[data-switch]");
  if (!link) return;
  const aim = () => {
    const id = current(sections)?.id;
    link.hash = id ? `#${id}` : location.hash;
  };
  // Before any way of following it: click, a new tab, a copied address.
  for (const event of ["pointerdown", "focus", "mouseenter", "click"]) link.addEventListener(event, aim);
}

function markContents(sections) {
  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  if (!links.size) return;
  let waiting = false;
  const list = document.querySelector(".contents");
  const show = (link) => {
    // Only the list itself is moved: scrollIntoView would also move the page.
    const [box, row] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
    if (row.bottom > box.bottom || row.top < box.top) list.scrollTop += row.top - box.top - box.height / 3;
  };
  const mark = () => {
    waiting = false;
    const passed = sections.slice(0, sections.indexOf(current(sections)) + 1).reverse();
    const id = passed.find((section) => links.has(section.id))?.id;
    for (const [key, link] of links) {
      if (key === id) {
        if (!link.hasAttribute("aria-current")) show(link);
        link.setAttribute("aria-current", "location");
      } else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { passive: true });
  // With the next picture: asking for places at once would lay the whole page out twice.
  requestAnimationFrame(mark);
}

/** Definitions that hover or focus opened close with Escape, and open again when asked for anew. */
function closeTips() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) {
      term.dataset.closed = "";
      for (const leave of ["mouseleave", "focusout"]) term.addEventListener(leave, () => delete term.dataset.closed, { once: true });
    }
  });
}

export function start() {
  const details = document.querySelector("[data-contents]");
  if (details) {
    const wide = matchMedia("(min-width: 64rem)");
    const fit = () => {
      details.open = wide.matches;
      details.dataset.fit = "";
    };
    fit();
    wide.addEventListener("change", fit);
    details.addEventListener("click", (event) => {
      if (event.target.closest("a") && !wide.matches) details.open = false;
    });
  }
  const sections = [...document.querySelectorAll("[data-section]")];
  keepPlace(sections);
  markContents(sections);
  closeTips();
}
