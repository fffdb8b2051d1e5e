// Lanes for the genealogy: what followed what stands on one line or near it, so that the lines
// between them are short and cross few bars.

import { uncross } from "./crossings.js";
import { dayNumber } from "../core/dates.js";
import { compare } from "../model/model.js";

const SEARCHED = 120; // chains up to which every place is tried for each
const ROUNDS = 12;
const WEIGHTS = { succession: 4, continued: 4, functions: 1 };

// Returns {lane: Map id -> number, count, families: [[first lane, last lane]]}.
// bars: [{id, from, to, left, right, least}] in days: left and right of it what its label takes,
// and the shortest life that its label fits within; steps: [{before, after, how}] between them.
export function layOutLanes(bars, steps) {
  const byId = new Map(bars.map((bar) => [bar.id, bar]));
  const links = steps.filter(
    (s) => byId.has(s.before) && byId.has(s.after) && s.before !== s.after,
  );
  const chains = makeChains(byId, links);
  const families = makeFamilies(chains, links);
  const lane = new Map();
  /** @type {{lane: Map<string, number>, count: number, families: [number, number][]}} */
  const found = { lane, count: 0, families: [] };
  for (const family of families.filter((f) => f.chains.length > 1 || f.chains[0].length > 1)) {
    const rows = compact(order(family.chains, family.links, byId), byId);
    found.families.push([found.count, found.count + rows.length - 1]);
    for (const row of rows) place(row, found);
  }
  const alone = families.filter((f) => f.chains.length === 1 && f.chains[0].length === 1);
  const first = found.count;
  for (const row of pack(alone.map((f) => byId.get(f.chains[0][0])))) place(row, found);
  if (found.count > first) found.families.push([first, found.count - 1]);
  return found;
}

function place(row, found) {
  for (const id of row) found.lane.set(id, found.count);
  found.count += 1;
}

// Joins each thing to the one that continues it most plainly, and both stand in one lane: alone
// before alone, then the longest-lived. One too short for its own label stands in a lane of its own.
function makeChains(byId, links) {
  const fits = ({ before, after }) =>
    byId.get(before).to <= byId.get(after).from + 31 && length(before) >= byId.get(before).least;
  const length = (id) => byId.get(id).to - byId.get(id).from;
  const strict = links.filter((s) => s.how !== "functions" && fits(s));
  const outs = tally(strict.map((s) => s.before));
  const ins = tally(strict.map((s) => s.after));
  const score = (s) =>
    (outs.get(s.before) + ins.get(s.after) === 2 ? 1e6 : 0) + length(s.before) + length(s.after);
  const next = new Map();
  const taken = new Set();
  const sorted = [...strict].sort(
    (a, b) => score(b) - score(a) || compare(a.before + a.after, b.before + b.after),
  );
  for (const { before, after } of sorted) {
    if (next.has(before) || taken.has(after)) continue;
    next.set(before, after);
    taken.add(after);
  }
  const chains = [];
  for (const id of byId.keys()) {
    if (taken.has(id)) continue;
    const chain = [id];
    while (next.has(chain.at(-1))) chain.push(next.get(chain.at(-1)));
    chains.push(chain);
  }
  return chains;
}

function tally(values) {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}

// Splits the chains into families that nothing connects, the largest first.
function makeFamilies(chains, links) {
  const chainOf = new Map(chains.flatMap((chain, i) => chain.map((id) => [id, i])));
  const parent = chains.map((_, i) => i);
  const root = (i) => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const { before, after } of links)
    parent[root(chainOf.get(before))] = root(chainOf.get(after));
  const families = new Map();
  chains.forEach((chain, i) => {
    const family = families.get(root(i)) ?? { chains: [], links: [], size: 0 };
    family.chains.push(chain);
    family.size += chain.length;
    families.set(root(i), family);
  });
  for (const link of links) families.get(root(chainOf.get(link.before))).links.push(link);
  return [...families.values()].sort((a, b) => b.size - a.size);
}

// Orders the chains of one family so that the links between them are short.
function order(chains, links, byId) {
  const chainOf = new Map(chains.flatMap((chain, i) => chain.map((id) => [id, i])));
  const edges = links
    .map((s) => ({ a: chainOf.get(s.before), b: chainOf.get(s.after), weight: WEIGHTS[s.how] }))
    .filter(({ a, b }) => a !== b);
  const near = chains.map(() => []);
  for (const { a, b, weight } of edges) {
    near[a].push([b, weight]);
    near[b].push([a, weight]);
  }
  let row = walk(chains, near);
  if (chains.length > SEARCHED) return settle(row, near).map((i) => chains[i]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const better = insertAll(row, near);
    if (better === null) break;
    row = better;
  }
  const lives = chains.map((chain) => chain.map((id) => byId.get(id)));
  return uncross(row, lives, linesOf(links, chainOf)).map((i) => chains[i]);
}

