/** Arrows between corners: from, to, what happens; a list in which each can be taken away. */
import { fill, h } from "../dom.js";
import { announcer } from "./say.js";
import { field, select } from "./parts.js";

export const MOST = 12;

/**
 * @param {{corners: [string, string][], words: Record<string, string>, get: () => {from: string, to: string, text: string}[],
 *   set: (arrows: {from: string, to: string, text: string}[]) => void, said?: (arrow: object) => string}} options
 *   `corners` are [id, title]; `said` gives the feedback on one arrow, when there is any
 * @returns {{element: HTMLElement, refresh: () => void}}
 */
export function arrowList({ corners, words, get, set, said = () => "" }) {
  const live = announcer();
  const titles = Object.fromEntries(corners);
  const empty = [["", words.choose]];
  const from = select({ label: words.from, options: [...empty, ...corners] });
  const to = select({ label: words.to, options: [...empty, ...corners] });
  const what = field({ label: words.what });
  const fault = h("p", { class: "sa-field__fault", role: "alert" });
  const list = h("ol", { class: "sa-arrows" });
  const none = h("p", { class: "sa-board__empty", text: words.none });
  const name = (arrow) => fill(words.arrow, { from: titles[arrow.from], to: titles[arrow.to] });

  function add() {
    const arrow = { from: from.input.value, to: to.input.value, text: what.input.value.trim() };
    const twice = get().some((other) => other.from === arrow.from && other.to === arrow.to);
    fault.textContent = !arrow.from || !arrow.to ? words.need_both : arrow.from === arrow.to ? words.same : twice ? words.twice : get().length >= MOST ? fill(words.too_many, { n: MOST }) : "";
    if (fault.textContent) {
      (arrow.from ? to : from).input.focus();
      return;
    }
    set([...get(), arrow]);
    from.input.value = "";
    to.input.value = "";
    what.input.value = "";
    refresh();
    live.say(fill(words.added, { arrow: name(arrow) }));
    from.input.focus();
  }

  /** Enter in the text field adds the arrow; the key must not go on to the list that gets the focus. */
  function enter(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  }

  function remove(n) {
    const arrow = get()[n];
    set(get().filter((_, k) => k !== n));
    refresh();
    live.say(fill(words.removed, { arrow: name(arrow) }));
    (list.querySelectorAll("button")[Math.min(n, get().length - 1)] || from.input).focus();
  }

  function refresh() {
    none.hidden = get().length > 0;
    list.replaceChildren(...get().map((arrow, n) => {
      const feedback = said(arrow);
      return h(
        "li",
        {},
        h(
          "div",
          { class: "sa-arrows__row" },
          h("span", { class: "sa-arrows__text" }, h("strong", { text: name(arrow) }), arrow.text ? `: ${arrow.text}` : ""),
          h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", "aria-label": fill(words.remove_this, { arrow: name(arrow) }), text: words.remove, onclick: () => remove(n) }),
        ),
        feedback ? h("p", { class: "sa-arrows__said", text: feedback }) : null,
      );
    }));
  }

  refresh();
  return {
    element: h(
      "div",
      {},
      h(
        "div",
        { class: "sa-arrows__new" },
        from.element,
        to.element,
        h("div", { class: "sa-arrows__what", onkeydown: enter }, what.element),
        h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.add, onclick: add }),
      ),
      fault,
      none,
      list,
      live.element,
    ),
    refresh,
  };
}
