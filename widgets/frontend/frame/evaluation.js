/** The reader's view of the course: kept in the browser, shared only as a file that she sends herself. */
import { h, uid } from "../dom.js";
import { drawer } from "../store.js";
import { button } from "../practice/parts.js";
import { download, printOut } from "../tools/files.js";
import { levelsOf, ratings } from "./ratings.js";

const plain = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});

function render({ model, el }) {
  const words = model.get("words");
  const content = model.get("content");
  const kept = drawer(model);
  const said = h("p", { role: "status" });
  const texts = () => plain(kept.load().texts);
  const put = (id, value) => {
    kept.save({ texts: { ...texts(), [id]: value } });
    tell();
  };

  /** [question, answer] of all that is answered. */
  function answers() {
    const levels = levelsOf(kept.load(), content);
    const held = texts();
    return [
      ...content.choices.map(({ id, text, options }) => [text, options.find((option) => option.id === held[id])?.text]),
      ...content.statements.map(({ id, text }) => [text, content.scale[levels[id]]]),
      ...content.questions.map(({ id, text }) => [text, typeof held[id] === "string" ? held[id].trim() : ""]),
    ].filter(([, answer]) => answer);
  }

  function tell() {
    const given = answers();
    if (Object.keys(levelsOf(kept.load(), content)).length === content.statements.length) kept.done();
    said.textContent = given.length ? words.kept : "";
    for (const one of [save, print]) one.disabled = !given.length;
  }

  const choices = content.choices.map(({ id, text, options }) => {
    const name = uid("choice");
    return h("fieldset", { class: "sa-choice" }, h("legend", { text }), ...options.map((option) => {
      const box = h("input", { type: "radio", id: uid("o"), name, checked: texts()[id] === option.id, onchange: () => put(id, option.id) });
      return h("div", { class: "sa-choice__row" }, box, h("label", { for: box.id, text: option.text }));
    }));
  });
  const open = content.questions.map(({ id, text }) => {
    const field = h("textarea", { id: uid("open"), rows: 4, maxlength: 4000, oninput: () => put(id, field.value) });
    field.value = typeof texts()[id] === "string" ? texts()[id] : "";
    return h("div", { class: "sa-evaluation__open" }, h("label", { for: field.id, text }), field);
  });
  const save = button(words.save, () => {
    const text = answers().map(([question, answer]) => `${question}\n${answer}\n`).join("\n");
    download(words.file, new Blob([`${words.heading}\n\n${text}`], { type: "text/plain;charset=utf-8" }));
  });
  const print = button(words.ui.print, () => printOut(
    h("h1", { text: words.heading }),
    h("dl", {}, ...answers().flatMap(([question, answer]) => [h("dt", { text: question }), h("dd", { text: answer })])),
  ), "quiet");

  el.classList.add("sa");
  el.append(h(
    "div",
    { class: "sa-card sa-ratings" },
    h("p", { class: "sa-figure__title", text: content.title }),
    h("p", { text: content.intro }),
    ...choices,
    ...ratings(content, kept, () => tell()),
    ...open,
    said,
    h("div", { class: "sa-buttons" }, save, print),
  ));
  tell();
}

export default { render };
