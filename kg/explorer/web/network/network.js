// The network: what is related to what, as laid out when the page was written.

import { parseDate } from "../core/dates.js";
import { el } from "../core/text.js";
import { existence } from "../model/existence.js";
import { visible } from "../model/filters.js";
import { makeBundles, makeNodes } from "./bundles.js";
import { createFocus } from "./focus.js";
import { makeIslands } from "./islands.js";
import { edgesOf, onPaper, readColours } from "./network-drawing.js";
import { drawAbove, drawBelow, paintAll, renderNode } from "./painting.js";
import { listen } from "./pointing.js";
import { hintWords } from "./network-words.js";
import { fit, fitTo, scaleBy, seen } from "./seeing.js";
import { createSnapshot } from "./snapshot.js";
import { createWays } from "./ways.js";

const FAR = 0.3; // a scale at which a mark is too small to be looked at
const NEAR = 0.8;

/** @type {Network} what the view holds from when it is first shown */
let held;

/** @type {View} */
export const network = {
  id: "network",
  label: "Network",
  kinds: ({ kinds }) => [...kinds.living, "Person", ...kinds.documents],
  canvas: true,
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
    refresh();
    if (now.id !== held.looked && held.looked !== null) lookAt(now.id);
    held.looked = now.id;
  },
  picture: () => onPaper(held.parts.box.querySelector("canvas"), held.colours.paper),
  rows: () => [
    ["subject", "relation", "object", "start", "end"],
    ...held.shown.bundles.flatMap(({ relations }) =>
      relations.map((one) => [one.s, one.label, one.o, one.start ?? "", one.end ?? ""]),
    ),
  ],
};

/** @returns {Network} */
function createHeld(root, context) {
  return {
    context,
    model: context.model,
    parts: build(root),
    focus: createFocus(context.model),
    ways: addWays(root, context),
    snapshot: createSnapshot((ctx, view, ratio) => paintAll(held, ctx, view, ratio)),
    colours: null,
    graph: null,
    data: null,
    shown: { key: null, nodes: new Map(), bundles: [], ranked: [], islands: [], isAnyLit: false },
    names: [],
    looked: "",
    isMoving: false,
    isOwn: false,
    rest: 0,
  };
}

function addWays(root, context) {
  const ways = createWays(context, showWay);
  root.querySelector(".net-stage").append(ways.node);
  return ways;
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
  network.update(context);
  if (ways.way.length) showWay();
  else fit(held);
}

function open(id) {
  if (!id || !held.focus.isOn()) return;
  held.focus.expand(id);
  refresh();
}

function build(root) {
  root.classList.add("network-view");
  const tools = createTools();
  const hint = el("span", { class: "net-hint" });
  const bar = el(
    "div",
    { class: "net-tools", role: "group", "aria-label": "What is selected" },
    Object.values(tools),
    hint,
  );
  const box = el("div", {
    class: "net-box",
    tabindex: 0,
    role: "application",
    "aria-label":
      "Network of what is related. Arrow keys move, plus and minus zoom, 0 shows all. The table says the same in words.",
  });
  const zoom = (words, sign, click) =>
    el(
      "button",
      { type: "button", class: "gen-zoom", "aria-label": words, title: words, click },
      sign,
    );
  const zooms = el(
    "div",
    { class: "gen-zooms", role: "group", "aria-label": "Zoom" },
    zoom("Zoom out", "−", () => scaleBy(held, 1 / 1.4)),
    zoom("Zoom in", "+", () => scaleBy(held, 1.4)),
    zoom("Show all of it", "Whole", () => fit(held)),
  );
  root.append(bar, el("div", { class: "net-stage" }, box, zooms));
  return { box, tools, hint };
}

function createTools() {
  const button = (words, click) => el("button", { type: "button", click }, words);
  const change = (words, make) =>
    button(words, () => {
      make(held.focus, held.context.state.get().id);
      refresh();
    });
  const changeAll = (words, make) =>
    button(words, () => {
      make(held.focus, held.context.state.get().id);
      refresh();
      fit(held);
    });
  return {
    narrow: changeAll("Only its neighbours", (focus, id) => focus.narrow(id)),
    expand: changeAll("Add its neighbours", (focus, id) => focus.expand(id)),
    collapse: change("Fold its neighbours", (focus, id) => focus.collapse(id)),
    connect: button("How is it connected to …", () => held.ways.ask()),
    all: changeAll("Show all", (focus) => focus.clear()),
  };
}

