/** Questions answered by putting things in their place: order, match, classify. */
import { fill, h, shuffled, uid } from "../dom.js";
import { keyOf } from "./scoring.js";

export function order({ item, words, seed }, kept) {
  const right = keyOf(item);
  let now = kept ? [...kept.given] : shuffled(right, seed);
  if (!kept && now.join() === right.join()) now.reverse();
  const text = Object.fromEntries(item.steps.map((step) => [step.id, step.text]));
  const list = h("ol", { class: "sa-order" });
  const said = h("p", { class: "sa-visually-hidden", role: "status" });

  function move(id, to) {
    if (to < 0 || to >= now.length) return false;
    now = now.filter((one) => one !== id);
    now.splice(to, 0, id);
    said.textContent = fill(words.moved, { text: text[id], n: to + 1, of: now.length });
    draw();
    return true;
  }

  function mover(id, n, by) {
    const edge = n + by < 0 || n + by >= now.length;
    return h("button", {
      type: "button", class: "sa-icon", text: by < 0 ? "↑" : "↓", "data-move": `${id} ${by}`,
      "aria-label": `${by < 0 ? words.ui.move_up : words.ui.move_down}: ${text[id]}`,
      // Not disabled: a button that loses the focus under the reader's finger is a trap.
      "aria-disabled": edge ? "true" : null,
      onclick: () => move(id, n + by) && list.querySelector(`[data-move="${id} ${by}"]`).focus(),
    });
  }

  function drag(id, event) {
    if (event.button || event.target.closest("button")) return;
    const follow = ({ clientY: y }) => {
      const rows = [...list.children].map((row) => row.getBoundingClientRect());
      const at = now.indexOf(id);
      const { height } = rows[at];
      // A row gives way when the pointer is on it and the dragged one would come under the pointer:
      // a low and a high row would else change places to and fro.
      let to = at;
      while (to < rows.length - 1 && y > Math.max(rows[to + 1].top, rows[to + 1].bottom - height)) to += 1;
      if (to === at) while (to > 0 && y < Math.min(rows[to - 1].bottom, rows[to - 1].top + height)) to -= 1;
      if (to !== at) move(id, to);
    };
    const stop = () => {
      document.removeEventListener("pointermove", follow);
      for (const end of ["pointerup", "pointercancel"]) document.removeEventListener(end, stop);
    };
    document.addEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, stop);
    event.preventDefault();
  }

  function draw() {
    list.replaceChildren(...now.map((id, n) => h(
      "li",
      {},
      h("span", { class: "sa-order__grip", "aria-hidden": "true", text: "⠿", onpointerdown: (event) => drag(id, event) }),
      h("span", { class: "sa-order__text", text: text[id] }),
      mover(id, n, -1), mover(id, n, 1),
    )));
  }

  draw();
  return {
    element: h("fieldset", { class: "sa-choice" }, h("legend", { text: item.prompt }), h("p", { class: "sa-hint", text: words.order_hint }), list, said),
    answer: () => ({ given: [...now] }),
    review: (given) => item.steps.map((step, n) => ({
      good: given[n] === step.id, head: `${n + 1}. ${step.text}`, text: step.feedback,
      mark: given[n] === step.id ? words.ui.right : fill(words.your_place, { n: given.indexOf(step.id) + 1 }),
    })),
  };
}

/** Selects, one for each entry. `targets` are [id, text]; the two kinds below differ only in these. */
function places({ item, words }, entries, targets, hint, kept) {
  const right = keyOf(item);
  const names = new Map(targets);
  const rows = entries.map(([id, text]) => {
    const field = h("select", { id: uid("s") }, h("option", { value: "", text: words.choose }), ...targets.map(([value, name]) => h("option", { value, text: name })));
    field.value = kept?.given[id] ?? "";
    return { id, field, element: h("div", { class: "sa-pair" }, h("label", { for: field.id, text }), field) };
  });
  const feedback = Object.fromEntries((item.pairs || item.cards).map((entry) => [entry.id, entry.feedback]));
  return {
    element: h("fieldset", { class: "sa-choice" }, h("legend", { text: item.prompt }), h("p", { class: "sa-hint", text: hint }), ...rows.map(({ element }) => element)),
    answer: () => (rows.every(({ field }) => field.value) ? { given: Object.fromEntries(rows.map(({ id, field }) => [id, field.value])) } : null),
    review: (given) => entries.map(([id, text]) => {
      const good = given[id] === right[id];
      return {
        good, head: `${text} → ${names.get(right[id])}`, text: feedback[id],
        mark: good ? words.ui.right : fill(words.your_answer, { answer: names.get(given[id]) }),
      };
    }),
  };
}

export function match(context, kept) {
  const { item, words, seed } = context;
  const right = keyOf(item);
  // Pairs that share an answer give it once.
  const targets = item.pairs.filter((pair) => right[pair.id] === pair.id).map((pair) => [pair.id, pair.right]);
  const entries = item.pairs.map((pair) => [pair.id, pair.left]);
  return places(context, entries, shuffled(targets, seed), words.match_hint, kept);
}

export function classify(context, kept) {
  const { item, words, seed } = context;
  const entries = shuffled(item.cards.map((card) => [card.id, card.text]), seed);
  return places(context, entries, item.categories.map((category) => [category.id, category.text]), words.classify_hint, kept);
}
