// Takes up what the network shows: what filters, narrowing and ways leave, and what of it lights up.

import { makeBundles, makeNodes } from "./bundles.js";
import { makeIslands } from "./islands.js";
import { hintWords } from "./network-words.js";
import { showTools } from "./network-tools.js";
import { parseDate } from "../core/dates.js";
import { existence } from "../model/existence.js";
import { visible } from "../model/filters.js";

// Takes up what is left by filters and focus, and what is selected.
/** @param {Network} held */
export function refresh(held) {
  const { graph, context, model, focus, ways, shown, parts } = held;
  if (!graph) return;
  const now = context.state.get();
  const { things, relations } = visible(model, context.state);
  const { places } = model.network;
  focus.add([now.id, now.other, ...drawnWay(held)].filter(Boolean));
  const ids = new Set([...things].filter((id) => places[id] && focus.has(id)));
  for (const id of drawnWay(held)) ids.add(id);
  const where = [...ids].map((id) => `${id} ${focus.placeOf(id).x}`);
  const key = [...where, relations.length, ...ways.way].join(" ");
  const all = () => (ways.way.length ? [...new Set([...relations, ...alongWay(held)])] : relations);
  if (key !== shown.key) rebuild(held, key, ids, all());
  shade(held, now);
  showTools(held, now);
  parts.hint.textContent = hintWords(model, now.id, !held.shown.nodes.size);
  graph.redraw();
}

// Returns those on the way that have a place in the picture; an event or a contract has none.
function drawnWay({ ways, model }) {
  return ways.way.filter((id) => model.network.places[id]);
}

// Returns what joins those on the way: what the picture shows between them anyway, else a line.
function alongWay(held) {
  const way = drawnWay(held);
  const on = new Set(way);
  const shown = held.model.connections.filter(({ s, o }) => on.has(s) && on.has(o));
  const joins = (a, b) => shown.some(({ s, o }) => (s === a && o === b) || (s === b && o === a));
  const missing = way.slice(1).map((to, i) => ({ s: way[i], o: to }));
  return [...shown, ...missing.filter(({ s, o }) => !joins(s, o)).map(plainLine)];
}

function plainLine({ s, o }) {
  return { s, o, p: "", label: "", inverse: "", seen: [], against: [], evidence: [] };
}

function rebuild(held, key, ids, relations) {
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
function shade(held, now) {
  const { shown, model } = held;
  const steps = drawnWay(held);
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
