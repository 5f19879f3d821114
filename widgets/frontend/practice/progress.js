/** How much of the modules is done; follows along while the reader works. */
import { fill, h } from "../dom.js";
import { PREFIX, read } from "../store.js";

function render({ model, el }) {
  const words = model.get("words");
  const places = model.get("modules").map(({ id, title, parts }) => {
    const bar = h("progress", { max: Math.max(parts.length, 1), value: 0, "aria-label": title || words.title });
    const line = h("p");
    const marks = parts.map(() => h("strong"));
    const element = h(
      "div",
      {},
      model.get("modules").length > 1 ? h("p", { class: "sa-quiz__sub", text: title }) : null,
      bar, line,
      h("details", { class: "sa-more" }, h("summary", { text: words.parts_of }), h("ul", { class: "sa-progress__parts" }, ...parts.map((part, n) => h("li", {}, `${part.label}: `, marks[n])))),
    );
    return { id, parts, bar, line, marks, element };
  });

  function refresh() {
    for (const { id, parts, bar, line, marks } of places) {
      const done = parts.map((part) => Boolean(read(`${PREFIX}${id}/${part.id}`)?.done));
      const n = done.filter(Boolean).length;
      bar.value = n;
      line.textContent = n === 0 ? words.none : n === parts.length ? words.all : fill(words.line, { n, of: parts.length });
      done.forEach((is, part) => {
        marks[part].textContent = is ? `✓ ${words.part_done}` : words.part_left;
      });
    }
  }

  el.classList.add("sa");
  el.append(h("div", { class: "sa-card" }, h("p", { class: "sa-figure__title", text: words.title }), ...places.map(({ element }) => element), h("p", { class: "sa-hint", text: words.ui.kept_here })));
  document.addEventListener("sa:stored", refresh);
  refresh();
  return () => document.removeEventListener("sa:stored", refresh);
}

export default { render };
