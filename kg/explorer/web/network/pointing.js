// What the network does under the pointer and the keys.

import { nearest } from "./bundles.js";
import { bundleLines, thingLines } from "./network-words.js";
import { noteSight } from "./net-standing.js";
import { fit, move, scaleBy, seen } from "./seeing.js";

const NEAR = 6; // pixels from a line that still point at it
const STEP = 60; // pixels that an arrow key moves
const MOVES = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** @param {Network} held */
export function listen(held) {
  const { graph, parts, context } = held;
  graph.on("click", ({ pointer }) => click(held, pointer.DOM));
  for (const name of ["dragging", "zoom"]) graph.on(name, () => move(held));
  parts.box.addEventListener("pointermove", (event) => point(held, event));
  parts.box.addEventListener("pointerleave", () => context.tip.hide());
  parts.box.addEventListener("keydown", (event) => press(held, event));
  // what is drawn, for those who check it
  parts.box.drawn = () => {
    const { shown, names, words, isMoving } = held;
    const nodes = [...shown.nodes.values()];
    return { nodes, bundles: shown.bundles, names, words, graph, isMoving };
  };
}

function click(held, place) {
  const { graph, ways, context } = held;
  const id = graph.getNodeAt(place);
  if (id && ways.isAsking && id !== context.state.get().id) context.state.set({ other: id });
  else if (id) {
    held.looked = id;
    context.select(id);
  } else if (!bundleNear(held, place)) context.select(null);
}

function point(held, event) {
  if (event.buttons) return;
  const { parts, graph, context, model } = held;
  const frame = parts.box.getBoundingClientRect();
  const place = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const id = graph.getNodeAt(place);
  const bundle = id ? null : bundleNear(held, place);
  parts.box.classList.toggle("pointing", Boolean(id || bundle));
  const lines = id ? thingLines(model, model.things.get(id)) : bundle && bundleLines(model, bundle);
  if (lines) context.tip.show(lines, event.clientX, event.clientY);
  else context.tip.hide();
}

function bundleNear({ shown, graph }, place) {
  const isOpen = (bundle) => !shown.isAnyLit || bundle.isLit || bundle.isWay;
  const reach = NEAR / graph.getScale();
  return nearest(shown.bundles.filter(isOpen), graph.DOMtoCanvas(place), reach);
}

function press(held, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = MOVES[event.key];
  if (by) {
    const { x, y, scale } = seen(held);
    move(held);
    held.graph.moveTo({ position: { x: x + by[0] / scale, y: y + by[1] / scale } });
  } else if (event.key === "+" || event.key === "=") scaleBy(held, 1.4);
  else if (event.key === "-") scaleBy(held, 1 / 1.4);
  else if (event.key === "0") {
    fit(held);
    noteSight(held);
  } else return;
  event.preventDefault();
}
