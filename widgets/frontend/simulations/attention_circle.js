/** The attention circle: a ring of four parts with arrows, and how body focus goes over time. */
import { fill, h, number, s } from "../dom.js";
import { figure, NARROW, path, slider } from "../figure.js";
import { course, growth } from "../models/attention_circle.js";

const RING = [[170, 62], [282, 175], [170, 288], [58, 175]];
// The links bend outwards from part to part.
const BENDS = ["M220 78 Q268 88 274 122", "M274 228 Q268 262 224 273", "M118 273 Q72 262 66 228", "M66 122 Q72 88 116 78"];
const TIPS = [[275, 122, 80], [222, 274, 170], [65, 228, 260], [118, 77, -10]];

function render({ model, el }) {
  const words = model.get("words");
  const lang = model.get("lang");
  const { first, links, rounds } = model.get("start");
  const state = { first, links: [...links] };

  const arrows = BENDS.map((d) => s("path", { class: "sa-link-arrow", d }));
  const tips = TIPS.map(([x, y, turn]) => s("path", { class: "sa-arrow-head", d: "M-10 -11L14 0L-10 11z", transform: `translate(${x} ${y}) rotate(${turn})` }));
  const discs = RING.map(([cx, cy]) => s("circle", { class: "sa-disc", cx, cy, r: 52 }));
  const names = RING.map(([x, y], n) => s("text", { x, y: y - 2, "text-anchor": "middle", class: "sa-ring-name", text: words.parts[n] }));
  const numbers = RING.map(([x, y]) => s("text", { x, y: y + 19, "text-anchor": "middle", class: "sa-ring-value" }));
  const line = s("path", { class: "sa-line sa-person-1" });
  const px = (n) => 400 + (n / rounds) * 220;
  const py = (level) => 290 - (level / 10) * 220;
  const svg = s(
    "svg",
    { viewBox: NARROW ? "-20 0 380 660" : "0 0 640 350", class: "sa-plot" },
    ...arrows, ...tips, ...discs, ...names, ...numbers,
    s(
      "g",
      { transform: NARROW ? "translate(-345 325)" : "" },
      s("path", { class: "sa-plot__axis", fill: "none", d: "M400 70V290H620" }),
      ...[0, 5, 10].map((level) => s("text", { x: 392, y: py(level) + 5, "text-anchor": "end", text: String(level) })),
      s("text", { x: 510, y: 45, "text-anchor": "middle", text: words.y_label }),
      s("text", { x: 510, y: 318, "text-anchor": "middle", text: words.x_label }),
      line,
    ),
  );

  const plain = (value) => number(value, lang, 1);
  const controls = [
    slider({ label: words.first, min: 0.5, max: 10, step: 0.5, value: state.first, show: (value) => fill(words.first_value, { value: plain(value) }), oninput: (value) => {
      state.first = value;
      update();
    } }).element,
    ...words.links.map((link, n) => slider({
      label: fill(words.helps, { link, help: words.help[n] }), min: 0, max: 1.5, step: 0.1, value: state.links[n],
      show: (value) => fill(words.link_value, { value: plain(value) }),
      oninput: (value) => {
        state.links[n] = value;
        update();
      },
    }).element),
  ];

  const frame = figure({
    model, el, honesty: "illustrative", picture: svg, controls: [h("div", {}, ...controls)],
    describe: () => {
      const rate = growth(state.links);
      const [focus, worry, fear, avoidance] = course(state.first, state.links, rounds)[rounds].map(plain);
      return fill(words.describe, { growth: number(rate, lang, 2), verdict: rate > 1 ? words.grows : words.dies, rounds, focus, worry, fear, avoidance });
    },
    rows: () => ({
      header: words.table.header,
      rows: course(state.first, state.links, rounds).map((values, n) => [String(n), ...values.map(plain)]).filter((_, n) => n % 4 === 0),
    }),
  });

  function draw() {
    const states = course(state.first, state.links, rounds);
    const last = states[rounds];
    state.links.forEach((strength, n) => {
      arrows[n].setAttribute("stroke-width", String(1 + strength * 7));
      arrows[n].classList.toggle("sa-link-arrow--off", strength === 0);
      tips[n].style.visibility = strength === 0 ? "hidden" : "visible";
      discs[n].style.strokeWidth = String(1 + last[n]);
      numbers[n].textContent = plain(last[n]);
    });
    line.setAttribute("d", path(states.map((values, n) => [px(n), py(values[0])])));
  }

  function update() {
    draw();
    frame.refresh();
  }
  draw();
}

export default { render };
