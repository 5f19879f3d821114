/** The Diamond with the module's story: place the phrases, draw arrows, choose where to begin, check. */
import { fill, h, prose, uid } from "../dom.js";
import { arrowList } from "./arrows.js";
import { board } from "./board.js";
import { check } from "./diamond_checks.js";
import { CORNERS } from "./diamond_picture.js";
import { diamondView } from "./diamond_view.js";
import { checklist, select, step } from "./parts.js";

const empty = () => ({ placed: {}, first: null, arrows: [], start: null, checked: false });

/**
 * @param {{words: Record<string, any>, content: Record<string, any>, state: object,
 *   save: (state: object) => void, done: () => void, file: (state: object) => object}} options
 * @returns {{element: HTMLElement, get: () => object, set: (state: object) => void, isEmpty: () => boolean, paper: () => Node[]}}
 */
export function practice({ words, content, state: kept, save, done, file }) {
  const state = { ...empty(), ...kept };
  const phrases = new Map(content.phrases.map((phrase) => [phrase.id, phrase]));
  const titles = CORNERS.map((corner) => [corner, words.corners[corner].title]);
  const inCorner = (corner) => content.phrases.filter((phrase) => state.placed[phrase.id] === corner);
  const result = h("div", { class: "sa-diamond__result", role: "region", "aria-label": words.practice.result, tabindex: "-1" });

  function changed() {
    if (state.start && !state.placed[state.start]) state.start = null;
    save(state);
    view.refresh();
    fillStart();
  }

  const cards = board({
    cards: content.phrases, bins: CORNERS.map((id) => ({ id, ...words.corners[id] })), placed: state.placed,
    words: { ...words.board, right: words.ui.right, not_quite: words.ui.not_quite },
    feedback: (id, corner) => (state.checked ? { right: phrases.get(id).corner === corner, text: phrases.get(id).feedback } : null),
    onmove: (id, corner) => {
      const bodyFirst = corner && corner !== "body" && !inCorner("body").length;
      if (!Object.keys(state.placed).length) state.first = null;
      else state.first ??= corner;
      hint.hidden = !bodyFirst;
      changed();
      return bodyFirst ? words.checks.body_first : "";
    },
  });
  const hint = h("p", { class: "sa-feedback sa-diamond__hint", hidden: true, text: words.checks.body_first });

  const arrows = arrowList({
    corners: titles, words: words.arrows, get: () => state.arrows,
    set: (list) => {
      state.arrows = list;
      changed();
    },
    said: (arrow) => {
      if (!state.checked) return "";
      const ours = content.arrows.find((other) => other.from === arrow.from && other.to === arrow.to);
      return ours ? ours.text : words.arrows.not_ours;
    },
  });

  const start = select({
    label: words.start.label, options: [["", words.start.none]],
    onchange: (value) => {
      state.start = value || null;
      changed();
    },
  });
  function fillStart() {
    const groups = CORNERS.filter((corner) => inCorner(corner).length).map((corner) => h(
      "optgroup",
      { label: words.corners[corner].title },
      ...inCorner(corner).map((phrase) => h("option", { value: phrase.id, text: phrase.text })),
    ));
    start.put([h("option", { value: "", text: Object.keys(state.placed).length ? words.arrows.choose : words.start.none }), ...groups], state.start || "");
  }

  const view = diamondView({
    words, title: () => fill(words.picture_of, { title: content.title }), file: () => file(state),
    get: () => ({
      corners: Object.fromEntries(CORNERS.map((corner) => [corner, inCorner(corner).map((phrase) => ({ text: phrase.text, start: phrase.id === state.start }))])),
      arrows: state.arrows,
    }),
  });

  function why() {
    const phrase = phrases.get(state.start);
    if (!phrase) return [];
    const good = content.changeable.find((place) => place.id === state.start);
    return [h(
      "div",
      { class: `sa-feedback ${good ? "sa-feedback--right" : ""}` },
      h("p", {}, h("strong", { text: good ? words.start.good : words.start.less })),
      ...prose(good ? good.why : words.start.why_less[phrase.corner]),
    )];
  }

  function show() {
    cards.refresh();
    arrows.refresh();
    result.hidden = !state.checked;
    if (!state.checked) return;
    const waiting = content.phrases.length - Object.keys(state.placed).length;
    const right = content.phrases.filter((phrase) => state.placed[phrase.id] === phrase.corner).length;
    const checks = check({ body: inCorner("body").length, first: state.first, arrows: state.arrows.length, start: phrases.get(state.start)?.text || "" }, words);
    checks.unshift({ met: waiting === 0, text: waiting ? fill(words.checks.phrases_missing, { n: waiting }) : fill(words.checks.phrases_met, { right, all: content.phrases.length }) });
    const whole = checks.every(({ met }) => met);
    result.replaceChildren(
      h("p", { class: "sa-step__title", text: whole ? words.practice.whole : words.practice.not_whole }),
      checklist(checks, words.checks),
      ...why(),
      h("p", { text: whole ? words.practice.after : words.practice.go_on }),
    );
    if (whole) done();
  }

  function set(next) {
    for (const id of Object.keys(state.placed)) delete state.placed[id];
    Object.assign(state.placed, next.placed);
    Object.assign(state, { ...next, placed: state.placed });
    hint.hidden = true;
    changed();
    show();
  }

  /** The story, the picture as it stands, what still lies on the table, and what the course said. */
  function paper() {
    const waiting = content.phrases.filter(({ id }) => !state.placed[id]);
    return [
      h("div", { class: "sa-story" }, h("p", { class: "sa-step__title", text: content.title }), ...prose(content.story)),
      ...view.paper(),
      waiting.length ? h("p", {}, h("strong", { text: `${words.board.tray}: ` }), waiting.map(({ text }) => text).join("; ")) : null,
      state.checked ? result.cloneNode(true) : null,
    ];
  }

  fillStart();
  show();
  view.refresh();
  const storyId = uid("story");
  return {
    get: () => JSON.parse(JSON.stringify(state)),
    set: (next) => set({ ...empty(), ...next }),
    isEmpty: () => !Object.keys(state.placed).length && !state.arrows.length,
    paper,
    element: h(
      "div",
      {},
      h("div", { class: "sa-story", role: "group", "aria-labelledby": storyId }, h("p", { class: "sa-step__title", id: storyId, text: content.title }), ...prose(content.story)),
      step(words.practice.place, words.practice.place_how, hint, cards.element),
      step(words.practice.draw, words.practice.draw_how, arrows.element),
      step(words.practice.begin, words.practice.begin_how, start.element),
      view.element,
      h("div", { class: "sa-buttons" }, h("button", {
        type: "button", class: "sa-button", text: words.practice.check,
        onclick: () => {
          state.checked = true;
          save(state);
          show();
          result.focus();
        },
      })),
      result,
      view.exits,
    ),
  };
}
