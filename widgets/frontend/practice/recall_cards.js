/** Recall cards: try, turn, grade yourself; what was not known can be tried again. */
import { fill, h, prose, uid } from "../dom.js";
import { drawer } from "../store.js";
import { button, cited, landing, stage } from "./parts.js";

const GRADES = ["knew", "partly", "not_yet"];

function render({ model, el }) {
  const { cards, title } = model.get("content");
  const words = model.get("words");
  const kept = drawer(model);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const { element, show } = stage("sa-recall");
  el.classList.add("sa");
  el.append(h("div", { class: "sa-card" }, h("p", { class: "sa-figure__title", text: title }), element));

  const ids = (value) => (Array.isArray(value) ? [...new Set(value)].filter((id) => byId.has(id)) : []);
  const plain = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});

  /** `queue` holds the cards ahead, `again` those of this round that were not known, `first` the first grades. */
  function state() {
    const { queue, again, first, drafts } = kept.load();
    return { begun: Array.isArray(queue), queue: ids(queue), again: ids(again), first: plain(first), drafts: plain(drafts) };
  }

  function begin(focus, queue = cards.map((card) => card.id), first = {}) {
    kept.save({ queue, again: [], first, drafts: {} });
    ask(focus);
  }

  function ask(focus) {
    const { queue, again, first, drafts } = state();
    if (!queue.length) return finish(focus);
    const card = byId.get(queue[0]);
    const fresh = !(card.id in first);
    const id = uid("recall");
    const draft = h("textarea", { id, rows: 3, maxlength: 2000, oninput: () => kept.save({ drafts: { ...state().drafts, [card.id]: draft.value } }) });
    draft.value = typeof drafts[card.id] === "string" ? drafts[card.id] : "";
    const back = h("div");

    function grade(how) {
      kept.save({
        queue: queue.slice(1), again: how === "knew" ? again : [...again, card.id],
        first: fresh ? { ...first, [card.id]: how } : first,
      });
      ask(true);
    }

    const turn = button(words.turn, () => {
      turn.parentElement.remove();
      back.append(
        landing(words.answer, "sa-case__ask"),
        h("div", { class: "sa-feedback" }, ...prose(card.back)),
        cited(card.facts, model) || "",
        card.section && !card.module ? h("p", {}, h("a", { href: `#${card.section}`, text: words.to_section })) : "",
        h("p", { class: "sa-case__ask", text: words.how_went }),
        h("div", { class: "sa-buttons" }, ...GRADES.map((how) => button(words[how], () => grade(how), "quiet"))),
      );
      back.querySelector("[tabindex='-1']").focus();
    });

    return show(
      focus,
      h("p", { class: "sa-quiz__head", text: fresh ? fill(words.card, { n: cards.length - queue.length + 1, of: cards.length }) : fill(words.again_round, { n: queue.length }) }),
      h("progress", { max: cards.length, value: Object.keys(first).length, "aria-label": fill(words.tried, { n: Object.keys(first).length, of: cards.length }) }),
      card.module ? h("p", { class: "sa-honesty", text: words.from_earlier }) : null,
      landing(card.front, "sa-case__head"),
      h("label", { for: id, text: words.your_answer }),
      draft,
      h("div", { class: "sa-buttons" }, turn),
      back,
    );
  }

  function finish(focus) {
    const { again, first } = state();
    kept.done();
    const knew = Object.values(first).filter((how) => how === "knew").length;
    show(
      focus,
      landing(words.finished, "sa-case__head"),
      h("p", { text: fill(words.summary, { knew, of: cards.length }) }),
      again.length
        ? [h("p", { text: words.left }), h("ul", {}, ...again.map((id) => h("li", { text: byId.get(id).front })))]
        : h("p", { text: words.come_back }),
      h(
        "div",
        { class: "sa-buttons" },
        again.length ? button(fill(again.length === 1 ? words.take_again_one : words.take_again, { n: again.length }), () => begin(true, again, first)) : null,
        button(words.ui.again, () => begin(true), "quiet"),
      ),
    );
  }

  if (state().begun) ask(false);
  else show(false, h("p", { text: fill(words.intro, { of: cards.length }) }), button(words.start, () => begin(true)));
}

export default { render };
