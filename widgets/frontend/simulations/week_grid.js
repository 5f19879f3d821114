/**
 * A tray of blocks and a week to put them in. Three equal ways: drag with a pointer; choose a block
 * and press a cell; the arrow keys and Enter. The cells are never rebuilt, so focus and screen
 * reader stay where they were.
 */
import { fill, h, uid } from "../dom.js";
import { DAYS, KINDS, PARTS } from "../models/my_week.js";
import { draggable } from "../tools/drag.js";

/** What no finger takes: in the week a finger scrolls or taps, and drags from the tray. */
const NOTHING = h("span");

const NONE = ".";

/**
 * @param {{words: any, lang: string, narrow: boolean, state: {week: string, kind: string, at?: number},
 *          onchange: (week: string, said: string) => void}} options `state.kind` is the block in hand
 * @returns {{tray: HTMLElement, grid: HTMLElement, draw: () => void}} draw after `state.week` was changed
 */
export function weekGrid({ words, narrow, state, onchange }) {
  state.at ??= 0;
  const nameOf = (kind) => words.kinds[kind] ?? words.none;
  const dayOf = (at) => words.days[Math.floor(at / PARTS)].name;
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const cells = Array.from({ length: DAYS * PARTS }, (_, at) => cell(at));
  const tray = makeTray();
  const grid = makeGrid();

  /** @param {number} at @param {string} kind @param {string} [from] the week without what was moved */
  function place(at, kind, from = state.week) {
    const where = { day: dayOf(at), part: words.parts[at % PARTS].name, block: nameOf(kind) };
    const week = from.slice(0, at) + kind + from.slice(at + 1);
    onchange(week, capital(fill(kind === NONE ? words.said_removed : words.said_placed, where)));
  }

  /** Put the block in hand into a cell; the same block again takes it away. */
  function press(at) {
    stand(at);
    place(at, state.week[at] === state.kind ? NONE : state.kind);
  }

  /** Make a cell the one that Tab comes to. */
  function stand(at, focus = false) {
    state.at = at;
    cells.forEach((one, n) => one.setAttribute("tabindex", n === at ? "0" : "-1"));
    if (focus) cells[at].focus();
  }

  function choose(kind) {
    state.kind = kind;
    for (const input of tray.querySelectorAll("input")) input.checked = input.value === kind;
  }

  function step(at, key, whole) {
    const [day, part] = [Math.floor(at / PARTS), at % PARTS];
    const along = narrow ? part : day;
    const last = narrow ? PARTS - 1 : DAYS - 1;
    const to = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
      Home: [-along, whole ? -99 : 0], End: [last - along, whole ? 99 : 0],
    }[key];
    if (!to) return null;
    const [days, parts] = narrow ? [to[1], to[0]] : to;
    const held = (value, most) => Math.min(most, Math.max(0, value));
    return held(day + days, DAYS - 1) * PARTS + held(part + parts, PARTS - 1);
  }

  function onkeydown(event, at) {
    if (event.altKey || event.metaKey) return;
    const to = step(at, event.key, event.ctrlKey);
    if (to !== null) stand(to, true);
    else if (event.key === "Enter" || event.key === " ") press(at);
    else if (event.key === "Delete" || event.key === "Backspace") place(at, NONE);
    else if (!event.ctrlKey && KINDS[Number(event.key) - 1]) {
      choose(KINDS[Number(event.key) - 1]);
      place(at, state.kind);
    } else return;
    event.preventDefault();
  }

  function mark(bin) {
    cells.forEach((one, at) => one.classList.toggle("sa-week-grid__cell--over", bin === String(at)));
  }

  function cell(at) {
    const block = h("span", { class: "sa-block" });
    const element = h(
      "td",
      { role: "gridcell", class: "sa-week-grid__cell", "data-bin": at, onclick: () => press(at), onkeydown: (event) => onkeydown(event, at) },
      block,
    );
    draggable(element, {
      handle: NOTHING, mouse: block, over: mark,
      drop: (bin) => {
        const kind = state.week[at];
        if (bin === "tray") place(at, NONE);
        if (!cells[bin] || Number(bin) === at || kind === NONE) return;
        stand(Number(bin), true);
        place(Number(bin), kind, state.week.slice(0, at) + NONE + state.week.slice(at + 1));
      },
    });
    return element;
  }

  function makeTray() {
    const name = uid("block");
    const option = (kind, text) => {
      const input = h("input", { type: "radio", name, value: kind, checked: kind === state.kind, onchange: () => choose(kind) });
      const label = h("label", { class: `sa-block sa-block--${kind === NONE ? "none" : kind}` }, input, h("span", { text }));
      if (kind !== NONE) {
        draggable(label, {
          handle: label, mouse: label, over: mark,
          drop: (bin) => {
            if (!cells[bin]) return;
            choose(kind);
            stand(Number(bin), true);
            place(Number(bin), kind);
          },
        });
      }
      return label;
    };
    return h(
      "fieldset",
      { class: "sa-choice sa-week-tray", "data-bin": "tray" },
      h("legend", { text: words.tray }),
      h("div", { class: "sa-week-tray__all" }, ...[...KINDS].map((kind) => option(kind, words.kinds[kind])), option(NONE, words.remove)),
      h("p", { class: "sa-hint", text: words.what }),
    );
  }

  function makeGrid() {
    const head = (text) => h("th", { scope: "col", role: "columnheader", text });
    const row = (text, ats) => h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader", text }), ...ats.map((at) => cells[at]));
    const range = (length) => Array.from({ length }, (_, n) => n);
    const days = words.days.map((day) => day.short);
    const parts = words.parts.map((part) => capital(part.short));
    return h(
      "table",
      { role: "grid", class: `sa-week-grid${narrow ? " sa-week-grid--narrow" : ""}`, "aria-label": words.week_label },
      h("thead", {}, h("tr", { role: "row" }, h("td", { role: "presentation" }), ...(narrow ? parts : days).map(head))),
      h("tbody", {}, ...(narrow
        ? range(DAYS).map((day) => row(days[day], range(PARTS).map((part) => day * PARTS + part)))
        : range(PARTS).map((part) => row(parts[part], range(DAYS).map((day) => day * PARTS + part))))),
    );
  }

  function draw() {
    cells.forEach((one, at) => {
      const kind = state.week[at];
      const block = one.firstChild;
      block.className = kind === NONE ? "sa-block sa-block--empty" : `sa-block sa-block--${kind}`;
      block.textContent = kind === NONE ? "" : nameOf(kind);
      one.setAttribute("aria-label", capital(fill(words.cell, { day: dayOf(at), part: words.parts[at % PARTS].name, block: nameOf(kind).toLowerCase() })));
    });
  }

  stand(state.at);
  return { tray, grid, draw };
}
