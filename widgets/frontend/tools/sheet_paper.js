/** A tool on paper, and as plain text for the record. */
import { fill, h, prose } from "../dom.js";
import { isEmpty, recordsOf, said } from "./sheet_logic.js";
import { draw } from "./sheet_views.js";

const blank = (tall) => h("span", { class: `sa-paper__line${tall ? " sa-paper__line--tall" : ""}` });

function options(field, value) {
  const chosen = Array.isArray(value) ? value : [value];
  return h("ul", { class: "sa-paper__options" }, ...field.options.map((option) => h("li", { text: `${chosen.includes(option.id) ? "☒" : "☐"} ${option.text}` })));
}

function answer(field, value, lang, words) {
  if (field.kind === "ticks" || (field.kind === "pick" && isEmpty(value))) return options(field, value);
  if (field.kind === "flag") return h("span", { text: value ? `☒ ${words.yes}` : "☐" });
  if (field.kind === "script") return h("ol", {}, ...field.steps.map((text) => h("li", { text })));
  if (field.result) return h("span", { text: typeof value === "number" ? fill(field.result, { n: value }) : "–" });
  const text = said(field, value, lang, words);
  return text ? h("span", { class: "sa-paper__text", text }) : blank(field.kind === "text");
}

/** A field made of records, as a table; a few empty lines where nothing is written. */
function table(field, state, lang, words) {
  let records = recordsOf(field, state);
  if (!records.length) records = Array.from({ length: Math.max(field.start || 3, 3) }, () => ({ label: "", values: {} }));
  const named = field.kind === "items";
  const short = (column, value) => {
    if (column.kind === "flag") return value ? "☒" : "☐";
    return said(column, value, lang, words);
  };
  return h(
    "table",
    { class: "sa-paper__table", "aria-label": field.label },
    h("thead", {}, h("tr", {}, named ? h("th", { scope: "col", text: field.label }) : null, ...field.columns.map((column) => h("th", { scope: "col", text: column.label })))),
    h("tbody", {}, ...records.map(({ label, values }) => h(
      "tr",
      {},
      named ? h("th", { scope: "row", text: label }) : null,
      ...field.columns.map((column) => h("td", { text: short(column, values[column.id]) || "\u00a0" })),
    ))),
  );
}

/** More short answers than this are set smaller, so that they still fit on one page. */
const MANY = 18;

/** The printed page. @param {{content: object, state: object, words: any, lang: string}} tool @returns {HTMLElement} */
export function paper({ content, state, words, lang }) {
  const only = content.prints === "views";
  return h(
    "article",
    { class: `sa-paper${content.sections.flatMap(({ fields }) => fields).length > MANY ? " sa-paper--many" : ""}`, lang },
    only ? null : h("h1", { class: "sa-paper__title", text: content.title }),
    only ? null : h("p", { class: "sa-paper__who" }, h("span", { text: words.paper_name }), blank(), h("span", { text: words.paper_date }), blank()),
    content.caution && !only ? h("p", { class: "sa-paper__caution", text: content.caution }) : null,
    ...content.sections.map((section) => h(
      "section",
      {},
      only ? null : h("h2", { text: section.title }),
      ...(only ? [] : section.fields.map((field) => (field.kind === "rows" || field.kind === "items"
        ? h("div", { class: "sa-paper__field sa-paper__field--wide" }, section.fields.length > 1 ? h("h3", { text: field.label }) : null, table(field, state, lang, words))
        : h("div", { class: `sa-paper__field${field.kind === "script" ? " sa-paper__field--wide" : ""}` }, h("h3", { text: field.label }), answer(field, state[field.id], lang, words))))),
      ...section.views.map((view) => h("div", { class: "sa-paper__view" }, only ? null : h("h3", { text: view.title }), draw(view, { content, state, words, lang }))),
    )),
    ...prose(content.closing),
    h("p", { class: "sa-paper__foot", text: words.paper_foot }),
  );
}

/** What is written, as plain text with a line for each answer. @returns {string} */
export function plainText({ content, state, words, lang }) {
  const lines = [content.title.toUpperCase(), ""];
  const views = (section) => section.views.flatMap((view) => {
    const text = draw(view, { content, state, words, lang }).innerText.trim();
    return content.prints === "views" && text ? [text, ""] : [];
  });
  for (const section of content.sections) {
    const found = [];
    for (const field of content.prints === "views" ? [] : section.fields) {
      if (field.kind === "rows" || field.kind === "items") {
        recordsOf(field, state).forEach(({ label, values }, at) => {
          const parts = field.columns.map((column) => [column, said(column, values[column.id], lang, words)]).filter(([, text]) => text);
          if (parts.length) found.push(["- ", label || at + 1, ": ", parts.map(([column, text]) => (column.kind === "flag" ? column.label : `${column.label}: ${text}`)).join("; ")].join(""));
        });
      } else {
        const text = said(field, state[field.id], lang, words);
        if (text) found.push(`${field.label}: ${text}`);
      }
    }
    if (found.length) lines.push(section.title, ...found, "");
    lines.push(...views(section));
  }
  return `${lines.join("\n").trim()}\n`;
}
