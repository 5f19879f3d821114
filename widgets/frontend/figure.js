/**
 * The frame of every interactive figure: title, honesty label, guess first, picture, controls,
 * words that follow the state, data table, source and limits.
 */
import { fill, h, number, prose, s, uid } from "./dom.js";
import { drawer } from "./store.js";

/**
 * A labelled slider with its value in words beside it.
 * @param {{label: string, min: number, max: number, step: number, value: number,
 *          show: (value: number) => string, oninput: (value: number) => void}} options
 */
export function slider({ label, min, max, step, value, show, oninput }) {
  const id = uid("slider");
  const output = h("output", { for: id, class: "sa-slider__value", text: show(value) });
  const input = h("input", {
    id, type: "range", min, max, step, "aria-valuetext": show(value),
    oninput: () => {
      const now = Number(input.value);
      output.textContent = show(now);
      input.setAttribute("aria-valuetext", show(now));
      oninput(now);
    },
  });
  input.value = value;
  const element = h("div", { class: "sa-slider" }, h("label", { for: id, text: label }), output, input);
  return {
    element,
    set: (now) => {
      input.value = now;
      output.textContent = show(now);
      input.setAttribute("aria-valuetext", show(now));
    },
  };
}

/**
 * A group of radio buttons.
 * @param {{legend: string, options: {id: string, text: string}[], value?: string, onchange: (id: string) => void}} options
 */
export function choice({ legend, options, value, onchange }) {
  const name = uid("choice");
  return h(
    "fieldset",
    { class: "sa-choice" },
    h("legend", { text: legend }),
    ...options.map((option) => {
      const id = uid("option");
      return h(
        "div",
        { class: "sa-choice__row" },
        h("input", { type: "radio", id, name, value: option.id, checked: option.id === value, onchange: () => onchange(option.id) }),
        h("label", { for: id, text: option.text }),
      );
    }),
  );
}

/** A data table. @param {string} caption @param {string[]} header @param {(string|number)[][]} rows */
export function table(caption, header, rows) {
  return h(
    "div",
    { class: "sa-table", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { text: caption }),
      h("thead", {}, h("tr", {}, ...header.map((cell) => h("th", { scope: "col", text: cell })))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell, n) => h(n ? "td" : "th", n ? { text: cell } : { scope: "row", text: cell }))))),
    ),
  );
}

/** Whether the page is opened on a phone: pictures are then drawn taller, with the same text size. */
export const NARROW = globalThis.innerWidth < 560;

function disclosure(title, ...content) {
  return h("details", { class: "sa-more" }, h("summary", { text: title }), ...content);
}

/**
 * Build the frame. The words of a figure are: title, caption, guess {question, options [{id, text,
 * feedback}]}, explain, transfer, table {caption}, source, limits (a list). `honesty` is
 * "published", "fitted" or "illustrative".
 *
 * @param {{model: any, el: HTMLElement, honesty: string, picture: Element, controls?: Element[],
 *          describe: () => string, rows: () => {header: string[], rows: (string|number)[][]},
 *          onreveal?: () => void}} parts
 * @returns {{refresh: () => void, number: (value: number, digits?: number) => string}}
 */
