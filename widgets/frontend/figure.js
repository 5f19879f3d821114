/**
 * The frame of every interactive figure: title, honesty label, guess first, picture, controls,
 * words that follow the state, data table, source and limits.
 */
import { choice, table } from "./controls.js";
import { fill, h, prose, uid } from "./dom.js";
import { follow as tell } from "./follow.js";
import { later, whenFetched } from "./moment.js";
import { arrival, restore, shareLink, show } from "./share.js";
import { drawer } from "./store.js";

/** A table that writes new numbers into the cells it has. */
function liveTable(caption) {
  const element = h("div");
  let cells = [];
  return {
    element,
    set: (header, rows) => {
      if (cells.length !== rows.length) {
        element.replaceChildren(table(caption, header, rows));
        cells = [...element.querySelectorAll("tbody tr")].map((row) => [...row.children]);
        return;
      }
      rows.forEach((row, n) => row.forEach((text, m) => {
        if (cells[n][m].textContent !== text) cells[n][m].textContent = text;
      }));
    },
  };
}

/**
 * A front end that asks first and draws what the guess opens for the width there is, and again, with
 * the reader's numbers kept, when a phone is turned or a window made narrow. Who comes by a link to
 * the figure as somebody had set it finds it so, and open.
 * @param {string} honesty "published", "fitted" or "illustrative"
 * @param {(parts: {guess: object, model: any, el: HTMLElement, state: any, narrow: boolean, words: any, lang: string}) => void} build
 *   hands its `guess` to `figure`
 */
export function simulation(honesty, build) {
  return ({ model, el }) => {
    const words = model.get("words");
    const state = structuredClone(model.get("start"));
    const media = globalThis.matchMedia("(max-width: 35rem)");
    let drawn = false;
    const draw = () => {
      drawn = true;
      build({ guess, model, el, state, narrow: media.matches, words, lang: model.get("lang") });
    };
    const ready = () => drawn || draw();
    const guess = guessFirst({ model, el, honesty, ready });
    const turned = () => drawn && draw();
    const arrive = () => {
      const given = arrival(model);
      if (!given) return;
      ready();
      if (!restore(el, given)) return;
      guess.follow();
      // Not in the page yet when the page is new.
      requestAnimationFrame(() => {
        show(document.getElementById(model.get("part")) || el);
        el.querySelector(".sa-guess__feedback")?.focus({ preventScroll: true });
      });
    };
    media.addEventListener("change", turned);
    addEventListener("hashchange", arrive);
    guess.begin();
    whenFetched(guess.begin);
    arrive();
    later(ready);
    return () => {
      media.removeEventListener("change", turned);
      removeEventListener("hashchange", arrive);
    };
  };
}

function disclosure(title, ...content) {
  return h("details", { class: "sa-more" }, h("summary", { text: title }), ...content);
}

/**
 * Title, honesty label and guess. `ready` draws the figure if it is not drawn, into `body`, which
 * the guess opens.
 * @returns {{model: any, titleId: string, body: HTMLElement, begin: () => void, follow: () => void}}
 *   begin asks, or shows what was guessed on an earlier visit; follow opens it to who came by a link
 */
