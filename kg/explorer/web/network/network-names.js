// The names of the network: which are drawn, where, and how.

import { drawnRadius } from "./network-drawing.js";
import { widthOf } from "../core/labels.js";

const NAMES = 64; // names at most on 1,440 by 800 pixels
const LOOKED_AT = 3000; // nodes whose name is tried
export const FAMILY =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

// Places names by importance: [{node, text, size, left, top, right, bottom}] in pixels of the
// canvas; none covers another.
export function placeNames(nodes, { place, width, height, scale, keep, space }) {
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
