/**
 * The Diamond as a picture: four corners, the surroundings as a ring around them, numbered arrows,
 * the place to start. Colours and sizes stand in attributes, so that the same picture is a file.
 */
import { fill, s } from "../dom.js";
import { arrowLine } from "./diamond_arrows.js";
import { wrap } from "./wrap.js";

export const CORNERS = ["body", "feelings", "thoughts", "actions", "surroundings"];

/** Colours on the page: they follow light, dark and print. */
export const ON_PAGE = {
  ground: "var(--sa-raised)", ring: "var(--sa-surface)", box: "var(--sa-bg)", line: "var(--sa-line-strong)", text: "var(--sa-text)", muted: "var(--sa-muted)",
  accent: "var(--sa-accent)", soft: "var(--sa-accent-soft)", on: "var(--sa-accent-text)", arrow: "var(--sa-series-2)", arrow_text: "var(--sa-bg)",
};
/** Colours of a file: they stand alone. */
export const IN_FILE = {
  ground: "#ffffff", ring: "#f5f3ee", box: "#ffffff", line: "#76807f", text: "#1c2b33", muted: "#4e5d66", accent: "#00586e", soft: "#dceef2", on: "#ffffff",
  arrow: "#b34a12", arrow_text: "#ffffff",
};

const PAD = 10;

/** A box of lines: heading, then phrases. Heights first, places later. */
function block(title, phrases, width, size, words) {
  const inner = width - 2 * PAD;
  const lines = [{ text: title, weight: 700, size: size + 1, gap: 0 }];
  if (!phrases.length) lines.push({ text: words.empty, muted: true, weight: 400, size, gap: 4 });
  for (const phrase of phrases) {
    const folded = wrap(phrase.text, inner, size, phrase.start ? 700 : 400);
    folded.forEach((text, n) => lines.push({ text, weight: phrase.start ? 700 : 400, size, gap: n ? 0 : 6, start: phrase.start }));
    if (phrase.start) lines.push({ text: `★ ${words.start_here}`, weight: 700, size: size - 1, gap: 2, accent: true });
  }
  const height = lines.reduce((sum, line) => sum + line.size * 1.32 + line.gap, 2 * PAD);
  return { lines, width, height, start: phrases.some((phrase) => phrase.start) };
}

function drawLines(lines, x, top, paint, anchor = "middle") {
  let y = top + PAD;
  return lines.map((line) => {
    y += line.gap + line.size * 1.32;
    const colour = line.accent ? paint.accent : line.muted ? paint.muted : paint.text;
    return s("text", { x, y: y - line.size * 0.32, "text-anchor": anchor, "font-size": line.size, "font-weight": line.weight, fill: colour, text: line.text });
  });
}

const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/**
 * @param {{corners: Record<string, {text: string, start?: boolean}[]>, arrows: {from: string, to: string, text?: string}[],
 *   words: {corners: Record<string, {title: string}>, empty: string, start_here: string, arrow_says: string},
 *   width: number, paint: Record<string, string>, id: string, footer?: string}} options
 *   `width` in px (300 or more); `id` is unique in the page; `footer` is a line at the bottom of a file
 * @returns {SVGElement}
 */
