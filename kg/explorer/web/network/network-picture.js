// The network as a picture to keep: what is in sight, as large as it is or for a room, or all of it.

import { edgesOf } from "./network-drawing.js";
import { paintAll } from "./painting.js";
import { seen } from "./seeing.js";
import { toNetwork } from "./snapshot.js";
import { KINDS, markSign } from "../core/marks.js";
import { createPaper } from "../core/paper.js";
import { count, sentence } from "../core/text.js";

const MARGIN = 60; // around all of it
const BROAD = 1600; // pixels of all of it, if it is as broad as that

// Returns the picture for a room: {svg, width, height, key}.
/** @param {Network} held @param {Room} room @returns {Drawn} */
export function pictureOf(held, room) {
  if (!held.graph) throw new Error("the network is still being drawn");
  const view = room.isWhole ? wholeOf(held) : fitted(seen(held), room);
  const { width, height } = view;
  const paper = createPaper(width, height, held.colours.paper);
  toNetwork(paper, view, 1);
  paintAll(held, paper, view, 1);
  return { svg: paper.text(), width, height, key: keyOf(held, view) };
}

// What is in sight, in a room of another form: the same middle, and no less to each side.
function fitted(view, { width, height }) {
  if (!width) return view;
  const scale = view.scale * Math.min(width / view.width, height / view.height);
  return { ...view, width, height, scale };
}

function wholeOf({ shown }) {
  const nodes = [...shown.nodes.values()];
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(1, (BROAD - 2 * MARGIN) / Math.max(right - left, 1));
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    scale,
    width: Math.ceil(Math.max((right - left) * scale, 400) + 2 * MARGIN),
    height: Math.ceil(Math.max((bottom - top) * scale, 200) + 2 * MARGIN),
  };
}

function keyOf({ shown, model }, view) {
  const { left, right, top, bottom } = edgesOf(view);
  const isIn = ({ x, y }) => x > left && x < right && y > top && y < bottom;
  const nodes = [...shown.nodes.values()].filter((node) => isIn(node) && !node.isDim);
  const found = new Set(nodes.map(({ kind }) => kind));
  return [...Object.keys(KINDS), ...found]
    .filter((kind, i, all) => found.has(kind) && all.indexOf(kind) === i)
    .map((kind) => markSign(kind, sentence(model.word(kind))));
}

// Returns what is said over the picture.
/** @param {Network} held @param {State} now */
export function captionOfNetwork({ model, shown, ways, focus }, now) {
  const chosen = shown.nodes.has(now.id) ? model.label(now.id) : "";
  const lit = shown.isAnyLit
    ? shown.bundles.filter((one) => one.isLit || one.isWay)
    : shown.bundles;
  const relations = lit.reduce((sum, one) => sum + one.relations.length, 0);
  const title = ways.way.length
    ? `How ${model.label(now.id)} and ${model.label(now.other)} are connected`
    : chosen
      ? `${focus.isOn() ? "Only the" : "The"} neighbours of ${chosen}`
      : "What is related to what";
  const nodes = [...shown.nodes.values()].filter((node) => !node.isDim);
  const things = count(nodes.length, "thing");
  return { title, subtitle: `${things}, ${count(relations, "relation")} between them` };
}
