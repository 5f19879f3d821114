/** Cards into columns: place them all, then see where the course would put them, and why. */
import { fill, h, prose } from "../dom.js";
import { later } from "../moment.js";
import { drawer } from "../store.js";
import { board } from "../tools/board.js";
import { onPaper } from "../tools/files.js"; // later
import { honestyOf, leftOut } from "../tools/honesty.js";
import { button, cited, landing } from "./parts.js";

/** Only cards and columns that still exist. */
function whole(placed, cards, columns) {
  const known = new Set(columns.map(({ id }) => id));
  return Object.fromEntries(cards.filter(({ id }) => known.has(placed?.[id])).map(({ id }) => [id, placed[id]]));
}

function render({ model, el }) {
  const words = model.get("words");
  const content = model.get("content");
  const { title, intro, columns, cards, closing, facts = [] } = content;
  const kept = drawer(model);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const before = kept.load();
  const placed = whole(before.placed, cards, columns);
  const all = () => cards.every(({ id }) => placed[id]);
  let checked = before.checked === true && all();
  const right = (id, column) => byId.get(id).column === column || byId.get(id).accept.includes(column);

  const place = board({
    cards,
    bins: columns.map(({ id, text, hint }) => ({ id, title: text, hint })),
    placed,
    words: { ...words.board, right: words.ui.right, not_quite: words.ui.not_quite },
    feedback: (id, column) => (checked ? { right: right(id, column), text: byId.get(id).feedback } : null),
    onmove: (id, column) => {
      kept.save({ placed });
      fault.textContent = "";
      if (!checked) return "";
      tell();
      return column ? `${right(id, column) ? words.ui.right : words.ui.not_quite}. ${byId.get(id).feedback}` : "";
    },
  });
  const fault = h("p", { class: "sa-field__fault", role: "alert" });
  const result = h("div", { class: "sa-sorter__result" });
  const see = button(words.check, () => {
    if (!all()) {
      fault.textContent = words.need;
      return;
    }
    checked = true;
    kept.save({ checked });
    kept.done();
    place.refresh();
    tell();
    result.querySelector("[tabindex='-1']").focus();
  });
  const again = button(words.ui.again, () => {
    checked = false;
    for (const id of Object.keys(placed)) delete placed[id];
    kept.clear();
    place.refresh();
    tell();
    place.element.querySelector("button").focus();
  }, "quiet");

  function tell() {
    see.hidden = checked;
    again.hidden = !checked;
    if (!checked) {
      result.replaceChildren();
      return;
    }
    const n = cards.filter(({ id }) => right(id, placed[id])).length;
    result.replaceChildren(...[
      landing(fill(words.result, { n, of: cards.length }), "sa-step__title"),
      h("p", { class: "sa-cards__move", text: words.move_on }),
      ...prose(closing),
      cited([...facts, ...cards.flatMap((card) => card.facts)], model),
    ].filter(Boolean));
  }

  /** The columns with the cards that lie in them, and what the course has said of each. */
  function paper() {
    const said = (card) => (checked && placed[card.id]
      ? [h("strong", { text: ` (${right(card.id, placed[card.id]) ? words.ui.right : words.ui.not_quite})` }), ...prose(card.feedback)]
      : []);
    const group = (head, there) => [
      h("p", { class: "sa-step__title", text: head }),
      h("ul", {}, ...(there.length ? there.map((card) => h("li", {}, card.text, ...said(card))) : [h("li", { text: words.board.bin_empty })])),
    ];
    const waiting = cards.filter(({ id }) => !placed[id]);
    return [
      h("p", { class: "sa-tool__title", text: title }),
      ...prose(intro),
      ...columns.flatMap((column) => group(column.text, cards.filter(({ id }) => placed[id] === column.id))),
      ...(waiting.length ? group(words.board.tray, waiting) : []),
      ...(checked ? [...result.children].map((part) => part.cloneNode(true)) : []),
    ];
  }

  el.classList.add("sa", "sa-tool");
  el.append(h(
    "div",
    { class: "sa-card sa-cards" },
    h("p", { class: "sa-tool__title", text: title }),
    honestyOf(content, words.ui),
    ...prose(intro),
    place.element,
    fault,
    h("div", { class: "sa-buttons" }, see, again),
    result,
    leftOut(content, words.ui),
    h("p", { class: "sa-source", text: words.ui.kept_here }),
  ));
  tell();
  later(() => onPaper(el, paper, () => Object.keys(placed).length > 0));
}

export default { render };
