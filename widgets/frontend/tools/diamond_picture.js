/**
 * The Diamond as a picture: four corners, the surroundings as a ring around them, numbered arrows,
 * the place to start. Colours and sizes stand in attributes, so that the same picture is a file.
 */
import { fill, s } from "../dom.js";
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

/** Where the line from the middle of `box` towards `to` leaves the box. */
function leave(box, to, spare) {
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  const [dx, dy] = [to.x - cx, to.y - cy];
  const reach = Math.min(dx ? (box.width / 2 + spare) / Math.abs(dx) : Infinity, dy ? (box.height / 2 + spare) / Math.abs(dy) : Infinity);
  return { x: cx + dx * Math.min(1, reach), y: cy + dy * Math.min(1, reach) };
}

const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** Where an arrow to or from the surroundings touches the ring: straight out from the corner. */
function onRing(corner, boxes, ring) {
  const { x, y } = middle(boxes[corner]);
  return { body: { x, y: ring.y }, actions: { x, y: ring.y + ring.height }, feelings: { x: ring.x, y }, thoughts: { x: ring.x + ring.width, y } }[corner];
}

function arrowLine(arrow, number, boxes, ring, paint, markerId) {
  const bow = arrow.from === "surroundings" || arrow.to === "surroundings" ? 9 : 16;
  let from;
  let to;
  if (arrow.from === "surroundings") {
    from = onRing(arrow.to, boxes, ring);
    to = leave(boxes[arrow.to], from, 3);
  } else if (arrow.to === "surroundings") {
    to = onRing(arrow.from, boxes, ring);
    from = leave(boxes[arrow.from], to, 3);
  } else {
    from = leave(boxes[arrow.from], middle(boxes[arrow.to]), 2);
    to = leave(boxes[arrow.to], middle(boxes[arrow.from]), 4);
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const long = Math.hypot(dx, dy) || 1;
  // Each direction bows to its own side, so that there and back are two arrows.
  const [ox, oy] = [(-dy / long) * bow, (dx / long) * bow];
  const shift = (point) => ({ x: point.x + ox * 0.6, y: point.y + oy * 0.6 });
  const [a, b] = [shift(from), shift(to)];
  const c = { x: (a.x + b.x) / 2 + ox, y: (a.y + b.y) / 2 + oy };
  const mid = { x: (a.x + 2 * c.x + b.x) / 4, y: (a.y + 2 * c.y + b.y) / 4 };
  return s(
    "g",
    { "data-arrow": `${arrow.from}-${arrow.to}` },
    s("path", { d: `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${c.x.toFixed(1)} ${c.y.toFixed(1)} ${b.x.toFixed(1)} ${b.y.toFixed(1)}`, fill: "none", stroke: paint.arrow, "stroke-width": 2.5, "marker-end": `url(#${markerId})` }),
    s("circle", { cx: mid.x, cy: mid.y, r: 9.5, fill: paint.arrow }),
    s("text", { x: mid.x, y: mid.y + 4, "text-anchor": "middle", "font-size": 12, "font-weight": 700, fill: paint.arrow_text, text: number }),
  );
}

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
  const side = inside * (wide ? 0.345 : 0.43);
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
  const inset = wide ? 26 : 6;
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
    const text = `${n + 1}. ${name(arrow.from)} → ${name(arrow.to)}${arrow.text ? `: ${arrow.text}` : ""}`;
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
    s("polygon", { points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "), fill: paint.soft, stroke: "none" }),
    ...Object.entries(boxes).map(([corner, box]) => s(
      "g",
      { "data-corner": corner },
      s("rect", { x: box.x, y: box.y, width: box.width, height: box.height, rx: 9, fill: paint.box, stroke: box.start || corner === "body" ? paint.accent : paint.line, "stroke-width": box.start ? 3 : corner === "body" ? 2 : 1.5 }),
      ...drawLines(box.lines, box.x + box.width / 2, box.y, paint),
    )),
    ...arrows.map((arrow, n) => arrowLine(arrow, n + 1, boxes, ring, paint, markerId)),
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
