/**
 * Confidence in each objective, at the start and at the end of the module. Where the scales stand in
 * the page, a step can be chosen before this has come; it is then taken up.
 */
import { fill, h } from "../dom.js";
import { later, whenFetched } from "../moment.js";
import { drawer, PREFIX, read } from "../store.js";
import { scale } from "./scale.js";

const LEVELS = Array.from({ length: 11 }, (_, level) => [level, String(level)]);

function render({ model, el }) {
  const words = model.get("words");
  const when = model.get("when");
  const { objectives } = model.get("content");
  const kept = drawer(model);
  const there = [...el.querySelectorAll(".sa-scale")];
  const early = there.map((element) => Boolean(element.querySelector(":checked")));
  let waits = early.includes(true);
  const said = el.querySelector("[role=status]") || h("div", { role: "status" });

  /** The levels that are whole numbers from 0 to 10; the rest is damaged. */
  function levelsOf(stored) {
    const levels = stored?.levels;
    const known = objectives.filter(({ id }) => Number.isInteger(levels?.[id]) && levels[id] >= 0 && levels[id] <= 10);
    return Object.fromEntries(known.map(({ id }) => [id, levels[id]]));
  }

  const before = () => levelsOf(read(`${PREFIX}${model.get("module")}/confidence-start`));

  const scales = objectives.map(({ id, text }, n) => scale({
    legend: text, values: LEVELS, value: early[n] ? undefined : levelsOf(kept.load())[id], element: there[n],
    onchange: (level) => put({ [id]: level }),
  }));

  function put(levels) {
    kept.save({ levels: { ...levelsOf(kept.load()), ...levels } });
    if (Object.keys(levelsOf(kept.load())).length === objectives.length) kept.done();
    tell();
  }

  /** The steps that are chosen, by objective. */
  function chosen() {
    return Object.fromEntries(objectives.map(({ id }, n) => [id, scales[n].now()]).filter(([, level]) => level !== null));
  }

  /** Keep what was chosen before, and show it with what was kept. */
  function takeUp() {
    if (waits) put(chosen());
    waits = false;
    const levels = levelsOf(kept.load());
    scales.forEach(({ choose }, n) => choose(levels[objectives[n].id]));
    tell();
  }

  function change({ id, text }, start, end) {
    const line = end > start ? words.change_up : end < start ? words.change_down : words.change_none;
    return h("li", {}, h("strong", { text: `${text}: ` }), fill(line, { start, end, change: Math.abs(end - start) }));
  }

  function tell() {
    const now = levelsOf(kept.load());
    const rated = Object.keys(now).length;
    if (!rated) return;
    const start = before();
    const both = objectives.filter(({ id }) => id in start && id in now);
    said.replaceChildren(
      h("p", { text: rated === objectives.length ? words.saved : fill(words.so_far, { n: rated, of: objectives.length }) }),
      ...(when === "end" && rated === objectives.length
        ? [
          both.length ? h("ul", {}, ...both.map((objective) => change(objective, start[objective.id], now[objective.id]))) : h("p", { text: words.no_start }),
          h("p", { class: "sa-hint", text: words.note }),
        ]
        : []),
    );
  }

  el.classList.add("sa");
  if (!there.length) {
    el.append(h(
      "div",
      { class: "sa-card" },
      h("p", { class: "sa-figure__title", text: words[`title_${when}`] }),
      h("p", { text: words[`intro_${when}`] }),
      ...scales.map(({ element }) => element),
      said,
    ));
  }
  tell();
  whenFetched(takeUp);
  if (waits) later(takeUp);
}

export default { render };
