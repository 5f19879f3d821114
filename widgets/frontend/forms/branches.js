/** A question that follows from an earlier choice: only the way that was chosen is shown, and counts. */
import { fill, h, prose } from "../dom.js";

/** The way that the answers so far lead to; none before the choice is made. */
export function wayOf(question, answers) {
  const chosen = answers[question.follows.question]?.[question.follows.row];
  return question.ways.find((way) => way.when.includes(chosen));
}

/**
 * All ways stand on the page, so that what was answered is there again when a choice is changed back.
 *
 * @param {(one: object, context: object, given: unknown, changed: (value: unknown) => void) => HTMLElement} build makes a way's fields
 */
export function branches(question, context, given, changed, build) {
  const { words, questions, follow } = context;
  const now = given && typeof given === "object" && !Array.isArray(given) ? { ...given } : {};
  const n = questions.findIndex((one) => one.id === question.follows.question) + 1;
  const texts = new Map(questions[n - 1].options.map((option) => [option.id, option.text]));
  const told = h("p", { class: "sa-hint", role: "status" });
  const ways = question.ways.map(({ ask }) => h(
    "div",
    { "data-way": ask.id, hidden: true },
    h("h3", { class: "sa-form__way", text: ask.title }),
    ...prose(ask.prompt),
    build(ask, context, now[ask.id], (value) => {
      now[ask.id] = value;
      changed({ ...now });
    }),
  ));
  follow((answers) => {
    const way = wayOf(question, answers);
    ways.forEach((element, at) => {
      element.hidden = question.ways[at] !== way;
    });
    const choice = texts.get(answers[question.follows.question]?.[question.follows.row]);
    const text = way ? fill(words.way_shown, { choice, n, title: way.ask.title }) : fill(words.way_unchosen, { n });
    // The same words again would be read aloud again.
    if (told.textContent !== text) told.textContent = text;
  });
  return h("div", {}, told, ...ways);
}
