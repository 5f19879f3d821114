/**
 * The frame of every interactive figure: title, honesty label, guess first, picture, controls,
 * words that follow the state, data table, source and limits.
 */
import { fill, h, prose, s, uid } from "./dom.js";
import { follow as tell } from "./follow.js";
import { arrival, restore, shareLink, show } from "./share.js";
import { drawer } from "./store.js";

/**
 * A labelled slider with its value in words beside it, and perhaps a hint below.
 * `state` is its name in a link to the figure as it stands.
 * @param {{label: string, state?: string, hint?: string, min: number, max: number, step: number, value: number,
 *          show: (value: number) => string, oninput: (value: number) => void}} options
 */
export function slider({ label, state, hint, min, max, step, value, show, oninput }) {
  const id = uid("slider");
  const hintId = hint ? `${id}-hint` : null;
  const output = h("output", { for: id, class: "sa-slider__value", text: show(value) });
  const input = h("input", {
    id, type: "range", min, max, step, "aria-valuetext": show(value), "aria-describedby": hintId, "data-state": state,
    oninput: () => {
      const now = Number(input.value);
      output.textContent = show(now);
      input.setAttribute("aria-valuetext", show(now));
      oninput(now);
    },
  });
  input.value = value;
  const element = h(
    "div", { class: "sa-slider" },
    h("label", { for: id, text: label }), output,
    hint ? h("span", { id: hintId, class: "sa-slider__hint", text: hint }) : null, input,
  );
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
 * A group of radio buttons. `state` is its name in a link to the figure as it stands.
 * @param {{legend: string, state?: string, options: {id: string, text: string}[], value?: string, onchange: (id: string) => void}} options
 */
export function choice({ legend, state, options, value, onchange }) {
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
        h("input", { type: "radio", id, name, value: option.id, "data-state": state, checked: option.id === value, onchange: () => onchange(option.id) }),
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

/** A table that writes new numbers into the cells it has. */
function liveTable(caption) {
  const element = h("div");
  let cells = [];
  return {
    element,
    set: (header, rows) => {
      if (cells.length !== rows.length) {
        element.replaceChildren(table(caption, header, rows));
        cells = [...element.querySelectorAll("tbody tr")].map((row) => [...row.children]);
        return;
      }
      rows.forEach((row, n) => row.forEach((text, m) => {
        if (cells[n][m].textContent !== text) cells[n][m].textContent = text;
      }));
    },
  };
}

/**
 * A front end that draws for the width there is, and again, with the reader's numbers kept, when a
 * phone is turned or a window made narrow. Who comes by a link to the figure as somebody had set it
 * finds it so, and open.
 * @param {(parts: {model: any, el: HTMLElement, state: any, narrow: boolean, words: any, lang: string}) => void} build
 */
export function simulation(build) {
  return ({ model, el }) => {
    const state = structuredClone(model.get("start"));
    const media = globalThis.matchMedia("(max-width: 35rem)");
    let linked = false;
    const open = () => linked && el.querySelector("figure").dispatchEvent(new Event("sa:linked"));
    const draw = () => {
      el.replaceChildren();
      build({ model, el, state, narrow: media.matches, words: model.get("words"), lang: model.get("lang") });
      open();
    };
    const arrive = () => {
      const given = arrival(model);
      if (!given || !restore(el, given)) return;
      linked = true;
      open();
      // Not in the page yet when the page is new.
      requestAnimationFrame(() => {
        show(document.getElementById(model.get("part")) || el);
        el.querySelector(".sa-guess__feedback")?.focus({ preventScroll: true });
      });
    };
    media.addEventListener("change", draw);
    addEventListener("hashchange", arrive);
    draw();
    arrive();
    return () => {
      media.removeEventListener("change", draw);
      removeEventListener("hashchange", arrive);
    };
  };
}

function disclosure(title, ...content) {
  return h("details", { class: "sa-more" }, h("summary", { text: title }), ...content);
}

/**
 * Build the frame. The words of a figure are: title, caption, guess {question, options [{id, text,
 * feedback}]}, explain, transfer, table {caption, header}, source, limits (a list). `honesty` is
 * "published", "fitted" or "illustrative". `draw` sets the picture's attributes from the state.
 *
 * @param {{model: any, el: HTMLElement, honesty: string, picture: Element, controls?: Element[],
 *          draw: () => void, values: () => Record<string, unknown>, describe?: (values: Record<string, unknown>) => string, rows: () => string[][]}} parts
 *   `values` are what the words are filled with; sentences elsewhere in the page may follow them
 * @returns {{update: () => void}} update draws, and writes the words and the table anew
 */
export function figure({ model, el, honesty, picture, controls = [], draw, values, describe, rows }) {
  const words = model.get("words");
  const ui = words.ui;
  const kept = drawer(model);
  const titleId = uid("title");
  const wordsId = uid("words");

  const live = h("p", { id: wordsId, class: "sa-figure__words", "aria-live": "polite" });
  const data = liveTable(words.table.caption);
  const controlled = h("div", { class: "sa-figure__controls" }, ...controls);
  let share = null;
  const more = h("div", { class: "sa-figure__more" });
  const body = h(
    "div",
    { class: "sa-figure__body" },
    h("div", { class: "sa-figure__picture" }, picture),
    h("p", { class: "sa-figure__caption", text: words.caption }),
    controlled,
    live,
    more,
  );
  const guessing = h("div", { class: "sa-guess" });

  picture.setAttribute("role", "img");
  picture.setAttribute("aria-labelledby", titleId);
  picture.setAttribute("aria-describedby", wordsId);

  let asked = false;
  /** Show the figure, and what there is to say of the guess. */
  function reveal(guess) {
    asked = false;
    body.hidden = false;
    const chosen = words.guess.options.find((option) => option.id === guess);
    guessing.replaceChildren();
    if (!chosen) return;
    guessing.append(h(
      "div",
      { class: "sa-guess__feedback", tabindex: "-1" },
      h("p", { class: "sa-guess__was", text: fill(ui.your_guess, { guess: chosen.text }) }),
      ...prose(chosen.feedback),
      h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", text: ui.guess_again, onclick: () => ask(true) }),
    ));
  }

  const guessed = () => kept.load().guess;
  const isGuess = (guess) => words.guess.options.some((option) => option.id === guess);

  /** Show the figure to who came by a link to it; a guess of her own says more. */
  function follow() {
    reveal(guessed());
    if (isGuess(guessed())) return;
    guessing.append(h(
      "div",
      { class: "sa-guess__feedback", tabindex: "-1" },
      h("p", { text: ui.share_came }),
      h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", text: ui.share_guess, onclick: () => ask(true) }),
    ));
  }

  function ask(focus) {
    asked = true;
    body.hidden = true;
    let chosen = null;
    const go = h("button", {
      type: "button", class: "sa-button", disabled: true, text: ui.show_figure,
      onclick: () => {
        reveal(chosen);
        // The answer is shown before it is put away.
        setTimeout(() => kept.done({ guess: chosen }));
        // The button is gone: the feedback is where the reader goes on, once the figure is drawn.
        requestAnimationFrame(() => guessing.firstChild.focus({ preventScroll: true }));
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

  function update() {
    draw();
    const now = values();
    tell(model.get("part"), now);
    const said = describe ? describe(now) : fill(words.describe, now);
    if (live.textContent !== said) live.textContent = said;
    if (!more.firstChild) return;
    share?.update();
    data.set(words.table.header, rows());
  }

  let settled = false;
  /** Show what was guessed on an earlier visit: before the first paint. */
  function settle() {
    const guess = !settled && asked ? guessed() : null;
    settled = true;
    if (!isGuess(guess)) return;
    reveal(guess);
    update();
  }

  /** Lay out what is below the figure, mostly folded away: a page's figures answer before it is there. */
  function underneath() {
    settle();
    share = shareLink(model, controlled, ui);
    more.before(
      h("div", { class: "sa-figure__explain" }, ...prose(words.explain)),
      h("div", { class: "sa-figure__transfer" }, ...prose(words.transfer)),
    );
    more.append(
      disclosure(ui.table, data.element),
      disclosure(ui.limits, h("ul", {}, ...words.limits.map((text) => h("li", { text })))),
      ...(share ? [share.element] : []),
      h("p", { class: "sa-source" }, h("strong", { text: `${ui.source}: ` }), words.source),
    );
    update();
  }

  el.classList.add("sa", "sa-figure");
  el.append(
    h(
      "figure",
      { "aria-labelledby": titleId },
      h(
        "figcaption",
        {},
        h("p", { class: "sa-figure__title", id: titleId, text: words.title }),
        h("p", { class: `sa-honesty sa-honesty--${honesty}`, text: ui[honesty] }),
      ),
      guessing,
      body,
    ),
  );
  el.querySelector("figure").addEventListener("sa:linked", follow);
  ask(false);
  // The page's first figure answers before what the reader's browser keeps has been fetched.
  if (document.readyState === "loading") requestAnimationFrame(settle);
  else settle();
  // While a page is being mounted, only what is seen is drawn at once; drawn again, a figure is whole.
  if (document.documentElement.dataset.widgets === "coming") setTimeout(underneath);
  else underneath();
  return { update };
}

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
