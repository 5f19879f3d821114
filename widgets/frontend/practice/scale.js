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
  return made.get(values).cloneNode(true);
}

/**
 * @param {{legend: string, hint?: string, values: [number, string][], value?: number, onchange?: (value: number) => void}} options
 * @returns {{element: HTMLElement, now: () => number | null, choose: (value?: number) => void}}
 */
export function scale({ legend, hint, values, value, onchange = () => {} }) {
  const name = uid("scale");
  const hintId = uid("hint");
  const row = steps(values);
  const boxes = [...row.querySelectorAll("input")];
  for (const box of boxes) box.name = name;
  row.addEventListener("change", (event) => onchange(Number(event.target.value)));
  const choose = (number) => {
    for (const box of boxes) box.checked = Number(box.value) === number;
  };
  if (value !== undefined) choose(value);
  return {
    element: h(
      "fieldset",
      { class: "sa-scale", "aria-describedby": hint ? hintId : null },
      h("legend", { text: legend }),
      hint ? h("p", { class: "sa-hint", id: hintId, text: hint }) : null,
      row,
    ),
    now: () => {
      const chosen = boxes.find((box) => box.checked);
      return chosen ? Number(chosen.value) : null;
    },
    choose,
  };
}
