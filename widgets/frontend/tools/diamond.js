/** The Diamond: practise with a story, or make one's own. Reader's work stays in the browser. */
import { h, prose, uid } from "../dom.js";
import { drawer } from "../store.js";
import { fromFile, remembered, toFile } from "./diamond_file.js";
import { own } from "./diamond_own.js";
import { practice } from "./diamond_practice.js";
import { onPaper, openJson } from "./files.js";
import { sources } from "./sources.js";
import { undo } from "./parts.js";

function render({ model, el }) {
  const words = model.get("words");
  const content = model.get("content");
  const story = model.get("module");
  const kept = drawer(model);
  const before = kept.load();
  const phrases = content.phrases.map((phrase) => phrase.id);
  const parts = {
    practice: practice({
      words, content, state: remembered("practice", before.practice, phrases), save: (state) => kept.save({ practice: state }), done: kept.done,
      file: (state) => toFile("practice", story, state),
    }),
    own: own({ words, state: remembered("own", before.own, phrases), save: (state) => kept.save({ own: state }), file: (state) => toFile("own", story, state), example: (state) => replace("own", structuredClone(state), words.own.example_in) }),
  };
  const back = undo(words.undo, words.undone);
  let mode = before.mode === "own" ? "own" : "practice";
  const radios = {};

  function show(next) {
    mode = next;
    for (const [kind, part] of Object.entries(parts)) {
      part.element.hidden = kind !== mode;
      radios[kind].checked = kind === mode;
    }
    clear.textContent = words[mode].clear;
  }

  /** Put a whole Diamond in place of what is there, and offer the way back. */
  function replace(kind, diamond, said) {
    const earlier = { kind: mode, of: kind, state: parts[kind].get() };
    show(kind);
    kept.save({ mode: kind });
    parts[kind].set(diamond);
    back.offer(said, () => {
      parts[earlier.of].set(earlier.state);
      show(earlier.kind);
      kept.save({ mode: earlier.kind });
    });
  }

  const clear = h("button", { type: "button", class: "sa-button sa-button--quiet", onclick: () => replace(mode, {}, words[mode].cleared) });
  const opener = openJson({
    label: words.file.open, not_json: words.file.not_json, too_big: words.file.too_big,
    read: (value) => {
      const { kind, diamond } = fromFile(value, { story, phrases, words: words.file });
      replace(kind, diamond, words.file.replaced);
      return words.file.opened;
    },
  });

  const name = uid("mode");
  const modes = h(
    "fieldset",
    { class: "sa-choice sa-modes" },
    h("legend", { text: words.mode }),
    ...["practice", "own"].map((kind) => {
      const id = uid("mode");
      radios[kind] = h("input", { type: "radio", id, name, value: kind, onchange: () => {
        show(kind);
        kept.save({ mode: kind });
        back.clear();
      } });
      return h("div", { class: "sa-choice__row" }, radios[kind], h("label", { for: id, text: words[kind].mode }));
    }),
  );

  const titleId = uid("title");
  el.classList.add("sa", "sa-tool", "sa-diamond");
  el.append(h(
    "div",
    { class: "sa-card", role: "group", "aria-labelledby": titleId },
    h("p", { class: "sa-tool__title", id: titleId, text: words.title }),
    ...prose(words.intro),
    modes,
    parts.practice.element,
    parts.own.element,
    opener,
    h("div", { class: "sa-buttons" }, clear),
    back.element,
    h("p", { class: "sa-source", text: words.ui.kept_here }),
    sources(content.facts, model.get("cites"), words.ui.source),
  ));
  onPaper(el, () => parts[mode].paper(), () => !parts[mode].isEmpty());
  show(mode);
}

export default { render };
