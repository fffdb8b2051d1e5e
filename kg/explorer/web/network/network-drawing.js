// How the network is drawn on the canvas that vis keeps: lines beneath, marks, names above. Lines
// are drawn in few strokes for all, since one by one they would take most of each frame.

import { linesOf, MOST_APART } from "./bundles.js";
import { createSpace, widthOf } from "../core/labels.js";
import { contextOf } from "../core/text.js";
import { colourName, colourNow, markPath } from "../core/marks.js";

const WITHIN = 0.55; // how strong the lines of a community are
const BETWEEN = [0.11, 0.3]; // and those between two: from afar, so that communities stand out, and near by
const LEAST = 2; // pixels that the radius of a mark has at least, however far away
const NAMES = 64; // names at most on 1,440 by 800 pixels
const LOOKED_AT = 3000; // nodes whose name is tried
const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const paths = new Map();

// Returns the radius as drawn: from far away marks are larger than they are.
function drawnRadius(radius, scale) {
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
  if (!paths.has(kind)) paths.set(kind, new Path2D(markPath(kind)));
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(radius / 6, radius / 6);
  ctx.translate(-6, -6);
  if (isChosen) ring(ctx, colours);
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = colours.paper;
  ctx.stroke(paths.get(kind));
  if (isPossible) {
    ctx.globalAlpha *= 0.3;
    ctx.fill(paths.get(kind), "evenodd");
    ctx.globalAlpha = isDim ? 0.18 : 1;
    ctx.lineWidth = 1;
    ctx.setLineDash([1.5, 1]);
    ctx.strokeStyle = ctx.fillStyle;
    ctx.stroke(paths.get(kind));
  } else {
    ctx.fill(paths.get(kind), "evenodd");
  }
  ctx.restore();
  ctx.globalAlpha = 1;
}

function ring(ctx, colours) {
  ctx.beginPath();
  ctx.arc(6, 6, 8.4, 0, Math.PI * 2);
  ctx.lineWidth = 2;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
}

