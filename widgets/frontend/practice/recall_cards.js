/** Recall cards: try, turn, grade yourself; what was not known comes back at the end. */
import { fill, h, prose, uid } from "../dom.js";
import { drawer } from "../store.js";
import { cited } from "./parts.js";

function render({ model, el }) {
  const { cards, title } = model.get("content");
  const words = model.get("words");
  const kept = drawer(model);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const stage = h("div", { class: "sa-card" });
  el.classList.add("sa");
  el.append(h("p", { class: "sa-figure__title", text: title }), stage);

  const button = (text, onclick, quiet) => h("button", { type: "button", class: `sa-button${quiet ? " sa-button--quiet" : ""}`, text, onclick });

  function show(focus, ...nodes) {
    stage.replaceChildren(...nodes.flat().filter(Boolean));
    if (focus) stage.querySelector("[tabindex='-1']")?.focus();
  }

  function state() {
    const { queue, first } = kept.load();
    const known = Array.isArray(queue) ? queue.filter((id) => byId.has(id)) : null;
    return { queue: known, first: first && typeof first === "object" ? first : {} };
  }

  function begin(focus) {
    kept.save({ queue: cards.map((card) => card.id), first: {} });
    ask(focus);
  }

  function ask(focus) {
    const { queue, first } = state();
    if (!queue.length) return finish(focus);
    const card = byId.get(queue[0]);
    const tried = Object.keys(first).length;
    const fresh = !(card.id in first);
    const id = uid("recall");
    const back = h("div", { "aria-live": "polite" });
    const turn = button(words.turn, () => {
      turn.remove();
      back.append(
        h("p", {}, h("strong", { text: words.answer })),
        h("div", { class: "sa-feedback" }, ...prose(card.back)),
        cited(card.facts, model) || "",
        card.section && !card.module ? h("p", {}, h("a", { href: `#${card.section}`, text: words.to_section })) : "",
        h("p", { class: "sa-case__ask", tabindex: "-1", text: words.how_went }),
        h("div", { class: "sa-buttons" }, button(words.knew, () => grade("knew")), button(words.partly, () => grade("partly"), true), button(words.not_yet, () => grade("not_yet"), true)),
      );
      back.querySelector("[tabindex='-1']").focus();
    });

    function grade(how) {
      const rest = queue.slice(1);
      kept.save({ queue: how === "knew" ? rest : [...rest, card.id], first: fresh ? { ...first, [card.id]: how } : first });
      ask(true);
    }

    return show(
      focus,
      h("p", { class: "sa-quiz__head", text: fresh ? fill(words.card, { n: tried + 1, of: cards.length }) : fill(words.again_round, { n: queue.length }) }),
      card.module ? h("p", { class: "sa-honesty", text: words.from_earlier }) : null,
      h("p", { class: "sa-case__head", tabindex: "-1", text: card.front }),
      h("label", { for: id, text: words.your_answer }),
      h("textarea", { id, rows: 3 }),
      h("div", { class: "sa-buttons" }, turn),
      back,
    );
  }

  function finish(focus) {
    const { first } = state();
    kept.done();
    const knew = Object.values(first).filter((how) => how === "knew").length;
    show(
      focus,
      h("p", { class: "sa-case__head", tabindex: "-1", text: words.finished }),
      h("p", { text: fill(words.summary, { knew, of: cards.length }) }),
      h("p", { text: words.come_back }),
      button(words.ui.again, () => begin(true), true),
    );
  }

  if (state().queue) ask(false);
  else show(false, h("p", { text: fill(words.intro, { of: cards.length }) }), button(words.start, () => begin(true)));
}

export default { render };
