// How the genealogy is drawn: where each bar, label, link and mark stands, in pixels.

import { fitted, widthOf } from "../core/labels.js";

export const LANE = 30;
export const BAR = 18;
export const FONT =
  "12px system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const PAD = 5; // between a label and the end of its bar
const CLEAR = 13; // between the end of a bar and the label after it: room for a link to turn
const INSET = 9; // between the beginning of a bar and the label in it: room for a sign
const TURN = 5; // radius of a link's turn
const APART = 7; // between two links that run side by side
const BEYOND = 120; // pixels out of sight within which a link is still drawn
const LEAST = 44; // pixels in which a shortened label is worth its place

export function middleOf(lane) {
  return lane * LANE + LANE / 2;
}

// The lane and the first day of a figure.
/** @param {Genealogy} held @param {Figure} figure @returns {number} */
export function laneOf({ lanes }, { bar, link, mark }) {
  return lanes.lane.get(bar?.id ?? link?.afters[0] ?? mark?.id ?? "") ?? 0;
}

/** @param {Figure} figure @returns {number} */
export function dayOfFigure({ bar, link, mark }) {
  return bar?.from ?? link?.day ?? mark?.day ?? 0;
}

// Returns the labels of the bars of one lane, from left to right: Map id -> {text, x, isInside}.
// None covers another bar or label; a bar that begins before the picture has its label in sight.
export function placeLabels(bars, scale) {
  const placed = new Map();
  let taken = PAD; // a label that touches the edge looks cut
  bars.forEach((bar, i) => {
    const [left, right] = [scale.x(bar.from), scale.x(bar.to)];
    const next = i + 1 < bars.length ? scale.x(bars[i + 1].from) : scale.width;
    const found =
      right < 0 || left > scale.width
        ? null
        : placeLabel(bar.wordings, left, right, taken, Math.min(next, scale.width));
    if (found) placed.set(bar.id, found);
    taken = Math.max(taken, right, found ? found.x + found.width : 0) + PAD;
  });
  return placed;
}

function placeLabel(wordings, left, right, taken, next, isLast = false) {
  const begin = Math.max(left, 0) + INSET;
  const inside = Math.min(right, next) - PAD - begin;
  const after = next - right - CLEAR - PAD;
  const before = left - PAD - taken;
  const put = (text, x, isInside) => ({ text, x, isInside, width: widthOf(text, FONT) });
  const acronym = wordings.length > 1 ? wordings.at(-1) : null;
  const within = wordings.find((text) => text !== acronym && widthOf(text, FONT) <= inside);
  if (within !== undefined) return put(within, begin, true);
  for (const text of wordings) {
    const width = widthOf(text, FONT);
    if (width <= inside) return put(text, begin, true);
    if (width <= after) return put(text, right + CLEAR, false);
    if (width <= before) return put(text, left - PAD - width, false);
  }
  if (isLast) return null;
  const room = Math.max(inside, after, before);
  const text = room >= LEAST ? fitted(wordings, room, FONT) : null;
  return text === null ? null : placeLabel([text], left, right, taken, next, true);
}

// Returns what a bar takes beside it for its label where its length is `length` pixels and `room`
// pixels are left at its right: {left, right, least}.
export function roomFor(bar, length, room) {
  const width = widthOf(bar.wordings[0], FONT) + PAD * 2;
  const least =
    Math.min(...bar.wordings.map((text) => widthOf(text, FONT)), LEAST * 1.5) + INSET + PAD;
  if (width + INSET <= length) return { left: 0, right: PAD, least };
  return width + CLEAR <= room
    ? { left: 0, right: width + CLEAR, least }
    : { left: width + PAD, right: PAD, least };
}