// Returns the lines that are drawn, one for each event: {day, ends}, the chains that it joins.
function linesOf(links, chainOf) {
  const found = new Map();
  for (const { before, after, how, event } of links) {
    if (!event.dated) continue;
    const key = `${event.id} ${how}`;
    if (!found.has(key))
      found.set(key, {
        day: (dayNumber(event.dated[0]) + dayNumber(event.dated[1])) / 2,
        ends: [],
      });
    const { ends } = found.get(key);
    for (const chain of [chainOf.get(before), chainOf.get(after)])
      if (!ends.includes(chain)) ends.push(chain);
  }
  return [...found.values()];
}

// Starts from the chain with most links and takes its neighbours one after the other.
function walk(chains, near) {
  const degree = (i) => near[i].reduce((sum, [, weight]) => sum + weight, 0);
  const seen = new Set();
  const row = [];
  const starts = chains.map((_, i) => i).sort((a, b) => degree(b) - degree(a) || a - b);
  for (const start of starts) {
    const todo = [start];
    while (todo.length) {
      const i = todo.pop();
      if (seen.has(i)) continue;
      seen.add(i);
      row.push(i);
      todo.push(
        ...near[i]
          .map(([other]) => other)
          .filter((other) => !seen.has(other))
          .sort((a, b) => degree(b) - degree(a) || a - b),
      );
    }
  }
  return row;
}

// Moves each chain to the place where the links are shortest; null where none moves.
function insertAll(row, near) {
  let current = row;
  let changed = false;
  for (const chain of [...row]) {
    const rest = current.filter((i) => i !== chain);
    const position = new Map(rest.map((i, at) => [i, at]));
    let best = { cost: Infinity, at: 0 };
    const cuts = cutCosts(rest, near, position);
    for (let at = 0; at <= rest.length; at += 1) {
      let cost = cuts[at];
      for (const [other, weight] of near[chain]) {
        if (!position.has(other)) continue;
        const there = position.get(other);
        cost += weight * (there >= at ? there - at + 1 : at - there);
      }
      if (cost < best.cost - 1e-9) best = { cost, at };
    }
    const next = [...rest.slice(0, best.at), chain, ...rest.slice(best.at)];
    if (next[current.indexOf(chain)] !== chain) changed = true;
    current = next;
  }
  return changed ? current : null;
}

// What it costs to put a lane between two neighbours: each link over the gap grows by one.
function cutCosts(rest, near, position) {
  const cuts = new Array(rest.length + 1).fill(0);
  rest.forEach((i, at) => {
    for (const [other, weight] of near[i]) {
      const there = position.get(other);
      if (there !== undefined && there > at) {
        for (let gap = at + 1; gap <= there; gap += 1) cuts[gap] += weight;
      }
    }
  });
  return cuts;
}

// For large families: each chain goes to the mean of its neighbours, again and again.
function settle(row, near) {
  let position = new Map(row.map((i, at) => [i, at]));
  let current = row;
  for (let round = 0; round < ROUNDS * 2; round += 1) {
    const wanted = new Map(
      current.map((i) => {
        let sum = position.get(i);
        let total = 1;
        for (const [other, weight] of near[i]) {
          sum += position.get(other) * weight;
          total += weight;
        }
        return [i, sum / total];
      }),
    );
    current = [...current].sort((a, b) => wanted.get(a) - wanted.get(b) || a - b);
    position = new Map(current.map((i, at) => [i, at]));
  }
  return current;
}

// Lets neighbouring chains share a lane where their bars and labels do not meet.
function compact(chains, byId) {
  const rows = [];
  for (const chain of chains) {
    const row = rows.at(-1);
    if (row && chain.every((id) => isFree(byId.get(id), row, byId))) row.push(...chain);
    else rows.push([...chain]);
  }
  return rows;
}

function isFree(bar, row, byId) {
  return row.every((id) => {
    const other = byId.get(id);
    return (
      bar.from - bar.left >= other.to + other.right || other.from - other.left >= bar.to + bar.right
    );
  });
}

// Packs what stands alone into as few lanes as it takes, by its beginning.
function pack(bars) {
  const rows = [];
  const begin = (bar) => bar.from - bar.left;
  for (const bar of [...bars].sort((a, b) => begin(a) - begin(b) || compare(a.id, b.id))) {
    const row = rows.find(({ free }) => free <= begin(bar));
    if (row) row.ids.push(bar.id);
    else rows.push({ ids: [bar.id] });
    (row ?? rows.at(-1)).free = bar.to + bar.right;
  }
  return rows.map((row) => row.ids);
}
