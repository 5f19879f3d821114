/** The quiz: one question at a time, feedback on everything, resumable. */
import { fill, h, prose } from "../dom.js";
import { drawer } from "../store.js";
import { sources } from "../tools/sources.js";
import { KINDS } from "./kinds.js";
import { calibration } from "./scoring.js";

function render({ model, el }) {
  const { items, title } = model.get("content");
  const words = model.get("words");
  const lang = model.get("lang");
  const kept = drawer(model);
  const answers = () => {
    const all = kept.load().answers;
    return all && typeof all === "object" ? all : {};
  };
  const given = (item) => answers()[item.id] ?? null;
  const stage = h("div", { class: "sa-card" });
  el.classList.add("sa", "sa-quiz");
  el.append(h("p", { class: "sa-figure__title", text: title }), stage);

  function scored(item) {
    const answer = given(item);
    try {
      return answer === null ? null : KINDS[item.kind]({ item, words, lang }, answer).score(answer);
    } catch {
      return null; // What was kept no longer fits the question: ask it again.
    }
  }

  const heading = (text) => h("p", { class: "sa-quiz__head", tabindex: "-1", text });

  function show(nodes, focus) {
    stage.replaceChildren(...nodes);
    if (focus) stage.querySelector("[tabindex='-1']")?.focus();
  }

  function intro() {
    show([
      h("p", { text: fill(words.intro, { of: items.length }) }),
      h("button", { type: "button", class: "sa-button", text: words.start, onclick: () => ask(0, true) }),
    ]);
  }

  function head(n) {
    const bar = h("progress", { max: items.length, "aria-label": title });
    bar.value = items.filter((item) => given(item) !== null).length;
    return [heading(fill(words.progress, { n: n + 1, of: items.length })), bar];
  }

  function ask(n, focus) {
    kept.save({ at: n });
    const item = items[n];
    const kind = KINDS[item.kind];
    let question;
    try {
      question = kind({ item, words, lang }, given(item));
    } catch {
      question = kind({ item, words, lang }, null);
    }
    const problem = h("p", { class: "sa-problem", role: "alert" });
    const feedback = h("div", { "aria-live": "polite" });
    const check = h("button", {
      type: "button", class: "sa-button", text: words.ui.check,
      onclick: () => {
        const answer = question.answer();
        problem.textContent = answer === null ? words.incomplete : "";
        if (answer === null) return;
        kept.save({ answers: { ...answers(), [item.id]: answer } });
        tell(answer);
      },
    });
    const more = h("div", { class: "sa-buttons" });

    function tell(answer) {
      const score = question.score(answer);
      const verdict = score === 1 ? words.ui.right : score > 0 ? fill(words.partly, { score: Math.round(score * 100) }) : words.ui.not_quite;
      feedback.replaceChildren(
        h("p", { class: `sa-verdict sa-verdict--${score === 1 ? "right" : "wrong"}` }, h("span", { "aria-hidden": "true", text: score === 1 ? "✓ " : "○ " }), verdict),
        ...question.feedback(answer).map(({ good, head: name, text }) => h(
          "div",
          { class: `sa-feedback sa-feedback--${good ? "right" : "wrong"}` },
          h("p", {}, h("span", { "aria-hidden": "true", text: good ? "✓ " : "✗ " }), h("strong", { text: name })),
          ...prose(text),
        )),
        ...prose(item.explanation),
        sources(item.facts, model.get("cites"), words.ui.source) || "",
      );
      check.textContent = words.try_again;
      check.classList.add("sa-button--quiet");
      const last = n === items.length - 1;
      more.replaceChildren(
        ...(n > 0 ? [h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.ui.previous, onclick: () => ask(n - 1, true) })] : []),
        check,
        h("button", { type: "button", class: "sa-button", text: last ? words.finish : words.ui.next, onclick: () => (last ? result(true) : ask(n + 1, true)) }),
      );
    }

    more.append(...(n > 0 ? [h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.ui.previous, onclick: () => ask(n - 1, true) })] : []), check);
    show([...head(n), question.element, problem, more, feedback], focus);
    if (scored(item) !== null) tell(given(item));
  }

  function calibrated() {
    const claims = items.filter((item) => item.kind === "truefalse" && scored(item) !== null);
    if (!claims.length) return null;
    const sure = claims.map((item) => Number(given(item).sure));
    const right = claims.map((item) => scored(item));
    const gap = calibration(sure, right);
    const percent = (list) => Math.round((100 * list.reduce((a, b) => a + b, 0)) / list.length);
    const text = gap > 0.1 ? words.calibration_over : gap < -0.1 ? words.calibration_under : words.calibration_good;
    return h("p", { text: fill(text, { sure: percent(sure), right: percent(right) }) });
  }

  function result(focus) {
    const scores = items.map(scored);
    const missing = scores.filter((score) => score === null).length;
    const sum = scores.reduce((a, b) => a + (b || 0), 0);
    const shown = (value) => String(Math.round(value * 10) / 10).replace(".", lang === "nb" ? "," : ".");
    kept.save({ at: items.length, score: sum / items.length });
    if (!missing) kept.done();
    const weak = items.map((item, n) => [item, n]).filter(([, n]) => scores[n] !== 1);
    show([
      heading(words.result),
      h("p", { class: "sa-quiz__score", text: fill(words.score, { score: shown(sum), of: items.length, percent: Math.round((100 * sum) / items.length) }) }),
      missing ? h("p", { text: fill(words.missing, { n: missing }) }) : "",
      calibrated() || "",
      weak.length ? h("p", {}, h("strong", { text: words.look_again })) : h("p", { text: words.all_right }),
      h("ul", { class: "sa-quiz__again" }, ...weak.map(([item, n]) => h("li", {}, h("button", {
        type: "button", class: "sa-link", text: fill(words.to_item, { n: n + 1, prompt: item.prompt }), onclick: () => ask(n, true),
      })))),
      h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.ui.again, onclick: () => {
        kept.clear();
        ask(0, true);
      } }),
    ].filter(Boolean), focus);
  }

  const at = kept.load().at;
  if (at >= items.length) result(false);
  else if (Number.isInteger(at) && at >= 0) ask(at, false);
  else intro();
}

export default { render };
