// Paints the network around the marks, which vis draws one by one; while all moves, its picture.

import { drawIslands } from "./islands.js";
import { drawMark, edgesOf } from "./network-drawing.js";
import { drawLines, drawWords, placeWords } from "./network-lines.js";
import { drawNames, placeNames } from "./network-names.js";
import { seen } from "./seeing.js";
import { createSpace } from "../core/labels.js";

// Returns how vis draws one mark, and its size.
/** @param {Network} held */
export function renderNode(held, { ctx, id }) {
  const node = held.shown.nodes.get(id);
  const size = (node?.radius ?? 1) * 2;
  return {
    drawNode: () => {
      if (node && !held.isMoving) drawMark(ctx, node, held.colours, held.graph.getScale());
    },
    nodeDimensions: { width: size, height: size },
  };
}

// Draws what lies beneath the marks.
/** @param {Network} held */
export function drawBelow(held, ctx) {
  const view = seen(held);
  if (held.isMoving) held.snapshot.draw(ctx, view, ctx.canvas.width / view.width);
  else paintBelow(held, ctx, view);
}

// Draws what lies above them.
/** @param {Network} held */
export function drawAbove(held, ctx) {
  if (held.isMoving) return;
  const view = seen(held);
  Object.assign(held, paintNames(held, ctx, view, ctx.canvas.width / view.width));
}

// Paints all of a view; `ratio` is of the canvas's pixels to those of the page.
/** @param {Network} held */
export function paintAll(held, ctx, view, ratio) {
  paintBelow(held, ctx, view);
  const { left, right, top, bottom } = edgesOf(view);
  for (const node of held.shown.nodes.values()) {
    if (node.x > left && node.x < right && node.y > top && node.y < bottom)
      drawMark(ctx, node, held.colours, view.scale);
  }
  paintNames(held, ctx, view, ratio);
}

function paintBelow({ shown, colours }, ctx, view) {
  drawIslands(ctx, shown.islands, document.documentElement.dataset.theme === "dark");
  const { scale } = view;
  drawLines(ctx, shown.bundles, { colours, scale, box: edgesOf(view), isAnyLit: shown.isAnyLit });
}

// Names first, then the words of lines where they leave room.
function paintNames({ shown, colours }, ctx, { x, y, scale, width, height }, ratio) {
  const place = (node) => ({
    x: (node.x - x) * scale + width / 2,
    y: (node.y - y) * scale + height / 2,
  });
  const keep = (node) => node.isChosen || node.isLit;
  const space = createSpace();
  const names = placeNames(shown.ranked, { place, width, height, scale, keep, space });
  const words = shown.isAnyLit ? placeWords(shown.bundles, { place, space, width, height }) : [];
  drawWords(ctx, words, colours, ratio);
  drawNames(ctx, names, colours, ratio);
  return { names, words };
}
