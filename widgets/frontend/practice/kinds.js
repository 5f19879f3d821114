/**
 * The seven kinds of question. Each builder takes ({item, words, lang}, kept answer) and returns
 *   element      the fields
 *   answer()     what is answered now, or null while something is missing
 *   score(a)     from 0 to 1
 *   feedback(a)  a list of {good, head, text}: one for each option, step, pair or card
 */
import { fill, h, number, shuffled, uid } from "../dom.js";
import { numeric, order, several, share, single, typed } from "./scoring.js";

function options(type, { item, words }, kept, hint) {
  const name = uid("q");
  const boxes = new Map();
  const chosen = [].concat(kept ?? []);
  const rows = shuffled(item.options, item.id).map((option) => {
    const id = uid("o");
    const box = h("input", { type, id, name, value: option.id, checked: chosen.includes(option.id) });
    boxes.set(option.id, box);
    return h("div", { class: "sa-choice__row" }, box, h("label", { for: id, text: option.text }));
  });
  const element = h("fieldset", { class: "sa-choice" }, h("legend", { text: item.prompt }), hint ? h("p", { class: "sa-hint", text: hint }) : null, ...rows);
  const now = () => [...boxes].filter(([, box]) => box.checked).map(([id]) => id);
  const feedback = (answer) => {
    const list = [].concat(answer);
    return shuffled(item.options, item.id).map((option) => ({
      good: Boolean(option.right),
      head: `${option.text} (${[list.includes(option.id) ? words.chosen : null, option.right ? words.right_one : null].filter(Boolean).join(", ") || "–"})`.replace(" (–)", ""),
      text: option.feedback,
    }));
  };
  return { element, now, feedback };
}

function buildSingle(context, kept) {
  const { element, now, feedback } = options("radio", context, kept);
  const right = context.item.options.find((option) => option.right).id;
  return { element, feedback, answer: () => now()[0] ?? null, score: (a) => single(a, right) };
}

function buildSeveral(context, kept) {
  const { element, now, feedback } = options("checkbox", context, kept, context.words.several_hint);
  const right = context.item.options.filter((option) => option.right).map((option) => option.id);
  return { element, feedback, answer: () => (now().length ? now() : null), score: (a) => several(a, right) };
}

function radios(legend, list, kept) {
  const name = uid("q");
  const boxes = list.map(([value, text]) => {
    const id = uid("o");
    const box = h("input", { type: "radio", id, name, value, checked: kept === value });
    return [box, h("div", { class: "sa-choice__row" }, box, h("label", { for: id, text }))];
  });
  return {
    element: h("fieldset", { class: "sa-choice" }, h("legend", { text: legend }), ...boxes.map(([, row]) => row)),
    now: () => boxes.find(([box]) => box.checked)?.[0].value ?? null,
  };
}

function buildTruefalse({ item, words }, kept) {
  const claim = radios(item.prompt, [["true", words.true], ["false", words.false]], kept?.says);
  const sure = radios(words.how_sure, [["0.5", words.sure_guess], ["0.75", words.sure_75], ["1", words.sure_100]], kept?.sure);
  return {
    element: h("div", {}, claim.element, sure.element),
    answer: () => (claim.now() && sure.now() ? { says: claim.now(), sure: sure.now() } : null),
    score: (a) => single(a.says, String(item.answer)),
    feedback: (a) => {
      const good = a.says === String(item.answer);
      return [{ good, head: fill(words.right_answer, { answer: words[String(item.answer)] }), text: item.feedback[`when_${a.says}`] }];
    },
  };
}

function buildNumeric({ item, words, lang }, kept) {
  const id = uid("n");
  const hint = uid("hint");
  const digits = (String(item.answer).split(".")[1] || "").length;
  const input = h("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", "aria-describedby": hint });
  if (kept !== null && kept !== undefined) input.value = number(kept, lang, (String(kept).split(".")[1] || "").length);
  const problem = h("span", { id: hint, class: "sa-hint", text: fill(words.number_hint, { example: lang === "nb" ? "12,5" : "12.5" }) });
  return {
    element: h(
      "fieldset",
      { class: "sa-choice" },
      h("legend", { text: item.prompt }),
      h("label", { for: id, text: words.number_label }),
      h("div", { class: "sa-number" }, input, h("span", { text: item.unit || "" })),
      problem,
    ),
    answer: () => {
      const value = typed(input.value);
      if (input.value.trim() && value === null) problem.textContent = words.not_number;
      return value;
    },
    score: (a) => numeric(a, item.answer, item.tolerance || 0),
    feedback: (a) => {
      const good = numeric(a, item.answer, item.tolerance || 0) === 1;
      const text = good ? item.feedback.right : a < item.answer ? item.feedback.low : item.feedback.high;
      return [{ good, head: fill(words.right_answer, { answer: `${number(item.answer, lang, digits)} ${item.unit || ""}`.trim() }), text }];
    },
  };
}

