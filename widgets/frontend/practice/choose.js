/** Questions answered by choosing or writing: single, several, true or false, a number. */
import { fill, h, number, shuffled, uid } from "../dom.js";
import { scale } from "./scale.js";
import { typed, within } from "./scoring.js";

const SURE = [50, 60, 70, 80, 90, 100];

function options(type, { item, words, seed }, kept, hint) {
  const name = uid("q");
  const chosen = [].concat(kept ?? []);
  const list = shuffled(item.options, seed);
  const boxes = list.map((option) => h("input", { type, id: uid("o"), name, value: option.id, checked: chosen.includes(option.id) }));
  const now = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const mark = (option, mine) => (option.right ? (mine ? words.mark_right_mine : words.mark_right) : mine ? words.mark_wrong_mine : words.mark_wrong);
  return {
    element: h(
      "fieldset",
      { class: "sa-choice" },
      h("legend", { text: item.prompt }),
      hint ? h("p", { class: "sa-hint", text: hint }) : null,
      ...list.map((option, n) => h("div", { class: "sa-choice__row" }, boxes[n], h("label", { for: boxes[n].id, text: option.text }))),
    ),
    now,
    review: (given) => list.map((option) => ({
      good: Boolean(option.right), head: option.text, text: option.feedback,
      mark: mark(option, [].concat(given).includes(option.id)),
    })),
  };
}

export function single(context, kept) {
  const { element, now, review } = options("radio", context, kept?.given);
  return { element, review, answer: () => (now().length ? { given: now()[0] } : null) };
}

export function several(context, kept) {
  const { element, now, review } = options("checkbox", context, kept?.given, context.words.several_hint);
  return { element, review, answer: () => (now().length ? { given: now() } : null) };
}

export function truefalse({ item, words, percent, plain }, kept) {
  const name = uid("q");
  const boxes = [true, false].map((value) => h("input", { type: "radio", id: uid("o"), name, checked: kept?.given === value }));
  const texts = [words.true, words.false];
  const sure = plain ? null : scale({
    legend: words.how_sure, hint: words.sure_hint, value: kept ? Math.round(kept.sure * 100) : undefined,
    values: SURE.map((value) => [value, percent(value)]),
  });
  return {
    element: h(
      "div",
      {},
      h("fieldset", { class: "sa-choice" }, h("legend", { text: item.prompt }), ...boxes.map((box, n) => h("div", { class: "sa-choice__row" }, box, h("label", { for: box.id, text: texts[n] })))),
      sure?.element || "",
    ),
    answer: () => {
      const n = boxes.findIndex((box) => box.checked);
      if (n < 0 || sure?.now() === null) return null;
      return sure ? { given: n === 0, sure: sure.now() / 100 } : { given: n === 0 };
    },
    review: (given, { sure: how } = {}) => [{
      good: given === item.answer,
      mark: [
        fill(words.your_answer, { answer: given ? words.true : words.false }),
        how ? fill(words.sure_was, { sure: percent(Math.round(how * 100)) }) : null,
      ].filter(Boolean).join(". "),
      head: fill(words.right_answer, { answer: item.answer ? words.true : words.false }),
      text: given ? item.feedback.when_true : item.feedback.when_false,
    }],
  };
}

export function numeric({ item, words, lang }, kept) {
  const id = uid("n");
  const hintId = uid("hint");
  const decimals = (value) => (String(value).split(".")[1] || "").length;
  const shown = (value) => `${number(value, lang, decimals(value))} ${item.unit || ""}`.trim();
  const input = h("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", "aria-describedby": hintId });
  if (kept) input.value = number(kept.given, lang, decimals(kept.given));
  return {
    element: h(
      "fieldset",
      { class: "sa-choice" },
      h("legend", { text: item.prompt }),
      h("label", { for: id, text: words.number_label }),
      h("div", { class: "sa-number" }, input, h("span", { text: item.unit || "" })),
      h("p", { id: hintId, class: "sa-hint", text: fill(words.number_hint, { example: lang === "nb" ? "12,5" : "12.5" }) }),
    ),
    problem: () => (input.value.trim() && typed(input.value) === null ? words.not_number : null),
    answer: () => {
      const given = typed(input.value);
      return given === null ? null : { given };
    },
    review: (given) => {
      const good = within(item.answer, item.tolerance, given) === 1;
      return [{
        good, mark: fill(words.your_answer, { answer: shown(given) }),
        head: fill(words.right_answer, { answer: shown(item.answer) }),
        text: good ? item.feedback.right : given < item.answer ? item.feedback.low : item.feedback.high,
      }];
    },
  };
}
