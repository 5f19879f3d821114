/** How much of each module is done, read from what the browser keeps. */
import { fill } from "../../../widgets/frontend/dom.js";
import { PREFIX, read } from "../../../widgets/frontend/store.js";

function show(place) {
  const parts = place.dataset.parts.split(" ").filter(Boolean);
  const done = parts.filter((part) => read(`${PREFIX}${place.dataset.progress}/${part}`)?.done).length;
  place.querySelector(".progress__words").textContent = fill(place.dataset.words, { done, count: parts.length });
  place.querySelector(".progress__bar span").style.width = `${parts.length ? (100 * done) / parts.length : 0}%`;
  place.dataset.state = done === 0 ? "none" : done === parts.length ? "all" : "some";
  place.hidden = parts.length === 0;
}

function marks() {
  const place = document.querySelector(".text [data-progress]");
  if (!place) return;
  for (const part of place.dataset.parts.split(" ").filter(Boolean)) {
    const done = Boolean(read(`${PREFIX}${place.dataset.progress}/${part}`)?.done);
    document.getElementById(part)?.toggleAttribute("data-done", done);
  }
}

export function start() {
  const all = () => {
    for (const place of document.querySelectorAll("[data-progress]")) show(place);
    marks();
  };
  document.addEventListener("sa:stored", all);
  addEventListener("storage", all);
  all();
}
