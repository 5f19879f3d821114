/** What pictures in SVG are drawn with. */
import { s } from "./dom.js";

/**
 * A plot area with axes, in SVG. The name of the upright axis stands above it, level.
 * @param {{narrow?: boolean, height?: number, left?: number, top?: number, x: [number, number], y: [number, number], xLabel: string,
 *          yLabel: string, xTicks: [number, string][], yTicks: [number, string][]}} options
 * @returns {{svg: SVGElement, layer: SVGElement, width: number, px: (x: number) => number, py: (y: number) => number}}
 */
export function axes({ narrow, height = narrow ? 300 : 340, left = 34, top = 36, x, y, xLabel, yLabel, xTicks, yTicks }) {
  const width = narrow ? 330 : 640;
  const [right, bottom] = [10, 50];
  const px = (v) => left + ((v - x[0]) / (x[1] - x[0])) * (width - left - right);
  const py = (v) => height - bottom - ((v - y[0]) / (y[1] - y[0])) * (height - top - bottom);
  const layer = s("g");
  const svg = s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "sa-plot" },
    s("g", { class: "sa-plot__grid" }, ...yTicks.map(([v]) => s("line", { x1: px(x[0]), x2: px(x[1]), y1: py(v), y2: py(v) }))),
    s("line", { class: "sa-plot__axis", x1: px(x[0]), x2: px(x[1]), y1: py(y[0]), y2: py(y[0]) }),
    ...xTicks.map(([v, t]) => s("text", { class: "sa-plot__tick", x: px(v), y: py(y[0]) + 20, "text-anchor": "middle", text: t })),
    ...yTicks.map(([v, t]) => s("text", { class: "sa-plot__tick", x: left - 8, y: py(v) + 5, "text-anchor": "end", text: t })),
    s("text", { class: "sa-plot__label", x: px(x[1]), y: height - 6, "text-anchor": "end", text: xLabel }),
    s("text", { class: "sa-plot__label", x: 2, y: 16, text: yLabel }),
    layer,
  );
  return { svg, layer, width, px, py };
}

/** "M x y L x y ..." through the points. @param {[number, number][]} points already in pixels */
export function path(points) {
  return points.map(([a, b], n) => `${n ? "L" : "M"}${a.toFixed(1)} ${b.toFixed(1)}`).join("");
}

/** Set attributes of an element. @param {Element} node @param {Record<string, string | number>} values */
export function put(node, values) {
  for (const [name, value] of Object.entries(values)) {
    if (name === "text") {
      if (node.textContent !== value) node.textContent = value;
    } else node.setAttribute(name, String(value));
  }
}
