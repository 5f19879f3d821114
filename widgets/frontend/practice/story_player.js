/** The player of a story, which the cases and the role-play share: a side, choices, an ending, another way. */
import { fill, h, prose, shuffled } from "../dom.js";
import { drawer, PREFIX, read } from "../store.js";
import { map } from "./case_map.js";
import { asides, choices, starts, told, walk } from "./case_story.js";
import { button, cited, landing, stage } from "./parts.js";

/**
 * A widget's `render` for stories of a kind.
 * @param {{
 *   sides: string[],
 *   offer?: (side: string, now: any) => (Node | null)[],
 *   live?: (now: any) => Node | null,
 *   reply?: (now: any) => (Node | null)[],
 *   after?: (now: any) => (Node | null)[],
 * }} kind what may be told beside the story: of a side before it is chosen, in each scene, as the
 *   first answer to a choice, and after an ending. `now` holds story, words, side, flags, meters,
 *   steps, and `was` (the meters before the last choice).
 */
export const player = (kind) => ({ model, el }) => play(kind, model, el);

function play({ sides: SIDES, offer, live, reply, after }, model, el) {
  const story = model.get("content");
  const words = model.get("words");
  const lang = model.get("lang");
  const kept = drawer(model);
  const endings = story.nodes.filter((node) => node.ending);
  const { element, show } = stage("sa-case");
  el.classList.add("sa");
  el.append(h("div", { class: "sa-card" }, h("p", { class: "sa-figure__title", text: story.title }), element));

  const list = (value) => (Array.isArray(value) ? value.filter((id) => typeof id === "string") : []);
  const heading = (text) => landing(text, "sa-case__head");
  const role = (side) => h("p", { class: "sa-case__side" }, h("span", { class: `sa-case__who sa-case__who--${side}`, text: fill(words.as_side, { side: words[`${side}_small`] }) }));

  /** On paper a story that is played to its end is what the reader made of it; before, its opening. */
  function prints(yes) {
    // Once the host has put us in our place.
    queueMicrotask(() => el.closest("[data-widget]")?.toggleAttribute("data-prints", yes));
  }

  function begin(side, focus = true) {
    kept.save({ side, taken: [], pending: null });
    scene(focus);
  }

  /** Both sides, that of the reader's own profession first; the other is as near. */
  function sides() {
    const own = read(`${PREFIX}profession`);
    return SIDES.includes(own) ? [own, ...SIDES.filter((side) => side !== own)] : SIDES;
  }

  function opening(focus) {
    prints(false);
    show(
      focus,
      ...prose(story.intro),
      heading(words.choose_side),
      h("div", { class: "sa-buttons" }, ...sides().map((side) => (offer ? h("div", { class: "sa-case__offer" }, button(words[side], () => begin(side)), ...offer(side, { story, words })) : button(words[side], () => begin(side))))),
    );
  }

  function scene(focus) {
    const { side, taken, pending } = kept.load();
    const { node, steps, flags, meters } = walk(story, side, list(taken));
    const last = pending && steps.at(-1)?.choice.id === pending ? steps.at(-1) : null;
    prints(Boolean(node.ending) && !last);
    const now = { story, words, side, flags, meters, steps };
    if (last) return consequence(focus, side, last, { ...now, was: last.meters });
    const extra = asides(node, flags, meters);
    if (node.ending) return ending(focus, side, node, steps, now, extra);
    // Authors tend to write the best choice first; the order must not tell.
    return show(
      focus,
      role(side),
      live ? live(now) : null,
      heading(fill(words.scene, { n: steps.length + 1 })),
      ...prose(told(node.text, side)),
      ...extra.flatMap((variant) => prose(told(variant.text, side))),
      h("p", { class: "sa-case__ask", text: words.what_do }),
      h("div", { class: "sa-case__choices", role: "group", "aria-label": words.what_do }, ...shuffled(choices(node, side, flags), `${story.id ?? story.start} ${node.id}`).map((choice) => h("button", {
        type: "button", class: "sa-case__choice", text: told(choice.text, side),
        onclick: () => {
          kept.save({ taken: [...list(taken).slice(0, steps.length), choice.id], pending: choice.id });
          scene(true);
        },
      }))),
      steps.length ? soFar(side, steps) : null,
    );
  }

  /** What was chosen and what came of it, for one who comes back after a pause. */
  function soFar(side, steps) {
    return h(
      "details",
      { class: "sa-more" },
      h("summary", { text: words.so_far }),
      h("ol", { class: "sa-case__path" }, ...steps.map(({ choice }) => h("li", {}, h("p", {}, h("strong", { text: told(choice.text, side) })), ...prose(told(choice.feedback, side))))),
      button(words.ui.again, () => restart(), "quiet"),
    );
  }

  function restart() {
    kept.save({ side: null, taken: [], pending: null });
    opening(true);
  }

  function consequence(focus, side, { choice }, now) {
    show(
      focus,
      role(side),
      heading(fill(words.you_chose, { choice: told(choice.text, side) })),
      ...(reply ? reply(now) : []),
      h(
        "div",
        { class: `sa-feedback sa-feedback--${{ good: "right", fair: "fair", poor: "wrong" }[choice.quality]}` },
        h("p", {}, h("strong", { text: words[choice.quality] })),
        ...prose(told(choice.feedback, side)),
      ),
      cited(choice.facts, model),
      button(words.go_on, () => {
        kept.save({ pending: null });
        scene(true);
      }),
    );
  }

  /** A meter in words, a number and a bar. */
  function meterLine({ id, label }, side, meters) {
    const value = meters[id];
    const change = value - starts(story, side)[id];
    const level = words.levels[value <= 3 ? "low" : value <= 6 ? "middle" : "high"];
    const moved = change > 0 ? fill(words.meter_up, { change }) : change < 0 ? fill(words.meter_down, { change: -change }) : words.no_change;
    return h(
      "li",
      {},
      h("span", { text: fill(words.meter_line, { label, value, level, change: moved }) }),
      h("meter", { min: 0, max: 10, value, "aria-label": label }),
    );
  }

  function rewind(side, n, steps) {
    kept.save({ side, taken: steps.slice(0, n).map(({ choice }) => choice.id), pending: null });
    scene(true);
  }

  function pathList(side, steps) {
    return h("ol", { class: "sa-case__path" }, ...steps.map(({ choice, open }, n) => {
      const others = open.filter((one) => one !== choice);
      return h(
        "li",
        {},
        h("p", {}, h("strong", { text: told(choice.text, side) }), ` (${words[choice.quality].toLowerCase()})`),
        others.length ? h("p", { class: "sa-hint", text: words.instead }) : null,
        others.length ? h("ul", {}, ...others.map((one) => h("li", { text: told(one.text, side) }))) : null,
        others.length ? button(fill(words.try_here, { n: n + 1 }), () => rewind(side, n, steps), "quiet") : null,
      );
    }));
  }

  function ending(focus, side, node, steps, now, extra) {
    const { meters } = now;
    const here = [...steps.map((step) => step.node.id), node.id];
    const seen = [...new Set([...list(kept.load().seen), ...here])];
    const found = endings.map(({ id }) => id).filter((id) => seen.includes(id));
    // The first way to an ending is kept beside the later ones: it is what she would have done.
    const first = kept.load().first || { side, taken: steps.map(({ choice }) => choice.id) };
    kept.save({ seen, first });
    kept.done();
    const others = SIDES.filter((one) => one !== side);
    show(
      focus,
      role(side),
      heading(node.title),
      h("p", { class: `sa-case__verdict sa-case__verdict--${node.ending}`, text: words[`ending_${node.ending}`] }),
      ...prose(told(node.text, side)),
      ...extra.flatMap((variant) => prose(told(variant.text, side))),
      cited(node.facts, model),
      ...(after ? after(now) : []),
      story.meters.length ? h("p", { class: "sa-case__sub", text: words.meters }) : null,
      h("ul", { class: "sa-case__meters" }, ...story.meters.map((meter) => meterLine(meter, side, meters))),
      h("p", { class: "sa-case__sub", text: words.map }),
      map({ story, side, steps, last: node, seen, words }),
      h("p", { class: "sa-case__sub", text: words.your_path }),
      pathList(side, steps),
      h("p", { class: "sa-case__sub", text: fill(words.found, { n: found.length, of: endings.length }) }),
      h("ul", {}, ...endings.map((one) => h("li", { text: found.includes(one.id) ? `${one.title} (${words["ending_" + one.ending].toLowerCase()})` : words.not_found }))),
      h("div", { class: "sa-buttons" }, button(words.replay, () => begin(side)), ...others.map((other) => button(fill(words.other_side, { side: words[`${other}_small`] }), () => begin(other), "quiet"))),
    );
  }

  if (SIDES.includes(kept.load().side)) scene(false);
  else opening(false);
}
