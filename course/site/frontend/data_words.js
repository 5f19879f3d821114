/** What the browser keeps, in words: one entry for each key. */
import { fill } from "../../../widgets/frontend/dom.js";
import { PREFIX } from "../../../widgets/frontend/store.js";

const plain = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
const list = (value) => (Array.isArray(value) ? value : []);
const count = (value) => Object.keys(plain(value)).length;

/** A day as running text writes it. */
function dayOf(text, lang) {
  const day = typeof text === "string" && /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text.length === 10 ? `${text}T12:00:00` : text) : null;
  return day && !Number.isNaN(day.getTime()) ? day.toLocaleDateString(lang === "nb" ? "nb-NO" : "en-GB", { day: "numeric", month: "long", year: "numeric" }) : "";
}

/** All texts in a value that a person wrote: the rest are ids, days and numbers. */
function written(value) {
  if (typeof value === "string") return value.trim() && !/^([a-z0-9]+([-:][a-z0-9]+)*|\d{4}-\d\d-\d\d.*)$/.test(value) ? [value.trim()] : [];
  if (Array.isArray(value)) return value.flatMap(written);
  return Object.values(plain(value)).flatMap(written);
}

/** How many fields of a tool hold something. */
function filled(values) {
  return Object.values(plain(values)).filter((value) => (Array.isArray(value) ? value.length : value !== "" && value !== null && value !== false)).length;
}

function testLines(kept, words, lang) {
  const results = list(kept.results).filter((one) => Number.isFinite(one?.share));
  const last = results.at(-1);
  const percent = last ? `${Math.round(100 * last.share)}${lang === "nb" ? "\u00a0" : ""}%` : "";
  const run = list(kept.run?.ids);
  return [
    last ? fill(words.test_taken, { n: results.length, day: dayOf(last.when, lang), percent }) : "",
    run.length ? fill(words.test_open, { n: count(kept.run.answers), of: run.length }) : "",
  ];
}

function caseLine(kept, words) {
  const side = words[`case_side_${["gp", "physio"].includes(kept.side) ? kept.side : "none"}`];
  return kept.done ? fill(words.case_done, { side, n: list(kept.seen).length }) : fill(words.case_open, { side, n: list(kept.taken).length });
}

/** The lines of one part of a module. */
function partLines(part, kept, module, words) {
  if (part === "quiz") return [fill(words.quiz, { n: Object.keys(plain(kept.answers)).filter((id) => module.quiz.includes(id)).length, of: module.quiz.length })];
  if (part.startsWith("case-")) return [caseLine(kept, words)];
  if (part.startsWith("confidence-")) return [fill(words.rated, { n: count(kept.levels) })];
  if (part === "recall") return [fill(words.cards, { n: count(kept.first) })];
  if (part === "place") {
    const section = module.sections.find(({ id }) => id === kept.section)?.title || module.title;
    return [fill(words.place_line, { section, n: list(kept.read).length })];
  }
  const placed = [kept.placed, kept.chosen, kept.answers].map(count).reduce((sum, n) => sum + n, 0);
  return [kept.guess ? words.guess : "", placed ? fill(words.sorted, { n: placed }) : ""];
}

function courseLines(part, kept, words, lang) {
  if (part.startsWith("test-") || part === "final-test") return testLines(kept, words, lang);
  if (part.startsWith("practice-")) return [fill(words.rated, { n: count(kept.levels) })];
  if (part === "evaluation") return [fill(words.rated, { n: count(kept.levels) + count(kept.texts) })];
  if (part === "spaced") return [fill(words.spaced, { n: count(kept.entries) })];
  return [kept.name ? fill(words.name, { name: kept.name }) : ""];
}

/** Where a person's own texts lie in what a part keeps; elsewhere there are none. */
function ownTexts(part, kept) {
  return written([kept.drafts, kept.texts, kept.cue, kept.action, kept.values, part === "diamond" ? kept.own : null]);
}

/**
 * @param {string} key full key @param {any} value @param {any} known what your_data.py tells
 * @returns {{key: string, group: string, title: string, link: string, lines: string[], texts: string[]}}
 */
export function inWords(key, value, known) {
  const { words, lang } = known;
  const [place, part] = key.slice(PREFIX.length).split("/");
  const kept = plain(value);
  const about = (group, title, lines, link = "") => {
    const done = kept.done && !kept.results ? fill(words.done, { day: dayOf(kept.done, lang) }) : "";
    const when = [
      kept.done && !dayOf(kept.done, lang) ? words.done_undated : done,
      kept.saved && kept.saved !== String(kept.done).slice(0, 10) ? fill(words.saved, { day: dayOf(kept.saved, lang) }) : "",
    ];
    const said = [...lines, ...when].filter(Boolean);
    return { key, group, title, link, lines: said.length ? said : [words.some], texts: ownTexts(part, kept) };
  };
  if (key === `${PREFIX}theme`) return about("settings", words.theme, [words[value === "dark" ? "theme_dark" : "theme_light"]]);
  if (key === `${PREFIX}profession`) return about("settings", words.profession, [words[`profession_${["gp", "physio"].includes(value) ? value : "both"}`]]);
  const module = known.modules.find(({ slug }) => slug === place);
  const named = place === "course" ? known.course[part] : place === "tools" ? known.tools[part] : null;
  const title = module ? (part === "place" ? words.place : module.labels[part]) : named?.title;
  if (!title) return about("other", part ? `${place}: ${part}` : place, [words.unknown]);
  const group = module ? module.slug : place;
  const link = module ? (part === "place" ? module.link : `${module.link}#${part}`) : named.link;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return about(group, title, [words.unread], link);
  if (module) return about(group, title, partLines(part, kept, module, words), link);
  if (place === "tools") return about(group, title, [fill(words.filled, { n: filled(kept.values) })], link);
  return about(group, title, courseLines(part, kept, words, lang), link);
}
