/** Controls and tables that figures, tools and forms share. */
import { h, uid } from "./dom.js";

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
