// The genealogy: bodies as bars over their lives, with what passed from one to the other.

import { bandHeight, makeBand } from "./band.js";
import { chosenThings, horizonOf, makeBar, makeLinks, spanOf, todayOf } from "./bars.js";
import { heightOf, definitions } from "./figures.js";
import { makeFigures } from "./making.js";
import { rove, walk } from "./keyboard.js";
import { isSliding, look, pan, whole, zoom } from "./moving.js";
import { draw, request } from "./viewport.js";
import { dayOfFigure, laneOf, roomFor } from "./drawing.js";
import { dayFields } from "../day/day-fields.js";
import { visible } from "../model/filters.js";
import { listenForMoves } from "../core/gestures.js";
import { wordingsOf } from "../core/labels.js";
import { layOutLanes } from "./lanes.js";
import { createKey, undatedWords } from "./genealogy-key.js";
import { savePicture } from "./genealogy-picture.js";
import { tableOf } from "./genealogy-words.js";
import { shade } from "./shading.js";
import { createSwitches } from "./switches.js";
import { createScale } from "../core/timescale.js";
import { count, el, svg } from "../core/text.js";

const LEAST = 200; // pixels of the picture, however narrow its frame

/** @type {Genealogy} what the view holds from when it is first shown */
let held;

/** @type {View} */
export const genealogy = {
  id: "genealogy",
  label: "Genealogy",
  kinds: (model) => kindsDrawn(model),
  fields: dayFields,
  shows: (model) => model.switches.map((one) => one.id),
  mount(root, context) {
    held = createHeld(root, context);
    const { frame, body } = held.parts;
    listenForMoves(frame, {
      pan: (dx, dy) => pan(held, dx, dy),
      zoom: (factor, x) => zoom(held, factor, x),
      whole: () => whole(held),
    });
    body.addEventListener("keydown", (event) => walk(held, event));
    frame.addEventListener("scroll", () => request(held), { passive: true });
    new ResizeObserver(resize).observe(frame);
    addEventListener("beforeprint", () => draw(held, true));
    addEventListener("afterprint", () => request(held));
  },
  update() {
    const { model, context, parts } = held;
    const now = context.state.get();
    const { things } = visible(model, { ...now, on: "" });
    const { dated, undated } = chosenThings(model, now, things);
    const key = [...dated, ...undated].map((thing) => thing.id).join(" ");
    if (key !== held.drawn.key && !isSliding(held, now.on, genealogy.update))
      rebuild(key, dated, undated);
    parts.switches.update(now, things);
    shade([...held.figures.values()], model, now);
    look(held, now.id);
    request(held);
  },
  rows: () => tableOf(held.model, held.drawn),
  picture: () =>
    savePicture(held.parts, {
      draw: (isAll) => draw(held, isAll),
      request: () => request(held),
      width: held.scale.width,
      height: heightOf(held.lanes.count),
      top: bandHeight(held.band),
    }),
};

// The kinds that are drawn, and those that are filtered for.
function kindsDrawn(model) {
  if (!held?.drawn.key) return [...model.kinds.living];
  const found = new Set(held.context.state.get().kinds);
  for (const { thing } of held.drawn.bars) found.add(thing.kind);
  for (const { kind } of held.drawn.undated) found.add(kind);
  return [...model.kinds.living].filter((kind) => found.has(kind));
}

/** @returns {Genealogy} */
function createHeld(root, context) {
  const { model } = context;
  const band = makeBand(model);
  return {
    context,
    model,
    band,
    parts: build(root, context, band),
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
    scrolled: 0,
    day: "",
    turnedAt: -Infinity,
    rest: 0,
  };
}

function build(root, context, band) {
  root.classList.add("genealogy");
  const switches = createSwitches(context.model, context.state);
  const head = svg("svg", { class: "gen-head", height: bandHeight(band), "aria-hidden": "true" });
  const names = ["grid", "links", "bars", "front", "marks", "days"];
  const layers = Object.fromEntries(
    names.map((name) => [name, svg("g", { class: `gen-${name}` })]),
  );
  const body = svg(
    "svg",
    { class: "gen-body", role: "group" },
    definitions(),
    names.map((name) => layers[name]),
  );
  const undated = el("section", { class: "gen-undated", "aria-label": "Without a recorded date" });
  const frame = el("div", { class: "gen-frame" }, head, body, undated);
  root.append(
    el("div", { class: "gen-tools" }, switches.node),
    el("div", { class: "gen-stage" }, frame, zoomButtons()),
    createKey(),
  );
  return { switches, head, body, frame, undated, layers };
}

function zoomButtons() {
  const button = (words, sign, click) =>
    el(
      "button",
      {
        type: "button",
        class: "gen-zoom",
        "data-move": "‹›".includes(sign),
        "aria-label": words,
        title: words,
        click,
      },
      sign,
    );
  return el(
    "div",
    { class: "gen-zooms", role: "group", "aria-label": "Zoom" },
    button("Earlier", "‹", () => pan(held, -held.scale.width / 4, 0)),
    button("Zoom out", "−", () => zoom(held, 1 / 1.5)),
    button("Zoom in", "+", () => zoom(held, 1.5)),
    button("Later", "›", () => pan(held, held.scale.width / 4, 0)),
    button("Show all years", "Whole", () => whole(held)),
  );
}

function rebuild(key, dated, undated) {
  const { model, context, parts, scale: before } = held;
  const horizon = horizonOf(model);
  const today = todayOf(model);
  const bars = dated.map((thing) => ({
    ...makeBar(thing, today, horizon),
    wordings: wordingsOf(thing),
  }));
  const span = spanOf(bars, horizon);
  const scale = createScale(span.first, span.last);
  if (held.isMoved) scale.show(before.from, before.to);
  else scale.show(span.opening, span.last);
  held.scale = scale;
  held.drawn = {
    key,
    bars,
    byId: new Map(bars.map((bar) => [bar.id, bar])),
    ...makeLinks(model, bars),
    undated,
    opening: span.opening,
  };
  makeFigures(held);
  parts.undated.replaceChildren(...undatedWords(dated.length, undated, context.select));
  layOut();
}

function layOut() {
  const { scale, drawn, parts, model, figures } = held;
  scale.width = Math.max(parts.frame.clientWidth, LEAST);
  const perPixel = (scale.last - drawn.opening) / scale.width;
  const sized = drawn.bars.map((bar) => {
    const room = roomFor(
      bar,
      (bar.to - Math.max(bar.from, drawn.opening)) / perPixel,
      (scale.last - bar.to) / perPixel,
    );
    return {
      ...bar,
      left: room.left * perPixel,
      right: room.right * perPixel,
      least: room.least * perPixel,
    };
  });
  const lanes = layOutLanes(sized, model.steps);
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

function resize() {
  const { clientWidth } = held.parts.frame;
  if (clientWidth && clientWidth !== held.scale.width) layOut();
  request(held);
}
