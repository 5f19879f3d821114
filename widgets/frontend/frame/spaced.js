/** Spaced recall: questions and cards of all modules come back when they are due. */
import { fill, h, prose, uid } from "../dom.js";
import { drawer, today } from "../store.js";
import { button, cited, landing, stage } from "../practice/parts.js";
import { isAnswer, score } from "../practice/scoring.js";
import { due as dueOf, entriesOf } from "./due.js";
import { explained, moduleLink, question, writer } from "./parts.js";
import { after } from "./spacing.js";

function render({ model, el }) {
  const words = model.get("words");
  const content = model.get("content");
  const write = writer(model.get("lang"));
  const kept = drawer(model);
  const byId = new Map([...content.items, ...content.cards].map((one) => [one.id, one]));
  const { element, show } = stage("sa-card sa-quiz");
  const entries = () => entriesOf(content, kept.load().entries, (item, given) => isAnswer(item, given));
  const due = () => dueOf(entries());
  el.classList.add("sa");
  el.append(element);

  function counts() {
    const all = Object.values(entries());
    const of = (state) => all.filter((entry) => entry.state === state).length;
    return h("ul", {}, ...["open", "resting", "known"].map((state) => h("li", { text: fill(words[`count_${state}`], { n: of(state) }) })));
  }

  function front(focus, after_ = null) {
    const all = Object.values(entries());
    const now = due();
    const ahead = all.map((entry) => entry.due).filter(Boolean).sort()[0];
    const size = Math.min(now.length, content.settings.session);
    let said = fill(now.length === 1 ? words.due_one : words.due, { n: now.length });
    if (!all.length) said = words.nothing;
    else if (!now.length) said = ahead ? fill(words.next_due, { day: write.day(ahead) }) : words.all_known;
    show(
      focus,
      landing(after_ || said),
      after_ ? h("p", { text: said }) : null,
      all.length ? counts() : null,
      size ? h("div", { class: "sa-buttons" }, button(fill(size === 1 ? words.begin_one : words.begin_n, { n: size }), () => ask(now.slice(0, size), 0))) : null,
      h("p", { class: "sa-hint", text: words.ui.kept_here }),
    );
  }

  function settle(id, right) {
    const next = after(entries()[id], right, today(), content.settings);
    kept.save({ entries: { ...entries(), [id]: next } });
    return fill(words[`then_${next.state}`], { day: next.due ? write.day(next.due) : "" });
  }

  function ask(ids, n) {
    if (n >= ids.length) {
      kept.done();
      return front(true, words.session_done);
    }
    const one = byId.get(ids[n]);
    const on = () => button(n < ids.length - 1 ? words.ui.next : words.end, () => ask(ids, n + 1));
    const head = (tabindex = "-1") => h("p", { class: "sa-quiz__head", tabindex }, `${fill(words.progress, { n: n + 1, of: ids.length })} · `, moduleLink(model, one.module));
    return one.front ? card(one, head, on) : item(one, head, on);
  }

  function item(one, head, on) {
    const seed = Math.random().toString(36).slice(2, 8);
    const asked = question(one, model, seed, null, true);
    const problem = h("p", { class: "sa-problem", role: "alert" });
    const answer = (given) => {
      const right = given !== null && score(one, given.given) > 0.999;
      const then = settle(one.id, right);
      show(
        true,
        head(null),
        h("p", { class: "sa-quiz__prompt", text: one.prompt }),
        h("p", { class: `sa-verdict sa-verdict--${right ? "right" : "wrong"}`, tabindex: "-1", text: right ? words.ui.right : words.ui.not_quite }),
        given ? explained(one, model, seed, given) : null,
        h("p", { text: then }),
        h("div", { class: "sa-buttons" }, on()),
      );
    };
    show(true, head(), asked.element, problem, h("div", { class: "sa-buttons" }, button(words.ui.check, () => {
      const now = asked.answer();
      problem.textContent = now ? "" : asked.problem?.() || words.missing_answer;
      if (now) answer(now);
    })));
  }

  function card(one, head, on) {
    const id = uid("recall");
    const back = h("div");
    const turn = button(words.turn, () => {
      turn.parentElement.remove();
      const row = h("div", { class: "sa-buttons" }, ...[["knew", true], ["not_yet", false]].map(([how, right]) => button(words[how], () => {
        row.replaceWith(h("p", { role: "status", text: settle(one.id, right) }), h("div", { class: "sa-buttons" }, on()));
        back.querySelector("button").focus();
      }, "quiet")));
      back.append(landing(words.answer, "sa-case__ask"), h("div", { class: "sa-feedback" }, ...prose(one.back)), cited(one.facts, model) || "", h("p", { class: "sa-case__ask", text: words.how_went }), row);
      back.querySelector("[tabindex='-1']").focus();
    });
    show(true, head(), h("p", { class: "sa-case__head", text: one.front }), h("label", { for: id, text: words.your_answer }), h("textarea", { id, rows: 3, maxlength: 2000 }), h("div", { class: "sa-buttons" }, turn), back);
  }

  // Kept at once: what was met without a day is counted from this visit.
  if (Object.keys(entries()).length) kept.save({ entries: entries() });
  front(false);
}

export default { render };
