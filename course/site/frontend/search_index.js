/** The index: stems, begins and ends of words, slips of the pen, and words that mean the same. */

const KEYS = ["kind", "title", "where", "link", "text", "more", "tails", "lang"];
/** What a hit in a field is worth. */
const WORTH = { title: 6, more: 5, text: 1, tails: 0.6 };
/** What the course says comes before its aims and its sources. */
const KINDS = { source: 0.25, aims: 0.4, page: 0.7, tool: 1.4, figure: 1.1 };

/**
 * Make a function that finds. `MiniSearch` and `saStem` are the libraries that the page holds.
 * @param {{entries: string[][], same: string[][], stop: string[]}} data
 * @returns {(sought: string) => {hits: any[], marks: (word: string) => boolean}}
 */
export function finder({ entries, same, stop }) {
  const { MiniSearch, saStem } = globalThis;
  const stops = new Set(stop);
  const term = (word) => saStem(word.toLowerCase().normalize("NFC"));
  const split = (text) => text.match(/[\p{L}\p{N}]+/gu) || [];
  const all = entries.map((row, id) => ({ id, ...Object.fromEntries(row.map((value, n) => [KEYS[n], value])) }));
  const known = new Set();
  const index = new MiniSearch({
    fields: Object.keys(WORTH),
    tokenize: split,
    processTerm: (word) => {
      const low = word.toLowerCase();
      if (stops.has(low)) return null;
      const found = term(word);
      known.add(found);
      // The word as it is written too: a slip of the pen may have another stem.
      return found === low ? found : [found, low];
    },
  });
  index.addAll(all);

  const options = {
    boost: WORTH,
    boostDocument: (id) => KINDS[all[id].kind] || 1,
    tokenize: split,
    processTerm: (word) => word,
    weights: { fuzzy: 0.3, prefix: 0.5 },
  };
  const exact = (word) => ({ queries: [word], ...options, prefix: false, fuzzy: false });
  const begun = (word) => ({ queries: [word], ...options, prefix: word.length > 2, fuzzy: false });
  const nearly = (word) => ({ queries: [word], ...options, prefix: false, fuzzy: word.length > 3 ? 0.25 : false });

  /** Ways to read one word: itself, what means the same, and the two words that it is made of. */
  function ways(word) {
    const stem = term(word);
    const low = word.toLowerCase();
    const out = [begun(stem), ...(known.has(stem) ? [] : [nearly(low)])];
    for (const row of same) {
      const phrases = row.map((phrase) => split(phrase.toLowerCase()).map(term));
      if (!phrases.some((phrase) => phrase.length === 1 && phrase[0] === stem)) continue;
      for (const phrase of phrases) {
        if (phrase.length > 1 || phrase[0] !== stem) out.push({ combineWith: "AND", queries: phrase.map(exact), ...options });
      }
    }
    for (let cut = low.length - 4; !known.has(stem) && cut >= 3; cut -= 1) {
      const [head, tail] = [low.slice(0, cut), term(low.slice(cut))];
      const first = [head, head.replace(/[se]$/, "")].map(term).find((part) => known.has(part));
      if (first && known.has(tail)) {
        out.push({ combineWith: "AND", queries: [exact(first), exact(tail)], ...options });
        break;
      }
    }
    return { combineWith: "OR", queries: out };
  }

  return (sought) => {
    const words = split(sought).filter((word) => !stops.has(word.toLowerCase()));
    const asked = words.length ? words : split(sought);
    if (!asked.length) return { hits: [], marks: () => false };
    const query = (combineWith) => index.search({ combineWith, queries: asked.map(ways) }, options);
    let found = query("AND");
    if (!found.length && asked.length > 1) found = query("OR");
    const terms = new Set(found.flatMap((one) => one.terms));
    // The term itself before those that only mention it.
    const whole = asked.map(term).join(" ");
    const named = ({ title, more }) => [title, ...more.split("  ")].some((name) => split(name).map(term).join(" ") === whole);
    const hits = found.map(({ id, match }) => ({ ...all[id], byName: Object.values(match).flat().some((field) => field === "title" || field === "more") }));
    hits.sort((a, b) => Number(named(b)) - Number(named(a)));
    return { hits, marks: (word) => terms.has(term(word)) || terms.has(word.toLowerCase()) };
  };
}
