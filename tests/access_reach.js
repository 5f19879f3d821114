() => {
  // What can be used and Tab does not come to, or comes to out of turn. One stop is enough in a
  // grid, where the arrow keys go on.
  const USED = ".design :is(a[href], button, input, select, textarea, summary, [tabindex], [role=gridcell])";
  // What only takes the focus when it has something to say.
  const TOLD = "[role=status], [role=alert], .sa-verdict, h3, h4, p, div, ul, section, li";
  const told = [];
  for (const el of document.querySelectorAll(USED)) {
    if (!el.checkVisibility({ visibilityProperty: true }) || el.disabled) continue;
    const grid = el.closest("[role=grid]");
    const stops = grid ? grid.querySelectorAll("[tabindex='0']").length : 0;
    if (el.tabIndex < 0 && stops !== 1 && !el.matches(TOLD)) told.push(el.outerHTML.slice(0, 120));
    if (el.tabIndex > 0) told.push(`out of turn: ${el.outerHTML.slice(0, 120)}`);
  }
  return told;
}
