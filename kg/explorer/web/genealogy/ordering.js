// The order of the chains of one family, one beneath the other: what is linked stands near, so that
// the lines between them are short and cross few bars.

import { uncross } from "./crossings.js";
import { dayNumber } from "../core/dates.js";

const SEARCHED = 120; // chains up to which every place is tried for each
const ROUNDS = 12;
const WEIGHTS = { succession: 4, continued: 4, functions: 1 };

// Orders the chains of one family so that the links between them are short.
export function order(chains, links, byId) {
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
