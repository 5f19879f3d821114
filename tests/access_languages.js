() => {
  // A sentence whose small words are all of one language, where the page says that it is the other.
  const small = {
    en: new Set("the of and in is are from how does what this that as it its your you with".split(" ")),
    nb: new Set("og av til som på er det ikke fra ved har om kan du din ditt".split(" ")),
  };
  const told = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("script, style")) continue;
    const lang = node.parentElement.closest("[lang]").lang;
    for (const part of node.data.split(/[.:;!?()«»“”]/)) {
      // Initials and names of journals are of no language.
      const words = part.match(/(?<!\p{L})[a-zæøå]+(?!\p{L})/gu) || [];
      const [en, nb] = ["en", "nb"].map((one) => words.filter((word) => small[one].has(word)).length);
      if (lang === "nb" ? en && !nb : nb && !en) told.push(`not in ${lang}: ${part.trim().slice(0, 60)}`);
    }
  }
  return told;
}
