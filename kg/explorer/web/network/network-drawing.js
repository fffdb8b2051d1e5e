// How a mark of the network is drawn, and in which colours.

import { outlineOn } from "../core/paper.js";
import { colourName, colourNow, markPath } from "../core/marks.js";

const LEAST = 2; // pixels that the radius of a mark has at least, however far away
const paths = new Map();

// Returns the radius as drawn: from far away marks are larger than they are.
export function drawnRadius(radius, scale) {
  return radius * Math.max(1, Math.min(LEAST / (5 * scale), 3.2));
}

// Returns the colours of the page as they are now.
export function readColours(kinds) {
  const names = {
    ink: "--ink",
    muted: "--muted",
    paper: "--surface",
    edge: "--edge",
    accent: "--accent",
    focus: "--focus",
  };
  const entries = Object.entries(names).map(([name, variable]) => [name, colourNow(variable)]);
  const ofKinds = new Map([...kinds].map((kind) => [kind, colourNow(colourName(kind))]));
  return { ...Object.fromEntries(entries), kinds: ofKinds };
}

// Draws one mark, as the legend shows it; small ones plainly. `life` is possible: only its outline.
export function drawMark(ctx, node, colours, scale) {
  const { x, y, kind, isDim, isPossible, isChosen } = node;
  const radius = drawnRadius(node.radius, scale);
  const size = radius * scale;
  ctx.globalAlpha = isDim ? 0.18 : 1;
  ctx.fillStyle = colours.kinds.get(kind) ?? colours.muted;
  if (size < LEAST * 1.05) {
    ctx.fillRect(x - radius * 0.8, y - radius * 0.8, radius * 1.6, radius * 1.6);
    ctx.globalAlpha = 1;
    return;
  }
  const path = outlineOf(ctx, kind);
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(radius / 6, radius / 6);
  ctx.translate(-6, -6);
  if (isChosen) ring(ctx, colours);
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = colours.paper;
  ctx.stroke(path);
  if (isPossible) {
    ctx.globalAlpha *= 0.3;
    ctx.fill(path, "evenodd");
    ctx.globalAlpha = isDim ? 0.18 : 1;
    ctx.lineWidth = 1;
    ctx.setLineDash([1.5, 1]);
    ctx.strokeStyle = ctx.fillStyle;
    ctx.stroke(path);
  } else {
    ctx.fill(path, "evenodd");
  }
  ctx.restore();
  ctx.globalAlpha = 1;
}

function outlineOf(ctx, kind) {
  if (ctx.outline) return outlineOn(ctx, markPath(kind));
  if (!paths.has(kind)) paths.set(kind, outlineOn(ctx, markPath(kind)));
  return paths.get(kind);
}

function ring(ctx, colours) {
  ctx.beginPath();
  ctx.arc(6, 6, 8.4, 0, Math.PI * 2);
  ctx.lineWidth = 2;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
}

// Returns the edges of a view, in the coordinates of the network.
export function edgesOf({ x, y, scale, width, height }) {
  const [across, down] = [width / 2 / scale, height / 2 / scale];
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
}
