// What is shown of a network that a person narrows to one thing and opens step by step: that thing
// in the middle, what is next to it around it.

import { KINDS } from "../core/marks.js";
import { compare } from "../model/model.js";

const RING = 300; // pixels from the middle to the first ring, and 150 from each to the next
const ROOM = 130; // along a ring, for one and its name
const FAN = 7; // of what is added, in one row

/** @returns {Focus} */
export function createFocus(model) {
  const { places } = model.network;
  const order = Object.keys(KINDS);
  /** @type {any} id -> place of what is kept; null for all */
  let kept = null;
  const kindOf = (id) => order.indexOf(model.things.get(id).kind);
  const around = (id) =>
    [...model.neighbours(id)]
      .filter((other) => places[other])
      .sort((a, b) => kindOf(a) - kindOf(b) || compare(model.label(a), model.label(b)));
  const narrow = (id) => {
    kept = new Map([[id, { x: 0, y: 0 }], ...ring(around(id))]);
  };
  return {
    isOn: () => kept !== null,
    has: (id) => kept === null || kept.has(id),
    // where a thing stands: by the focus, or as laid out
    placeOf: (id) => kept?.get(id) ?? { x: places[id][0], y: places[id][1] },
    narrow,
    expand(id) {
      if (!kept) return narrow(id);
      const middle = kept.get(id) ?? { x: 0, y: -RING * 2 };
      const added = around(id).filter((other) => other !== id && !kept.has(other));
      kept = new Map([...kept, [id, middle], ...fan(middle, added)]);
    },
    // takes away what hangs on this thing only
    collapse(id) {
      if (!kept) return;
      for (const other of around(id)) {
        const holds = around(other).some((third) => third !== id && kept.has(third));
        if (!holds) kept.delete(other);
      }
    },
    // what is looked at is shown, beneath the rest if it has nothing to do with it
    add(ids) {
      if (!kept) return;
      const low = Math.max(...[...kept.values()].map(({ y }) => y));
      ids
        .filter((id) => !kept.has(id) && places[id])
        .forEach((id, i) => kept.set(id, { x: i * ROOM, y: low + ROOM }));
    },
    clear() {
      kept = null;
    },
  };
}

// Returns the places of what is next to the middle, in rings.
/** @returns {[string, Place][]} */
function ring(ids) {
  const places = [];
  let at = 0;
  for (let far = RING; at < ids.length; far += RING / 2) {
    const room = Math.max(3, Math.floor((2 * Math.PI * far) / ROOM));
    const here = ids.slice(at, at + room);
    here.forEach((id, i) => {
      const angle = ((i + (far === RING ? 0 : 0.5)) / here.length) * 2 * Math.PI - Math.PI / 2;
      places.push([id, placeAt({ x: 0, y: 0 }, angle, far * 1.25, far)]);
    });
    at += room;
  }
  return places;
}

// Returns the places of what is added, outwards of what it is added to.
/** @returns {[string, Place][]} */
function fan(middle, ids) {
  const out = Math.atan2(middle.y, middle.x);
  return ids.map((id, i) => {
    const row = Math.floor(i / FAN);
    const many = Math.min(FAN, ids.length - row * FAN);
    const far = 240 + row * 130;
    return [id, placeAt(middle, out + ((i % FAN) - (many - 1) / 2) * 0.42, far, far)];
  });
}

function placeAt({ x, y }, angle, across, down) {
  return { x: Math.round(x + across * Math.cos(angle)), y: Math.round(y + down * Math.sin(angle)) };
}