// Draws the lines of bundles: faint between communities, dashed where all that joins is opinion; those that
// are lit above, with heads; those of a way thick.
export function drawLines(ctx, bundles, { colours, scale, box, isAnyLit }) {
  const strokes = new Map();
  const lit = [];
  for (const bundle of bundles) {
    if (isOutside(bundle, box)) continue;
    if (bundle.isLit || bundle.isWay) {
      lit.push(bundle);
      continue;
    }
    const rank = bundle.from.island === bundle.to.island ? "within" : "between";
    const key = `${rank}${bundle.isOpinion ? " opinion" : ""}${bundle.relations.length > MOST_APART ? " thick" : ""}`;
    if (!strokes.has(key)) strokes.set(key, { path: new Path2D(), rank, bundle });
    trace(strokes.get(key).path, bundle, scale);
  }
  ctx.strokeStyle = colours.edge;
  for (const { path, rank, bundle } of strokes.values()) {
    ctx.globalAlpha = strengthOf(rank, scale) * (isAnyLit ? 0.35 : 1);
    ctx.lineWidth = (bundle.relations.length > MOST_APART ? 3 : 1) / scale;
    ctx.setLineDash(bundle.isOpinion ? [4 / scale, 4 / scale] : []);
    ctx.stroke(path);
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  for (const bundle of lit) drawLit(ctx, bundle, colours, scale);
  const isHeaded = (bundle) =>
    !isOutside(bundle, box) && (!isAnyLit || bundle.isLit || bundle.isWay);
  if (scale > 0.7) drawHeads(ctx, bundles.filter(isHeaded), colours);
}

function strengthOf(rank, scale) {
  const near = Math.max(0, Math.min(1, (scale - 0.2) / 0.6));
  return rank === "within" ? WITHIN : BETWEEN[0] + (BETWEEN[1] - BETWEEN[0]) * near;
}

function drawLit(ctx, bundle, colours, scale) {
  const path = new Path2D();
  trace(path, bundle, Math.max(scale, 0.36));
  ctx.strokeStyle = bundle.isWay ? colours.focus : colours.ink;
  ctx.lineWidth = (bundle.isWay ? 4 : 1.5) / scale;
  ctx.globalAlpha = bundle.isWay ? 1 : 0.75;
  ctx.setLineDash(bundle.isOpinion ? [4 / scale, 4 / scale] : []);
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

// Far away the lines between two are one.
function trace(path, bundle, scale) {
  if (scale < 0.35 || bundle.relations.length === 1) {
    path.moveTo(bundle.from.x, bundle.from.y);
    path.lineTo(bundle.to.x, bundle.to.y);
    return;
  }
  for (const { from, over, to } of linesOf(bundle)) {
    path.moveTo(from.x, from.y);
    path.quadraticCurveTo(over.x, over.y, to.x, to.y);
  }
}

function drawHeads(ctx, bundles, colours) {
  for (const bundle of bundles) {
    ctx.globalAlpha = bundle.isLit || bundle.isWay ? 1 : 0.45;
    ctx.fillStyle = bundle.isWay ? colours.focus : bundle.isLit ? colours.ink : colours.edge;
    if (bundle.relations.length > MOST_APART) {
      drawCount(ctx, bundle, colours);
      continue;
    }
    for (const { from, over, to, relation } of linesOf(bundle)) {
      const [start, end] = relation.s === bundle.a ? [from, to] : [to, from];
      const angle = Math.atan2(end.y - (over.y + start.y) / 2, end.x - (over.x + start.x) / 2);
      const [x, y] = [
        end.x - Math.cos(angle) * (end.radius + 2),
        end.y - Math.sin(angle) * (end.radius + 2),
      ];
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x - 8 * Math.cos(angle - 0.4), y - 8 * Math.sin(angle - 0.4));
      ctx.lineTo(x - 8 * Math.cos(angle + 0.4), y - 8 * Math.sin(angle + 0.4));
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}

// The number of relations that one thick line stands for.
function drawCount(ctx, { from, to, relations }, colours) {
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  ctx.globalAlpha = 1;
  ctx.fillStyle = colours.paper;
  ctx.beginPath();
  ctx.arc(x, y, 9, 0, Math.PI * 2);
  ctx.fill();
  ctx.fillStyle = colours.ink;
  ctx.font = `11px ${FAMILY}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(String(relations.length), x, y);
}

// Returns the edges of a view, in the coordinates of the network.
export function edgesOf({ x, y, scale, width, height }) {
  const [across, down] = [width / 2 / scale, height / 2 / scale];
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
}

function isOutside({ from, to }, box) {
  return (
    (from.x < box.left && to.x < box.left) ||
    (from.x > box.right && to.x > box.right) ||
    (from.y < box.top && to.y < box.top) ||
    (from.y > box.bottom && to.y > box.bottom)
  );
}

// Places names by importance: [{node, text, size, left, top, right, bottom}] in pixels of the
// canvas; none covers another.
export function placeNames(nodes, { place, width, height, scale, keep }) {
  const space = createSpace();
  const most = Math.max(12, Math.round((NAMES * width * height) / (1440 * 800)));
  const placed = [];
  let tried = 0;
  for (const node of nodes) {
    if (placed.length >= most || tried > LOOKED_AT) break;
    const { x, y } = place(node);
    if (x < -60 || x > width + 60 || y < -20 || y > height + 20) continue;
    tried += 1;
    const isKept = keep(node);
    if (node.isDim && !isKept) continue;
    const size = Math.round(11 + Math.min(4, Math.sqrt(node.degree) * 0.5));
    const text = scale < 0.9 && node.short ? node.short : node.name;
    const half = widthOf(text, fontOf(size, node.isChosen)) / 2 + 3;
    const top = y + drawnRadius(node.radius, scale) * scale + 2;
    const isIn = x >= 0 && x <= width; // then the whole of its name is, too
    const middle = isIn && half * 2 < width ? Math.max(half, Math.min(x, width - half)) : x;
    const box = [middle - half, top, middle + half, top + size + 3];
    if (space.take(box))
      placed.push({ node, text, size, left: box[0], top, right: box[2], bottom: box[3] });
  }
  return placed;
}

function fontOf(size, isStrong) {
  return `${isStrong ? "600 " : ""}${size}px ${FAMILY}`;
}

// Draws placed names; `ratio` is of the screen's pixels to those of the page.
export function drawNames(ctx, names, colours, ratio) {
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = colours.paper;
  for (const { text, size, left, right, top, node } of names) {
    ctx.font = fontOf(size, node.isChosen);
    ctx.fillStyle = node.isDim ? colours.muted : colours.ink;
    ctx.strokeText(text, (left + right) / 2, top);
    ctx.fillText(text, (left + right) / 2, top);
  }
  ctx.restore();
}

// Returns a copy of a canvas that is not transparent.
export function onPaper(canvas, paper) {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const ctx = contextOf(copy);
  ctx.fillStyle = paper;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  return copy;
}
