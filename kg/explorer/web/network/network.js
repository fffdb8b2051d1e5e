// The network: what is related to what, as laid out when the page was written.

import { createFocus } from "./focus.js";
import { cleanFields, goTo, narrowTo, noteSight } from "./net-standing.js";
import { edgesOf, readColours } from "./network-drawing.js";
import { captionOfNetwork, pictureOf } from "./network-picture.js";
import { buildParts } from "./network-tools.js";
import { drawAbove, drawBelow, paintAll, renderNode } from "./painting.js";
import { listen } from "./pointing.js";
import { fit, fitTo, seen } from "./seeing.js";
import { createSnapshot } from "./snapshot.js";
import { refresh } from "./taking-up.js";
import { createWays } from "./ways.js";
import { idColumns, sourceColumns } from "../model/saved-columns.js";

const FAR = 0.3; // a scale at which a mark is too small to be looked at
const NEAR = 0.8;

/** @type {Network} what the view holds from when it is first shown */
let held;

/** @type {View} */
export const network = {
  id: "network",
  label: "Network",
  kinds: ({ kinds }) => [...kinds.living, "Person", ...kinds.documents],
  fields: cleanFields,
  mount(root, context) {
    held = createHeld(root, context);
    context.loadLibrary().then((vis) => start(vis));
  },
  update() {
    const { context, model, ways } = held;
    if (!held.graph) return;
    const now = context.state.get();
    held.colours = readColours(new Set([...model.things.values()].map((thing) => thing.kind)));
    ways.update(now);
    const isNarrowed = narrowTo(held, now);
    refresh(held);
    if (now.at !== held.at && !goTo(held, now)) fit(held);
    else if (isNarrowed && !now.at) fit(held);
    else if (now.id !== held.looked && held.looked !== null) lookAt(now.id);
    held.looked = now.id;
  },
  picture: (room) => pictureOf(held, room),
  caption: (now) => captionOfNetwork(held, now),
  rows: () => rowsOf(held),
};

function rowsOf({ shown, model }) {
  const columns = [
    { label: "From", value: (one) => model.label(one.s) },
    { label: "Relation", value: (one) => one.label },
    { label: "To", value: (one) => model.label(one.o) },
    { label: "Start", value: (one) => one.start ?? "" },
    { label: "End", value: (one) => one.end ?? "" },
    ...idColumns(model, (one) => one.s, "From"),
    ...idColumns(model, (one) => one.o, "To"),
    ...sourceColumns(model),
  ];
  const relations = shown.bundles.flatMap((bundle) => bundle.relations);
  return [
    columns.map((column) => column.label),
    ...relations.map((one) => columns.map((column) => column.value(one))),
  ];
}

/** @returns {Network} */
function createHeld(root, context) {
  const parts = buildParts(root, () => held);
  const ways = createWays(context, showWay);
  root.querySelector(".net-stage").append(ways.node);
  return {
    context,
    model: context.model,
    parts,
    focus: createFocus(context.model),
    ways,
    snapshot: createSnapshot((ctx, view, ratio) => paintAll(held, ctx, view, ratio)),
    colours: null,
    graph: null,
    data: null,
    shown: { key: null, nodes: new Map(), bundles: [], ranked: [], islands: [], isAnyLit: false },
    names: [],
    words: [],
    looked: null,
    at: "",
    near: "",
    isMoving: false,
    isOwn: false,
    rest: 0,
  };
}

function start(vis) {
  const { model, parts, context, ways } = held;
  held.data = new vis.DataSet();
  const options = { ...model.network.options };
  options.nodes = {
    ...options.nodes,
    shape: "custom",
    ctxRenderer: (given) => renderNode(held, given),
  };
  const graph = new vis.Network(parts.box, { nodes: held.data, edges: new vis.DataSet() }, options);
  held.graph = graph;
  graph.on("beforeDrawing", (ctx) => drawBelow(held, ctx));
  graph.on("afterDrawing", (ctx) => drawAbove(held, ctx));
  graph.on("doubleClick", ({ pointer }) => open(graph.getNodeAt(pointer.DOM)));
  graph.on("resize", () => {
    if (ways.way.length) showWay();
    else if (!held.isOwn) fit(held);
  });
  listen(held);
  held.looked = null;
  network.update(context);
  const now = context.state.get();
  if (ways.way.length) showWay();
  else if (!goTo(held, now)) {
    fit(held);
    lookAt(now.id);
  }
}

function open(id) {
  const { state } = held.context;
  if (id && held.focus.isOn()) state.set({ near: `${state.get().near},add.${id}` });
}

function showWay() {
  refresh(held);
  const { graph, ways, shown } = held;
  const on = ways.way.map((id) => shown.nodes.get(id)).filter(Boolean);
  if (graph && on.length) fitTo(held, on);
}

// Brings what is selected into sight; where that moves the picture, no address says another place.
function lookAt(id) {
  const node = held.shown.nodes.get(id);
  if (!node || held.ways.way.length) return;
  const view = seen(held);
  const { left, right, top, bottom } = edgesOf(view);
  const isIn = node.x > left && node.x < right && node.y > top && node.y < bottom;
  if (isIn && view.scale >= FAR) return;
  held.isOwn = false;
  noteSight(held);
  held.isOwn = true;
  held.graph.moveTo({ position: { x: node.x, y: node.y }, scale: Math.max(view.scale, NEAR) });
}
