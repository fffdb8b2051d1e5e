// How two things are connected: the best ways between them over facts, the same as the program that
// wrote this page finds (kg/ask/best_ways.py). Ways are in order of their steps, then of how often what
// lies between the ends is mentioned (what is less mentioned says more), then of their ids. A way
// meets nothing twice, is at most two steps longer than the shortest, and stops at nothing that one
// and the same fact joins to what is on either side.

import { createHeap } from "../core/heap.js";
import { joinFacts } from "./facts.js";

const MOST = 4;
const SLACK = 2; // how many steps longer than the shortest a way may be
const FURTHEST = 12;
const LOOKED_AT = 20000; // beginnings of ways looked at before giving up on others

/** @type {WeakMap<Model, ReturnType<typeof joinFacts>>} */
const networks = new WeakMap();

function networkOf(model) {
  const known = networks.get(model) ?? joinFacts(model);
  networks.set(model, known);
  return known;
}

// Returns the best ways from a thing or record to another, each a list of ids.
/** @param {Model} model @param {string} from @param {string} to @returns {string[][]} */
export function findWays(model, from, to) {
  const network = networkOf(model);
  const weight = (id) => (id === to ? 0 : weightOf(model, id));
  const left = measure(network, weight, to);
  const begin = left.get(from);
  if (!begin || from === to) return [];
  const longest = Math.min(FURTHEST, begin.steps + SLACK);
  const queue = createHeap(isBefore);
  queue.push({ ...begin, way: [from], met: 0 });
  const found = [];
  for (let i = 0; i < LOOKED_AT && queue.size() && found.length < MOST; i += 1) {
    const { way, met } = queue.pop();
    if (way[way.length - 1] === to) found.push(way);
    else for (const next of extend(network, weight, left, way, met, longest)) queue.push(next);
  }
  return found;
}

function weightOf(model, id) {
  return (model.things.get(id) ?? model.record(id)?.row)?.w ?? 0;
}

function isBefore(a, b) {
  if (a.steps !== b.steps) return a.steps < b.steps;
  if (a.weight !== b.weight) return a.weight < b.weight;
  return a.way.join("\n") < b.way.join("\n");
}

// Returns the ways that go one step further and may still reach the end in time.
function extend(network, weight, left, way, met, longest) {
  const here = way[way.length - 1];
  const before = way.length > 1 ? network.get(way[way.length - 2]).get(here) : null;
  const found = [];
  for (const [other, facts] of network.get(here)) {
    const rest = left.get(other);
    if (!rest || way.includes(other) || (before && isShared(before, facts))) continue;
    const steps = way.length + rest.steps;
    const heavy = met + weight(other);
    if (steps <= longest)
      found.push({ steps, weight: heavy + rest.weight, way: [...way, other], met: heavy });
  }
  return found;
}

function isShared(one, other) {
  for (const fact of one) if (other.has(fact)) return true;
  return false;
}

// Returns how many steps each thing is from the end, and the least weight of what lies between.
function measure(network, weight, to) {
  const found = new Map([[to, { steps: 0, weight: 0 }]]);
  let edge = [to];
  while (edge.length) {
    const fresh = new Map();
    for (const here of edge) {
      const { steps: away, weight: heavy } = found.get(here) ?? { steps: 0, weight: 0 };
      const [steps, through] = [away + 1, heavy + weight(here)];
      for (const other of network.get(here)?.keys() ?? []) {
        if (found.has(other) || through >= (fresh.get(other)?.weight ?? Infinity)) continue;
        fresh.set(other, { steps, weight: through });
      }
    }
    for (const [id, rest] of fresh) found.set(id, rest);
    edge = [...fresh.keys()];
  }
  return found;
}

// Returns the steps of a way: [{from, to, facts}], of the facts those with most sources first.
/** @param {Model} model @param {string[]} way */
export function stepsOf(model, way) {
  const network = networkOf(model);
  return way.slice(1).map((to, i) => {
    const facts = [...(network.get(way[i])?.get(to) ?? [])];
    facts.sort((a, b) => b.row.evidence.length - a.row.evidence.length);
    return { from: way[i], to, facts };
  });
}
