/**
 * Where the arrows of the Diamond run. Each pair of corners has two parallel lanes, one a direction,
 * so that there and back are two arrows and none crosses a box.
 */
import { s } from "../dom.js";

const LANE = 9; // px from the middle of a pair to each of its lanes

/**
 * @param {{from: string, to: string}} arrow
 * @param {Record<string, {x: number, y: number, width: number, height: number}>} boxes the four corners
 * @param {{x: number, y: number, width: number, height: number}} ring the inner edge of the surroundings
 * @returns {{a: {x: number, y: number}, b: {x: number, y: number}, at: number}} from a to b; the number stands at `at` (0 to 1)
 */
export function lane(arrow, boxes, ring) {
  const pair = [arrow.from, arrow.to];
  const has = (corner) => pair.includes(corner);
  const middle = boxes.body.x + boxes.body.width / 2;
  const line = (one, other, at, first) => (arrow.from === first ? { a: one, b: other, at } : { a: other, b: one, at });
  const side = has("feelings") ? "feelings" : "thoughts";
  const left = side === "feelings";

  if (has("surroundings")) {
    const corner = pair.find((name) => name !== "surroundings");
    const box = boxes[corner];
    const out = arrow.from === corner ? 1 : -1;
    if (corner === "body" || corner === "actions") {
      const x = middle + out * 3 * LANE;
      const [edge, near] = corner === "body" ? [ring.y, box.y - 3] : [ring.y + ring.height, box.y + box.height + 3];
      return line({ x, y: edge }, { x, y: near }, 0.42, "surroundings");
    }
    const inset = LANE + 4 + (out > 0 ? 2 * LANE : 0);
    const x = left ? box.x + inset : box.x + box.width - inset;
    return line({ x, y: ring.y }, { x, y: box.y - 3 }, 0.3, "surroundings");
  }
  if (has("body") && has("actions")) {
    const x = middle + (arrow.from === "body" ? -LANE : LANE);
    return line({ x, y: boxes.body.y + boxes.body.height + 3 }, { x, y: boxes.actions.y - 3 }, 0.13, "body");
  }
  if (has("feelings") && has("thoughts")) {
    const y = boxes.feelings.y + boxes.feelings.height / 2 + (arrow.from === "feelings" ? -1.6 * LANE : 1.6 * LANE);
    return line({ x: boxes.feelings.x + boxes.feelings.width + 3, y }, { x: boxes.thoughts.x - 3, y }, 0.22, "feelings");
  }
  const end = has("body") ? "body" : "actions";
  const [far, near] = [boxes[end], boxes[side]];
  const shift = (arrow.from === end ? -LANE : LANE) * (left ? 1 : -1);
  const x = far.x + far.width * (left ? 0.2 : 0.8) + shift;
  const nearX = near.x + near.width * (left ? 0.68 : 0.32) + shift;
  return line(
    { x, y: end === "body" ? far.y + far.height + 3 : far.y - 3 },
    { x: nearX, y: end === "body" ? near.y - 3 : near.y + near.height + 3 },
    0.38, end,
  );
}

/** One arrow with its number. @param {{paint: Record<string, string>, markerId: string, radius: number}} style */
export function arrowLine(arrow, number, boxes, ring, { paint, markerId, radius }) {
  const { a, b, at } = lane(arrow, boxes, ring);
  const [x, y] = [a.x + (b.x - a.x) * at, a.y + (b.y - a.y) * at];
  return s(
    "g",
    { "data-arrow": `${arrow.from}-${arrow.to}` },
    s("line", { x1: a.x.toFixed(1), y1: a.y.toFixed(1), x2: b.x.toFixed(1), y2: b.y.toFixed(1), stroke: paint.arrow, "stroke-width": 2.5, "marker-end": `url(#${markerId})` }),
    s("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: radius, fill: paint.arrow }),
    s("text", { x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": "middle", "font-size": 11.5, "font-weight": 700, fill: paint.arrow_text, text: number }),
  );
}
