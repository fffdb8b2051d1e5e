// The stage of the genealogy: the elements that it is drawn in, and what stands on it in its lanes.

import { bandHeight } from "./band.js";
import { horizonOf, makeBar, makeLinks, spanOf, todayOf } from "./bars.js";
import { dayOfFigure, laneOf, roomFor } from "./drawing.js";
import { definitions, heightOf } from "./figures.js";
import { rove } from "./keyboard.js";
import { layOutLanes } from "./lanes.js";
import { makeFigures } from "./making.js";
import { wordingsOf } from "../core/labels.js";
import { createScale } from "../core/timescale.js";
import { count, el, svg } from "../core/text.js";

const LEAST = 200; // pixels of the picture, however narrow its frame
const LAYERS = ["grid", "links", "bars", "front", "names", "marks", "days"];

// Returns the elements: a head that stays, the body beneath it, and what has no date.
export function createStage(band) {
  const head = svg("svg", { class: "gen-head", height: bandHeight(band), "aria-hidden": "true" });
  const layers = Object.fromEntries(
    LAYERS.map((name) => [name, svg("g", { class: `gen-${name}` })]),
  );
  const body = svg(
    "svg",
    { class: "gen-body", role: "group" },
    definitions(),
    LAYERS.map((name) => layers[name]),
  );
  const undated = el("section", { class: "gen-undated", "aria-label": "Without a recorded date" });
  const frame = el("div", { class: "gen-frame" }, head, body, undated);
  return { head, body, frame, undated, layers };
}

// Returns what a genealogy holds, with nothing on its stage.
/** @returns {Genealogy} */
export function createHeld(context, band, parts) {
  return {
    context,
    model: context.model,
    band,
    parts,
    scale: createScale(0, 1),
    drawn: { key: null, bars: [], byId: new Map(), links: [], marks: [], undated: [], opening: 0 },
    lanes: { lane: new Map(), count: 0 },
    rows: [],
    figures: new Map(),
    marks: [],
    attached: new Set(),
    order: [],
    current: null,
    isWaiting: false,
    isMoved: false,
    looked: "",
    day: "",
    turnedAt: -Infinity,
    rest: 0,
    placed: "  ", // no years and no lane: what is selected is brought into sight
    back: null,
  };
}

// Puts lives on the stage, in place of those before; `key` says which they are.
/** @param {Genealogy} held @param {string} key @param {Thing[]} dated @param {Thing[]} undated */
export function putOn(held, key, dated, undated) {
  const { model, scale: before } = held;
  const horizon = horizonOf(model);
  const today = todayOf(model);
  const bars = /** @type {any[]} */ (
    dated.map((thing) => ({ ...makeBar(thing, today, horizon), wordings: wordingsOf(thing) }))
  );
  const span = spanOf(bars, horizon);
  held.scale = createScale(span.first, span.last);
  if (held.isMoved) held.scale.show(before.from, before.to);
  else held.scale.show(span.opening, span.last);
  held.drawn = {
    key,
    bars,
    byId: new Map(bars.map((bar) => [bar.id, bar])),
    ...makeLinks(model, bars),
    undated,
    opening: span.opening,
  };
  makeFigures(held);
}

// Lays the lives out in lanes for a width.
/** @param {Genealogy} held @param {number} width */
export function layOut(held, width) {
  const { scale, drawn, parts, model, figures } = held;
  scale.width = Math.max(width, LEAST);
  const lanes = layOutLanes(drawn.bars.map(sized(scale, drawn.opening)), model.steps);
  /** @type {Bar[][]} */
  const rows = Array.from({ length: lanes.count }, () => []);
  for (const bar of drawn.bars) rows[lanes.lane.get(bar.id) ?? 0].push(bar);
  for (const row of rows) row.sort((a, b) => a.from - b.from);
  Object.assign(held, { lanes, rows });
  held.order = [...figures.values()]
    .sort((a, b) => laneOf(held, a) - laneOf(held, b) || dayOfFigure(a) - dayOfFigure(b))
    .map(({ key }) => key);
  if (!figures.has(held.current ?? "")) held.current = held.order[0] ?? null;
  rove(held);
  parts.body.setAttribute("height", String(heightOf(lanes.count)));
  parts.body.setAttribute(
    "aria-label",
    `Genealogy of ${count(drawn.bars.length, "life", "lives")}. Up and down go through it, left and right to what came before and after, plus and minus zoom.`,
  );
}

// Returns what tells of a bar how many days its label takes.
function sized(scale, opening) {
  const perPixel = (scale.last - opening) / scale.width;
  return (bar) => {
    const room = roomFor(
      bar,
      (bar.to - Math.max(bar.from, opening)) / perPixel,
      (scale.last - bar.to) / perPixel,
    );
    return {
      ...bar,
      left: room.left * perPixel,
      right: room.right * perPixel,
      least: room.least * perPixel,
    };
  };
}