export function figure({ model, el, honesty, picture, controls = [], describe, rows, onreveal }) {
  const words = model.get("words");
  const ui = words.ui;
  const lang = model.get("lang");
  const kept = drawer(model);
  const titleId = uid("title");
  const wordsId = uid("words");

  const live = h("p", { id: wordsId, class: "sa-figure__words", "aria-live": "polite" });
  const data = h("div");
  const body = h(
    "div",
    { class: "sa-figure__body" },
    h("div", { class: "sa-figure__picture" }, picture),
    h("div", { class: "sa-figure__controls" }, ...controls),
    live,
    words.explain ? h("div", { class: "sa-figure__explain" }, ...prose(words.explain)) : null,
    words.transfer ? h("div", { class: "sa-figure__transfer" }, ...prose(words.transfer)) : null,
  );
  const more = h(
    "div",
    { class: "sa-figure__more" },
    disclosure(ui.table, data),
    disclosure(ui.limits, h("ul", {}, ...[].concat(words.limits || []).map((text) => h("li", { text })))),
    h("p", { class: "sa-source" }, h("strong", { text: `${ui.source}: ` }), words.source || ""),
  );
  const guessing = h("div", { class: "sa-guess" });

  picture.setAttribute("role", "img");
  picture.setAttribute("aria-labelledby", titleId);
  picture.setAttribute("aria-describedby", wordsId);

  function reveal(guess) {
    body.hidden = false;
    more.hidden = false;
    guessing.replaceChildren();
    const chosen = words.guess?.options?.find((option) => option.id === guess);
    if (chosen) {
      guessing.append(
        h("p", { class: "sa-guess__was", text: fill(ui.your_guess, { guess: chosen.text }) }),
        h("div", { class: "sa-guess__feedback" }, ...prose(chosen.feedback)),
        h("button", { type: "button", class: "sa-button sa-button--quiet", text: ui.guess_again, onclick: () => ask(true) }),
      );
    }
    onreveal?.();
  }

  function ask(focus) {
    body.hidden = true;
    more.hidden = true;
    let chosen = null;
    const go = h("button", {
      type: "button", class: "sa-button", disabled: true, text: ui.show_figure,
      onclick: () => {
        kept.save({ guess: chosen });
        kept.done();
        reveal(chosen);
        live.setAttribute("tabindex", "-1");
        live.focus({ preventScroll: true });
      },
    });
    const fields = choice({
      legend: words.guess.question, options: words.guess.options,
      onchange: (id) => {
        chosen = id;
        go.disabled = false;
      },
    });
    guessing.replaceChildren(h("p", { class: "sa-guess__head", text: ui.guess_first }), fields, go);
    if (focus) fields.querySelector("input").focus();
  }

  function refresh() {
    live.textContent = describe();
    const { header, rows: lines } = rows();
    data.replaceChildren(table(words.table?.caption || words.title, header, lines));
  }

  el.classList.add("sa", "sa-figure");
  el.append(
    h(
      "figure",
      { "aria-labelledby": titleId },
      h("p", { class: "sa-figure__title", id: titleId, text: words.title }),
      h("p", { class: `sa-honesty sa-honesty--${honesty}`, text: ui[honesty] }),
      guessing,
      body,
      more,
      h("figcaption", { text: words.caption || "" }),
    ),
  );
  const earlier = kept.load().guess;
  if (!words.guess || earlier) reveal(earlier);
  else ask(false);
  refresh();
  return { refresh, number: (value, digits = 0) => number(value, lang, digits) };
}

/**
 * A plot area with axes, in SVG.
 * @param {{width?: number, height?: number, x: [number, number], y: [number, number], xLabel: string, yLabel: string,
 *          xTicks: [number, string][], yTicks: [number, string][]}} options
 * @returns {{svg: SVGElement, layer: SVGElement, px: (x: number) => number, py: (y: number) => number}}
 */
export function axes({ width = NARROW ? 400 : 640, height = NARROW ? 330 : 360, x, y, xLabel, yLabel, xTicks, yTicks }) {
  const [left, right, top, bottom] = [56, 14, 14, 52];
  const px = (v) => left + ((v - x[0]) / (x[1] - x[0])) * (width - left - right);
  const py = (v) => height - bottom - ((v - y[0]) / (y[1] - y[0])) * (height - top - bottom);
  const layer = s("g");
  const svg = s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "sa-plot" },
    s("g", { class: "sa-plot__grid" }, ...yTicks.map(([v]) => s("line", { x1: px(x[0]), x2: px(x[1]), y1: py(v), y2: py(v) }))),
    s("line", { class: "sa-plot__axis", x1: px(x[0]), x2: px(x[1]), y1: py(y[0]), y2: py(y[0]) }),
    ...xTicks.map(([v, t]) => s("text", { class: "sa-plot__tick", x: px(v), y: py(y[0]) + 20, "text-anchor": "middle", text: t })),
    ...yTicks.map(([v, t]) => s("text", { class: "sa-plot__tick", x: px(x[0]) - 8, y: py(v) + 5, "text-anchor": "end", text: t })),
    s("text", { class: "sa-plot__label", x: px((x[0] + x[1]) / 2), y: height - 8, "text-anchor": "middle", text: xLabel }),
    s("text", { class: "sa-plot__label", transform: `translate(15 ${py((y[0] + y[1]) / 2)}) rotate(-90)`, "text-anchor": "middle", text: yLabel }),
    layer,
  );
  return { svg, layer, px, py };
}

/** "M x y L x y ..." through the points. @param {[number, number][]} points already in pixels */
export function path(points) {
  return points.map(([a, b], n) => `${n ? "L" : "M"}${a.toFixed(2)} ${b.toFixed(2)}`).join("");
}
