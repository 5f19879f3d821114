/** The map of a case: all places and ways, the taken ones drawn strong. */
import { fill, h, s, uid } from "../dom.js";
import { levels } from "./case_story.js";

const STEP = 74;
const WIDTH = 640;

/**
 * @param {any} story @param {"gp"|"physio"} side @param {{node: any, choice: any}[]} steps the path
 * @param {any} last the node where it ended @param {any} words
 */
export function map(story, side, steps, last, words) {
  const rows = levels(story, side);
  const at = new Map();
  rows.forEach((row, r) => row.forEach((node, n) => at.set(node.id, [(WIDTH * (n + 0.5)) / row.length, 34 + r * STEP])));
  const visited = new Map(steps.map(({ node }, n) => [node.id, n + 1]));
  visited.set(last.id, steps.length + 1);
  const taken = new Set(steps.map(({ node, choice }) => `${node.id}>${choice.next}`));
  const lines = [];
  for (const node of story.nodes) {
    for (const choice of node.choices || []) {
      if (!at.has(node.id) || !at.has(choice.next)) continue;
      const [[x1, y1], [x2, y2]] = [at.get(node.id), at.get(choice.next)];
      const mine = taken.has(`${node.id}>${choice.next}`);
      const line = s("path", { class: mine ? "sa-map__way sa-map__way--taken" : "sa-map__way", d: `M${x1} ${y1 + 16} C${x1} ${y1 + 46} ${x2} ${y2 - 46} ${x2} ${y2 - 16}` });
      if (mine) lines.push(line);
      else lines.unshift(line);
    }
  }
  const places = [...at].map(([id, [x, y]]) => {
    const node = story.nodes.find((one) => one.id === id);
    const seen = visited.get(id);
    const sign = node.ending ? { good: "✓", mixed: "±", poor: "!" }[node.ending] : "";
    return s(
      "g",
      { class: `sa-map__place${seen ? " sa-map__place--seen" : ""}${node.ending ? ` sa-map__place--${node.ending}` : ""}` },
      node.ending ? s("rect", { x: x - 17, y: y - 17, width: 34, height: 34, rx: 6 }) : s("circle", { cx: x, cy: y, r: 17 }),
      s("text", { x, y: y + 6, "text-anchor": "middle", text: node.ending ? sign : seen || "" }),
    );
  });
  const title = uid("map");
  const svg = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${rows.length * STEP}`, class: "sa-map", role: "img", "aria-labelledby": title },
    s("title", { id: title, text: fill(words.map_words, { n: visited.size, of: at.size }) }),
    ...lines, ...places,
  );
  return h("div", {}, svg, h(
    "p",
    { class: "sa-map__key" },
    h("span", { class: "sa-map__mark sa-map__mark--taken", "aria-hidden": "true" }), ` ${words.key_taken}   `,
    h("span", { class: "sa-map__mark", "aria-hidden": "true" }), ` ${words.key_other}`,
  ));
}
