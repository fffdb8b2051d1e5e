// Where the things of a small network stand: each pushes the others away, links draw together.
// The same network always stands the same way.

const ROUNDS = 300;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

// Returns a place {x, y} for each of so many nodes, within a width and a height.
/** @param {number} count @param {[number, number][]} links @param {number} width @param {number} height */
export function layOut(count, links, width, height) {
  const apart = Math.sqrt((width * height) / Math.max(count, 1)) * 0.7;
  const nodes = Array.from({ length: count }, (_, i) => ({
    x: Math.sqrt(i + 0.5) * apart * Math.cos(i * GOLDEN),
    y: Math.sqrt(i + 0.5) * apart * Math.sin(i * GOLDEN),
    dx: 0,
    dy: 0,
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const heat = apart * (1 - round / ROUNDS);
    push(nodes, apart);
    pull(nodes, links, apart);
    move(nodes, heat);
  }
  return fit(nodes, width, height);
}

function push(nodes, apart) {
  for (const node of nodes) {
    node.dx = -node.x * 0.12; // towards the middle, so that islands stay near
    node.dy = -node.y * 0.12;
  }
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const [a, b] = [nodes[i], nodes[j]];
      const [x, y] = [a.x - b.x, a.y - b.y];
      const square = Math.max(x * x + y * y, 0.01);
      const force = (apart * apart) / square;
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

function fit(nodes, width, height) {
  const range = (values) => [Math.min(...values), Math.max(...values)];
  const [left, right] = range(nodes.map(({ x }) => x));
  const [top, bottom] = range(nodes.map(({ y }) => y));
  const scale = (value, from, to, size) =>
    to > from ? ((value - from) / (to - from)) * size : size / 2;
  return nodes.map(({ x, y }) => ({
    x: scale(x, left, right, width),
    y: scale(y, top, bottom, height),
  }));
}