function guessFirst({ model, el, honesty, ready }) {
  const { title, guess: { question, options }, ui } = model.get("words");
  const kept = drawer(model);
  const titleId = uid("title");
  const guessing = h("div", { class: "sa-guess" });
  const body = h("div", { class: "sa-figure__body" });
  const again = (text) => h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", text, onclick: () => ask(true) });
  const feedback = (...content) => guessing.replaceChildren(h("div", { class: "sa-guess__feedback", tabindex: "-1" }, ...content));

  function open() {
    ready();
    body.hidden = false;
  }

  /** Show the figure, and what there is to say of the guess. */
  function reveal(chosen) {
    open();
    feedback(h("p", { class: "sa-guess__was", text: fill(ui.your_guess, { guess: chosen.text }) }), ...prose(chosen.feedback), again(ui.guess_again));
  }

  const guessed = () => {
    const { guess } = kept.load();
    return options.find(({ id }) => id === guess);
  };

  /** Show the figure to who came by a link to it; a guess of her own says more. */
  function follow() {
    const before = guessed();
    if (before) {
      reveal(before);
      return;
    }
    open();
    feedback(h("p", { text: ui.share_came }), again(ui.share_guess));
  }

  function ask(focus) {
    body.hidden = true;
    let chosen = null;
    const go = h("button", {
      type: "button", class: "sa-button", disabled: true, text: ui.show_figure,
      onclick: () => {
        const { id } = chosen;
        let put = false;
        const keep = () => {
          if (!put) kept.done({ guess: id });
          put = true;
        };
        reveal(chosen);
        // The answer is shown before it is put away; who leaves at once loses nothing.
        setTimeout(keep);
        addEventListener("pagehide", keep, { once: true });
        // The button is gone: the feedback is where the reader goes on, once the figure is drawn.
        requestAnimationFrame(() => guessing.firstChild.focus({ preventScroll: true }));
      },
    });
    const fields = choice({
      legend: question, options,
      onchange: (id) => {
        chosen = options.find((option) => option.id === id);
        go.disabled = false;
      },
    });
    guessing.replaceChildren(h("p", { class: "sa-guess__head", text: ui.guess_first }), fields, go);
    if (focus) fields.querySelector("input").focus();
  }

  el.classList.add("sa", "sa-figure");
  el.append(
    h(
      "figure",
      { "aria-labelledby": titleId },
      h(
        "figcaption",
        {},
        h("p", { class: "sa-figure__title", id: titleId, text: title }),
        h("p", { class: `sa-honesty sa-honesty--${honesty}`, text: ui[honesty] }),
      ),
      guessing,
      body,
    ),
  );
  function begin() {
    const before = guessed();
    if (before) reveal(before);
    else ask(false);
  }
  return { model, titleId, body, begin, follow };
}

/**
 * Draw what a guess opens. The words of a figure are: title, caption, guess {question, options [{id,
 * text, feedback}]}, explain, transfer, table {caption, header}, source, limits (a list). `draw`
 * sets the picture's attributes from the state.
 *
 * @param {{guess: object, picture: Element, controls?: Element[], draw: () => void,
 *          values: () => Record<string, unknown>, describe?: (values: Record<string, unknown>) => string, rows: () => string[][]}} parts
 *   `guess` is what `simulation` gave; `values` are what the words are filled with; sentences
 *   elsewhere in the page may follow them
 * @returns {{update: () => void}} update draws, and writes the words and the table anew
 */
export function figure({ guess: { model, titleId, body }, picture, controls = [], draw, values, describe, rows }) {
  const words = model.get("words");
  const ui = words.ui;
  const wordsId = uid("words");
  const live = h("p", { id: wordsId, class: "sa-figure__words", "aria-live": "polite" });
  const data = liveTable(words.table.caption);
  const controlled = h("div", { class: "sa-figure__controls" }, ...controls);
  const more = h("div", { class: "sa-figure__more" });
  let share = null;

  picture.setAttribute("role", "img");
  picture.setAttribute("aria-labelledby", titleId);
  picture.setAttribute("aria-describedby", wordsId);
  body.replaceChildren(
    h("div", { class: "sa-figure__picture" }, picture),
    h("p", { class: "sa-figure__caption", text: words.caption }),
    controlled,
    live,
    more,
  );

  function update() {
    draw();
    const now = values();
    tell(model.get("part"), now);
    const said = describe ? describe(now) : fill(words.describe, now);
    if (live.textContent !== said) live.textContent = said;
    if (!more.firstChild) return;
    share?.update();
    data.set(words.table.header, rows());
  }

  /** Lay out what is below the figure, mostly folded away. */
  function underneath() {
    share = shareLink(model, controlled, ui);
    more.before(
      h("div", { class: "sa-figure__explain" }, ...prose(words.explain)),
      h("div", { class: "sa-figure__transfer" }, ...prose(words.transfer)),
    );
    more.append(
      disclosure(ui.table, data.element),
      disclosure(ui.limits, h("ul", {}, ...words.limits.map((text) => h("li", { text })))),
      ...(share ? [share.element] : []),
      h("p", { class: "sa-source" }, h("strong", { text: `${ui.source}: ` }), words.source),
    );
    update();
  }

  later(underneath);
  // Who guesses in the page's first moment has the picture first.
  if (!more.firstChild) update();
  return { update };
}
