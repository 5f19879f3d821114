/** A test of the whole course: before, after, or final. No answer is told before it is handed in. */
import { fill, h, uid } from "../dom.js";
import { drawer } from "../store.js";
import { button, landing, stage } from "../practice/parts.js";
import { scale } from "../practice/scale.js";
import { examState } from "./exam_state.js";
import { outcome } from "./exam_result.js";
import { question, writer } from "./parts.js";
import { answerTo } from "./sums.js";

const SURE = [0, 20, 40, 60, 80, 100];

function render({ model, el }) {
  const words = model.get("words");
  const write = writer(model.get("lang"));
  const mode = model.get("mode");
  const content = model.get("content");
  const state = examState(content, mode, drawer(model));
  const { element, show } = stage("sa-card sa-quiz");
  const rated = mode !== "final";
  el.classList.add("sa");
  el.append(h("p", { class: "sa-figure__title", text: words[`title_${mode}`] }), element);

  function begin() {
    const { items, needed } = state.size();
    const said = { of: items, minutes: Math.max(5, 5 * Math.round((0.75 * items) / 5)), needed: write.percent(needed) };
    show(false, h("p", { text: fill(words[`intro_${mode}`], said) }), h("p", { text: words.no_feedback }), rated ? h("p", { text: words.confidence_intro }) : null, button(words.begin, () => {
      state.start();
      ask(0, true);
    }));
  }

  /** Where the reader is; the module's name, for a question may lean on it. */
  function head(item, n, of) {
    const bar = h("progress", { max: of, value: n, "aria-label": fill(words.progress, { n: n + 1, of }) });
    const place = (model.get("places") || {})[item.module]?.title;
    return [landing([fill(words.progress, { n: n + 1, of }), place].filter(Boolean).join(" · "), "sa-quiz__head"), bar];
  }

  function ask(n, focus) {
    const { items, seed, answers } = state.run();
    if (n >= items.length) return handIn(focus);
    state.go(n);
    const item = items[n];
    const kept = answerTo(item, answers);
    const asked = question(item, model, seed, kept, true);
    const sure = rated ? scale({
      legend: words.how_sure, hint: words.sure_hint_all, values: SURE.map((value) => [value, write.percent(value / 100)]),
      value: Number.isFinite(kept?.sure) ? Math.round(kept.sure * 100) : undefined,
    }) : null;
    const problem = h("p", { class: "sa-problem", role: "alert" });
    const next = button(words.ui.next, () => {
      const now = asked.answer();
      const missing = !now ? asked.problem?.() || words.missing_answer : sure && sure.now() === null ? words.missing_sure : "";
      problem.textContent = missing;
      if (missing) return;
      state.put(item, sure ? { ...now, sure: sure.now() / 100 } : now);
      ask(n + 1, true);
    });
    const unsure = button(words.do_not_know, () => {
      state.put(item, { unknown: true });
      ask(n + 1, true);
    }, "quiet");
    const back = n ? button(words.ui.previous, () => ask(n - 1, true), "quiet") : null;
    return show(focus, head(item, n, items.length), asked.element, sure?.element, problem, h("div", { class: "sa-buttons" }, ...[next, unsure, back].filter(Boolean)));
  }

  function handIn(focus) {
    const { items, answers } = state.run();
    state.go(items.length);
    const open = items.map((item, n) => [item, n]).filter(([item]) => !answerTo(item, answers));
    const id = uid("open");
    show(
      focus,
      landing(words.hand_in_title, "sa-quiz__head"),
      h("p", { text: fill(words.hand_in, { n: items.length - open.length, of: items.length }) }),
      open.length ? [
        h("p", { id, text: words.open_items }),
        h("ul", { "aria-labelledby": id }, ...open.map(([item, n]) => h("li", {}, button(`${n + 1}. ${item.prompt}`, () => ask(n, true), "link")))),
      ] : null,
      h("div", { class: "sa-buttons" }, button(words.hand_in_button, () => {
        state.finish();
        tell(true);
      }), button(words.ui.previous, () => ask(items.length - 1, true), "quiet")),
    );
  }

  function tell(focus) {
    const again = mode === "before" ? null : button(words.take_again, () => {
      state.start();
      ask(0, true);
    }, "quiet");
    show(
      focus,
      landing(words.result, "sa-quiz__head"),
      outcome(model, mode, state),
      again ? h("div", { class: "sa-buttons" }, again) : null,
      h("p", { class: "sa-hint", text: words.ui.kept_here }),
    );
  }

  const run = state.run();
  if (run) ask(run.at, false);
  else if (state.last()) tell(false);
  else begin();
}

export default { render };
