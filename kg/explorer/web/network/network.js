// The network: what is related to what, as laid out when the page was written.

import { makeBundles, makeNodes, nearest } from "./bundles.js";
import { parseDate } from "../core/dates.js";
import { existence, visible } from "../model/filters.js";
import { createFocus } from "./focus.js";
import { drawIslands, makeIslands } from "./islands.js";
import { DOCUMENTS, LIVING } from "../model/model.js";
import {
  drawLines,
  drawMark,
  drawNames,
  edgesOf,
  onPaper,
  placeNames,
  readColours,
} from "./network-drawing.js";
import { bundleLines, hintWords, thingLines } from "./network-words.js";
import { createSnapshot } from "./snapshot.js";
import { el } from "../core/text.js";
import { createWays } from "./ways.js";

const NEAR = 6; // pixels from a line that still point at it
const NARROW = 640; // pixels below which the panel lies beneath
const STILL = 140; // milliseconds after which what moved has come to rest

export const network = {
  id: "network",
  label: "Network",
  kinds: [...LIVING, "Person", ...DOCUMENTS],
  canvas: true,
  ...createNetwork(),
};

function createNetwork() {
  let context, model, parts, focus, ways, colours;
  let graph = null; // vis
  let data = null; // its nodes
  let shown = { key: null, nodes: new Map(), bundles: [], ranked: [], islands: [] };
  let names = [];
  let looked = "";
  let isMoving = false;
  let isOwn = false; // whether somebody chose what is in sight
  const snapshot = createSnapshot(paintAll);
  let rest = 0;

  function mount(root, given) {
    context = given;
    model = context.model;
    focus = createFocus(model);
    ways = createWays(context, showWay);
    parts = build(root);
    context.loadLibrary().then((vis) => {
      data = new vis.DataSet();
      const options = { ...model.network.options };
      options.nodes = { ...options.nodes, shape: "custom", ctxRenderer: renderNode };
      graph = new vis.Network(parts.box, { nodes: data, edges: new vis.DataSet() }, options);
      listen();
      update(context);
      if (ways.way.length) showWay();
      else fit();
    });
  }

  function build(root) {
    root.classList.add("network-view");
    const button = (words, click, more = {}) =>
      el("button", { type: "button", click, ...more }, words);
    const tools = {
      narrow: button("Only its neighbours", () => {
        focus.narrow(context.state.get().id);
        refresh();
        fit();
      }),
      expand: button("Add its neighbours", () => {
        focus.expand(context.state.get().id);
        refresh();
        fit();
      }),
      collapse: button("Fold its neighbours", () => {
        focus.collapse(context.state.get().id);
        refresh();
      }),
      connect: button("How is it connected to …", () => ways.ask()),
      all: button("Show all", () => {
        focus.clear();
        refresh();
        fit();
      }),
    };
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
      zoom("Zoom out", "−", () => scaleBy(1 / 1.4)),
      zoom("Zoom in", "+", () => scaleBy(1.4)),
      zoom("Show all of it", "Whole", fit),
    );
    root.append(bar, el("div", { class: "net-stage" }, box, zooms, ways.node));
    return { box, tools, hint };
  }

  function listen() {
    graph.on("beforeDrawing", drawBelow);
    graph.on("afterDrawing", drawAbove);
    graph.on("click", ({ pointer }) => clickAt(pointer.DOM));
    graph.on("doubleClick", ({ pointer }) => {
      const id = graph.getNodeAt(pointer.DOM);
      if (!id || !focus.isOn()) return;
      focus.expand(id);
      refresh();
    });
    for (const name of ["dragging", "zoom"]) graph.on(name, move);
    graph.on("resize", () => {
      if (ways.way.length) showWay();
      else if (!isOwn) fit();
    });
    parts.box.addEventListener("pointermove", point);
    parts.box.addEventListener("pointerleave", () => context.tip.hide());
    parts.box.addEventListener("keydown", press);
    // what is drawn, for those who check it
    parts.box.drawn = () => ({
      nodes: [...shown.nodes.values()],
      bundles: shown.bundles,
      names,
      graph,
    });
  }

  function update(given) {
    context = given;
    if (!graph) return;
    const now = context.state.get();
    colours = readColours(new Set([...model.things.values()].map((thing) => thing.kind)));
    ways.update(now);
    refresh();
    if (now.id !== looked && looked !== null) lookAt(now.id);
    looked = now.id;
  }

  // Takes up what is left by filters and focus, and what is selected.
  function refresh() {
    if (!graph) return;
    const now = context.state.get();
    const { things, relations } = visible(model, context.state);
    focus.add([now.id, now.other, ...ways.way].filter(Boolean));
    const { places } = model.network;
    const ids = new Set([...things].filter((id) => places[id] && focus.has(id)));
    for (const id of ways.way) if (places[id]) ids.add(id);
    const key = [...ids].map((id) => `${id} ${focus.placeOf(id).x}`).join(" ") + relations.length;
    if (key !== shown.key)
      rebuild(key, ids, ways.way.length ? [...new Set([...relations, ...alongWay()])] : relations);
    shade(now);
    showTools(now);
    graph.redraw();
  }

  function showWay() {
    refresh();
    const on = ways.way.map((id) => shown.nodes.get(id)).filter(Boolean);
    if (graph && on.length) fitTo(on);
  }

  // Brings things into what the panel leaves of the picture.
  function fitTo(some) {
    const { width, height } = view();
    const taken = width > NARROW ? ways.node.offsetWidth + 20 : 0;
    const low = width > NARROW ? 0 : ways.node.offsetHeight;
    const [left, right] = [
      Math.min(...some.map(({ x }) => x)),
      Math.max(...some.map(({ x }) => x)),
    ];
    const [top, bottom] = [
      Math.min(...some.map(({ y }) => y)),
      Math.max(...some.map(({ y }) => y)),
    ];
    const scale = Math.min(
      1,
      (width - taken - 160) / (right - left + 1),
      (height - low - 120) / (bottom - top + 1),
    );
    graph.moveTo({
      scale,
      position: { x: (left + right - taken / scale) / 2, y: (top + bottom + low / scale) / 2 },
    });
  }

  function alongWay() {
    const on = new Set(ways.way);
    return model.connections.filter(({ s, o }) => on.has(s) && on.has(o));
  }

  function rebuild(key, ids, relations) {
    const bundles = makeBundles(relations, ids);
    const nodes = makeNodes(model, ids, bundles, focus);
    const ranked = [...nodes.values()].sort(
      (a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1),
    );
    const gone = [...shown.nodes.keys()].filter((id) => !nodes.has(id));
    const isMoved = ({ id, x, y }) => shown.nodes.get(id)?.x !== x || shown.nodes.get(id)?.y !== y;
    const come = [...nodes.values()].filter(isMoved).map(({ id, x, y }) => ({ id, x, y }));
    shown = { key, nodes, bundles, ranked, islands: makeIslands(ranked) };
    if (gone.length) data.remove(gone);
    if (come.length) data.update(come);
  }

  function shade(now) {
    const way = new Set(ways.way);
    const isChosen = shown.nodes.has(now.id);
    const lit = new Set(way);
    for (const bundle of shown.bundles) {
      const at = ways.way.indexOf(bundle.a);
      bundle.isWay = at >= 0 && (ways.way[at + 1] === bundle.b || ways.way[at - 1] === bundle.b);
      bundle.isLit = isChosen && !way.size && (bundle.a === now.id || bundle.b === now.id);
      if (bundle.isLit) lit.add(bundle.a).add(bundle.b);
    }
    if (isChosen) lit.add(now.id);
    const day = parseDate(now.on);
    for (const node of shown.nodes.values()) {
      node.isDim = lit.size > 0 && !lit.has(node.id);
      node.isLit = lit.has(node.id);
      node.isChosen = node.id === now.id || (way.size > 0 && node.id === now.other);
      node.isPossible =
        Boolean(day?.earliest) && existence(model.things.get(node.id), day) === "possible";
    }
    shown.isAnyLit = lit.size > 0;
    shown.ranked.sort(
      (a, b) =>
        b.isChosen - a.isChosen ||
        b.isLit - a.isLit ||
        b.degree - a.degree ||
        (a.id < b.id ? -1 : 1),
    );
  }

  function showTools(now) {
    const isChosen = shown.nodes.has(now.id);
    for (const name of ["narrow", "expand", "collapse", "connect"])
      parts.tools[name].hidden = !isChosen;
    for (const name of ["expand", "collapse"]) parts.tools[name].hidden ||= !focus.isOn();
    parts.tools.all.hidden = !focus.isOn();
    parts.hint.hidden = isChosen || focus.isOn();
    parts.hint.textContent = hintWords(model, now.id, !shown.nodes.size);
  }

  function renderNode({ ctx, id }) {
    const node = shown.nodes.get(id);
    const size = (node?.radius ?? 1) * 2;
    return {
      drawNode: () => node && !isMoving && drawMark(ctx, node, colours, graph.getScale()),
      nodeDimensions: { width: size, height: size },
    };
  }

  function view() {
    const { clientWidth: width, clientHeight: height } = parts.box;
    return { ...graph.getViewPosition(), scale: graph.getScale(), width, height };
  }

  // Beneath the marks, which vis draws; while all moves, a picture of it all.
  function drawBelow(ctx) {
    const now = view();
    if (isMoving) snapshot.draw(ctx, now, ctx.canvas.width / now.width);
    else paintBelow(ctx, now);
  }

  function paintBelow(ctx, seen) {
    drawIslands(ctx, shown.islands, document.documentElement.dataset.theme === "dark");
    drawLines(ctx, shown.bundles, {
      colours,
      scale: seen.scale,
      box: edgesOf(seen),
      isAnyLit: shown.isAnyLit,
    });
  }

  function drawAbove(ctx) {
    if (isMoving) return;
    const now = view();
    names = paintNames(ctx, now, ctx.canvas.width / now.width);
  }

  function paintNames(ctx, seen, ratio) {
    const place = ({ x, y }) => ({
      x: (x - seen.x) * seen.scale + seen.width / 2,
      y: (y - seen.y) * seen.scale + seen.height / 2,
    });
    const placed = placeNames(shown.ranked, {
      place,
      width: seen.width,
      height: seen.height,
      scale: seen.scale,
      keep: (node) => node.isChosen || node.isLit,
    });
    drawNames(ctx, placed, colours, ratio);
    return placed;
  }

  function paintAll(ctx, seen, ratio) {
    paintBelow(ctx, seen);
    const { left, right, top, bottom } = edgesOf(seen);
    for (const node of shown.nodes.values()) {
      if (node.x > left && node.x < right && node.y > top && node.y < bottom)
        drawMark(ctx, node, colours, seen.scale);
    }
    paintNames(ctx, seen, ratio);
  }

  function move() {
    if (!isMoving) snapshot.forget();
    isMoving = isOwn = true;
    context.tip.hide();
    clearTimeout(rest);
    rest = setTimeout(() => {
      isMoving = false;
      graph.redraw();
    }, STILL);
  }

  function clickAt(place) {
    const id = graph.getNodeAt(place);
    if (id && ways.isAsking && id !== context.state.get().id) context.state.set({ other: id });
    else if (id) ((looked = id), context.select(id));
    else if (!bundleNear(place)) context.select(null);
  }

  function point(event) {
    if (event.buttons) return;
    const frame = parts.box.getBoundingClientRect();
    const place = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    const id = graph.getNodeAt(place);
    const bundle = id ? null : bundleNear(place);
    parts.box.classList.toggle("pointing", Boolean(id || bundle));
    if (id) context.tip.show(thingLines(model, model.things.get(id)), event.clientX, event.clientY);
    else if (bundle) context.tip.show(bundleLines(model, bundle), event.clientX, event.clientY);
    else context.tip.hide();
  }

  function bundleNear(place) {
    const isOpen = (bundle) => !shown.isAnyLit || bundle.isLit || bundle.isWay;
    return nearest(shown.bundles.filter(isOpen), graph.DOMtoCanvas(place), NEAR / graph.getScale());
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { x, y, scale } = view();
    const by = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[
      event.key
    ];
    if (by) (move(), graph.moveTo({ position: { x: x + by[0] / scale, y: y + by[1] / scale } }));
    else if (event.key === "+" || event.key === "=") scaleBy(1.4);
    else if (event.key === "-") scaleBy(1 / 1.4);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  }

  function scaleBy(factor) {
    move();
    graph.moveTo({ scale: graph.getScale() * factor });
  }

  function fit() {
    isOwn = false;
    if (graph && shown.nodes.size) graph.fit({ animation: false });
  }

  function lookAt(id) {
    const node = shown.nodes.get(id);
    if (!node || ways.way.length) return;
    const now = view();
    const { left, right, top, bottom } = edgesOf(now);
    const isIn = node.x > left && node.x < right && node.y > top && node.y < bottom;
    if (isIn && now.scale >= 0.3) return;
    isOwn = true;
    graph.moveTo({ position: { x: node.x, y: node.y }, scale: Math.max(now.scale, 0.8) });
  }

  return {
    mount,
    update,
    picture: () => onPaper(parts.box.querySelector("canvas"), colours.paper),
    rows: () => [
      ["subject", "relation", "object", "start", "end"],
      ...shown.bundles.flatMap(({ relations }) =>
        relations.map((one) => [one.s, one.label, one.o, one.start ?? "", one.end ?? ""]),
      ),
    ],
  };
}
