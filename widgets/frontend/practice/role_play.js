/** The role-play: a meeting with a manager in one of three tempers, and what to take along from it. */
import { fill, h, prose } from "../dom.js";
import { holds, told } from "./case_story.js";
import { player } from "./story_player.js";

const MARKS = { good: "right", fair: "fair", poor: "wrong" };

const level = (value, words) => words.levels[value <= 3 ? "low" : value <= 6 ? "middle" : "high"];

/** The mood in words and as a bar; after a choice also where it was. */
function mood({ story, words, meters, was }) {
  const { label } = story.meters[0];
  const value = meters.mood;
  const line = was && was.mood !== value ? words.mood_moved : words.mood_now;
  return h(
    "div",
    { class: "sa-talk__mood" },
    h("p", { text: fill(line, { label, value, was: was?.mood, level: level(value, words) }) }),
    h("meter", { min: 0, max: 10, value, "aria-label": label }),
  );
}

/** What the manager answers at once, and what that did to the mood. */
function reply(now) {
  const { choice } = now.steps.at(-1);
  return [h("p", { class: "sa-case__sub", text: now.words.answered }), h("blockquote", { class: "sa-talk__reply" }, ...prose(told(choice.reply, now.side))), mood(now)];
}

/** Each question of the debrief with the first outcome that holds. */
function debrief({ story, words, flags, meters }) {
  return h("ul", { class: "sa-talk__debrief" }, ...story.debrief.map(({ text, outcomes }) => {
    const { mark, text: outcome } = outcomes.find(({ when }) => holds(when, flags, meters));
    return h(
      "li",
      { class: `sa-feedback sa-feedback--${MARKS[mark]}` },
      h("p", {}, h("span", { "aria-hidden": "true", text: words["mark_" + mark] + " " }), h("strong", { text })),
      ...prose(outcome),
    );
  }));
}

/** The lines worth keeping: those that were said, then those that were not; and the if-then answers. */
function along({ story, words, steps }) {
  const mine = steps.map(({ choice }) => choice).filter(({ keep }) => keep);
  const others = story.nodes.flatMap(({ choices = [] }) => choices).filter((choice) => choice.keep && !mine.includes(choice));
  const list = (title, lines) => (lines.length ? [h("p", { class: "sa-talk__kind", text: title }), h("ul", {}, ...lines.map((text) => h("li", { text })))] : []);
  return h(
    "div",
    { class: "sa-talk__along" },
    ...list(words.you_said, mine.map(({ text }) => text)),
    ...list(words.to_borrow, others.map(({ text }) => text)),
    ...list(words.answers, story.answers.map(({ cue, say }) => `${cue} ${say}`)),
  );
}

function after(now) {
  const { story, words } = now;
  const sub = (text) => h("p", { class: "sa-case__sub", text });
  return [
    sub(words.debrief),
    debrief(now),
    sub(words.take_along),
    along(now),
    ...prose(story.closing),
    h("p", { class: "sa-hint", text: words.illustration }),
  ];
}

const offer = (side, { story }) => [h("p", { text: story.tempers[side] })];

export default { render: player({ sides: ["kind", "busy", "sceptical"], offer, live: mood, reply, after }) };
