// Moving about the genealogy, and bringing into sight what is looked at.

import { bandHeight } from "./band.js";
import { dayOfFigure, LANE, laneOf, middleOf } from "./drawing.js";
import { notePlace } from "./standing.js";
import { request } from "./viewport.js";

const SETTLED = 400; // milliseconds after which a day that was moved to is where one stays
const NARROW = 640; // pixels below which details lie over the picture

/** @param {Genealogy} held */
export function pan(held, dx, dy) {
  held.scale.pan(dx);
  if (dy) held.parts.frame.scrollTop += dy;
  moved(held);
}

/** @param {Genealogy} held */
export function zoom(held, factor, x = held.scale.width / 2) {
  held.scale.zoom(factor, x);
  moved(held);
}

function moved(held) {
  held.isMoved = true;
  held.context.tip.hide();
  notePlace(held);
  request(held);
}

// Shows all years.
/** @param {Genealogy} held */
export function whole(held) {
  held.isMoved = false;
  held.scale.show(held.scale.first, held.scale.last);
  notePlace(held);
  request(held);
}

// Whether days follow each other: then the picture keeps its places, and is drawn `again` when they
// rest.
/** @param {Genealogy} held @param {string} on @param {(context: Context) => void} again */
export function isSliding(held, on, again) {
  const isQuick = performance.now() - held.turnedAt < SETTLED && held.drawn.key !== null;
  if (on === held.day) return isQuick && Boolean(held.rest);
  held.day = on;
  held.turnedAt = performance.now();
  clearTimeout(held.rest);
  const rest = () => {
    held.rest = 0;
    again(held.context);
  };
  held.rest = isQuick ? setTimeout(rest, SETTLED + 1) : 0;
  return isQuick;
}

// Brings what is selected into sight, or the first that lights up with it; where nothing is any more,
// what was in sight before, if nobody has moved since.
/** @param {Genealogy} held */
export function lookAt(held, id) {
  if (!id) return goBack(held);
  const { frame } = held.parts;
  const before = held.back ?? { top: frame.scrollTop, from: held.scale.from, to: held.scale.to };
  const all = held.order.flatMap((key) => held.figures.get(key) ?? []);
  const figure =
    held.figures.get(id) ??
    all.find((one) => one.id === id) ??
    all.find((one) => one.node.classList.contains("lit"));
  if (!figure) return;
  bringIn(held, figure);
  held.back = before;
}

function goBack(held) {
  if (held.back) {
    bring(held, held.back.top);
    held.scale.show(held.back.from, held.back.to);
  }
  held.back = null;
}

// Scrolls without anybody having moved.
function bring(held, top) {
  const { frame } = held.parts;
  const before = frame.scrollTop;
  frame.scrollTop = top;
  if (frame.scrollTop !== before) held.isBrought = true;
}

/** @param {Genealogy} held @param {Figure} figure */
export function bringIn(held, figure) {
  const { parts, band, scale } = held;
  const { frame } = parts;
  const room = frame.clientHeight - bandHeight(band);
  const y = middleOf(laneOf(held, figure));
  if (y - LANE < frame.scrollTop || y + LANE > frame.scrollTop + room)
    bring(held, y - (frame.clientWidth < NARROW ? LANE / 2 : room / 2));
  const from = dayOfFigure(figure);
  const to = figure.bar?.to ?? from;
  if (to < scale.from || from > scale.to) {
    const span = scale.to - scale.from;
    scale.show((from + to - span) / 2, (from + to + span) / 2);
  }
}
