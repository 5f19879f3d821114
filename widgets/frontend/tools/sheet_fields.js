/** The controls of a tool: native, labelled, each giving its value as it changes. */
import { fill, h, uid } from "../dom.js";
import { slider } from "../controls.js";
import { day } from "./sheet_logic.js";

function frame(field, input, id, hintId, extra = null) {
  return h(
    "div",
    { class: `sa-field sa-field--${field.kind}` },
    h("label", { for: id, text: field.label }),
    field.hint ? h("p", { class: "sa-field__hint", id: hintId, text: field.hint }) : null,
    input,
    extra,
  );
}

function boxes(field, value, onchange) {
  const chosen = new Set(value || []);
  return h(
    "fieldset",
    { class: "sa-choice sa-choice--tight" },
    h("legend", { text: field.label }),
    field.hint ? h("p", { class: "sa-field__hint", text: field.hint }) : null,
    ...field.options.map((option) => {
      const id = uid("tick");
      const input = h("input", { type: "checkbox", id, checked: chosen.has(option.id), onchange: () => {
        if (input.checked) chosen.add(option.id);
        else chosen.delete(option.id);
        onchange(field.options.map((one) => one.id).filter((one) => chosen.has(one)));
      } });
      return h("div", { class: "sa-choice__row" }, input, h("label", { for: id }, option.text, option.hint ? h("span", { class: "sa-choice__hint", text: option.hint }) : null));
    }),
  );
}

function flag(field, value, onchange) {
  const id = uid("flag");
  const input = h("input", { type: "checkbox", id, checked: value === true, onchange: () => onchange(input.checked) });
  return h("div", { class: "sa-choice__row sa-flag" }, input, h("label", { for: id }, field.label, field.hint ? h("span", { class: "sa-choice__hint", text: field.hint }) : null));
}

function list(field, value, onchange, words, id, hintId) {
  const options = field.kind === "pick"
    ? field.options.map((option) => [option.id, option.text])
    : Array.from({ length: Math.floor((field.most - field.least) / field.step) + 1 }, (_, n) => field.least + n * field.step)
      .map((n) => [n, n === field.least ? `${n} – ${field.low}` : n === field.most ? `${n} – ${field.high}` : String(n)]);
  const input = h(
    "select",
    { id, "aria-describedby": field.hint ? hintId : null, onchange: () => onchange(input.value === "" ? "" : field.kind === "scale" ? Number(input.value) : input.value) },
    h("option", { value: "", text: words.choose }),
    ...options.map(([key, text]) => h("option", { value: key, text })),
  );
  input.value = value ?? "";
  return input;
}

function number(field, value, onchange, words, id, hintId) {
  const fault = h("p", { class: "sa-field__fault", role: "alert" });
  const input = h("input", {
    id, type: "text", inputmode: "decimal", autocomplete: "off", "aria-describedby": field.hint ? hintId : null,
    oninput: () => {
      const text = input.value.trim().replace(",", ".");
      const now = Number(text);
      const fine = text === "" || (Number.isFinite(now) && now >= field.least && now <= field.most);
      fault.textContent = fine ? "" : fill(words.number_between, { least: field.least, most: field.most });
      input.setAttribute("aria-invalid", String(!fine));
      onchange(text === "" || !fine ? "" : now);
    },
  });
  input.value = value === undefined || value === "" ? "" : String(value).replace(".", words.decimal);
  return { input: field.unit ? h("span", { class: "sa-number" }, input, h("span", { text: field.unit })) : input, fault };
}

/** A day. The browser shows it as its own language does, so it also stands in the course's words. */
function date(field, value, onchange, words, id, hintId) {
  const saidId = uid("day");
  const said = h("p", { class: "sa-field__hint", id: saidId, "aria-live": "polite" });
  const say = () => {
    said.textContent = input.value ? fill(words.that_day, { day: day(input.value, words.lang, "full") }) : "";
  };
  const input = h("input", {
    id, type: "date", autocomplete: "off", "aria-describedby": [field.hint ? hintId : null, saidId].filter(Boolean).join(" "),
    oninput: () => {
      say();
      onchange(input.value);
    },
  });
  input.value = value ?? "";
  say();
  return frame(field, input, id, hintId, said);
}

/**
 * The control of a field that is not made of records.
 * @param {object} field @param {any} value @param {(value: any) => void} onchange @param {Record<string, string>} words
 * @returns {HTMLElement}
 */
export function control(field, value, onchange, words) {
  if (field.kind === "ticks") return boxes(field, value, onchange);
  if (field.kind === "flag") return flag(field, value, onchange);
  if (field.slide) {
    let touched = typeof value === "number";
    return slider({
      label: field.label, hint: field.hint, min: field.least, max: field.most, step: field.step, value: touched ? value : (field.least + field.most) / 2,
      show: (now) => (touched ? now + (now === field.least ? ` (${field.low})` : now === field.most ? ` (${field.high})` : "") : words.not_set),
      oninput: (now) => {
        touched = true;
        onchange(now);
      },
    }).element;
  }
  const [id, hintId] = [uid("field"), uid("hint")];
  if (field.kind === "pick" || field.kind === "scale") return frame(field, list(field, value, onchange, words, id, hintId), id, hintId);
  if (field.kind === "number") {
    const { input, fault } = number(field, value, onchange, words, id, hintId);
    return frame(field, input, id, hintId, fault);
  }
  if (field.kind === "date") return date(field, value, onchange, words, id, hintId);
  const area = field.kind === "text";
  const suggestId = field.suggest?.length ? uid("suggest") : null;
  const input = h(area ? "textarea" : "input", {
    id, type: area ? null : "text", rows: area ? field.rows : null, autocomplete: "off",
    maxlength: area ? 3000 : 300, list: suggestId, "aria-describedby": field.hint ? hintId : null, oninput: () => onchange(input.value),
  });
  input.value = value ?? "";
  return frame(field, input, id, hintId, suggestId ? h("datalist", { id: suggestId }, ...field.suggest.map((text) => h("option", { value: text }))) : null);
}
