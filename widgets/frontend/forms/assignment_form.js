/** The form of an assignment: each change is sent to Python, which writes it to the learner's file. */
import { fill, h } from "../dom.js";
import { wayOf } from "./branches.js";
import { question } from "./fields.js";
import { unsaved as unsavedOf } from "./unsaved.js";

const WAIT = 400; // ms after the last change, so that typing is one save
const LOST = 5000; // ms without an answer from Python
const HANDING = 60000; // ms: nbgrader copies the folder first

function clock(iso, lang) {
  return new Date(iso).toLocaleTimeString(lang === "nb" ? "nb-NO" : "en-GB", { hour: "2-digit", minute: "2-digit" });
}

function render({ model, el }) {
  const words = model.get("words");
  const lang = model.get("lang");
  const content = model.get("content");
  let answers = { ...(model.get("answers") || {}) };
  let serial = 0;
  let pending = null;
  let lost = null;
  let unsaved = false;
  let handing = false;
  const draft = unsavedOf(content.id, () => answers);
  const restored = draft.restore(model.get("news")?.saved);
  answers = { ...answers, ...restored };

  const state = h("p", { class: "sa-form__state", role: "status" });
  const count = h("p", { class: "sa-hint" });
  const retry = h("button", { type: "button", class: "sa-button sa-button--quiet", text: words.try_again, hidden: true, onclick: send });
  const notice = h("p", { class: "sa-warning", role: "status", hidden: true });
  const receipt = h("div", { class: "sa-receipt", role: "status" });
  const stale = h("p", { class: "sa-warning", role: "status", text: words.stale, hidden: true });

  function tally() {
    count.textContent = fill(words.answered, { n: content.questions.filter((one) => answered(one, answers[one.id])).length, of: content.questions.length });
  }

  function answered(one, value) {
    if (one.kind === "branches") {
      const way = wayOf(one, answers);
      return Boolean(way) && answered(way.ask, value?.[way.ask.id]);
    }
    if (one.kind === "marks") return one.rows.every((row) => one.marks.every((mark) => value?.[row.id]?.[mark.id] !== undefined));
    if (one.kind === "grid") return one.rows.filter((row) => one.columns.every((column) => value?.[row.id]?.[column.id])).length >= one.least;
    if (["each", "numbers", "plan"].includes(one.kind)) return one.rows.every((row) => value?.[row.id] !== undefined);
    return typeof value === "string" ? value.trim() !== "" : Array.isArray(value) ? value.length > 0 : Boolean(value);
  }

  function expect(wait = LOST) {
    clearTimeout(lost);
    lost = setTimeout(() => {
      handing = false;
      state.textContent = words.not_saved;
      receipt.replaceChildren();
      retry.hidden = false;
      // The page that the form stands on may know a way to Python.
      document.dispatchEvent(new CustomEvent("sa:lost"));
    }, wait);
  }

  function send() {
    clearTimeout(pending);
    pending = null;
    serial += 1;
    state.textContent = words.saving;
    expect();
    try {
      model.send({ do: "save", serial, answers });
    } catch {
      // The connection is gone: the waiting ends in the same words.
    }
  }

  function changed(id, value) {
    answers = { ...answers, [id]: value };
    followers.forEach((tell) => tell(answers));
    tally();
    unsaved = true;
    draft.keep(id);
    stale.hidden = !model.get("receipt")?.when;
    state.textContent = words.saving;
    clearTimeout(pending);
    pending = setTimeout(send, WAIT);
  }

  function tell() {
    const news = model.get("news") || {};
    if (news.of !== undefined && news.of < serial && news.kind !== "read") return;
    clearTimeout(lost);
    handing = false;
    if (news.kind === "saved" && !pending) draft.saved(news.saved);
    retry.hidden = news.kind !== "failed";
    if (news.kind === "read") state.textContent = news.saved ? fill(words.saved, { time: clock(news.saved, lang) }) : "";
    if (news.kind === "damaged") {
      notice.textContent = fill(words.damaged, news);
      notice.hidden = false;
    }
    if (news.elsewhere) {
      notice.textContent = words.elsewhere;
      notice.hidden = false;
    }
    if (news.kind === "saved") state.textContent = pending ? words.saving : fill(words.saved, { time: clock(news.saved, lang) });
    if (news.kind === "failed") state.textContent = fill(words.failed, news);
    if (news.kind === "nothing") receipt.replaceChildren(h("p", { class: "sa-problem", text: words.nothing }));
    if (news.kind === "not-handed-in") receipt.replaceChildren(h("p", { class: "sa-problem", text: fill(words.not_handed_in, news) }));
    if (news.kind === "handed-in") {
      state.textContent = "";
      showReceipt();
    }
    unsaved = Boolean(pending) || news.kind === "failed";
  }

  function showReceipt() {
    const last = model.get("receipt") || {};
    stale.hidden = !last.stale;
    if (!last.when) return;
    const time = new Date(last.when).toLocaleString(lang === "nb" ? "nb-NO" : "en-GB", { dateStyle: "long", timeStyle: "short" });
    receipt.replaceChildren(
      h("p", { class: "sa-feedback sa-feedback--right" }, h("strong", { text: fill(words.receipt, { time }) })),
      h("p", { class: "sa-hint", text: words.receipt_hint }),
      h("p", { class: "sa-receipt__mark", text: last.mark }),
    );
  }

  function leaving(event) {
    if (!unsaved && !handing) return;
    if (pending) send();
    event.preventDefault();
  }

  function reopening() {
    removeEventListener("beforeunload", leaving);
  }

  function hidden() {
    if (document.visibilityState === "hidden" && pending) send();
  }

  const followers = []; // told of every change, for what follows from an earlier choice
  const context = { words, lang, questions: content.questions, follow: (tell) => followers.push(tell) };
  el.classList.add("sa", "sa-form");
  // In JupyterLab the arrow keys belong to the notebook; in a form they belong to its sliders.
  el.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.append(
    notice,
    h("div", { class: "sa-form__top" }, count, state, retry),
    ...content.questions.map((one, n) => question(one, n + 1, context, answers[one.id], (value) => changed(one.id, value))),
  );
  if (model.get("can_hand_in")) {
    el.append(h(
      "div",
      { class: "sa-card" },
      h("p", { class: "sa-hint", text: words.hand_in_hint }),
      h("button", { type: "button", class: "sa-button", text: words.hand_in, onclick: () => {
        clearTimeout(pending);
        pending = null;
        serial += 1;
        handing = true;
        receipt.replaceChildren(h("p", { text: words.handing_in }));
        expect(HANDING);
        model.send({ do: "hand-in", serial, answers });
      } }),
      stale,
      receipt,
    ));
  }
  model.on("change:news", tell);
  addEventListener("beforeunload", leaving);
  document.addEventListener("sa:found", send);
  document.addEventListener("sa:reopen", reopening);
  document.addEventListener("visibilitychange", hidden);
  followers.forEach((one) => one(answers));
  tally();
  tell();
  showReceipt();
  if (Object.keys(restored).length) {
    unsaved = true;
    stale.hidden = !model.get("receipt")?.when;
    send();
  }
  return () => {
    model.off("change:news", tell);
    removeEventListener("beforeunload", leaving);
    document.removeEventListener("sa:found", send);
    document.removeEventListener("sa:reopen", reopening);
    document.removeEventListener("visibilitychange", hidden);
  };
}

export default { render };
