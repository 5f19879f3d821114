/** A conversation line by line: choose what to say, see how it is taken, try other words. */
import { fill, h, prose, uid } from "../dom.js";
import { drawer } from "../store.js";
import { button, cited, landing, stage } from "./parts.js";

const bounded = (value) => Math.max(0, Math.min(10, value));
const best = (line) => line.replies.reduce((one, two) => (two.effect > one.effect ? two : one));

/** The gauge after the chosen replies to `lines`, in their order. */
export function gauge(start, lines, chosen) {
  return lines.reduce((now, line) => bounded(now + (line.replies.find(({ id }) => id === chosen[line.id])?.effect ?? 0)), start);
}

function render({ model, el }) {
  const words = model.get("words");
  const { title, intro, gauge: { label, start }, lines, closing, facts = [] } = model.get("content");
  const kept = drawer(model);
  const before = kept.load();
  const chosen = Object.fromEntries(lines.filter((line) => line.replies.some(({ id }) => id === before.chosen?.[line.id])).map(({ id }) => [id, before.chosen[id]]));
  let at = Number.isInteger(before.at) ? Math.max(0, Math.min(before.at, lines.length)) : 0;
  const { element, show } = stage("sa-words__stage");
  const meterId = uid("gauge");
  const meter = h("meter", { min: 0, max: 10, low: 4, high: 7, optimum: 10, "aria-labelledby": meterId });
  const meterText = h("p", { id: meterId, class: "sa-words__gauge" });

  function measure() {
    const now = gauge(start, lines.slice(0, at + 1), chosen);
    meter.value = now;
    meterText.textContent = fill(words.gauge, { label, now });
  }

  function go(n) {
    at = n;
    kept.save({ at });
    put(true);
  }

  function answer(line, reply) {
    chosen[line.id] = reply.id;
    kept.save({ chosen });
    if (lines.every(({ id }) => chosen[id])) kept.done();
    put(true);
  }

  function ask(line) {
    return [
      h("p", { class: "sa-step__title", text: words.choose }),
      h("div", { class: "sa-words__replies" }, ...line.replies.map((reply) => h("button", { type: "button", class: "sa-words__reply", text: reply.text, onclick: () => answer(line, reply) }))),
    ];
  }

  function told(line) {
    const reply = line.replies.find(({ id }) => id === chosen[line.id]);
    const was = gauge(start, lines.slice(0, at), chosen);
    const now = gauge(start, lines.slice(0, at + 1), chosen);
    const last = at === lines.length - 1;
    return [
      h("p", { class: "sa-step__title", text: words.answered }),
      h("blockquote", { class: "sa-words__mine" }, ...prose(reply.text)),
      h("p", { class: "sa-step__title", text: words.then }),
      h("blockquote", { class: "sa-words__theirs" }, ...prose(reply.then)),
      h(
        "div",
        { class: `sa-feedback sa-feedback--${reply.effect > 0 ? "right" : "wrong"}` },
        h("p", {}, h("strong", { text: fill(now === was ? words.same : words.moved, { label, before: was, now }) })),
        ...prose(reply.feedback),
      ),
      cited(reply.facts, model),
      h(
        "div",
        { class: "sa-buttons" },
        button(last ? words.to_end : words.ui.next, () => go(at + 1)),
        button(words.other, () => {
          delete chosen[line.id];
          kept.save({ chosen });
          put(true);
        }, "quiet"),
      ),
    ];
  }

  function whole() {
    return [
      landing(words.whole, "sa-step__title"),
      h("ol", { class: "sa-words__whole" }, ...lines.map((line) => {
        const mine = line.replies.find(({ id }) => id === chosen[line.id]);
        const ours = best(line);
        return h(
          "li",
          {},
          h("p", { text: line.patient }),
          mine ? h("p", {}, h("strong", { text: `${words.answered}: ` }), mine.text) : null,
          h("p", { class: "sa-words__ours", text: mine?.id === ours.id ? words.same_as : fill(words.better, { text: ours.text }) }),
        );
      })),
      ...prose(closing),
      cited(facts, model),
      h("div", { class: "sa-buttons" }, button(words.ui.again, () => {
        for (const id of Object.keys(chosen)) delete chosen[id];
        kept.clear();
        go(0);
      }, "quiet")),
    ];
  }

  function put(focus) {
    measure();
    if (at >= lines.length) return show(focus, ...whole());
    const line = lines[at];
    return show(
      focus,
      landing(fill(words.line, { n: at + 1, of: lines.length }), "sa-quiz__head"),
      h("p", { class: "sa-step__title", text: words.says }),
      h("blockquote", { class: "sa-words__theirs" }, ...prose(line.patient)),
      ...(chosen[line.id] ? told(line) : ask(line)),
    );
  }

  el.classList.add("sa", "sa-tool");
  el.append(h(
    "div",
    { class: "sa-card sa-words" },
    h("p", { class: "sa-tool__title", text: title }),
    ...prose(intro),
    h("div", { class: "sa-words__meter" }, meterText, meter, h("p", { class: "sa-source", text: words.honest })),
    element,
    h("p", { class: "sa-source", text: words.ui.kept_here }),
  ));
  put(false);
}

export default { render };