export function diamondPicture({ corners, arrows, words, width, paint, id, footer = "" }) {
  const wide = width >= 560;
  const size = wide ? 14 : 12.5;
  const [edge, band] = wide ? [10, 26] : [3, 9];
  const inside = width - 2 * (edge + band);
  const side = inside * (wide ? 0.34 : 0.395);
  const tall = inside * (wide ? 0.42 : 0.62);
  const gap = wide ? 58 : 52;
  const air = wide ? 48 : 42; // between ring and the boxes at top and bottom: arrows live there
  const name = (corner) => words.corners[corner].title;

  const around = block(name("surroundings"), corners.surroundings || [], width - 2 * edge - 36, size, words);
  const b = Object.fromEntries(CORNERS.slice(0, 4).map((corner) => [
    corner, block(name(corner), corners[corner] || [], corner === "body" || corner === "actions" ? tall : side, size, words),
  ]));
  const row = Math.max(b.feelings.height, b.thoughts.height, 76);
  const ring = { x: edge + band, y: edge + around.height, width: inside, height: air + b.body.height + gap + row + gap + b.actions.height + air };
  const place = (corner, x, y) => ({ ...b[corner], x, y });
  const bodyTop = ring.y + air;
  const rowTop = bodyTop + b.body.height + gap;
  const inset = wide ? 22 : 4;
  const boxes = {
    body: place("body", width / 2 - tall / 2, bodyTop),
    feelings: place("feelings", ring.x + inset, rowTop + (row - b.feelings.height) / 2),
    thoughts: place("thoughts", ring.x + inside - side - inset, rowTop + (row - b.thoughts.height) / 2),
    actions: place("actions", width / 2 - tall / 2, rowTop + row + gap),
  };
  const ringBottom = ring.y + ring.height;
  const outer = { x: edge, y: edge, width: width - 2 * edge, height: ringBottom + band - edge };

  const legend = [];
  arrows.forEach((arrow, n) => {
    const text = `${n + 1}. ${name(arrow.from)} → ${name(arrow.to)}` + (arrow.text ? `: ${arrow.text}` : "");
    wrap(text, width - 2 * edge - 8, size).forEach((line, k) => legend.push({ text: line, weight: 400, size, gap: k ? 0 : 4 }));
  });
  if (footer) wrap(footer, width - 2 * edge - 8, size - 1).forEach((line, k) => legend.push({ text: line, weight: 400, size: size - 1, gap: k ? 0 : 8, muted: true }));
  const legendTop = outer.y + outer.height + 4;
  const height = Math.ceil(legendTop + (legend.length ? legend.reduce((sum, line) => sum + line.size * 1.32 + line.gap, 2 * PAD) : 8));

  const markerId = `${id}-head`;
  const centre = { x: width / 2, y: rowTop + row / 2 };
  const points = [
    [width / 2, middle(boxes.body).y], [middle(boxes.thoughts).x, centre.y], [width / 2, middle(boxes.actions).y], [middle(boxes.feelings).x, centre.y],
  ];
  return s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif', class: "sa-diamond__svg" },
    s("defs", {}, s("marker", { id: markerId, viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 6, markerHeight: 6, orient: "auto-start-reverse" }, s("path", { d: "M0 0 10 5 0 10z", fill: paint.arrow }))),
    s("rect", { x: 0, y: 0, width, height, fill: paint.ground }),
    s("rect", { ...outer, rx: wide ? 44 : 22, fill: paint.ring, stroke: around.start ? paint.accent : paint.line, "stroke-width": around.start ? 3 : 1.5 }),
    s("g", { "data-corner": "surroundings" }, ...drawLines(around.lines, width / 2, edge, paint)),
    s("rect", { ...ring, rx: wide ? 34 : 16, fill: paint.ground, stroke: paint.line, "stroke-width": 1 }),
    s("polygon", { points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "), fill: paint.soft, stroke: paint.accent, "stroke-width": 1, "stroke-dasharray": "3 4" }),
    ...Object.entries(boxes).map(([corner, box]) => s(
      "g",
      { "data-corner": corner },
      s("rect", { x: box.x, y: box.y, width: box.width, height: box.height, rx: 9, fill: paint.box, stroke: box.start || corner === "body" ? paint.accent : paint.line, "stroke-width": box.start ? 3 : corner === "body" ? 2 : 1.5 }),
      ...drawLines(box.lines, box.x + box.width / 2, box.y, paint),
    )),
    ...arrows.map((arrow, n) => arrowLine(arrow, n + 1, boxes, ring, { paint, markerId, radius: wide ? 9.5 : 8.5 })),
    ...drawLines(legend, edge + 4, legendTop, paint, "start"),
  );
}

/**
 * The same Diamond as sentences, corner by corner.
 * @returns {{head: string, items: string[]}[]}
 */
export function diamondOutline({ corners, arrows, words }) {
  const name = (corner) => words.corners[corner].title;
  const out = CORNERS.map((corner) => ({
    head: name(corner),
    items: (corners[corner] || []).length ? corners[corner].map((phrase) => phrase.text) : [words.empty],
  }));
  out.push({
    head: words.arrows_head,
    items: arrows.length ? arrows.map((arrow) => fill(words.arrow_says, { from: name(arrow.from), to: name(arrow.to), text: arrow.text ? `: ${arrow.text}` : "" })) : [words.no_arrows],
  });
  const starts = CORNERS.flatMap((corner) => (corners[corner] || []).filter((phrase) => phrase.start).map((phrase) => `${phrase.text} (${name(corner)})`));
  out.push({ head: words.start_head, items: starts.length ? starts : [words.no_start] });
  return out;
}
