/** Small parts that the course's own pages share. */
import { fill, h, number, prose } from "../dom.js";
import { cited } from "../practice/parts.js";
import { KINDS } from "../practice/kinds.js";

/** Numbers and days as the language writes them. @param {"nb"|"en"} lang */
export function writer(lang) {
  const whole = (value) => Number.isInteger(Math.round(value * 10) / 10);
  return {
    points: (value) => number(value, lang, whole(value) ? 0 : 1),
    percent: (share) => (lang === "nb" ? `${Math.round(100 * share)}\u00a0%` : `${Math.round(100 * share)}%`),
    // Of the numbers as they are shown: 13 and 17 differ by 4, whatever lies behind them.
    signed: (after, before) => {
      const value = Math.round(100 * after) - Math.round(100 * before);
      return `${value > 0 ? "+" : value < 0 ? "\u2212" : ""}${Math.abs(value)}`;
    },
    day: (iso) => new Intl.DateTimeFormat(lang === "nb" ? "nb-NO" : "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
      .format(new Date(`${iso.slice(0, 10)}T12:00:00Z`)),
  };
}

/** One question as the quiz asks it. `percent` of the quiz takes a whole number. */
export function question(item, model, seed, kept, plain) {
  const lang = model.get("lang");
  const percent = (value) => (lang === "nb" ? `${value} %` : `${value}%`);
  return KINDS[item.kind]({ item, words: model.get("words"), lang, percent, plain, seed: `${seed} ${item.id}` }, kept);
}

/** Each answer that could be given, and what one learns from it; `bare` without what the reader chose. */
export function explained(item, model, seed, answer, bare = false) {
  const asked = question(item, model, seed, answer, true);
  return [
    h("ul", { class: "sa-quiz__review" }, ...asked.review(answer.given, answer).map(({ good, mark, head, text }) => h(
      "li",
      { class: `sa-feedback sa-feedback--${good ? "right" : "wrong"}` },
      mark && !bare ? h("p", { class: "sa-feedback__mark" }, h("span", { "aria-hidden": "true", text: good ? "✓ " : "✗ " }), mark) : null,
      h("p", {}, h("strong", { text: head })),
      ...prose(text),
    ))),
    ...prose(item.explanation),
    cited(item.facts, model),
  ].filter(Boolean);
}

/** A link to a module's page, or its name where there is none. */
export function moduleLink(model, slug) {
  const place = (model.get("places") || {})[slug];
  return place ? h("a", { href: place.link, text: place.title }) : slug;
}

/** A table: a caption, heads, and rows whose first cell names the row. */
export function table(caption, heads, rows) {
  return h("div", { class: "sa-table", tabindex: "0", role: "region", "aria-label": caption }, h(
    "table",
    {},
    h("caption", { text: caption }),
    h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col", text })))),
    h("tbody", {}, ...rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), ...rest.map((cell) => h("td", {}, cell))))),
  ));
}

/** How sure beside how right, in words. */
export function calibrated(sums, words, write) {
  if (!sums) return null;
  const gap = sums.sure - sums.right;
  const line = gap > 0.1 ? words.calibration_over : gap < -0.1 ? words.calibration_under : words.calibration_good;
  return h("p", { text: fill(line, { sure: write.percent(sums.sure), right: write.percent(sums.right), count: sums.count }) });
}
