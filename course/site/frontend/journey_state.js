/** Where the reader is in the course, and what fits into a short while. Read from what the browser keeps. */
import { PREFIX, read } from "../../../widgets/frontend/store.js";
import { due, entriesOf } from "../../../widgets/frontend/frame/due.js";

/** Minutes a question takes, for one who thinks before answering. */
const QUESTION = 0.75;
const plain = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
const list = (value) => (Array.isArray(value) ? value : []);

/** @typedef {{id: string, title: string, minutes: number, parts: string[]}} Section */
/** @typedef {{slug: string, number: number, title: string, link: string, sections: Section[], quiz: string[], cards: string[]}} Module */

const kept = (module, part) => plain(read(`${PREFIX}${module.slug}/${part}`));
const isDone = (module, part) => Boolean(kept(module, part).done);

/** The place that is kept of a module, or null. @param {Module} module */
export function placeOf(module) {
  const { section, at, into, when, read: seen } = kept(module, "place");
  if (typeof at !== "string" || typeof when !== "string") return null;
  return { section, at, into: Number(into) || 0, when, read: list(seen) };
}

/** A section is finished when its tasks are done or, without any, when it has been read. */
export function isFinished(module, section) {
  if (section.parts.length) return section.parts.every((part) => isDone(module, part));
  return Boolean(placeOf(module)?.read.includes(section.id));
}

const isWhole = (module) => module.sections.flatMap(({ parts }) => parts).every((part) => isDone(module, part));
const toModule = (module, at) => `${module.link}#${at}`;

/** The module and place that were used last, or null. @param {Module[]} modules */
export function lastPlace(modules) {
  const all = modules.map((module) => ({ module, place: placeOf(module) })).filter(({ place }) => place);
  return all.sort((a, b) => b.place.when.localeCompare(a.place.when))[0] || null;
}

/**
 * Where to go on: the very place, or the next module when that one is done.
 * @param {Module[]} modules @returns {{module: Module, section: Section, href: string, place: any} | null}
 */
export function goOn(modules) {
  const last = lastPlace(modules);
  if (!last) return null;
  const { module, place } = last;
  if (isWhole(module)) {
    const after = [...modules.slice(modules.indexOf(module) + 1), ...modules].find((one) => !isWhole(one));
    if (after && after !== module) return { module: after, section: after.sections[0], href: after.link, place: null };
  }
  const section = module.sections.find(({ id }) => id === place.section) || module.sections[0];
  return { module, section, href: toModule(module, place.at), place };
}

/** How many questions and cards wait today. @param {{modules: Module[], spacing: any}} course */
export function waiting({ modules, spacing }) {
  const all = (name) => modules.flatMap((module) => module[name].map((id) => ({ id, module: module.slug })));
  const entries = plain(read(`${PREFIX}course/spaced`)).entries;
  return due(entriesOf({ items: all("quiz"), cards: all("cards"), settings: spacing }, entries)).length;
}

/** A test that is under way: {part, left}, or null. */
export function openTest() {
  for (const part of ["test-before", "test-after", "final-test"]) {
    const { run } = plain(read(`${PREFIX}course/${part}`));
    const ids = list(run?.ids);
    if (ids.length) return { part, left: Math.max(1, ids.length - (Number.isInteger(run.at) ? run.at : 0)) };
  }
  return null;
}

/** Sections that follow each other, are not finished, and together fit; at least one. */
function reading(modules, budget) {
  const on = goOn(modules);
  const module = on?.module || modules.find((one) => !isWhole(one));
  if (!module) return null;
  const open = module.sections.filter((section) => !isFinished(module, section));
  if (!open.length) return null;
  const from = on ? Math.max(0, open.findIndex(({ id }) => module.sections.findIndex((one) => one.id === id) >= module.sections.indexOf(on.section))) : 0;
  const chosen = [open[from]];
  for (const next of open.slice(from + 1)) {
    if (chosen.reduce((sum, { minutes }) => sum + minutes, next.minutes) > budget) break;
    chosen.push(next);
  }
  const here = on?.place && chosen[0].id === on.section.id;
  return {
    kind: "reading", module, sections: chosen, minutes: chosen.reduce((sum, { minutes }) => sum + minutes, 0),
    href: here ? on.href : toModule(module, chosen[0].id), place: here ? on.place : null,
  };
}

/** Cases and quizzes that were begun and not finished. */
function begun(modules) {
  return modules.flatMap((module) => module.sections.flatMap((section) => section.parts.map((part) => {
    if (isDone(module, part)) return null;
    const held = kept(module, part);
    if (part.startsWith("case-") && list(held.taken).length) return { kind: "case", module, section, minutes: Math.max(2, Math.ceil(section.minutes / 2)), href: toModule(module, part) };
    const answered = Object.keys(plain(held.answers)).filter((id) => module.quiz.includes(id)).length;
    if (part === "quiz" && answered) return { kind: "quiz", module, section, n: module.quiz.length - answered, minutes: Math.ceil((module.quiz.length - answered) * QUESTION), href: toModule(module, part) };
    return null;
  }))).filter(Boolean);
}

/**
 * What fits into some minutes, the best first. What takes longer is offered only when nothing fits.
 * @param {{modules: Module[], spacing: any, recall: string, tests: Record<string, string>}} course
 * @param {number} budget minutes
 */
export function fitting(course, budget) {
  const { modules, spacing } = course;
  const n = Math.min(waiting(course), spacing.session, Math.floor(budget / QUESTION));
  const test = openTest();
  const asked = test ? Math.min(test.left, Math.floor(budget / QUESTION)) : 0;
  const all = [
    n ? { kind: "recall", n, minutes: Math.ceil(n * QUESTION), href: course.recall } : null,
    test ? { kind: "test", n: asked, part: test.part, minutes: Math.ceil(asked * QUESTION), href: course.tests[test.part] } : null,
    ...begun(modules),
    reading(modules, budget),
  ].filter(Boolean);
  const fit = all.filter(({ minutes }) => minutes <= budget);
  const least = [...all].sort((a, b) => a.minutes - b.minutes).slice(0, 1);
  // Not the same place twice: a case that is begun is also a section that is not finished.
  const seen = new Set();
  return (fit.length ? fit : least).filter(({ href, section, sections }) => {
    const key = section?.id || sections?.[0].id || href;
    return !seen.has(key) && seen.add(key);
  }).slice(0, 3);
}
