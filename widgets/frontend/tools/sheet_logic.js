/** What is written in a tool: reading it carefully, judging it, and saying it in words. */
export const FORMAT = "smerte-og-arbeid/tool";
export const VERSION = 1;
const LINE = 300;
const AREA = 3000;

const plain = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const many = (field) => field.kind === "rows" || field.kind === "items";

/** Every field of a tool, in order. @param {{sections: {fields: object[]}[]}} content */
export const fieldsOf = (content) => content.sections.flatMap((section) => section.fields);

/** Nothing is answered. */
export function isEmpty(value) {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

/** A value as far as it is whole, or undefined. @param {object} field @param {unknown} value */
function whole(field, value) {
  const text = (most) => (typeof value === "string" && value.length <= most ? value : undefined);
  const number = () => (typeof value === "number" && value >= field.least && value <= field.most ? value : undefined);
  const ids = () => field.options.map(({ id }) => id);
  switch (field.kind) {
    case "line": return text(LINE);
    case "text": return text(AREA);
    case "flag": return typeof value === "boolean" ? value : undefined;
    case "pick": return value === "" || ids().includes(value) ? value : undefined;
    case "ticks": return Array.isArray(value) && value.every((id) => ids().includes(id)) ? [...new Set(value)] : undefined;
    case "scale": return value === "" || Number.isInteger(value) ? (value === "" ? value : number()) : undefined;
    case "number": return value === "" ? value : number();
    case "timer":
    case "pacer":
    case "script": return Number.isInteger(value) && value >= 0 && value <= 999 ? value : undefined;
    case "date": return value === "" || /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined;
    default: return undefined;
  }
}

/** The fields of one record, or of the whole tool. `bad` is told of each that is not whole. */
function record(fields, value, bad) {
  const out = {};
  for (const field of fields) {
    const given = value[field.id];
    if (given === undefined || given === null) continue;
    if (!many(field)) {
      const kept = whole(field, given);
      if (kept === undefined) bad();
      else out[field.id] = kept;
    } else if (field.kind === "rows") {
      if (!Array.isArray(given) || given.length > field.most || !given.every(plain)) bad();
      else out[field.id] = given.map((one) => record(field.columns, one, bad));
    } else if (!plain(given)) bad();
    else {
      out[field.id] = {};
      for (const { id } of field.items) if (plain(given[id])) out[field.id][id] = record(field.columns, given[id], bad);
    }
  }
  return out;
}

/** What the browser remembered, as far as it is whole. @param {object} content @param {unknown} value */
export function remembered(content, value) {
  return record(fieldsOf(content), plain(value) ? value : {}, () => {});
}

/** A tool's answers as a file. */
export function toFile(tool, values) {
  return { format: FORMAT, version: VERSION, tool, saved: new Date().toISOString(), values };
}

/**
 * Read what came out of a file. Throws an Error with the reader's own words when it is no tool, is
 * newer than this page, is another tool, or is damaged.
 */
export function fromFile(value, { tool, content, words }) {
  if (!plain(value) || value.format !== FORMAT) throw new Error(words.not_tool);
  if (!(value.version <= VERSION)) throw new Error(words.newer);
  if (value.tool !== tool) throw new Error(words.other_tool);
  if (!plain(value.values)) throw new Error(words.damaged);
  return record(fieldsOf(content), value.values, () => {
    throw new Error(words.damaged);
  });
}

/** The records of a field that hold something: [{id, label, at, values}]. */
export function recordsOf(field, state) {
  const kept = state[field.id];
  const all = field.kind === "items"
    ? field.items.map(({ id, label }, at) => ({ id, label, at, values: kept?.[id] || {} }))
    : (kept || []).map((values, at) => ({ id: String(at), label: null, at, values }));
  return field.kind === "items" ? all : all.filter(({ values }) => !isEmpty(values));
}

/** Values of "field" or "field.column". */
function valuesAt(fields, state, name) {
  const [id, column] = name.split(".");
  return column ? recordsOf(fields.get(id), state).map(({ values }) => values[column]) : [state[id]];
}

/** Is this answer among `wanted`? "" is nothing, "*" is something. */
export function among(value, wanted) {
  const given = Array.isArray(value) ? value : [value === true ? "yes" : value];
  return wanted.some((want) => (want === "" ? isEmpty(value) : want === "*" ? !isEmpty(value) : given.includes(want)));
}

/** Does a condition hold? See widgets/tools/sheet_rules.py. */
export function holds(condition, fields, state) {
  const check = (one) => holds(one, fields, state);
  const within = (n) => (condition.least ?? -Infinity) <= n && n <= (condition.most ?? Infinity);
  if (condition.all) return condition.all.every(check);
  if (condition.any) return condition.any.some(check);
  if (condition.not) return !check(condition.not);
  if (condition.filled) return valuesAt(fields, state, condition.filled).some((value) => !isEmpty(value));
  if (condition.field) return valuesAt(fields, state, condition.field).some((value) => among(value, condition.is));
  if (condition.number) {
    const numbers = valuesAt(fields, state, condition.number).filter((value) => typeof value === "number");
    return numbers.length > 0 && numbers.every(within);
  }
  if (condition.days) {
    // Days without a clock: both dates are read as midnight of the same place.
    const latest = (name) => Math.max(...valuesAt(fields, state, name).filter((value) => !isEmpty(value)).map((value) => Date.parse(value)));
    return within((latest(condition.days) - latest(condition.after)) / 86_400_000);
  }
  const field = fields.get(condition.count);
  if (!many(field)) return within((state[field.id] || []).length);
  const where = Object.entries(condition.where || {});
  return within(recordsOf(field, state).filter(({ id, values }) => (!condition.only?.length || condition.only.includes(id)) && where.every(([column, wanted]) => among(values[column], wanted))).length);
}

/** A date as the language writes it. */
export function day(iso, lang, style = "long") {
  const date = new Date(`${iso}T12:00:00`);
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(lang === "nb" ? "nb-NO" : "en-GB", { dateStyle: style }).format(date);
}

/** An answer in words, or "". */
export function said(field, value, lang, words) {
  if (isEmpty(value)) return "";
  const text = (id) => field.options.find((option) => option.id === id)?.text || "";
  switch (field.kind) {
    case "flag": return words.yes;
    case "pick": return text(value);
    case "ticks": return field.options.filter(({ id }) => value.includes(id)).map((option) => option.text).join("; ");
    case "scale": return value + (value === field.least ? ` (${field.low})` : value === field.most ? ` (${field.high})` : "");
    case "number": return String(value).replace(".", lang === "nb" ? "," : ".") + (field.unit ? (field.unit === "%" && lang === "en" ? "" : "\u00a0") + field.unit : "");
    case "date": return day(value, lang);
    case "timer":
    case "pacer":
    case "script": return String(value);
    default: return String(value).trim();
  }
}
