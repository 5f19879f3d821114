/** What a figure plays one step at a time: only when the reader says so, once, and with a stop. */
import { fill, h } from "./dom.js";
import { put } from "./plot.js";

/**
 * Buttons that play, go one step on, and show all of `last` steps; who asks for less motion has the
 * last two. `words` are play, stop, one_more, all and count ("{shown} of {all}").
 * @param {{el: HTMLElement, state: {shown: number}, last: number, words: Record<string, string>,
 *          gap: () => number, update: () => void}} options gap: between two steps, in ms
 * @returns {{elements: Element[], draw: () => void}} draw says how many steps are shown
 */
export function stepper({ el, state, last, words, gap, update }) {
  let timer = null;
  state.shown ??= last;
  const button = (text, onclick) => h("button", { type: "button", class: "sa-button sa-button--quiet sa-button--small", text, onclick });
  const play = button(words.play, () => (timer ? halt() : run()));
  const show = (shown) => {
    halt();
    state.shown = shown;
    update();
  };
  const step = button(words.one_more, () => show(state.shown >= last ? 1 : state.shown + 1));
  const all = button(words.all, () => show(last));
  const count = h("p", { class: "sa-count" });

  function halt() {
    clearTimeout(timer);
    timer = null;
    play.textContent = words.play;
  }

  function tick() {
    // Drawn anew for another width, or taken away: these buttons are no longer there.
    if (!el.contains(play) || !el.isConnected || state.shown >= last) {
      halt();
      return;
    }
    state.shown += 1;
    update();
    timer = setTimeout(tick, gap());
  }

  function run() {
    state.shown = 0;
    play.textContent = words.stop;
    tick();
  }

  const calm = globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    elements: [h("div", { class: "sa-buttons" }, calm ? null : play, step, all), count],
    draw: () => put(count, { text: fill(words.count, { shown: state.shown, all: last }) }),
  };
}
