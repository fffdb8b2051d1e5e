// What the network draws: the things that are left, and what joins each two of them, in one bundle.

import { acronymOf } from "../core/labels.js";
import { shorten } from "../core/text.js";

const LONG = 40; // letters of a name
const APART = 16; // between two lines that join the same two
export const MOST_APART = 5; // more are one thick line with their number
const BEND = APART * MOST_APART;

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

// Returns the points of the lines of a bundle: [{from, over, to}], `over` bending those that run
// side by side.
export function linesOf(bundle) {
  const { from, to, relations } = bundle;
  const count = relations.length > MOST_APART ? 1 : relations.length;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  return Array.from({ length: count }, (_, i) => {
    const off = (i - (count - 1) / 2) * APART * 2;
    return {
      from,
      to,
      over: {
        x: (from.x + to.x) / 2 - (dy / length) * off,
        y: (from.y + to.y) / 2 + (dx / length) * off,
      },
      relation: relations[i],
      isBent: off !== 0,
    };
  });
}

// Returns the bundle whose line is nearest to a point, if one is within reach; null if none is.
export function nearest(bundles, { x, y }, reach) {
  let found = null;
  let least = reach;
  const slack = reach + BEND;
  for (const bundle of bundles) {
    const { from, to } = bundle;
    if (
      Math.min(from.x, to.x) - slack > x ||
      Math.max(from.x, to.x) + slack < x ||
      Math.min(from.y, to.y) - slack > y ||
      Math.max(from.y, to.y) + slack < y
    )
      continue;
    const away = Math.min(...linesOf(bundle).map((line) => distance(line, x, y)));
    if (away < least) [found, least] = [bundle, away];
  }
  return found;
}

// The distance of a point from a line, bent or not.
function distance({ from, over, to }, x, y) {
  let least = Infinity;
  let before = from;
  for (let i = 1; i <= 8; i += 1) {
    const t = i / 8;
    const u = 1 - t;
    const next = {
      x: u * u * from.x + 2 * u * t * over.x + t * t * to.x,
      y: u * u * from.y + 2 * u * t * over.y + t * t * to.y,
    };
    const [dx, dy] = [next.x - before.x, next.y - before.y];
    const share = Math.max(
      0,
      Math.min(1, ((x - before.x) * dx + (y - before.y) * dy) / (dx * dx + dy * dy || 1)),
    );
    least = Math.min(least, Math.hypot(before.x + share * dx - x, before.y + share * dy - y));
    before = next;
  }
  return least;
}
