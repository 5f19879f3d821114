() => {
  // In the page and on its paper: each table has a name, and each head says which way it points.
  const told = [];
  for (const table of document.querySelectorAll("main table")) {
    const by = (table.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
    const name = [table.getAttribute("aria-label"), table.caption?.textContent, ...by.map((el) => el?.textContent)];
    const heads = [...table.querySelectorAll("th")];
    if (!name.some((text) => text?.trim())) told.push(`a table without a name: ${table.textContent.slice(0, 40)}`);
    if (!heads.length || heads.some((head) => !/^(col|row)(group)?$/.test(head.scope)))
      told.push(`a table whose heads do not say of what: ${table.textContent.slice(0, 40)}`);
  }
  return told;
}
