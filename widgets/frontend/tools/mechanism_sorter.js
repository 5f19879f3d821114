/** One patient at a time: which pain mechanisms, how sure, then the course's assessment. Overview last. */
import { fill, h, prose, uid } from "../dom.js";
import { choice, table } from "../controls.js";
import { drawer } from "../store.js";
import { onPaper } from "./files.js";
import { sources } from "./sources.js";

const MECHANISMS = ["nociceptive", "neuropathic", "nociplastic"];
const LEVELS = ["low", "middle", "high"];

/** "same", "part" or "other": how two sets of mechanisms agree. @param {string[]} mine @param {string[]} course */
export function agreement(mine, course) {
  const common = mine.filter((id) => course.includes(id)).length;
  return common === course.length && mine.length === course.length ? "same" : common ? "part" : "other";
}

/** Only answers that are whole, to patients who still exist. */
function whole(answers, patients) {
  return Object.fromEntries(patients.filter(({ id }) => {
    const answer = answers?.[id];
    return Array.isArray(answer?.marked) && answer.marked.length && answer.marked.every((m) => MECHANISMS.includes(m)) && LEVELS.includes(answer.sure);
  }).map(({ id }) => [id, answers[id]]));
}

function render({ model, el }) {
  const words = model.get("words");
  const content = model.get("content");
  const { patients } = content;
  const kept = drawer(model);
  const before = kept.load();
  let answers = whole(before.answers, patients);
  let at = Number.isInteger(before.at) ? Math.max(0, Math.min(before.at, patients.length)) : 0;
  const stage = h("div", { class: "sa-sorter__stage" });
  const title = (id) => words.mechanisms[id].title;
  const names = (list) => MECHANISMS.filter((id) => list.includes(id)).map(title).join(" + ");
  const button = (text, onclick, quiet) => h("button", { type: "button", class: `sa-button${quiet ? " sa-button--quiet" : ""}`, text, onclick });

  function go(n) {
    at = n;
    kept.save({ at });
    show(true);
  }

  function question(patient) {
    const fault = h("p", { class: "sa-field__fault", role: "alert" });
    const marked = new Set();
    let sure = null;
    const boxes = h("fieldset", { class: "sa-choice" }, h("legend", { text: words.which }), ...MECHANISMS.map((id) => {
      const box = uid("mechanism");
      return h(
        "div",
        { class: "sa-choice__row" },
        h("input", { type: "checkbox", id: box, value: id, onchange: (event) => (event.target.checked ? marked.add(id) : marked.delete(id)) }),
        h("label", { for: box }, h("strong", { text: title(id) }), `: ${words.mechanisms[id].hint}`),
      );
    }));
    const how = choice({ legend: words.sure, options: LEVELS.map((id) => ({ id, text: words.levels[id] })), onchange: (id) => {
      sure = id;
    } });
    how.classList.add("sa-modes");
    const see = button(words.see, () => {
      if (!marked.size || !sure) {
        fault.textContent = words.need;
        (marked.size ? how : boxes).querySelector("input").focus();
        return;
      }
      answers[patient.id] = { marked: MECHANISMS.filter((id) => marked.has(id)), sure };
      kept.save({ answers });
      if (patients.every(({ id }) => answers[id])) kept.done();
      show(false);
      stage.querySelector(".sa-sorter__answer").focus();
    });
    return [boxes, how, fault, h("div", { class: "sa-buttons" }, see)];
  }

  function verdict(id, mine, course) {
    const [chosen, ours] = [mine.includes(id), course.includes(id)];
    return words[ours ? (chosen ? "both_yes" : "only_course") : chosen ? "only_reader" : "both_no"];
  }

  function answered(patient) {
    const { marked, sure } = answers[patient.id];
    const how = agreement(marked, patient.answer);
    return [h(
      "div",
      { class: "sa-sorter__answer", tabindex: "-1", role: "group", "aria-label": words[{ same: "agree", part: "partly", other: "differ" }[how]] },
      h("div", { class: `sa-feedback sa-feedback--${how === "same" ? "right" : "wrong"}` }, h("p", {}, h("strong", { text: words[{ same: "agree", part: "partly", other: "differ" }[how]] })), h("p", { text: `${words.column_mine}: ${names(marked)} (${words.levels[sure].toLowerCase()})` })),
      h("ul", { class: "sa-sorter__each" }, ...MECHANISMS.map((id) => h(
        "li",
        { class: marked.includes(id) === patient.answer.includes(id) ? "sa-sorter__same" : "sa-sorter__other" },
        h("p", {}, h("strong", { text: `${title(id)}: ` }), verdict(id, marked, patient.answer)),
        ...prose(patient.each?.[id]),
      ))),
      h("p", { class: "sa-step__title", text: words.why }),
      ...prose(patient.why),
      h("div", { class: "sa-sorter__first" }, h("p", { class: "sa-step__title", text: words.check_first }), ...prose(patient.check_first)),
      sources(patient.facts, model.get("cites"), words.ui.source),
    )];
  }

  function patientCard(n) {
    const patient = patients[n];
    const last = n === patients.length - 1;
    const all = patients.every(({ id }) => answers[id]);
    const known = Boolean(answers[patient.id]);
    return [
      h("p", { class: "sa-sorter__progress", tabindex: "-1", text: fill(words.progress, { n: n + 1, all: patients.length }) }),
      h("div", { class: "sa-story" }, ...prose(patient.text)),
      ...(known ? answered(patient) : question(patient)),
      h(
        "div",
        { class: "sa-buttons" },
        known && !last ? button(words.next, () => go(n + 1)) : null,
        known && (last || all) ? button(words.to_overview, () => go(patients.length), !last) : null,
        n ? button(words.previous, () => go(n - 1), true) : null,
      ),
    ];
  }

  const called = ({ name }, n) => name || fill(words.patient, { n: n + 1 });

  /** The patients, and what the reader and the course say of each. */
  function overviewTable() {
    const rows = patients.map((patient, n) => {
      const mine = answers[patient.id];
      return [called(patient, n), ...(mine ? [names(mine.marked), names(patient.answer), words.levels[mine.sure]] : ["–", "–", "–"])];
    });
    return table(words.table, [words.column_patient, words.column_mine, words.column_course, words.column_sure], rows);
  }

  /** All patients on paper: those who are answered with the answers, the others as a task. */
  function paper() {
    return [
      h("p", { class: "sa-tool__title", text: content.title || words.title }),
      ...prose(content.intro),
      overviewTable(),
      ...patients.map((patient, n) => h(
        "div",
        { class: "sa-sorter__printed" },
        h("p", { class: "sa-step__title", text: called(patient, n) }),
        ...prose(patient.text),
        ...(answers[patient.id] ? answered(patient) : []),
      )),
      ...prose(words.closing),
    ];
  }

  function overview() {
    const given = patients.filter(({ id }) => answers[id]);
    const same = given.filter(({ id, answer }) => agreement(answers[id].marked, answer) === "same");
    const sure = given.filter(({ id }) => answers[id].sure === "high");
    return [
      h("p", { class: "sa-sorter__progress", tabindex: "-1", text: words.overview }),
      h("p", { text: fill(words.summary, { n: same.length, all: patients.length }) }),
      sure.length ? h("p", { text: fill(words.sure_right, { sure: sure.length, right: sure.filter((patient) => same.includes(patient)).length }) }) : null,
      overviewTable(),
      ...prose(words.closing),
      h(
        "div",
        { class: "sa-buttons" },
        button(words.to_patients, () => go(0), true),
        button(words.again, () => {
          answers = {};
          kept.clear();
          go(0);
        }, true),
      ),
    ].filter(Boolean);
  }

  function show(focus) {
    stage.replaceChildren(...(at >= patients.length ? overview() : patientCard(at)));
    if (focus) stage.querySelector(".sa-sorter__progress").focus();
  }

  const titleId = uid("title");
  el.classList.add("sa", "sa-tool", "sa-sorter");
  el.append(h(
    "div",
    { class: "sa-card", role: "group", "aria-labelledby": titleId },
    h("p", { class: "sa-tool__title", id: titleId, text: content.title || words.title }),
    ...prose(content.intro),
    stage,
    h("p", { class: "sa-source", text: words.ui.kept_here }),
  ));
  onPaper(el, paper, () => Object.keys(answers).length > 0);
  show(false);
}

export default { render };
