/**
 * The story itself, without any drawing: who sees what, and what a path leads to.
 *
 * A side is whose eyes a case is seen with, or whom one meets in a role-play. What a role-play has
 * beyond a case is here too: `when` (said, unsaid, mood_least, mood_most), a choice's `turns`, and a
 * meter whose start is another for each side.
 */

/** The text for the side; most texts are the same for both. */
export function told(text, side) {
  return text && typeof text === "object" ? text[side] : text;
}

/** Whether what a condition asks for holds: what was said, what was not, and the mood. */
export function holds({ said = [], unsaid = [], mood_least = 0, mood_most = 10 }, flags, meters) {
  return said.every((flag) => flags.has(flag)) && !unsaid.some((flag) => flags.has(flag)) && meters.mood >= mood_least && meters.mood <= mood_most;
}

/** The variants of a node that are told: by a flag, or by a condition. */
export function asides(node, flags, meters) {
  return (node.variants || []).filter(({ flag, when }) => (when ? holds(when, flags, meters) : flags.has(flag)));
}

/** All that a choice can lead to, the usual first. */
export function leads(choice) {
  return [...new Set([choice.next, ...(choice.turns || []).map(({ next }) => next)])];
}

/** Where the meters of a story begin for a side. */
export function starts(story, side) {
  return Object.fromEntries(story.meters.map(({ id, start }) => [id, typeof start === "object" ? start[side] : start]));
}

/**
 * Walk the taken choices from the start.
 * @param {any} story the case's content @param {string} side @param {string[]} taken ids of choices
 * @returns {{node: any, steps: {node: any, choice: any, open: any[], to: string, flags: Set<string>, meters: Record<string, number>}[], flags: Set<string>, meters: Record<string, number>}}
 *   Stops at the first choice that does not exist (a case that was changed since).
 */
export function walk(story, side, taken) {
  const byId = new Map(story.nodes.map((node) => [node.id, node]));
  const flags = new Set();
  const meters = starts(story, side);
  let node = byId.get(story.start);
  const steps = [];
  for (const id of taken) {
    const open = choices(node, side, flags);
    const choice = open.find((one) => one.id === id);
    if (!choice) break;
    const step = { node, choice, open, to: choice.next, flags: new Set(flags), meters: { ...meters } };
    steps.push(step);
    for (const flag of choice.sets || []) flags.add(flag);
    for (const [meter, change] of Object.entries(choice.effects || {})) {
      meters[meter] = Math.max(0, Math.min(10, meters[meter] + change));
    }
    step.to = (choice.turns || []).find(({ when }) => holds(when, flags, meters))?.next ?? choice.next;
    node = byId.get(step.to);
  }
  return { node, steps, flags, meters };
}

/** The choices of a node that this side can see with these flags. */
export function choices(node, side, flags) {
  return ways(node, side).filter((choice) => (choice.needs || []).every((flag) => flags.has(flag)));
}

/** The choices of a node that this side can ever see. */
export function ways(node, side) {
  return (node.choices || []).filter((choice) => !choice.side || choice.side === side);
}

/** The row of each node: the longest way to it from the start; ways that lead back up do not count. */
function depths(byId, start, side) {
  const upward = new Set();
  const order = [];
  const state = new Map();
  (function visit(id) {
    state.set(id, "open");
    for (const next of ways(byId.get(id), side).flatMap(leads)) {
      if (state.get(next) === "open") upward.add(`${id} ${next}`);
      else if (!state.has(next)) visit(next);
    }
    state.set(id, "closed");
    order.unshift(id);
  })(start);
  const depth = new Map(order.map((id) => [id, 0]));
  for (const id of order) {
    for (const next of ways(byId.get(id), side).flatMap(leads)) {
      if (!upward.has(`${id} ${next}`)) depth.set(next, Math.max(depth.get(next), depth.get(id) + 1));
    }
  }
  return { depth, upward };
}

/**
 * Where the places of a case stand on its map, in layers: each way leads down at least one row, long
 * ways bend round the places between (Sugiyama K, Tagawa S, Toda M. IEEE Trans SMC 1981;11:109-25).
 * @param {any} story @param {string} side
 * @returns {{rows: string[][], paths: {from: string, to: string, through: string[], up: boolean}[], number: Map<string, number>}}
 *   `rows` also hold the bends (ids that are no node's); `number` counts the nodes in reading order
 */
export function layout(story, side) {
  const byId = new Map(story.nodes.map((node) => [node.id, node]));
  const { depth, upward } = depths(byId, story.start, side);
  const rows = [];
  const put = (id, row) => (rows[row] ||= []).push(id);
  for (const { id } of story.nodes) if (depth.has(id)) put(id, depth.get(id));
  const paths = [];
  for (const [from, row] of depth) {
    for (const to of new Set(ways(byId.get(from), side).flatMap(leads))) {
      const up = upward.has(`${from} ${to}`);
      const through = [from];
      for (let r = row + 1; !up && r < depth.get(to); r += 1) {
        const bend = `${from} ${to} ${r}`;
        put(bend, r);
        through.push(bend);
      }
      paths.push({ from, to, through: [...through, to], up });
    }
  }
  const beside = new Map();
  for (const { through, up } of paths) {
    for (let n = 1; !up && n < through.length; n += 1) {
      const [a, b] = [through[n - 1], through[n]];
      beside.set(b, [...(beside.get(b) || []), a]);
      beside.set(a, [...(beside.get(a) || []), b]);
    }
  }
  // Each place moves to the middle of its neighbours, a few times over: few ways cross then.
  for (let sweep = 0; sweep < 8; sweep += 1) {
    const at = new Map(rows.flatMap((row) => row.map((id, n) => [id, (n + 0.5) / row.length])));
    const middle = (id) => {
      const near = beside.get(id) || [id];
      return near.reduce((sum, one) => sum + at.get(one), 0) / near.length;
    };
    const turn = sweep % 2 ? [...rows].reverse() : rows;
    for (const row of turn) {
      row.sort((a, b) => middle(a) - middle(b));
      row.forEach((id, n) => at.set(id, (n + 0.5) / row.length));
    }
  }
  const number = new Map(rows.flat().filter((id) => byId.has(id)).map((id, n) => [id, n + 1]));
  return { rows, paths, number };
}
