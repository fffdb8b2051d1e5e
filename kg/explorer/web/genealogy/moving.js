// Moving about the genealogy, and bringing into sight what is looked at.

import { bandHeight } from "./band.js";
import { dayOfFigure, LANE, laneOf, middleOf } from "./drawing.js";
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
  request(held);
}

// Shows all years.
/** @param {Genealogy} held */
export function whole(held) {
  held.isMoved = false;
  held.scale.show(held.scale.first, held.scale.last);
  request(held);
}

// Brings what is selected into sight; where nothing is any more, what was in sight before.
/** @param {Genealogy} held */
export function look(held, id) {
  const { frame } = held.parts;
  if (id === held.looked) return;
  if (!held.looked) held.scrolled = frame.scrollTop;
  if (id) lookAt(held, id);
  else frame.scrollTop = held.scrolled;
  held.looked = id;
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

// Brings what is selected into sight, or the first that lights up with it.
/** @param {Genealogy} held */
function lookAt(held, id) {
  const all = held.order.flatMap((key) => held.figures.get(key) ?? []);
  const figure =
    held.figures.get(id) ??
    all.find((one) => one.id === id) ??
    all.find((one) => one.node.classList.contains("lit"));
  if (figure) bringIn(held, figure);
}

/** @param {Genealogy} held @param {Figure} figure */
export function bringIn(held, figure) {
  const { parts, band, scale } = held;
  const { frame } = parts;
  const room = frame.clientHeight - bandHeight(band);
  const y = middleOf(laneOf(held, figure));
  if (y - LANE < frame.scrollTop || y + LANE > frame.scrollTop + room)
    frame.scrollTop = y - (frame.clientWidth < NARROW ? LANE / 2 : room / 2);
  const from = dayOfFigure(figure);
  const to = figure.bar?.to ?? from;
  if (to < scale.from || from > scale.to) {
    const span = scale.to - scale.from;
    scale.show((from + to - span) / 2, (from + to + span) / 2);
  }
}
