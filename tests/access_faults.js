() => {
  // What a reader cannot read or reach on the page as it stands: one line for each fault.
  const told = [];
  const wide = document.documentElement.clientWidth;
  const what = (el) => {
    const name = el.closest("[id]")?.id || "";
    const kind = [el.tagName.toLowerCase(), ...el.classList].join(".");
    return `${name && `#${name} `}${kind} "${(el.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  };
  const style = (el) => getComputedStyle(el);
  // What only a screen reader has, a pixel in size.
  const spoken = (el) => {
    for (let at = el; at && at !== document.body; at = at.parentElement)
      if (style(at).clipPath !== "none" || style(at).position === "absolute" && at.getBoundingClientRect().width <= 1) return true;
    return el.closest(".skip") !== null;
  };
  // What a reader can scroll by itself, as WCAG 1.4.10 allows for tables and pictures.
  const scrolls = (el) => {
    for (let at = el; at && at !== document.body; at = at.parentElement)
      if (/auto|scroll/.test(style(at).overflowX)) return true;
    return false;
  };
  const over = document.documentElement.scrollWidth - wide;
  if (over > 0) told.push(`the page scrolls sideways by ${over} px`);

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    if (!node.data.trim() || !el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || spoken(el)) continue;
    if (el.closest("option, script, style, noscript, [role=tooltip]")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (!boxes.length) continue;
    const free = scrolls(el);
    if (!free && boxes.some((box) => box.right > wide + 1 || box.left < -1)) told.push(`beyond the edge: ${what(el)}`);
    // Cut off by what it stands in.
    for (let at = el; at && at !== document.body; at = at.parentElement) {
      if (at.namespaceURI !== "http://www.w3.org/1999/xhtml" && at.tagName !== "svg") continue;
      const { overflowX, overflowY } = style(at);
      if (!/hidden|clip/.test(overflowX + overflowY)) continue;
      const room = at.getBoundingClientRect();
      if (boxes.some((box) => box.right > room.right + 2 || box.left < room.left - 2 || box.bottom > room.bottom + 4 || box.top < room.top - 4))
        told.push(`cut off by ${at.tagName.toLowerCase()}.${at.getAttribute("class")}: ${what(el)}`);
    }
    if (!free) seen.push({ el, boxes });
  }
  // Two texts on top of each other.
  const lines = seen.flatMap(({ el, boxes }) => boxes.map((box) => ({ el, box }))).sort((one, other) => one.box.top - other.box.top);
  const shared = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left);
  lines.forEach(({ el, box }, n) => {
    for (let m = n + 1; m < lines.length && lines[m].box.top < box.bottom; m += 1) {
      const next = lines[m];
      if (next.el === el) continue;
      const high = Math.min(box.bottom, next.box.bottom) - next.box.top;
      if (shared(box, next.box) > 2 && high > 0.45 * Math.min(box.height, next.box.height))
        told.push(`on top of each other: ${what(el)} and ${what(next.el)}`);
    }
  });
  // What is pinned to the screen must leave room for the text.
  for (const el of document.querySelectorAll("body *")) {
    if (/fixed|sticky/.test(style(el).position) && !spoken(el) && el.checkVisibility()) {
      const { height, width } = el.getBoundingClientRect();
      if (width > wide / 2 && height > innerHeight / 3) told.push(`takes ${Math.round(height)} of ${innerHeight} px: ${what(el)}`);
    }
    if (/^(button|select|input)$/i.test(el.tagName) && el.checkVisibility() && !/range|checkbox|radio/.test(el.type)) {
      if (el.tagName === "BUTTON" && (el.scrollWidth > el.clientWidth + 2 || el.scrollHeight > el.clientHeight + 4)) told.push(`does not hold its words: ${what(el)}`);
    }
    if (/^(button|select|input|textarea|a|summary)$/i.test(el.tagName) && el.checkVisibility() && !spoken(el) && !scrolls(el)) {
      const box = el.getBoundingClientRect();
      if (box.width > 1 && (box.right > wide + 1 || box.left < -1)) told.push(`beyond the edge: ${what(el)}`);
    }
  }
  return [...new Set(told)];
}
