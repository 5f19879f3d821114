/** The reader's own view of how she works, at the start and at the end. */
import { fill, h } from "../dom.js";
import { drawer, PREFIX, read } from "../store.js";
import { scale } from "../practice/scale.js";
import { table } from "./parts.js";

/** The ratings that are whole and within the scale. @param {any} held @param {{scale: string[], statements: {id: string}[]}} content */
export function levelsOf(held, { scale: steps, statements }) {
  const levels = held?.levels;
  const known = statements.filter(({ id }) => Number.isInteger(levels?.[id]) && levels[id] >= 0 && levels[id] < steps.length);
  return Object.fromEntries(known.map(({ id }) => [id, levels[id]]));
}

/** A row of words to choose from, for each statement; kept as soon as it is chosen. */
export function ratings(content, kept, onchange) {
  const values = content.scale.map((word, n) => [n, word]);
  return content.statements.map(({ id, text }) => scale({
    legend: text, values, value: levelsOf(kept.load(), content)[id],
    onchange: (level) => {
      kept.save({ levels: { ...levelsOf(kept.load(), content), [id]: level } });
      onchange();
    },
  }).element);
}

/** What has changed from the start to the end, as a table; null before both are answered. */
export function movement(content, words) {
  const [start, end] = ["start", "end"].map((when) => levelsOf(read(`${PREFIX}course/practice-${when}`), content));
  const both = content.statements.filter(({ id }) => id in start && id in end);
  if (!both.length) return null;
  const sign = ({ id }) => (end[id] > start[id] ? "↑\u00a0" : end[id] < start[id] ? "↓\u00a0" : "");
  return table(words.movement, [words.statement, words.start, words.end], both.map((one) => [
    one.text, content.scale[start[one.id]], `${sign(one)}${content.scale[end[one.id]]}`,
  ]));
}

function render({ model, el }) {
  const words = model.get("words");
  const when = model.get("when");
  const content = model.get("content");
  const kept = drawer(model);
  const said = h("div", { role: "status" });

  function tell() {
    const rated = Object.keys(levelsOf(kept.load(), content)).length;
    const of = content.statements.length;
    if (rated === of) kept.done();
    const change = when === "end" && rated === of ? movement(content, words) || h("p", { text: words.no_start }) : null;
    const line = !rated ? "" : rated === of ? words[`saved_${when}`] : fill(words.so_far, { n: rated, of });
    said.replaceChildren(...[h("p", { text: line }), change].filter(Boolean));
  }

  el.classList.add("sa");
  el.append(h(
    "div",
    { class: "sa-card sa-ratings" },
    h("p", { class: "sa-figure__title", text: fill(words.heading, { title: content.title, when: words[`when_${when}`] }) }),
    h("p", { text: content.intro }),
    ...ratings(content, kept, tell),
    said,
    h("p", { class: "sa-hint", text: words.ui.kept_here }),
  ));
  tell();
}

export default { render };
