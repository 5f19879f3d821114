/** What a test says when it is handed in: the sum, the change, the calibration, and each answer. */
import { fill, h } from "../dom.js";
import { lastOf } from "./exam_state.js";
import { calibrated, explained, moduleLink, table, writer } from "./parts.js";
import { answerTo, margin } from "./sums.js";
import { keyOf, score } from "../practice/scoring.js";

const ENOUGH = 0.999;

function sumLine(now, words, write) {
  return h("p", { class: "sa-quiz__score", text: fill(words.score, { score: write.points(now.points), of: now.of, percent: write.percent(now.share) }) });
}

/** Before and after beside each other, and how much of it may be chance. */
export function changed(before, after, words, write) {
  const gap = after.share - before.share;
  const may = margin(before, after);
  const said = Math.abs(gap) < may ? words.change_unsure : gap > 0 ? words.change_up : words.change_down;
  const lines = [
    h("p", { text: fill(words.change, { before: write.percent(before.share), after: write.percent(after.share), change: write.signed(after.share, before.share) }) }),
    h("p", { text: fill(said, { margin: Math.round(100 * may) }) }),
  ];
  if (before.calibration && after.calibration) {
    lines.push(table(words.calibration, ["", words.how_sure_short, words.right_short], [
      [words.before, write.percent(before.calibration.sure), write.percent(before.calibration.right)],
      [words.after, write.percent(after.calibration.sure), write.percent(after.calibration.right)],
    ]));
  }
  return lines;
}

function byModule(now, before, model, words, write) {
  const share = (row) => (row ? fill(words.some_points, { n: write.points(row[0]), of: row[1] }) : "–");
  const heads = before ? [words.module, words.before, words.after] : [words.module, words.points];
  const rows = Object.entries(now.modules).map(([slug, row]) => [moduleLink(model, slug), ...(before ? [share(before.modules[slug])] : []), share(row)]);
  return table(words.by_module, heads, rows);
}

function review(model, state) {
  const words = model.get("words");
  const paper = state.paper();
  if (!paper) return null;
  const rows = paper.items.map((item, n) => {
    const answer = answerTo(item, paper.answers);
    const right = answer && score(item, answer.given) >= ENOUGH;
    const mark = right ? "✓" : "✗";
    return h(
      "details",
      { class: "sa-more sa-exam__item" },
      h("summary", {}, h("span", { "aria-hidden": "true", text: `${mark} ` }), h("span", { class: "sa-visually-hidden", text: `${right ? words.ui.right : words.ui.not_quite}: ` }), `${n + 1}. ${item.prompt}`),
      ...(answer ? explained(item, model, paper.seed, answer) : [h("p", { text: words.was_unknown }), ...unanswered(item, model, paper.seed)]),
      h("p", {}, `${words.module}: `, moduleLink(model, item.module)),
    );
  });
  return [h("p", { class: "sa-quiz__sub", text: words.each_answer }), ...rows];
}

/** Feedback to one who gave no answer: as though nothing had been chosen, where that has a meaning. */
function unanswered(item, model, seed) {
  if (item.kind === "single" || item.kind === "several") return explained(item, model, seed, { given: [] });
  return explained(item, model, seed, { given: keyOf(item) }, true);
}

/** @param {any} model @param {"before"|"after"|"final"} mode @param {ReturnType<import("./exam_state.js").examState>} state */
export function outcome(model, mode, state) {
  const words = model.get("words");
  const write = writer(model.get("lang"));
  const now = state.last();
  const before = mode === "after" ? lastOf("test-before") : null;
  const { needed } = state.size();
  const parts = [h("p", { class: "sa-hint", text: fill(words.taken, { day: write.day(now.when) }) })];
  if (mode === "final") {
    parts.push(h("p", { class: `sa-verdict sa-verdict--${now.passed ? "right" : "wrong"}`, text: fill(now.passed ? words.passed : words.not_passed, { needed: write.percent(needed) }) }));
  }
  parts.push(sumLine(now, words, write));
  if (mode === "after") {
    parts.push(h("p", { class: "sa-quiz__sub", text: words.change_title }));
    if (before) parts.push(h("p", { class: "sa-hint", text: words.change_note }), ...changed(before, now, words, write));
    else parts.push(h("p", { text: words.no_before }));
  }
  if (now.calibration) {
    if (!before?.calibration) parts.push(h("p", { class: "sa-quiz__sub", text: words.calibration }));
    parts.push(calibrated(now.calibration, words, write));
  }
  parts.push(byModule(now, before, model, words, write));
  if (mode === "before") parts.push(h("p", { text: words.before_next }));
  else parts.push(...(review(model, state) || []));
  return parts.filter(Boolean);
}