function buildOrder({ item, words }, kept) {
  const right = item.steps.map((step) => step.id);
  let now = kept?.length === right.length ? [...kept] : shuffled(right, item.id);
  if (!kept && now.join() === right.join()) now.reverse();
  const byId = new Map(item.steps.map((step) => [step.id, step]));
  const list = h("ol", { class: "sa-order" });
  const said = h("p", { class: "sa-visually-hidden", role: "status" });
  function draw(focus) {
    list.replaceChildren(...now.map((id, n) => {
      const move = (by, label, sign) => h("button", {
        type: "button", class: "sa-icon", "aria-label": `${label}: ${byId.get(id).text}`, text: sign, "data-move": `${id}${by}`,
        "aria-disabled": now[n + by] === undefined ? "true" : null,
        onclick: () => {
          if (now[n + by] === undefined) return;
          [now[n], now[n + by]] = [now[n + by], now[n]];
          said.textContent = `${byId.get(id).text}: ${n + by + 1}`;
          draw(`${id}${by}`);
        },
      });
      return h("li", {}, h("span", { class: "sa-order__text", text: byId.get(id).text }), move(-1, words.ui.move_up, "↑"), move(1, words.ui.move_down, "↓"));
    }));
    if (focus) list.querySelector(`[data-move="${focus}"]`)?.focus();
  }
  draw();
  return {
    element: h("fieldset", { class: "sa-choice" }, h("legend", { text: item.prompt }), h("p", { class: "sa-hint", text: words.order_hint }), list, said),
    answer: () => [...now],
    score: (a) => order(a, right),
    feedback: (a) => item.steps.map((step, n) => ({
      good: a[n] === step.id, head: `${n + 1}. ${step.text}`, text: step.feedback,
    })),
  };
}

/** Selects, one for each entry: for matching and sorting. */
function selects({ item, words }, entries, targets, hint, kept, right, textOf) {
  const fields = entries.map((entry) => {
    const id = uid("s");
    const field = h("select", { id }, h("option", { value: "", text: words.choose }), ...targets.map(([value, text]) => h("option", { value, text })));
    field.value = kept?.[entry.id] ?? "";
    return [entry.id, field, h("div", { class: "sa-pair" }, h("label", { for: id, text: textOf(entry) }), field)];
  });
  const names = new Map(targets);
  return {
    element: h("fieldset", { class: "sa-choice" }, h("legend", { text: item.prompt }), h("p", { class: "sa-hint", text: hint }), ...fields.map(([, , row]) => row)),
    answer: () => (fields.every(([, field]) => field.value) ? Object.fromEntries(fields.map(([id, field]) => [id, field.value])) : null),
    score: (a) => share(a, right),
    feedback: (a) => entries.map((entry) => ({
      good: a[entry.id] === right[entry.id], head: `${textOf(entry)}: ${names.get(right[entry.id])}`, text: entry.feedback,
    })),
  };
}

function buildMatch(context, kept) {
  const { item, words } = context;
  const right = Object.fromEntries(item.pairs.map((pair) => [pair.id, pair.id]));
  const targets = shuffled(item.pairs, `${item.id}-right`).map((pair) => [pair.id, pair.right]);
  return selects(context, shuffled(item.pairs, item.id), targets, words.match_hint, kept, right, (pair) => pair.left);
}

function buildClassify(context, kept) {
  const { item, words } = context;
  const right = Object.fromEntries(item.cards.map((card) => [card.id, card.category]));
  const targets = item.categories.map((category) => [category.id, category.text]);
  return selects(context, shuffled(item.cards, item.id), targets, words.classify_hint, kept, right, (card) => card.text);
}

export const KINDS = {
  single: buildSingle, several: buildSeveral, truefalse: buildTruefalse, numeric: buildNumeric,
  order: buildOrder, match: buildMatch, classify: buildClassify,
};
