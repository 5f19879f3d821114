/** Confidence in each objective, at the start and at the end of the module. */
import { fill, h } from "../dom.js";
import { slider } from "../figure.js";
import { drawer, PREFIX, read } from "../store.js";

function render({ model, el }) {
  const words = model.get("words");
  const when = model.get("when");
  const { objectives } = model.get("content");
  const kept = drawer(model);
  const levels = { ...(kept.load().levels || {}) };
  const before = read(`${PREFIX}${model.get("module")}/confidence-start`)?.levels || null;
  const said = h("div", { "aria-live": "polite" });

  const sliders = objectives.map(({ id, text }) => {
    levels[id] ??= 5;
    return slider({
      label: text, min: 0, max: 10, step: 1, value: levels[id], show: (value) => fill(words.value, { value }),
      oninput: (value) => {
        levels[id] = value;
      },
    }).element;
  });

  function change({ id, text }) {
    const [start, end] = [before[id], levels[id]];
    const line = end > start ? words.change_up : end < start ? words.change_down : words.change_none;
    return h("li", {}, h("strong", { text: `${text} ` }), fill(line, { start, end, change: Math.abs(end - start) }));
  }

  function tell() {
    const rows = before ? objectives.filter(({ id }) => typeof before[id] === "number").map(change) : [];
    said.replaceChildren(
      h("p", { text: words.saved }),
      ...(when === "end" ? [rows.length ? h("ul", {}, ...rows) : h("p", { text: words.no_start }), h("p", { class: "sa-hint", text: words.note })] : []),
    );
  }

  el.classList.add("sa");
  el.append(h(
    "div",
    { class: "sa-card" },
    h("p", { class: "sa-figure__title", text: words[`title_${when}`] }),
    h("p", { text: words[`intro_${when}`] }),
    ...sliders,
    h("div", { class: "sa-buttons" }, h("button", {
      type: "button", class: "sa-button", text: words.save,
      onclick: () => {
        kept.save({ levels: { ...levels } });
        kept.done();
        tell();
      },
    })),
    said,
  ));
  if (kept.load().done) tell();
}

export default { render };
