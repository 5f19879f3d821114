/**
 * A board: cards that the reader places in bins. Three equal ways: drag with a pointer; tap a card
 * and tap where it belongs; the same with Tab and Enter. The cards' elements are never rebuilt, so
 * focus and screen reader follow the card.
 */
import { fill, h, prose, uid } from "../dom.js";
import { later } from "../moment.js";
import { draggable } from "./drag.js"; // later
import { announcer } from "./say.js";

/**
 * @param {{
 *   cards: {id: string, text: string}[],
 *   bins: {id: string, title: string, hint?: string}[],
 *   placed: Record<string, string>,
 *   words: {tray: string, tray_empty: string, bin_empty: string, choose: string, move_to: string,
 *           take_back: string, moved: string, taken_back: string, left: string, none_left: string,
 *           grip: string, right: string, not_quite: string},
 *   feedback?: (id: string, bin: string) => {right: boolean, text: string} | null,
 *   onmove: (id: string, bin: string | null) => string | void,
 * }} options `onmove` may answer with words that are said after the move
 * @returns {{element: HTMLElement, refresh: () => void}} `refresh` after `placed` was changed outside
 */
export function board({ cards, bins, placed, words, feedback = () => null, onmove }) {
  const live = announcer();
  const lists = new Map();
  const titles = new Map(bins.map((bin) => [bin.id, bin.title]));
  const parts = new Map(cards.map((card) => [card.id, cardPart(card)]));
  const tray = column("", words.tray, "", words.tray_empty, "sa-board__tray");
  const element = h(
    "div",
    { class: "sa-board" },
    tray,
    h("div", { class: "sa-board__bins" }, ...bins.map((bin) => column(bin.id, bin.title, bin.hint, words.bin_empty, "sa-board__bin"))),
    live.element,
  );

  function column(id, title, hint, empty, name) {
    const head = uid("bin");
    const list = h("ul", { class: "sa-board__list", "aria-labelledby": head });
    lists.set(id, list);
    return h(
      "div",
      { class: name, "data-bin": id, role: "group", "aria-labelledby": head },
      h("p", { class: "sa-board__head", id: head, text: title }),
      hint ? h("p", { class: "sa-board__hint", text: hint }) : null,
      list,
      h("p", { class: "sa-board__empty", text: empty }),
    );
  }

  function cardPart(card) {
    const moverId = uid("mover");
    const mover = h("div", { class: "sa-board__mover", id: moverId, role: "group", "aria-label": fill(words.move_to, { card: card.text }), hidden: true });
    const button = h("button", {
      type: "button", class: "sa-board__choose", text: card.text, "aria-expanded": "false", "aria-controls": moverId,
      title: words.choose, onclick: () => open(mover.hidden ? card.id : null),
    });
    const grip = h("span", { class: "sa-board__grip", "aria-hidden": "true", title: words.grip }, "⠿");
    const note = h("div", { class: "sa-board__note" });
    const item = h(
      "li",
      { class: "sa-board__card", "data-card": card.id, onkeydown: (event) => {
        if (event.key !== "Escape" || mover.hidden) return;
        open(null);
        button.focus();
      } },
      h("div", { class: "sa-board__face" }, grip, button),
      mover,
      note,
    );
    return { card, item, grip, button, mover, note };
  }

  function mark(over) {
    for (const place of element.querySelectorAll("[data-bin]")) place.classList.toggle("sa-board--over", place.dataset.bin === over);
  }

  /** Open the mover of one card, and close the others. */
  function open(id) {
    for (const { card, button, mover } of parts.values()) {
      const on = card.id === id;
      button.setAttribute("aria-expanded", String(on));
      mover.hidden = !on;
      if (!on) continue;
      const here = placed[id] || "";
      mover.replaceChildren(
        ...bins.filter((bin) => bin.id !== here).map((bin) => way(id, bin.id, bin.title)),
        ...(here ? [way(id, null, words.take_back)] : []),
      );
    }
  }

  function way(id, bin, text) {
    return h("button", { type: "button", class: "sa-board__way", "data-to": bin || "", text, onclick: () => move(id, bin) });
  }

  function move(id, bin) {
    if (bin) placed[id] = bin;
    else delete placed[id];
    open(null);
    const more = onmove(id, bin);
    refresh();
    const waiting = cards.filter((card) => !placed[card.id]);
    const next = bin && waiting.length ? waiting[0].id : id;
    parts.get(next).button.focus({ preventScroll: next === id });
    const text = parts.get(id).card.text;
    live.say(
      [
        fill(bin ? words.moved : words.taken_back, { card: text, bin: titles.get(bin) || "" }),
        waiting.length ? fill(words.left, { n: waiting.length }) : words.none_left,
        more,
      ].filter(Boolean).join(" "),
    );
  }

  function refresh() {
    for (const { card, item, note } of parts.values()) {
      const bin = lists.has(placed[card.id]) ? placed[card.id] : "";
      const list = lists.get(bin);
      if (item.parentNode !== list) list.append(item);
      const said = bin ? feedback(card.id, bin) : null;
      item.classList.toggle("sa-board__card--right", Boolean(said?.right));
      item.classList.toggle("sa-board__card--wrong", Boolean(said && !said.right));
      note.replaceChildren(
        ...(said ? [h("p", { class: "sa-board__verdict", text: said.right ? `✓ ${words.right}` : `→ ${words.not_quite}` }), ...prose(said.text)] : []),
      );
    }
    element.classList.toggle("sa-board--placed", lists.get("").children.length === 0);
    for (const list of lists.values()) list.nextElementSibling.hidden = list.children.length > 0;
  }

  refresh();
  later(() => parts.forEach(({ card, item, grip, button }) => draggable(item, {
    handle: grip, mouse: button,
    over: (bin) => mark(bin),
    drop: (bin) => {
      if (lists.has(bin) && bin !== (placed[card.id] || "")) move(card.id, bin || null);
    },
  })));
  return { element, refresh };
}
