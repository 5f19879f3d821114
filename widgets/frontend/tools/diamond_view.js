/** The Diamond as the reader sees it: picture, the same in words, and the ways out (file, picture, print). */
import { h, s, uid } from "../dom.js";
import { diamondOutline, diamondPicture, IN_FILE, ON_PAGE } from "./diamond_picture.js";
import { download, png, printOut, saveJson, svgText } from "./files.js";

const FILE_WIDTH = 800; // px

/**
 * @param {{words: Record<string, any>, title: () => string, get: () => {corners: Record<string, {text: string, start?: boolean}[]>, arrows: object[], note?: string},
 *   file: () => object}} options
 * @returns {{element: HTMLElement, exits: HTMLElement, refresh: () => void, paper: () => Node[]}}
 */
export function diamondView({ words, title, get, file }) {
  const [pictureId, titleId, wordsId] = [uid("diamond"), uid("title"), uid("words")];
  const holder = h("div", { class: "sa-diamond__picture" });
  const outline = h("div", { id: wordsId });
  const name = h("p", { class: "sa-visually-hidden", id: titleId });
  const told = h("p", { class: "sa-field__fault", role: "alert" });
  const draw = (width, paint, id, footer) => diamondPicture({ ...get(), words, width, paint, id, footer });
  let width = 0;

  function inWords() {
    const { note } = get();
    const parts = diamondOutline({ ...get(), words });
    if (note) parts.push({ head: words.own.step, items: [note] });
    return h("ul", { class: "sa-outline" }, ...parts.map(({ head, items }) => h("li", {}, h("strong", { text: `${head}:` }), h("ul", {}, ...items.map((text) => h("li", { text }))))));
  }

  function refresh() {
    const svg = draw(width || 640, ON_PAGE, pictureId);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-labelledby", titleId);
    svg.setAttribute("aria-describedby", wordsId);
    name.textContent = title();
    holder.replaceChildren(svg);
    outline.replaceChildren(inWords());
  }

  const footer = () => [title(), get().note ? `${words.own.step}: ${get().note}` : ""].filter(Boolean).join(". ");
  const ofFile = () => {
    const svg = draw(FILE_WIDTH, IN_FILE, uid("diamond"), footer());
    svg.prepend(s("title", { text: title() }));
    return svg;
  };

  async function savePng() {
    told.textContent = "";
    try {
      download(words.file.picture_name.concat(".png"), await png(ofFile()));
    } catch {
      told.textContent = words.file.no_png;
      saveSvg();
    }
  }

  const saveSvg = () => download(words.file.picture_name.concat(".svg"), new Blob([svgText(ofFile())], { type: "image/svg+xml" }));
  const paper = () => [h("p", { class: "sa-tool__title", text: title() }), draw(680, IN_FILE, uid("diamond")), inWords()];
  const button = (text, onclick) => h("button", { type: "button", class: "sa-button sa-button--quiet", text, onclick });

  const grows = new ResizeObserver(() => {
    const now = Math.max(300, Math.min(760, Math.floor(holder.clientWidth)));
    if (!holder.clientWidth || now === width) return;
    width = now;
    // A new picture has another height: watched meanwhile, that is a loop to some browsers.
    grows.disconnect();
    refresh();
    requestAnimationFrame(() => grows.observe(holder));
  });
  grows.observe(holder);

  return {
    element: h("div", { class: "sa-diamond__view" }, name, holder, h("details", { class: "sa-more" }, h("summary", { text: words.in_words }), outline)),
    exits: h(
      "div",
      { class: "sa-buttons" },
      button(words.file.png, savePng),
      button(words.file.svg, saveSvg),
      button(words.ui.print, () => printOut(...paper())),
      button(words.ui.save_file, () => saveJson(words.file.name.concat(".json"), file())),
      told,
    ),
    refresh, paper,
  };
}
