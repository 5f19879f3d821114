/** An empty Diamond for the consultation: free text in each corner, one thing a line. */
import { h } from "../dom.js";
import { arrowList } from "./arrows.js";
import { check } from "./diamond_checks.js";
import { CORNERS } from "./diamond_picture.js";
import { diamondView } from "./diamond_view.js";
import { checklist, field, select, step } from "./parts.js";

const empty = () => ({ corners: Object.fromEntries(CORNERS.map((corner) => [corner, ""])), first: null, about: "pain", arrows: [], start: null, step: "" });
const lines = (text) => String(text || "").split("\n").map((line) => line.trim()).filter(Boolean);

/**
 * @param {{words: Record<string, any>, state: object, save: (state: object) => void, file: (state: object) => object,
 *   example: (state: object) => void}} options `example` puts a Diamond in place of what is there
 * @returns {{element: HTMLElement, get: () => object, set: (state: object) => void, isEmpty: () => boolean, paper: () => Node[]}}
 */
export function own({ words, state: kept, save, file, example }) {
  const state = { ...empty(), ...kept };
  const titles = CORNERS.map((corner) => [corner, words.corners[corner].title]);
  const status = h("div", {});
  const isStart = (corner, text) => state.start?.corner === corner && state.start.text === text;

  const fields = Object.fromEntries(CORNERS.map((corner) => [corner, field({
    label: words.corners[corner].title, hint: words.corners[corner].hint, rows: 3, value: state.corners[corner],
    oninput: (text) => {
      state.corners[corner] = text;
      if (text.trim()) state.first ??= corner;
      if (CORNERS.every((other) => !state.corners[other].trim())) state.first = null;
      changed();
    },
  })]));

  const about = select({
    label: words.own.about, options: ["pain", "work"].map((kind) => [kind, words.own.abouts[kind]]), value: state.about,
    onchange: (kind) => {
      state.about = kind;
      changed();
    },
  });

  const arrows = arrowList({
    corners: titles, words: words.arrows, get: () => state.arrows,
    set: (list) => {
      state.arrows = list;
      changed();
    },
  });

  const start = select({
    label: words.start.label, options: [["", words.start.none_own]],
    onchange: (value) => {
      const [corner, ...text] = value.split(":");
      state.start = value ? { corner, text: text.join(":") } : null;
      changed();
    },
  });
  const little = field({ label: words.own.step, hint: words.own.step_hint, value: state.step, oninput: (text) => {
    state.step = text;
    changed();
  } });

  const view = diamondView({
    words, title: () => words.own.picture, file: () => file(state),
    get: () => ({
      corners: Object.fromEntries(CORNERS.map((corner) => [corner, lines(state.corners[corner]).map((text) => ({ text, start: isStart(corner, text) }))])),
      arrows: state.arrows, note: state.step.trim(),
    }),
  });

  function refresh() {
    const filled = CORNERS.filter((corner) => lines(state.corners[corner]).length);
    start.put(
      [h("option", { value: "", text: filled.length ? words.arrows.choose : words.start.none_own }), ...filled.map((corner) => h(
        "optgroup",
        { label: words.corners[corner].title },
        ...lines(state.corners[corner]).map((text) => h("option", { value: `${corner}:${text}`, text })),
      ))],
      state.start ? `${state.start.corner}:${state.start.text}` : "",
    );
    const work = state.about === "work";
    about.input.value = state.about;
    writing.firstChild.textContent = work ? words.own.write_work : words.own.write;
    for (const corner of CORNERS) {
      fields[corner].element.querySelector(".sa-field__hint").textContent = (work ? words.own.work_hints : words.corners)[corner].hint;
    }
    const checks = check({ around: work ? lines(state.corners.surroundings).length : null, body: lines(state.corners.body).length, first: state.first, arrows: state.arrows.length, start: state.start?.text || "" }, words);
    status.replaceChildren(checklist(checks, words.checks));
    view.refresh();
  }

  function changed() {
    // A line that was rewritten or taken out can no longer be the place to start.
    if (state.start && !lines(state.corners[state.start.corner]).includes(state.start.text)) state.start = null;
    save(state);
    refresh();
  }

  const writing = step(words.own.write, words.own.write_how, h("div", { class: "sa-diamond__fields" }, ...CORNERS.map((corner) => fields[corner].element)));

  refresh();
  return {
    get: () => JSON.parse(JSON.stringify(state)),
    set: (next) => {
      Object.assign(state, empty(), next);
      for (const corner of CORNERS) fields[corner].input.value = state.corners[corner];
      little.input.value = state.step;
      arrows.refresh();
      changed();
    },
    isEmpty: () => CORNERS.every((corner) => !state.corners[corner].trim()) && !state.arrows.length && !state.step.trim(),
    paper: view.paper,
    element: h(
      "div",
      {},
      h("div", { class: "sa-feedback sa-feedback--wrong sa-warning" }, h("p", {}, h("strong", { text: words.own.warning_head })), h("p", { text: words.own.warning })),
      h("div", { class: "sa-beside" }, about.element),
      h("div", { class: "sa-buttons" }, h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.own.example, onclick: () => example({ ...words.own.examples[state.about], about: state.about }) })),
      writing,
      step(words.own.draw, words.own.draw_how, arrows.element),
      step(words.own.begin, words.own.begin_how, start.element, little.element),
      view.element,
      h("p", { class: "sa-step__title", text: words.own.status }),
      status,
      view.exits,
    ),
  };
}
