// What the network draws: the things that are left, and what joins each two of them, in one bundle.

import { acronymOf } from "../core/labels.js";
import { shorten } from "../core/text.js";

const LONG = 40; // letters of a name

// Returns [{a, b, relations}]: one for each two things of `ids`, a before b by id.
export function makeBundles(relations, ids) {
  const found = new Map();
  for (const relation of relations) {
    const { s, o } = relation;
    if (!ids.has(s) || !ids.has(o)) continue;
    const [a, b] = s < o ? [s, o] : [o, s];
    const key = `${a}\n${b}`;
    const bundle = found.get(key);
    if (bundle) bundle.relations.push(relation);
    else found.set(key, { a, b, relations: [relation] });
  }
  return [...found.values()];
}

// Returns id -> {id, x, y, island, kind, name, short, degree, radius} for what is drawn, and gives
// each bundle the two that it joins.
export function makeNodes(model, ids, bundles, focus) {
  const degrees = new Map();
  for (const { a, b } of bundles)
    for (const id of [a, b]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  const nodes = new Map(
    [...ids].map((id) => {
      const thing = model.things.get(id);
      const degree = degrees.get(id) ?? 0;
      const island = focus.isOn() ? -1 : model.network.places[id][2];
      const short = model.kinds.living.has(thing.kind) ? acronymOf(thing) : null;
      const radius = Math.min(5 + 2 * Math.sqrt(degree), 26);
      return [
        id,
        {
          id,
          ...focus.placeOf(id),
          island,
          kind: thing.kind,
          name: shorten(thing.label, LONG),
          short,
          degree,
          radius,
        },
      ];
    }),
  );
  for (const bundle of bundles) {
    bundle.from = nodes.get(bundle.a);
    bundle.to = nodes.get(bundle.b);
    bundle.isOpinion = bundle.relations.every((one) => one.opinion);
  }
  return nodes;
}

// Returns the bundle whose line is nearest to a point, if one is within reach; null if none is.
export function nearest(bundles, { x, y }, reach) {
  let found = null;
  let least = reach;
  for (const bundle of bundles) {
    const { from, to } = bundle;
    if (
      Math.min(from.x, to.x) - reach > x ||
      Math.max(from.x, to.x) + reach < x ||
      Math.min(from.y, to.y) - reach > y ||
      Math.max(from.y, to.y) + reach < y
    )
      continue;
    const away = distance(bundle, x, y);
    if (away < least) [found, least] = [bundle, away];
  }
  return found;
}

// The distance of a point from a line.
function distance({ from, to }, x, y) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(from.x + share * dx - x, from.y + share * dy - y);
}
