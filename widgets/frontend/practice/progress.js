/** How much of the module is done; follows along while the reader works. */
import { fill, h } from "../dom.js";
import { PREFIX, read } from "../store.js";

function render({ model, el }) {
  const words = model.get("words");
  const parts = model.get("parts");
  const bar = h("progress", { max: Math.max(parts.length, 1), "aria-label": words.title });
  const line = h("p");
  el.classList.add("sa");
  el.append(h("div", { class: "sa-card" }, h("p", { class: "sa-figure__title", text: words.title }), bar, line));

  function refresh() {
    const n = parts.filter((part) => read(`${PREFIX}${model.get("module")}/${part}`)?.done).length;
    bar.value = n;
    line.textContent = n === 0 ? words.none : n === parts.length ? words.all : fill(words.line, { n, of: parts.length });
  }

  document.addEventListener("sa:stored", refresh);
  refresh();
  return () => document.removeEventListener("sa:stored", refresh);
}

export default { render };
