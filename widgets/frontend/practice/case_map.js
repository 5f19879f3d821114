/** The map of a case: all places and ways one side can come to, the taken ones drawn strong, and the same in words. */
import { fill, h, s, uid } from "../dom.js";
import { layout, leads, told, ways } from "./case_story.js";

const COLUMN = 92;
const ROW = 78;
const SIZE = 18;
const SIGNS = { good: "✓", mixed: "±", poor: "!" };

/** A smooth way down through points in pixels. */
function down(points) {
  const at = points.map(([x, y]) => [x.toFixed(1), y]);
  return at.slice(1).reduce((path, [x, y], n) => {
    const [fromX, fromY] = at[n];
    const middle = (fromY + y) / 2;
    return `${path}C${fromX} ${middle} ${x} ${middle} ${x} ${y}`;
  }, `M${at[0].join(" ")}`);
}

/** A way back up, bowed to the side. */
function back([x1, y1], [x2, y2]) {
  const out = Math.max(x1, x2) + 64;
  return `M${x1 + SIZE} ${y1}C${out} ${y1} ${out} ${y2} ${x2 + SIZE} ${y2}`;
}

/**
 * @param {{story: any, side: string, steps: {node: any, choice: any, to: string}[], last: any, seen: string[], words: any}} journey
 *   `last` is the ending, `seen` the ids of all nodes of this and earlier plays
 * @returns {HTMLElement} the picture, its key, and the outline in words
 */
export function map({ story, side, steps, last, seen, words }) {
  const { rows, paths, number } = layout(story, side);
  const widest = Math.max(...rows.map((row) => row.length));
  const width = Math.max(widest * COLUMN, 300);
  const at = new Map();
  rows.forEach((row, r) => row.forEach((id, n) => at.set(id, [(width * (n + 0.5)) / row.length, SIZE + 8 + r * ROW])));
  const taken = new Set(steps.map(({ node, to }) => `${node.id} ${to}`));
  const chosen = new Set(steps.map(({ choice }) => choice));
  const here = new Set([...steps.map(({ node }) => node.id), last.id]);
  const byId = new Map(story.nodes.map((node) => [node.id, node]));

  const isTaken = ({ from, to }) => taken.has(`${from} ${to}`);
  const lines = paths.map(({ from, to, through, up }) => s("path", {
    class: isTaken({ from, to }) ? "sa-map__way sa-map__way--taken" : "sa-map__way",
    d: up ? back(at.get(from), at.get(to)) : down(through.map((id) => at.get(id))),
  }));
  lines.sort((a, b) => a.classList.length - b.classList.length); // the taken way lies on top

  const places = [...number].map(([id, n]) => {
    const [x, y] = at.get(id);
    const { ending } = byId.get(id);
    const state = here.has(id) ? "here" : seen.includes(id) ? "seen" : "new";
    const sign = ending && state !== "new" ? ` ${SIGNS[ending]}` : "";
    return s(
      "g",
      { class: `sa-map__place sa-map__place--${state}` },
      ending ? s("rect", { x: x - SIZE - 6, y: y - SIZE, width: 2 * SIZE + 12, height: 2 * SIZE, rx: 5 }) : s("circle", { cx: x, cy: y, r: SIZE }),
      s("text", { x, y: y + 6, "text-anchor": "middle", text: `${n}${sign}` }),
    );
  });

  const title = uid("map");
  const said = fill(words.map_words, { n: here.size, of: number.size });
  const svg = s(
    "svg",
    { viewBox: `0 0 ${width} ${rows.length * ROW - ROW + 2 * SIZE + 16}`, width, class: "sa-map", role: "img", "aria-labelledby": title },
    s("title", { id: title, text: said }),
    ...lines, ...places,
  );
  const mark = (kind, text) => h("li", {}, h("span", { class: `sa-map__mark sa-map__mark--${kind}`, "aria-hidden": "true" }), text);
  return h(
    "div",
    {},
    h("div", { class: "sa-map__frame" }, svg),
    h("ul", { class: "sa-map__key" }, mark("taken", words.key_taken), mark("other", words.key_other), mark("end", words.key_end)),
    h("details", { class: "sa-more" }, h("summary", { text: words.map_outline }), outline({ side, here, seen, chosen, number, byId, words })),
  );
}

/** The map in words: each place, and where its ways lead. What was never seen is not told. */
function outline({ side, here, seen, chosen, number, byId, words }) {
  const named = (id) => {
    const node = byId.get(id);
    const known = here.has(id) || seen.includes(id);
    const kind = node.ending ? words.outline_end : words.outline_place;
    const words_ = known && node.title ? `: ${node.title}` : "";
    return `${fill(kind, { n: number.get(id) })}${words_}`;
  };
  const state = (id) => (here.has(id) ? words.outline_here : seen.includes(id) ? words.outline_before : words.outline_new);
  return h("ul", { class: "sa-outline" }, ...[...number.keys()].map((id) => {
    const known = here.has(id) || seen.includes(id);
    return h(
      "li",
      {},
      h("strong", { text: named(id) }), ` (${state(id)})`,
      known && byId.get(id).choices?.length
        ? h("ul", {}, ...ways(byId.get(id), side).map((choice) => {
          const line = fill(words.outline_way, { choice: told(choice.text, side), to: leads(choice).map(named).join(` ${words.or} `) });
          return h("li", {}, line, chosen.has(choice) ? ` (${words.outline_taken})` : null);
        }))
        : null,
    );
  }));
}