// Returns the links with what it takes to draw them: {link, x, d, heads, at: [x, y], top, bottom}.
// Each event has a line of its own; those of one day run side by side. A life that ended turns into
// the line; one that went on is left and reached from its edge. What is out of sight is left out,
// but for the link that is `held`. The links are in order of their days.
export function placeLinks(links, lanes, bars, scale, held) {
  let running = [];
  const found = [];
  for (const link of links) {
    const x = scale.x(link.day);
    if ((x < -BEYOND || x > scale.width + BEYOND) && link !== held) continue;
    const own = [...link.befores, ...link.afters].map((id) => lanes.get(id));
    const [first, last] = [Math.min(...own), Math.max(...own)];
    if (first === last) {
      found.push(relay(link, x, first));
      continue;
    }
    let line = x + TURN - 1;
    running = running.filter((other) => other.line > line - APART);
    while (
      running.some(
        (other) =>
          Math.abs(other.line - line) < APART - 1 && other.first <= last && first <= other.last,
      )
    )
      line += APART;
    running.push({ line, first, last });
    found.push(branch(link, { x, line, scale, lanes, bars }));
  }
  return found;
}

// One that takes the place of another in the same lane.
function relay(link, x, lane) {
  const y = middleOf(lane);
  return { link, x, d: `M${x - 2} ${y}H${x + 2}`, heads: "", at: [x, y], top: y, bottom: y };
}

function branch(link, { x, line, scale, lanes, bars }) {
  const place = (id) => middleOf(lanes.get(id));
  const pool = [...link.befores, ...link.afters].map(place);
  const centre = (Math.min(...pool) + Math.max(...pool)) / 2;
  const shared = link.afters.find((id) => link.befores.some((other) => place(other) === place(id)));
  const isShared = (id) => shared !== undefined && place(id) === place(shared);
  const ys = [];
  let [d, heads] = ["", ""];
  /** @type {[number, number] | null} */
  let at = null;
  for (const id of link.befores.filter((id) => !isShared(id))) {
    const y = place(id);
    const way = y < centre ? 1 : -1;
    const end = scale.x(bars.get(id).to);
    if (end < line + 1)
      d += `M${Math.min(x, end)} ${y}H${line - TURN}Q${line} ${y} ${line} ${y + way * TURN}`;
    ys.push(y + way * (end < line + 1 ? TURN : BAR / 2));
  }
  for (const id of link.afters.filter((id) => !isShared(id))) {
    const y = place(id);
    const way = y < centre ? -1 : 1; // reached from below or from above
    const begin = scale.x(bars.get(id).from);
    const edge = begin > line + TURN ? y - way * TURN : y - (way * BAR) / 2;
    ys.push(edge);
    if (begin > line + TURN) d += `M${line} ${edge}Q${line} ${y} ${line + TURN} ${y}H${begin}`;
    else if (at !== null || shared !== undefined) heads += `M${line} ${edge}l-3.5 ${-6 * way}h7Z`;
    at ??= [line, edge];
  }
  if (shared !== undefined) {
    const y = place(shared);
    at = [x, y];
    for (const way of [-1, 1].filter((way) => pool.some((other) => (other - y) * way > 0))) {
      ys.push(y + (way * BAR) / 2);
      if (link.befores.some((id) => (place(id) - y) * way > 0))
        heads += `M${line} ${y + (way * BAR) / 2}l-3.5 ${6 * way}h7Z`;
    }
  }
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return { link, x: line, d: `${d}M${line} ${top}V${bottom}`, heads, at, top, bottom };
}

// Outlines of what happened, within a square of 10 by 10 about its middle; each kind has its own,
// so that none needs its colour to be known.
const SHAPES = {
  Replacement: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z",
  Merger: "M-4 -5L5 0L-4 5Z",
  Split: "M4 -5L-5 0L4 5Z",
  Absorption: "M-4 -4H4V4H-4Z",
  FunctionTransfer: "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
  Creation: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z",
  Abolition: "M-4.5 -3L-3 -4.5L0 -1.5L3 -4.5L4.5 -3L1.5 0L4.5 3L3 4.5L0 1.5L-3 4.5L-4.5 3L-1.5 0Z",
  Rename: "M0 -5L4.5 3H-4.5Z",
};
const ALIKE = { Launch: "Creation", Closure: "Abolition", Announcement: "FunctionTransfer" };
const HOLLOW = new Set(["Creation", "Launch", "FunctionTransfer", "Announcement"]);

// Returns the outline of what happened, and whether it is drawn hollow.
export function shapeOf(kind) {
  return { d: SHAPES[ALIKE[kind] ?? kind] ?? SHAPES.Replacement, isHollow: HOLLOW.has(kind) };
}
