/** The story itself, without any drawing: who sees what, and what a path leads to. */

/** The text for the side; most texts are the same for both. */
export function told(text, side) {
  return text && typeof text === "object" ? text[side] : text;
}

/**
 * Walk the taken choices from the start.
 * @param {any} story the case's content @param {"gp"|"physio"} side @param {string[]} taken ids of choices
 * @returns {{node: any, steps: {node: any, choice: any, open: any[]}[], flags: Set<string>, meters: Record<string, number>}}
 *   Stops at the first choice that does not exist (a case that was changed since).
 */
export function walk(story, side, taken) {
  const byId = new Map(story.nodes.map((node) => [node.id, node]));
  const flags = new Set();
  const meters = Object.fromEntries(story.meters.map((meter) => [meter.id, meter.start]));
  let node = byId.get(story.start);
  const steps = [];
  for (const id of taken) {
    const open = choices(node, side, flags);
    const choice = open.find((one) => one.id === id);
    if (!choice) break;
    steps.push({ node, choice, open, flags: new Set(flags) });
    for (const flag of choice.sets || []) flags.add(flag);
    for (const [meter, change] of Object.entries(choice.effects || {})) {
      meters[meter] = Math.max(0, Math.min(10, meters[meter] + change));
    }
    node = byId.get(choice.next);
  }
  return { node, steps, flags, meters };
}

/** The choices of a node that this side can see with these flags. */
export function choices(node, side, flags) {
  return (node.choices || []).filter((choice) => (!choice.side || choice.side === side) && (choice.needs || []).every((flag) => flags.has(flag)));
}

/** Rows of the map: each node on the row of its shortest way from the start. @returns {any[][]} */
export function levels(story, side) {
  const byId = new Map(story.nodes.map((node) => [node.id, node]));
  const depth = new Map([[story.start, 0]]);
  const queue = [story.start];
  while (queue.length) {
    const id = queue.shift();
    for (const choice of byId.get(id).choices || []) {
      if ((!choice.side || choice.side === side) && !depth.has(choice.next)) {
        depth.set(choice.next, depth.get(id) + 1);
        queue.push(choice.next);
      }
    }
  }
  const rows = [];
  const deepest = Math.max(...depth.values());
  for (const node of story.nodes) {
    if (!depth.has(node.id)) continue;
    // Endings stand together on the last row.
    const row = node.ending ? deepest + 1 : depth.get(node.id);
    (rows[row] ||= []).push(node);
  }
  return rows.filter((row) => row && row.length);
}
