/** This week's task and the reader's own if–then rule. */
import { fill, h, prose, uid } from "../dom.js";
import { drawer } from "../store.js";

/** "If", "then" and a full stop are put in by the card; take away those that were typed. */
function bare(text, lead) {
  return text.trim().replace(new RegExp(`^(${lead})[\\s:]+`, "i"), "").replace(/[.,;\s]+$/, "");
}

function render({ model, el }) {
  const { title, task, rule } = model.get("content");
  const words = model.get("words");
  const kept = drawer(model);
  const stage = h("div");
  el.classList.add("sa");
  el.append(h("div", { class: "sa-card sa-week" }, h("p", { class: "sa-figure__title", text: title }), ...prose(task), stage));

  function input(label, hint, value) {
    const id = uid("week");
    const hintId = uid("hint");
    const field = h("input", { type: "text", id, maxlength: 200, autocomplete: "off", "aria-describedby": hintId });
    field.value = value || "";
    return [field, h("div", { class: "sa-field" }, h("label", { for: id, text: label }), field, h("p", { id: hintId, class: "sa-hint", text: fill(words.example, { text: hint }) }))];
  }

  function edit(focus) {
    const { cue, action } = kept.load();
    const [cueField, cueRow] = input(words.cue, rule.cue, cue);
    const [actionField, actionRow] = input(words.action, rule.action, action);
    const problem = h("p", { class: "sa-problem", role: "alert" });
    stage.replaceChildren(
      h("p", {}, h("strong", { text: words.own_rule })),
      h("p", { class: "sa-hint", text: words.rule_hint }),
      cueRow, actionRow, problem,
      h("button", {
        type: "button", class: "sa-button", text: words.save,
        onclick: () => {
          const made = { cue: bare(cueField.value, "hvis|if"), action: bare(actionField.value, "så|then") };
          problem.textContent = made.cue && made.action ? "" : words.need_both;
          if (!made.cue || !made.action) return;
          kept.save({ ...made, went: null });
          kept.done();
          card(true);
        },
      }),
    );
    if (focus) cueField.focus();
  }

  function card(focus) {
    const { cue, action, went } = kept.load();
    const said = h("p", { role: "status", text: went ? words[went === "tried" ? "said_tried" : "said_not"] : "" });
    const answer = (how, text) => h("button", {
      type: "button", class: "sa-button sa-button--quiet", text, "aria-pressed": String(went === how),
      onclick: () => {
        kept.save({ went: how });
        card(false);
        stage.querySelector("[role='status']").textContent = words[how === "tried" ? "said_tried" : "said_not"];
      },
    });
    const advice = [cue.length < 12 ? words.vague : null, action.length > 120 ? words.long : null].filter(Boolean);
    stage.replaceChildren(
      h("p", { class: "sa-week__rule", tabindex: "-1", text: fill(words.rule_is, { cue, action }) }),
      ...advice.map((text) => h("p", { class: "sa-hint", text })),
      h("p", { class: "sa-hint", text: words.saved }),
      h("div", { class: "sa-buttons" }, h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.change, onclick: () => edit(true) })),
      h("p", {}, h("strong", { text: words.how_went })),
      h("p", { text: words.come_anyway }),
      h("div", { class: "sa-buttons" }, answer("tried", words.tried), answer("not_tried", words.not_tried)),
      said,
    );
    if (focus) stage.querySelector("[tabindex='-1']").focus();
  }

  const { cue, action } = kept.load();
  if (typeof cue === "string" && typeof action === "string" && cue && action) card(false);
  else edit(false);
}

export default { render };
