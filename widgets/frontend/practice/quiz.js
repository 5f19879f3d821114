/** The quiz: one question at a time, feedback on everything, resumable. */
import { fill, h, number, prose } from "../dom.js";
import { drawer } from "../store.js";
import { KINDS } from "./kinds.js";
import { button, cited, landing, stage } from "./parts.js";
import { quizState } from "./quiz_state.js";

const SIGNS = { right: "✓", partly: "◐", wrong: "✗", none: "" };

function verdictOf(answer) {
  if (!answer) return "none";
  return answer.score === 1 ? "right" : answer.score > 0 ? "partly" : "wrong";
}

function render({ model, el }) {
  const { items, title } = model.get("content");
  const words = model.get("words");
  const lang = model.get("lang");
  const state = quizState(items, drawer(model));
  const { element, show } = stage("sa-quiz");
  const percent = (value) => (lang === "nb" ? `${value} %` : `${value}%`);
  const points = (value) => number(value, lang, Number.isInteger(Math.round(value * 10) / 10) ? 0 : 1);
  el.classList.add("sa");
  el.append(h("div", { class: "sa-card" }, h("p", { class: "sa-figure__title", text: title }), element));

  function steps(n) {
    const places = items.map((item, place) => {
      const verdict = verdictOf(state.answerOf(item));
      return h("li", {}, h(
        "button",
        {
          type: "button", class: `sa-steps__step sa-steps__step--${verdict}`, "aria-current": place === n ? "step" : null,
          "aria-label": `${fill(words.item, { n: place + 1 })}: ${words["state_" + verdict]}`, onclick: () => ask(place, true),
        },
        String(place + 1),
        h("span", { "aria-hidden": "true", text: SIGNS[verdict] }),
      ));
    });
    return h("nav", { "aria-label": fill(words.items_of, { title }) }, h("ol", { class: "sa-steps" }, ...places));
  }

  function head(n) {
    const bar = h("progress", { max: items.length, value: state.answered(), "aria-label": fill(words.answered, { n: state.answered(), of: items.length }) });
    return [landing(fill(words.progress, { n: n + 1, of: items.length }), "sa-quiz__head"), bar, steps(n)];
  }

  function ask(n, focus, again = false) {
    state.go(n);
    const item = items[n];
    const answer = state.answerOf(item);
    if (answer && !again) return tell(n, focus);
    const question = KINDS[item.kind]({ item, words, lang, percent, seed: `${state.seed()} ${item.id}` }, answer);
    const problem = h("p", { class: "sa-problem", role: "alert" });
    const check = button(words.ui.check, () => {
      const now = question.answer();
      problem.textContent = now ? "" : question.problem?.() || words.incomplete;
      if (!now) return;
      state.put(item, now);
      tell(n, true);
    });
    return show(focus, head(n), question.element, problem, h("div", { class: "sa-buttons" }, check, skip(n)));
  }

  function skip(n) {
    return n < items.length - 1 ? button(words.later, () => ask(n + 1, true), "quiet") : button(words.finish, () => result(true), "quiet");
  }

  /** Each answer that could be given, and what one learns from it. */
  function review({ good, mark, head: text, text: feedback }) {
    return h(
      "li",
      { class: `sa-feedback sa-feedback--${good ? "right" : "wrong"}` },
      mark ? h("p", { class: "sa-feedback__mark" }, h("span", { "aria-hidden": "true", text: good ? "✓ " : "✗ " }), mark) : null,
      h("p", {}, h("strong", { text })),
      ...prose(feedback),
    );
  }

  function tell(n, focus) {
    const item = items[n];
    const answer = state.answerOf(item);
    const question = KINDS[item.kind]({ item, words, lang, percent, seed: `${state.seed()} ${item.id}` }, answer);
    const verdict = verdictOf(answer);
    const said = { right: words.ui.right, partly: fill(words.partly, { score: percent(Math.round(answer.score * 100)) }), wrong: words.ui.not_quite }[verdict];
    const last = n === items.length - 1;
    const on = last ? button(words.finish, () => result(true)) : button(words.ui.next, () => ask(n + 1, true));
    const [progress, ...rest] = head(n);
    progress.removeAttribute("tabindex");
    show(
      focus,
      progress, rest,
      h("p", { class: "sa-quiz__prompt", text: item.prompt }),
      h("p", { class: `sa-verdict sa-verdict--${verdict}`, tabindex: "-1" }, h("span", { "aria-hidden": "true", text: `${SIGNS[verdict]} ` }), said),
      h("ul", { class: "sa-quiz__review" }, ...question.review(answer.given, answer).map(review)),
      prose(item.explanation),
      cited(item.facts, model),
      h("div", { class: "sa-buttons" }, on, verdict === "right" ? null : button(words.try_again, () => ask(n, true, true), "quiet")),
    );
  }

  function calibrated() {
    const sums = state.calibration();
    if (!sums) return null;
    const gap = sums.sure - sums.right;
    const text = gap > 0.1 ? words.calibration_over : gap < -0.1 ? words.calibration_under : words.calibration_good;
    const shown = (share) => percent(Math.round(share * 100));
    return [
      h("p", { class: "sa-quiz__sub", text: words.calibration }),
      h("p", { text: fill(text, { sure: shown(sums.sure), right: shown(sums.right), count: sums.count }) }),
    ];
  }

  /** What to look at again: the items, under the objective that they belong to. */
  function weak() {
    const objectives = model.get("objectives") || {};
    const rows = items.map((item, n) => [item, n]).filter(([item]) => verdictOf(state.answerOf(item)) !== "right");
    const groups = [...new Set(rows.map(([item]) => item.objective))];
    return groups.map((id) => {
      const { text, section } = objectives[id] || {};
      return h(
        "li",
        {},
        text ? h("p", { class: "sa-quiz__objective", text }) : null,
        section ? h("p", {}, h("a", { href: `#${section}`, text: words.to_section })) : null,
        h("ul", {}, ...rows.filter(([item]) => item.objective === id).map(([item, n]) => h("li", {}, button(fill(words.to_item, { n: n + 1, prompt: item.prompt }), () => ask(n, true), "link")))),
      );
    });
  }

  function result(focus) {
    state.go(items.length);
    const missing = items.length - state.answered();
    const sum = state.sum("score");
    const first = state.sum("first");
    const again = weak();
    show(
      focus,
      landing(words.result, "sa-quiz__head"),
      h("p", { class: "sa-quiz__score", text: fill(words.score, { score: points(sum), of: items.length, percent: percent(Math.round((100 * sum) / items.length)) }) }),
      Math.abs(sum - first) > 0.01 ? h("p", { text: fill(words.first_try, { score: points(first), of: items.length }) }) : null,
      missing ? h("p", { text: fill(missing === 1 ? words.missing_one : words.missing, { n: missing }) }) : null,
      calibrated(),
      h("p", { class: "sa-quiz__sub", text: again.length ? words.look_again : words.all_right }),
      again.length ? h("ul", { class: "sa-quiz__again" }, ...again) : null,
      h("div", { class: "sa-buttons" }, button(words.ui.again, () => {
        state.restart();
        ask(0, true);
      }, "quiet")),
      h("p", { class: "sa-hint", text: words.ui.kept_here }),
    );
  }

  const at = state.at();
  if (at === null) {
    show(false, h("p", { text: fill(words.intro, { of: items.length }) }), button(words.start, () => ask(0, true)));
  } else if (at === items.length) result(false);
  else ask(at, false);
}

export default { render };
