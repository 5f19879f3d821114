/** Small parts that several tools use: a labelled field, a step, a list of checks, undo. */
import { h, prose, uid } from "../dom.js";

/** A select with its label. @param {{label: string, options: [string, string][] | Element[], value?: string, onchange?: (value: string) => void}} options */
export function select({ label, options, value = "", onchange = () => {} }) {
  const id = uid("select");
  const input = h("select", { id, onchange: () => onchange(input.value) });
  const put = (list, chosen) => {
    input.replaceChildren(...list.map((option) => (Array.isArray(option) ? h("option", { value: option[0], text: option[1] }) : option)));
    input.value = chosen;
  };
  put(options, value);
  return { element: h("div", { class: "sa-field" }, h("label", { for: id, text: label }), input), input, put };
}

/** A line or an area to write in, with its label. @param {{label: string, hint?: string, rows?: number, value?: string, oninput?: (value: string) => void}} options */
export function field({ label, hint, rows = 0, value = "", oninput = () => {} }) {
  const id = uid("field");
  const hintId = uid("hint");
  const input = h(rows ? "textarea" : "input", {
    id, type: rows ? null : "text", rows: rows || null, autocomplete: "off", maxlength: rows ? 2000 : 200,
    "aria-describedby": hint ? hintId : null, oninput: () => oninput(input.value),
  });
  input.value = value;
  const element = h(
    "div",
    { class: "sa-field" },
    h("label", { for: id, text: label }),
    hint ? h("p", { class: "sa-field__hint", id: hintId, text: hint }) : null,
    input,
  );
  return { element, input };
}

/** One step of a tool: a heading and what belongs to it. */
export function step(title, hint, ...content) {
  const id = uid("step");
  return h(
    "div",
    { class: "sa-step", role: "group", "aria-labelledby": id },
    h("p", { class: "sa-step__title", id, text: title }),
    ...prose(hint),
    ...content,
  );
}

/** What is in place and what is missing, in words and signs. @param {{met: boolean, text: string}[]} checks @param {{met: string, missing: string}} words */
export function checklist(checks, words) {
  return h(
    "ul",
    { class: "sa-checks" },
    ...checks.map(({ met, text }) => h(
      "li",
      { class: met ? "sa-checks__met" : "sa-checks__missing" },
      h("span", { class: "sa-checks__sign", "aria-hidden": "true", text: met ? "✓" : "○" }),
      h("span", {}, h("strong", { text: `${met ? words.met : words.missing}: ` }), text),
    )),
  );
}

/** A place for one undo: `offer` shows the button, which puts things back and says so. @param {string} label */
export function undo(label, said) {
  const element = h("div", { class: "sa-undo", role: "status", "aria-live": "polite" });
  return {
    element,
    offer: (text, back) => element.replaceChildren(
      h("p", { class: "sa-undo__text", text }),
      h("button", {
        type: "button", class: "sa-button sa-button--quiet", text: label,
        onclick: () => {
          element.replaceChildren(h("p", { class: "sa-undo__text", tabindex: "-1", text: said }));
          element.firstChild.focus();
          back();
        },
      }),
    ),
    clear: () => element.replaceChildren(),
  };
}
