/** What the reader has done in the course, on one sheet to keep or print. Nothing leaves the browser. */
import { fill, h, uid } from "../dom.js";
import { drawer, PREFIX, read } from "../store.js";
import { button } from "../practice/parts.js";
import { printOut } from "../tools/files.js";
import { changed } from "./exam_result.js";
import { lastOf } from "./exam_state.js";
import { table, writer } from "./parts.js";
import { movement } from "./ratings.js";
import { isEntry } from "./spacing.js";

function render({ model, el }) {
  const words = model.get("words");
  const write = writer(model.get("lang"));
  const { modules, practice, title } = model.get("content");
  const kept = drawer(model);
  const name = h("input", { type: "text", id: uid("name"), autocomplete: "off", maxlength: 100, oninput: () => {
    kept.save({ name: name.value });
    draw();
  } });
  name.value = typeof kept.load().name === "string" ? kept.load().name : "";
  const sheet = h("div", { class: "sa-summary" });

  const head = (text) => h("h2", { class: "sa-summary__head", text });

  function done() {
    const rows = modules.map(({ slug, title: called, parts }) => {
      const n = parts.filter((part) => read(`${PREFIX}${slug}/${part}`)?.done).length;
      return [called, n === parts.length ? words.all_parts : fill(words.some_parts, { n, of: parts.length })];
    });
    return [head(words.modules), table(words.modules_done, [words.module, words.done], rows)];
  }

  function tests() {
    const [before, after, final] = ["test-before", "test-after", "final-test"].map(lastOf);
    const line = (one, text) => (one ? h("p", { text: fill(text, { percent: write.percent(one.share), points: write.points(one.points), of: one.of, day: write.day(one.when) }) }) : null);
    const lines = [line(before, words.test_before), line(after, words.test_after)];
    if (before && after) lines.push(...changed(before, after, words, write));
    lines.push(line(final, final?.passed ? words.final_passed : words.final_taken));
    return lines.some(Boolean) ? [head(words.tests), ...lines] : [];
  }

  function rules() {
    const held = modules.map(({ slug, title: called }) => [called, read(`${PREFIX}${slug}/week`)]);
    const whole = held.filter(([, rule]) => typeof rule?.cue === "string" && rule.cue.trim() && typeof rule.action === "string" && rule.action.trim());
    return whole.length ? [head(words.rules), h("ul", {}, ...whole.map(([called, rule]) => h("li", { text: `${called}: ${fill(words.rule, { cue: rule.cue, action: rule.action })}` })))] : [];
  }

  function remembered() {
    const all = Object.values(read(`${PREFIX}course/spaced`)?.entries || {}).filter(isEntry);
    const of = (state) => all.filter((entry) => entry.state === state).length;
    return all.length ? [head(words.recall), h("p", { text: fill(words.recall_line, { open: of("open"), resting: of("resting"), known: of("known") }) })] : [];
  }

  function draw() {
    const moved = movement(practice, words);
    sheet.replaceChildren(...[
      h("p", { class: "sa-figure__title", text: title }),
      name.value.trim() ? h("p", { text: name.value.trim() }) : null,
      h("p", { text: fill(words.as_of, { day: write.day(new Date().toISOString()) }) }),
      ...tests(), ...done(), ...(moved ? [head(words.practice), moved] : []), ...remembered(), ...rules(),
      h("p", { class: "sa-hint", text: words.no_proof }),
    ].filter(Boolean));
  }

  el.classList.add("sa");
  el.append(h(
    "div",
    { class: "sa-card" },
    h("div", { class: "sa-evaluation__open" }, h("label", { for: name.id, text: words.name }), name),
    h("p", { class: "sa-hint", text: words.ui.kept_here }),
    h("div", { class: "sa-buttons" }, button(words.ui.print, () => printOut(sheet.cloneNode(true)))),
    sheet,
  ));
  draw();
}

export default { render };
