// Lanes for the genealogy: what followed what stands on one line or near it, so that the lines
// between them are short and cross few bars.

import { order } from "./ordering.js";
import { compare } from "../model/model.js";

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
