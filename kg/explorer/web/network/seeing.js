// What of the network is in sight, and moving about it.

import { noteSight } from "./net-standing.js";

const FAR = 0.02; // the smallest scale
const NARROW = 640; // pixels below which the panel lies beneath
const STILL = 140; // milliseconds after which what moved has come to rest

// Returns {x, y, scale, width, height}: the middle of the view in the network, and its size.
/** @param {Network} held */
export function seen({ parts, graph }) {
  const { clientWidth: width, clientHeight: height } = parts.box;
  return { ...graph.getViewPosition(), scale: graph.getScale(), width, height };
}

// Notes that the network moves; when it has come to rest it is drawn anew.
/** @param {Network} held */
export function move(held) {
  if (!held.isMoving) held.snapshot.forget();
  held.isMoving = held.isOwn = true;
  held.context.tip.hide();
  clearTimeout(held.rest);
  held.rest = setTimeout(() => {
    held.isMoving = false;
    held.graph.redraw();
    noteSight(held);
  }, STILL);
}

/** @param {Network} held */
export function scaleBy(held, factor) {
  move(held);
  held.graph.moveTo({ scale: held.graph.getScale() * factor });
}

// Shows all of it.
/** @param {Network} held */
export function fit(held) {
  held.isOwn = false;
  if (held.graph && held.shown.nodes.size) held.graph.fit({ animation: false });
}

// Brings things into what the panel leaves of the picture.
/** @param {Network} held */
export function fitTo(held, nodes) {
  const { width, height } = seen(held);
  const panel = held.ways.node;
  const taken = width > NARROW ? panel.offsetWidth + 20 : 0;
  const low = width > NARROW ? 0 : panel.offsetHeight;
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const across = (width - taken - 160) / (right - left + 1);
  const down = (height - low - 120) / (bottom - top + 1);
  const scale = Math.max(FAR, Math.min(1, across, down)); // a low panel may leave no room at all
  held.graph.moveTo({
    scale,
    position: { x: (left + right - taken / scale) / 2, y: (top + bottom + low / scale) / 2 },
  });
}
