/** Fold words into lines of a given width, since SVG text does not fold by itself. */
import { h } from "../dom.js";

let pen = null;

/** How wide `text` is, in px. Without a canvas: a careful guess. */
export function measure(text, size, weight = 400) {
  pen ??= h("canvas").getContext?.("2d") || false;
  if (!pen) return text.length * size * 0.56;
  pen.font = `${weight} ${size}px system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif`;
  return pen.measureText(text).width;
}

/** @returns {string[]} lines of `text`, each at most `width` px wide; a word that is too long is broken */
export function wrap(text, width, size, weight = 400) {
  const lines = [];
  let line = "";
  const push = (word) => {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer, size, weight) <= width) {
      line = longer;
      return;
    }
    if (line) lines.push(line);
    line = word;
    while (measure(line, size, weight) > width && line.length > 1) {
      let cut = line.length - 1;
      while (cut > 1 && measure(line.slice(0, cut), size, weight) > width) cut -= 1;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  };
  for (const word of String(text).split(/\s+/).filter(Boolean)) push(word);
  if (line) lines.push(line);
  return lines;
}
