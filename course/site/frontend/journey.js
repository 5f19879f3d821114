/** The reader's way on: who she is, where she was, and what fits into the minutes that she has. */
import { fill, h } from "../../../widgets/frontend/dom.js";
import { PREFIX, read, write } from "../../../widgets/frontend/store.js";
import { fitting, goOn, waiting } from "./journey_state.js";

const WHO = ["gp", "physio"];

/** The choice of profession, kept at once; without one the modules are as they were written. */
function profession() {
  for (const box of document.querySelectorAll("[data-profession-choice]")) {
    const said = box.querySelector("[role=status]");
    const inputs = [...box.querySelectorAll("input")];
    const now = read(`${PREFIX}profession`);
    for (const input of inputs) {
      input.checked = input.value === (WHO.includes(now) ? now : "");
      input.addEventListener("change", () => {
        write(`${PREFIX}profession`, WHO.includes(input.value) ? input.value : null);
        if (WHO.includes(input.value)) document.documentElement.dataset.profession = input.value;
        else delete document.documentElement.dataset.profession;
        said.textContent = input.dataset.said;
      });
    }
  }
}

/** Let a link lead to the very place: the module's page looks for `resume`. */
function resumes(link, module, place) {
  if (!place) return;
  const mark = () => write(`${PREFIX}${module.slug}/place`, { ...read(`${PREFIX}${module.slug}/place`), resume: true });
  for (const event of ["click", "auxclick"]) link.addEventListener(event, mark);
}

function told(words, module, section) {
  return fill(words.where, { number: module.number, title: module.title, section: section.title });
}

/** One thing to do, as a row: what, where, how long. */
function row(words, one) {
  const name = {
    recall: () => fill(one.n === 1 ? words.do_recall_one : words.do_recall, one),
    test: () => fill(words[`do_${one.part}`], one),
    case: () => fill(words.do_case, { title: one.section.title }),
    quiz: () => fill(one.n === 1 ? words.do_quiz_one : words.do_quiz, one),
    reading: () => one.sections[0].title,
  }[one.kind]();
  const link = h("a", { href: one.href, text: name });
  const more = (one.sections || []).length - 1;
  const rest = more > 0 ? ` ${fill(more === 1 ? words.and_one : words.and_more, { n: more })}` : null;
  resumes(link, one.module, one.place);
  return h(
    "li",
    {},
    h("span", { class: "now__minutes", text: fill(words.minutes_short, one) }),
    h("span", {}, link, rest, one.module ? h("span", { class: "now__where", text: fill(words.in_module, { number: one.module.number, title: one.module.title }) }) : null),
  );
}

function now(box, course) {
  const { words, modules } = course;
  const go = box.querySelector("[data-now-go]");
  const on = goOn(modules);
  if (on) {
    go.href = on.href;
    go.textContent = on.place ? words.go_on : words.go_next;
    resumes(go, on.module, on.place);
    box.querySelector("[data-now-where]").textContent = on.place ? told(words, on.module, on.section) : fill(words.in_module, { number: on.module.number, title: on.module.title });
  }
  const count = waiting(course);
  box.querySelector("[data-now-due]").textContent = count ? fill(count === 1 ? words.due_one : words.due, { n: count }) : words.due_none;
  const place = box.querySelector("[data-now-list]");
  const show = (minutes) => {
    const found = fitting(course, minutes);
    const longer = found.length && found[0].minutes > minutes;
    place.replaceChildren(...[
      found.length ? null : h("p", { text: words.all_done }),
      longer ? h("p", { class: "now__note", text: fill(words.longer, { minutes }) }) : null,
      found.length ? h("ul", { class: "now__list" }, ...found.map((one) => row(words, one))) : null,
    ].filter(Boolean));
  };
  const inputs = [...box.querySelectorAll("[data-now-minutes] input")];
  for (const input of inputs) input.addEventListener("change", () => show(Number(input.value)));
  show(Number((inputs.find((input) => input.checked) || inputs[0]).value));
}

export default {
  page() {
    profession();
    const data = document.querySelector("[data-journey]");
    const box = document.querySelector("[data-now]");
    if (data && box) now(box, JSON.parse(data.textContent));
  },
};
