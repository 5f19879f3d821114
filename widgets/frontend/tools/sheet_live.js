/** What a tool runs in time: a timer with taps, a breathing pacer, a script read step by step. */
import { fill, h } from "../dom.js";
import { INTO, OUT } from "../models/breathing_pace.js";

const TICK = 200;
const button = (text, onclick, quiet) => h("button", { type: "button", class: `sa-button${quiet ? " sa-button--quiet" : ""}`, text, onclick });

/** Run `tick(seconds since the start)` until it answers true, the element is gone, or it is stopped. */
function runner(element, tick, ended) {
  let timer = null;
  const stop = (whole) => {
    if (timer === null) return;
    clearInterval(timer);
    timer = null;
    ended(whole);
  };
  return {
    start: () => {
      const begun = performance.now();
      clearInterval(timer);
      timer = setInterval(() => {
        if (!element.isConnected) stop(false);
        else if (tick((performance.now() - begun) / 1000)) stop(true);
      }, TICK);
    },
    stop: () => stop(false),
  };
}

function timer({ field, get, set, say }) {
  let taps = 0;
  const told = h("p", { class: "sa-live__told", tabindex: "-1" });
  const left = h("p", { class: "sa-live__big", role: "timer" });
  const tap = button(field.tap, () => {
    taps += 1;
    count.textContent = fill(field.counted, { n: taps });
  });
  tap.classList.add("sa-live__tap");
  const count = h("p", { text: "" });
  const running = h("div", { hidden: true }, h("p", { text: field.while }), left, tap, count, h("div", { class: "sa-buttons" }, button(field.stop, () => run.stop(), true)));
  const start = button(field.start, () => {
    taps = 0;
    count.textContent = fill(field.counted, { n: 0 });
    left.textContent = String(field.seconds);
    running.hidden = false;
    start.hidden = true;
    run.start();
    tap.focus();
  });
  const element = h("div", { class: "sa-live" }, h("p", { class: "sa-step__title", text: field.label }), field.hint ? h("p", { class: "sa-field__hint", text: field.hint }) : null, start, running, told);
  const show = () => {
    const value = get();
    told.textContent = typeof value === "number" ? fill(field.result, { n: value }) : "";
    start.textContent = typeof value === "number" ? field.again : field.start;
  };
  const run = runner(element, (now) => {
    const text = String(Math.max(0, Math.ceil(field.seconds - now)));
    if (left.textContent !== text) left.textContent = text;
    return now >= field.seconds;
  }, (whole) => {
    running.hidden = true;
    start.hidden = false;
    if (whole) set(taps);
    show();
    (whole ? told : start).focus();
    if (whole) say(fill(field.result, { n: taps }));
  });
  show();
  return element;
}

function pacer({ field, set, get, state, say }) {
  const circle = h("span", { class: "sa-breath__circle", "aria-hidden": "true" });
  const phase = h("p", { class: "sa-live__big" });
  const told = h("p", { class: "sa-live__told" });
  const seconds = (name, fallback) => (typeof state()[name] === "number" ? state()[name] : fallback);
  let breaths = 0;
  let inward = null;
  const running = h("div", { hidden: true }, h("div", { class: "sa-breath" }, circle), phase, h("p", { class: "sa-hint", text: field.while }));
  const stop = button(field.stop, () => run.stop(), true);
  stop.hidden = true;
  const start = button(field.start, () => {
    breaths = 0;
    inward = null;
    running.hidden = false;
    stop.hidden = false;
    start.hidden = true;
    run.start();
    stop.focus();
  });
  const element = h("div", { class: "sa-live" }, h("p", { class: "sa-step__title", text: field.label }), field.hint ? h("p", { class: "sa-field__hint", text: field.hint }) : null, running, h("div", { class: "sa-buttons" }, start, stop), told);
  const show = () => {
    told.textContent = typeof get() === "number" ? fill(field.result, { n: get() }) : "";
  };
  const run = runner(element, (now) => {
    const [into, out] = [seconds(field.in, INTO), seconds(field.out, OUT)];
    const at = now % (into + out);
    breaths = Math.floor(now / (into + out));
    const is = at < into;
    if (is !== inward) {
      inward = is;
      phase.textContent = is ? field.breathe_in : field.breathe_out;
      say(phase.textContent);
      circle.style.transitionDuration = `${is ? into : out}s`;
      circle.classList.toggle("sa-breath__circle--full", is);
    }
    return now >= field.seconds;
  }, () => {
    running.hidden = true;
    stop.hidden = true;
    start.hidden = false;
    circle.classList.remove("sa-breath__circle--full");
    set(Math.min(breaths, 999));
    show();
    say(told.textContent);
    start.focus();
  });
  show();
  return element;
}

function script({ field, set, get, state, words }) {
  const text = h("p", { class: "sa-live__script", tabindex: "-1", "aria-live": "polite" });
  const where = h("p", { class: "sa-hint" });
  const told = h("p", { class: "sa-live__told", tabindex: "-1" });
  let at = 0;
  const pace = () => (typeof state()[field.pace] === "number" ? state()[field.pace] : 20);
  const show = () => {
    told.textContent = get() ? fill(field.result, { n: get() }) : "";
  };
  const finish = (whole) => {
    run.stop();
    running.hidden = true;
    start.hidden = false;
    if (whole) set(Math.min((get() || 0) + 1, 999));
    show();
    (whole ? told : start).focus();
  };
  const next = button(words.ui.next, () => step(at + 1));
  const running = h("div", { hidden: true }, where, text, h("div", { class: "sa-buttons" }, next, button(field.stop, () => finish(false), true)));
  const start = button(field.start, () => {
    running.hidden = false;
    start.hidden = true;
    step(0);
    text.focus();
  });
  function step(n) {
    if (n >= field.steps.length) {
      finish(true);
      return;
    }
    at = n;
    text.textContent = field.steps[n];
    where.textContent = fill(field.where, { n: n + 1, all: field.steps.length });
    run.stop();
    run.start();
  }
  const element = h(
    "div",
    { class: "sa-live" },
    h("p", { class: "sa-step__title", text: field.label }),
    field.hint ? h("p", { class: "sa-field__hint", text: field.hint }) : null,
    start, running, told,
    h("details", { class: "sa-more" }, h("summary", { text: field.whole }), h("ol", {}, ...field.steps.map((one) => h("li", { text: one })))),
  );
  const run = runner(element, (now) => now >= pace(), (whole) => {
    if (whole) step(at + 1);
  });
  show();
  return element;
}

const LIVE = { timer, pacer, script };

/** The control of a field that runs in time. @param {{field: {kind: string}}} parts @returns {HTMLElement} */
export const live = (parts) => LIVE[parts.field.kind](parts);
