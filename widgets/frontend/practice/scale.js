/** A row of numbers, or of words, to choose one from. */
import { h, uid } from "../dom.js";

/** The steps of each list of values, made once: a page has many rows of the same. */
const made = new WeakMap();

function steps(values) {
  if (!made.has(values)) {
    made.set(values, h("div", { class: "sa-scale__row" }, ...values.map(([number, text]) => h(
      "label",
      { class: "sa-scale__step" },
      h("input", { type: "radio", value: number }),
      h("span", { text }),
    ))));
  }
  const name = uid("scale");
  const row = made.get(values).cloneNode(true);
  for (const box of row.querySelectorAll("input")) box.name = name;
  return row;
}

function build(legend, hint, values) {
  const hintId = uid("hint");
  return h(
    "fieldset",
    { class: "sa-scale", "aria-describedby": hint ? hintId : null },
    h("legend", { text: legend }),
    hint ? h("p", { class: "sa-hint", id: hintId, text: hint }) : null,
    steps(values),
  );
}

/**
 * `element` is a scale that stands in the page, where there is one: it is used as it stands.
 * @param {{legend: string, hint?: string, values: [number, string][], value?: number, onchange?: (value: number) => void, element?: HTMLElement}} options
 * @returns {{element: HTMLElement, now: () => number | null, choose: (value?: number) => void}}
 */
export function scale({ legend, hint, values, value, onchange = () => {}, element = build(legend, hint, values) }) {
  const boxes = [...element.querySelectorAll("input")];
  element.addEventListener("change", (event) => onchange(Number(event.target.value)));
  const choose = (number) => {
    for (const box of boxes) box.checked = Number(box.value) === number;
  };
  if (value !== undefined) choose(value);
  return {
    element,
    now: () => {
      const chosen = boxes.find((box) => box.checked);
      return chosen ? Number(chosen.value) : null;
    },
    choose,
  };
}
