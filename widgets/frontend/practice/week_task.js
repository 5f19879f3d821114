/** This week's task and the reader's own if–then rule. */
import { fill, h, prose } from "../dom.js";
import { drawer } from "../store.js";
import { printOut } from "../tools/files.js";
import { checklist, field } from "../tools/parts.js";
import { button, cited, stage } from "./parts.js";
import { bare, checks } from "./week_rule.js";

const WENT = ["tried", "partly", "not_tried"];

function render({ model, el }) {
  const { title, task, rule, facts } = model.get("content");
  const words = model.get("words");
  const kept = drawer(model);
  const { element, show } = stage("");
  el.classList.add("sa");
  el.append(h("div", { class: "sa-card sa-week" }, h("p", { class: "sa-figure__title", text: title }), ...prose(task), cited(facts, model) || "", element));

  /** The rule that is kept, or null when there is none, or it is damaged. */
  function saved() {
    const { cue, action, went } = kept.load();
    const whole = typeof cue === "string" && typeof action === "string" && cue && action;
    return whole ? { cue, action, went: WENT.includes(went) ? went : null } : null;
  }

  function edit(focus) {
    const before = saved();
    const advice = h("div", { role: "status" });
    const made = () => ({ cue: bare(cue.input.value, words.if), action: bare(action.input.value, words.then) });
    const advise = () => {
      const now = made();
      advice.replaceChildren(...(now.cue && now.action ? [checklist(checks(now.cue, now.action, words), words)] : []));
    };
    const cue = field({ label: words.cue, hint: fill(words.example, { text: bare(rule.cue, words.if) }), value: before?.cue || "" });
    const action = field({ label: words.action, hint: fill(words.example, { text: bare(rule.action, words.then) }), value: before?.action || "" });
    // On leaving a field, not at each letter: nobody wants to be corrected while thinking.
    for (const { input } of [cue, action]) input.addEventListener("change", advise);
    const problem = h("p", { class: "sa-problem", role: "alert" });
    const keep = () => {
      const now = made();
      problem.textContent = now.cue && now.action ? "" : words.need_both;
      if (!now.cue || !now.action) return;
      kept.save({ ...now, went: null });
      kept.done();
      card(true, true);
    };
    show(
      false,
      h("p", { class: "sa-quiz__sub", text: words.own_rule }),
      h("p", { class: "sa-hint", text: words.rule_hint }),
      cue.element, action.element, problem,
      h("div", { class: "sa-buttons" }, button(words.save, keep)),
      // Below the button: it appears on leaving a field, and must not move the button under a finger.
      advice,
    );
    advise();
    if (focus) cue.input.focus();
  }

  function printed() {
    const { cue, action } = saved();
    printOut(
      h("p", { class: "sa-figure__title", text: title }), ...prose(task),
      h("p", { class: "sa-week__rule", text: fill(words.rule_is, { cue, action }) }),
      h("p", { text: words.print_how }), h("p", { class: "sa-week__line" }), h("p", { class: "sa-week__line" }),
    );
  }

  function card(focus, fresh) {
    const { cue, action, went } = saved();
    const asking = h("div");
    const ask = (inside) => {
      const said = h("p", { role: "status", text: went ? words[`said_${went}`] : "" });
      const answers = WENT.map((how) => {
        const one = button(words[how], () => {
          kept.save({ went: how });
          for (const other of answers) other.setAttribute("aria-pressed", String(other === one));
          said.textContent = words[`said_${how}`];
        }, "quiet");
        one.setAttribute("aria-pressed", String(went === how));
        return one;
      });
      asking.replaceChildren(
        h("p", { class: "sa-quiz__sub", tabindex: "-1", text: words.how_went }), h("p", { text: words.come_anyway }),
        h("div", { class: "sa-buttons" }, ...answers), said,
      );
      if (inside) asking.firstElementChild.focus();
    };
    if (fresh) {
      asking.append(h("p", { text: words.ask_next }), button(words.tell_now, () => ask(true), "link"));
    } else ask(false);
    show(
      focus,
      h("p", { class: "sa-quiz__sub", text: fresh ? words.own_rule : words.last_time }),
      h("p", { class: "sa-week__rule", tabindex: "-1", text: fill(words.rule_is, { cue, action }) }),
      h("p", { class: "sa-hint", text: words.ui.kept_here }),
      h("div", { class: "sa-buttons" }, button(words.change, () => edit(true), "quiet"), button(words.ui.print, printed, "quiet")),
      asking,
    );
  }

  if (saved()) card(false, false);
  else edit(false);
}

export default { render };
