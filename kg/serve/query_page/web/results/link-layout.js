// Where the things of a small network stand. Each island of things that are joined is laid out by
// itself: things push each other away, links draw together; then the islands are set side by side.
// The same network always stands the same way.

const ROUNDS = 250;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const GAP = 18; // between islands
const LINE = 15; // the height that a name takes
const NAME = 160; // the length of the longest

// Returns a place {x, y, isRight} for each of so many nodes, and the height that they take; the name
// of a node stands to its right, or to its left where `isRight` says that it is at the right side.
/** @param {number} count @param {[number, number][]} links @param {number} width */
export function layOut(count, links, width) {
  const places = Array.from({ length: count }, () => ({ x: 0, y: 0, isRight: false }));
  let [left, top, height] = [0, 0, 0];
  for (const island of islands(count, links)) {
    const box = laidOut(island, links, width);
    if (left > 0 && left + box.width > width) [left, top, height] = [0, top + height + GAP, 0];
    island.forEach((node, i) => {
      const { x, y } = box.places[i];
      places[node] = { x: left + x, y: top + y, isRight: x > box.width / 2 };
    });
    left += box.width + GAP;
    height = Math.max(height, box.height);
  }
  return { places, height: top + height };
}

// Returns the nodes that are joined by some way, the largest group first.
function islands(count, links) {
  const home = Array.from({ length: count }, (_, i) => i);
  const root = (i) => (home[i] === i ? i : (home[i] = root(home[i])));
  for (const [a, b] of links) home[Math.max(root(a), root(b))] = Math.min(root(a), root(b));
  const found = new Map();
  for (let i = 0; i < count; i += 1) found.set(root(i), [...(found.get(root(i)) ?? []), i]);
  return [...found.values()].sort((a, b) => b.length - a.length);
}

function laidOut(island, links, width) {
  const at = new Map(island.map((node, i) => [node, i]));
  const own = links.filter(([a]) => at.has(a)).map(([a, b]) => [at.get(a), at.get(b)]);
  const root = Math.sqrt(island.length);
  const box = { width: Math.min(width, 90 * root + 120), height: 44 * (root - 1) + 8 };
  const places = fit(settle(island.length, own, box.width, Math.max(box.height, 60)), box);
  const height = keepApart(places, box.width);
  return { places, width: box.width, height: Math.max(height, LINE) };
}

function settle(count, links, width, height) {
  const apart = Math.sqrt((width * height) / count) * 0.7;
  const nodes = Array.from({ length: count }, (_, i) => ({
    x: Math.sqrt(i + 0.5) * apart * Math.cos(i * GOLDEN),
    y: Math.sqrt(i + 0.5) * apart * Math.sin(i * GOLDEN),
    dx: 0,
    dy: 0,
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    push(nodes, apart);
    pull(nodes, links, apart);
    move(nodes, apart * (1 - round / ROUNDS));
  }
  return nodes;
}

function push(nodes, apart) {
  for (const node of nodes) node.dx = node.dy = 0;
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const [a, b] = [nodes[i], nodes[j]];
      const [x, y] = [a.x - b.x, a.y - b.y];
      const force = (apart * apart) / Math.max(x * x + y * y, 0.01);
      a.dx += x * force;
      a.dy += y * force;
      b.dx -= x * force;
      b.dy -= y * force;
    }
  }
}

function pull(nodes, links, apart) {
  for (const [from, to] of links) {
    const [a, b] = [nodes[from], nodes[to]];
    const [x, y] = [a.x - b.x, a.y - b.y];
    const force = Math.hypot(x, y) / apart;
    a.dx -= x * force;
    a.dy -= y * force;
    b.dx += x * force;
    b.dy += y * force;
  }
}

function move(nodes, heat) {
  for (const node of nodes) {
    const length = Math.hypot(node.dx, node.dy) || 1;
    const step = Math.min(length, heat);
    node.x += (node.dx / length) * step;
    node.y += (node.dy / length) * step;
  }
}

function fit(nodes, { width, height }) {
  const range = (values) => [Math.min(...values), Math.max(...values)];
  const [left, right] = range(nodes.map(({ x }) => x));
  const [top, bottom] = range(nodes.map(({ y }) => y));
  const scale = (value, from, to, size) => (to > from ? ((value - from) / (to - from)) * size : 0);
  return nodes.map(({ x, y }) => ({
    x: 10 + scale(x, left, right, width - 20),
    y: 8 + scale(y, top, bottom, height),
  }));
}

// Moves nodes down until no name stands on another; returns the height that is needed then.
function keepApart(places, width) {
  const side = (place) => place.x > width / 2;
  const reach = (place) =>
    side(place) ? [place.x - NAME, place.x + 8] : [place.x - 8, place.x + NAME];
  const placed = [];
  for (const place of [...places].sort((a, b) => a.y - b.y)) {
    const [from, to] = reach(place);
    for (const other of placed) {
      const [start, end] = reach(other);
      if (from < end && start < to && place.y - other.y < LINE) place.y = other.y + LINE;
    }
    placed.push(place);
    placed.sort((a, b) => a.y - b.y);
  }
  return Math.max(...places.map(({ y }) => y)) + 8;
}
