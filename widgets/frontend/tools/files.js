/**
 * What a tool gives out and takes in: a file to keep, a picture, a clean printed page. All of it is
 * made in the reader's browser; nothing is sent anywhere.
 */
import { h, uid } from "../dom.js";

/** Offer `content` as a download. @param {string} name @param {Blob} content */
export function download(name, content) {
  const address = URL.createObjectURL(content);
  const link = h("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Save plain data as a JSON file. @param {string} name @param {object} value */
export function saveJson(name, value) {
  download(name, new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: "application/json" }));
}

/**
 * A labelled field to open a JSON file. `read` gets the parsed value and throws an Error whose
 * message the reader sees; nothing is changed before it has answered.
 * @param {{label: string, not_json: string, too_big: string, read: (value: unknown) => string}} options
 *   `read` answers with the words to show when all went well
 * @returns {HTMLElement}
 */
export function openJson({ label, not_json: notJson, too_big: tooBig, read }) {
  const id = uid("open");
  const told = h("div", { role: "status", "aria-live": "polite" });
  const tell = (text, good) => told.replaceChildren(h("p", { class: `sa-feedback sa-feedback--${good ? "right" : "wrong"}`, text }));
  const input = h("input", {
    id, type: "file", class: "sa-visually-hidden", accept: ".json,application/json",
    onchange: async () => {
      const file = input.files[0];
      if (!file) return;
      try {
        if (file.size > 1e6) throw new Error(tooBig);
        const text = await file.text();
        let value;
        try {
          value = JSON.parse(text);
        } catch {
          throw new Error(notJson);
        }
        tell(read(value), true);
      } catch (error) {
        tell(error.message, false);
      } finally {
        input.value = "";
      }
    },
  });
  // The browser's own button speaks the browser's language; the label speaks the course's.
  return h("div", { class: "sa-open" }, input, h("label", { for: id, class: "sa-button sa-button--quiet", text: label }), told);
}

/** An SVG element as the text of a file that stands on its own. @param {SVGElement} svg */
export function svgText(svg) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`;
}

/**
 * Paint an SVG (with its own colours, no style sheet) as PNG.
 * @param {SVGElement} svg with width and height attributes, in px
 * @param {number} scale dots per px
 * @returns {Promise<Blob>}
 */
export async function png(svg, scale = 2) {
  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await picture.decode();
  const canvas = h("canvas", { width: width * scale, height: height * scale });
  canvas.getContext("2d").drawImage(picture, 0, 0, width * scale, height * scale);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png");
  });
}

/** Height in px that a page has for the text: the lower of A4 and US Letter, less its margins. */
const ROOM = (250 / 25.4) * 96;
/** How small the text may become so that all is on one page; smaller than this nobody reads. */
const SMALLEST = 0.7;

/** Set what is printed a little smaller when it would just reach over to a second page. */
function fit(sheet, page) {
  sheet.classList.add("sa-printout--measured");
  for (let size = 1; size >= SMALLEST; size -= 0.05) {
    page.style.setProperty("--sa-fit", size.toFixed(2));
    if (page.getBoundingClientRect().height <= ROOM) break;
  }
  sheet.classList.remove("sa-printout--measured");
}

/**
 * Keep a printed version of a tool in its place, made anew from what is in it whenever the browser
 * prints the page. Until the reader has `begun`, the still version is printed: a form to fill in.
 * @param {HTMLElement} el @param {() => (Node|null)[]} make @param {() => boolean} [begun]
 */
export function onPaper(el, make, begun) {
  const place = h("div", { class: "sa-onpaper" });
  const print = globalThis.matchMedia("print");
  const fill = () => {
    const mine = !begun || begun();
    if (begun) el.closest("[data-widget]")?.toggleAttribute("data-prints", mine);
    place.replaceChildren(...(mine ? make().filter(Boolean) : []));
  };
  el.append(place);
  addEventListener("beforeprint", fill);
  print.addEventListener("change", () => print.matches && fill());
}

/** Print only `nodes`, on a page of their own. The page on the screen stays as it was. @param {Node[]} nodes */
export function printOut(...nodes) {
  const page = h("div", { class: "sa-printout__page" }, ...nodes);
  const sheet = h("div", { class: "sa-printout sa" }, page);
  const root = document.documentElement;
  const clean = () => {
    sheet.remove();
    root.classList.remove("sa-printing");
  };
  document.body.append(sheet);
  fit(sheet, page);
  root.classList.add("sa-printing");
  window.addEventListener("afterprint", clean, { once: true });
  window.print();
}
