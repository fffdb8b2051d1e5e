// How two things are connected: the shortest ways between them over what the graph states.

import { compare } from "./model.js";

// Returns up to `most` ways from a thing to another, each a list of ids, the shortest first (Yen
// 1971); ways of one length are in order of their ids. Opinions connect nothing.
export function findWays(model, from, to, most = 4) {
  const sorted = new Map();
  const near = (id) => {
    if (!sorted.has(id)) sorted.set(id, [...model.neighbours(id)].sort(compare));
    return sorted.get(id);
  };
  const first = from === to ? null : shortest(near, from, to);
  const found = first ? [first] : [];
  const others = [];
  while (found.length && found.length < most) {
    const last = found[found.length - 1];
    for (let at = 0; at < last.length - 1; at += 1)
      addDetour(near, found, others, last.slice(0, at + 1), to);
    if (!others.length) break;
    others.sort((a, b) => a.length - b.length || compare(a.join(" "), b.join(" ")));
    found.push(others.shift());
  }
  return found;
}

// Adds the shortest way that begins with a root and then leaves all ways found so far.
function addDetour(near, found, others, root, to) {
  const begun = root.join(" ");
  const isBegunSo = (way) => way.slice(0, root.length).join(" ") === begun;
  const closed = new Set([...found, ...others].filter(isBegunSo).map((way) => way[root.length]));
  const rest = shortest(near, root.at(-1), to, new Set(root.slice(0, -1)), closed);
  if (rest) others.push([...root.slice(0, -1), ...rest]);
}

// Breadth first; `avoided` may not be entered, and `closed` not as the first step.
function shortest(near, from, to, avoided = new Set(), closed = new Set()) {
  const before = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    const next = [];
    for (const id of edge) {
      for (const other of near(id)) {
        if (before.has(other) || avoided.has(other) || (id === from && closed.has(other))) continue;
        before.set(other, id);
        next.push(other);
      }
    }
    edge = next;
  }
  if (!before.has(to)) return null;
  const way = [];
  for (let id = to; id !== null; id = before.get(id)) way.unshift(id);
  return way;
}

// Returns the steps of a way: [{from, to, relations}].
export function stepsOf(model, way) {
  return way.slice(1).map((to, i) => {
    const from = way[i];
    return {
      from,
      to,
      relations: model.connectionsOf(from).filter((one) => one.s === to || one.o === to),
    };
  });
}
