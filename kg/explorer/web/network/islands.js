// The communities of the network: the ground that each stands on.

import { outlineOn } from "../core/paper.js";

const SHORE = 70; // how far the ground goes beyond what stands on it
const HUES = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];

// Returns [{points, hue}]: the ground of each island of at least three nodes.
export function makeIslands(nodes) {
  const islands = new Map();
  for (const node of nodes) {
    if (node.island < 0) continue;
    if (islands.has(node.island)) islands.get(node.island).push(node);
    else islands.set(node.island, [node]);
  }
  return [...islands]
    .filter(([, members]) => members.length > 2)
    .map(([number, members]) => ({
      points: hull(members),
      hue: HUES[number % HUES.length],
    }));
}

// Draws the grounds beneath all else.
export function drawIslands(ctx, islands, isDark) {
  ctx.lineJoin = "round";
  ctx.lineWidth = SHORE * 2;
  for (const island of islands) {
    const { points, hue } = island;
    if (!ctx.outline) island.path ??= outline(ctx, points);
    const path = ctx.outline ? outline(ctx, points) : island.path;
    ctx.fillStyle = ctx.strokeStyle = shade(hue, isDark);
    ctx.stroke(path);
    ctx.fill(path);
  }
}

// Opaque, so that the shore and what it surrounds are of one colour.
function shade(hue, isDark) {
  const [paper, share] = isDark ? [[27, 31, 35], 0.11] : [[255, 255, 255], 0.09];
  const parts = [1, 3, 5].map((at) => parseInt(hue.slice(at, at + 2), 16));
  return `rgb(${parts.map((part, i) => Math.round(part * share + paper[i] * (1 - share))).join(" ")})`;
}

function outline(ctx, points) {
  const path = outlineOn(ctx);
  points.forEach(({ x, y }, i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
  return path;
}

// The convex hull (Andrew 1979).
function hull(members) {
  const points = [...members].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  const half = (list) => {
    const found = [];
    for (const point of list) {
      while (found.length > 1 && turn(found.at(-2), found.at(-1), point) <= 0) found.pop();
      found.push(point);
    }
    return found.slice(0, -1);
  };
  return [...half(points), ...half(points.reverse())];
}