// Takes up what is left by filters and focus, and what is selected.
function refresh() {
  const { graph, context, model, focus, ways, shown } = held;
  if (!graph) return;
  const now = context.state.get();
  const { things, relations } = visible(model, context.state);
  const { places } = model.network;
  focus.add([now.id, now.other, ...drawnWay()].filter(Boolean));
  const ids = new Set([...things].filter((id) => places[id] && focus.has(id)));
  for (const id of drawnWay()) ids.add(id);
  const where = [...ids].map((id) => `${id} ${focus.placeOf(id).x}`);
  const key = [...where, relations.length, ...ways.way].join(" ");
  const all = () => (ways.way.length ? [...new Set([...relations, ...alongWay()])] : relations);
  if (key !== shown.key) rebuild(key, ids, all());
  shade(now);
  showTools(now);
  graph.redraw();
}

// Returns those on the way that have a place in the picture; an event or a contract has none.
function drawnWay() {
  const { ways, model } = held;
  return ways.way.filter((id) => model.network.places[id]);
}

// Returns what joins those on the way: what the picture shows between them anyway, else a line.
function alongWay() {
  const way = drawnWay();
  const on = new Set(way);
  const shown = held.model.connections.filter(({ s, o }) => on.has(s) && on.has(o));
  const joins = (a, b) => shown.some(({ s, o }) => (s === a && o === b) || (s === b && o === a));
  const missing = way.slice(1).map((to, i) => ({ s: way[i], o: to }));
  return [...shown, ...missing.filter(({ s, o }) => !joins(s, o)).map(plainLine)];
}

function plainLine({ s, o }) {
  return { s, o, p: "", label: "", inverse: "", seen: [], against: [], evidence: [] };
}

function showWay() {
  refresh();
  const { graph, ways, shown } = held;
  const on = ways.way.map((id) => shown.nodes.get(id)).filter(Boolean);
  if (graph && on.length) fitTo(held, on);
}

function rebuild(key, ids, relations) {
  const { model, focus, shown, data } = held;
  const bundles = makeBundles(relations, ids);
  const nodes = makeNodes(model, ids, bundles, focus);
  const ranked = [...nodes.values()].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  const gone = [...shown.nodes.keys()].filter((id) => !nodes.has(id));
  const isMoved = ({ id, x, y }) => shown.nodes.get(id)?.x !== x || shown.nodes.get(id)?.y !== y;
  const come = [...nodes.values()].filter(isMoved).map(({ id, x, y }) => ({ id, x, y }));
  held.shown = { key, nodes, bundles, ranked, islands: makeIslands(ranked), isAnyLit: false };
  if (gone.length) data.remove(gone);
  if (come.length) data.update(come);
}

// Says of each line and mark whether it is lit, chosen or dimmed.
function shade(now) {
  const { shown, model } = held;
  const steps = drawnWay();
  const way = new Set(steps);
  const isChosen = shown.nodes.has(now.id);
  const lit = new Set(way);
  for (const bundle of shown.bundles) {
    const at = steps.indexOf(bundle.a);
    bundle.isWay = at >= 0 && (steps[at + 1] === bundle.b || steps[at - 1] === bundle.b);
    bundle.isLit = isChosen && !way.size && (bundle.a === now.id || bundle.b === now.id);
    if (bundle.isLit) lit.add(bundle.a).add(bundle.b);
  }
  if (isChosen) lit.add(now.id);
  const day = parseDate(now.on);
  for (const node of shown.nodes.values()) {
    node.isDim = lit.size > 0 && !lit.has(node.id);
    node.isLit = lit.has(node.id);
    node.isChosen = node.id === now.id || (way.size > 0 && node.id === now.other);
    const thing = model.things.get(node.id);
    node.isPossible = Boolean(
      day?.earliest && thing && existence(model, thing, day) === "possible",
    );
  }
  shown.isAnyLit = lit.size > 0;
  const rank = (node) => Number(node.isChosen) * 2 + Number(node.isLit);
  shown.ranked.sort((a, b) => rank(b) - rank(a) || b.degree - a.degree || (a.id < b.id ? -1 : 1));
}

function showTools(now) {
  const { shown, parts, focus, model } = held;
  const isChosen = shown.nodes.has(now.id);
  for (const name of ["narrow", "expand", "collapse"]) parts.tools[name].hidden = !isChosen;
  parts.tools.connect.hidden = !model.knows(now.id);
  for (const name of ["expand", "collapse"]) parts.tools[name].hidden ||= !focus.isOn();
  parts.tools.all.hidden = !focus.isOn();
  parts.hint.hidden = isChosen || focus.isOn();
  parts.hint.textContent = hintWords(model, now.id, !shown.nodes.size);
}

function lookAt(id) {
  const node = held.shown.nodes.get(id);
  if (!node || held.ways.way.length) return;
  const view = seen(held);
  const { left, right, top, bottom } = edgesOf(view);
  const isIn = node.x > left && node.x < right && node.y > top && node.y < bottom;
  if (isIn && view.scale >= FAR) return;
  held.isOwn = true;
  held.graph.moveTo({ position: { x: node.x, y: node.y }, scale: Math.max(view.scale, NEAR) });
}
