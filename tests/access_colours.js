/** What cannot be told from its ground in the colours that stand now: text under 4.5, marks under 3. */
(() => {
  const parse = (text) => {
    const found = text.match(/rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)/);
    return found ? [Number(found[1]), Number(found[2]), Number(found[3]), found[4] === undefined ? 1 : Number(found[4])] : null;
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const ground = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour && colour[3] > 0.5) return colour;
    }
    return [255, 255, 255, 1];
  };
  // What lies below the middle of a mark within its picture: the last filled shape drawn before it.
  const below = (el, svg) => {
    const { left, width, top, height } = el.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    for (const shape of [...svg.querySelectorAll("rect, circle, ellipse, path, polygon")].reverse()) {
      if (el === shape || !(shape.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const fill = parse(getComputedStyle(shape).fill);
      const box = shape.getBoundingClientRect();
      if (fill && fill[3] > 0.5 && shown(shape) && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return fill;
    }
    return ground(svg);
  };
  const told = new Set();
  const name = (el) => `${el.tagName.toLowerCase()}.${el.getAttribute("class") || ""} "${el.textContent.trim().slice(0, 30)}"`;
  const shown = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && getComputedStyle(el).clipPath === "none";

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    if (!node.data.trim() || !shown(el) || el.closest("svg, script, style, noscript, option")) continue;
    // What cannot be used may be faint (WCAG 1.4.3).
    if (el.closest("button:disabled, [aria-disabled=true], fieldset:disabled")) continue;
    const colour = parse(getComputedStyle(el).color);
    const had = contrast(colour, ground(el));
    if (had < 4.5) told.add(`text ${name(el)}: ${had.toFixed(1)}`);
  }
  for (const svg of document.querySelectorAll("main svg")) {
    if (!shown(svg)) continue;
    for (const el of svg.querySelectorAll("text, .sa-line, .sa-plot__axis, .sa-now, .sa-handle")) {
      if (!shown(el)) continue;
      const style = getComputedStyle(el);
      const colours = [style.fill, style.stroke].map(parse).filter((colour) => colour && colour[3] > 0.5);
      if (!colours.length) continue;
      const had = Math.max(...colours.map((colour) => contrast(colour, el.tagName === "text" ? below(el, svg) : ground(svg))));
      if (had < (el.tagName === "text" ? 4.5 : 3)) told.add(`mark ${name(el)}: ${had.toFixed(1)}`);
    }
  }
  for (const el of document.querySelectorAll("main button:not(:disabled), main input:not([type=radio], [type=checkbox], [type=range]), main textarea, main select")) {
    if (!shown(el)) continue;
    // One that looks like a link is told by its line, as links are.
    if (getComputedStyle(el).textDecorationLine === "underline" && el.matches(".sa-link")) continue;
    // Or the card that it fills.
    const seen = [el, el.closest(".sa-board__card")].some((one) => {
      if (!one) return false;
      const style = getComputedStyle(one);
      const edge = parse(style.borderTopColor);
      return Number.parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== "none" && edge[3] > 0.5
        && contrast(edge, ground(one.parentElement)) >= 3;
    });
    if (!seen) told.add(`no edge: ${name(el)}`);
  }
  return [...told];
})()
