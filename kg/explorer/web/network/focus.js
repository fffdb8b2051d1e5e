// What is shown of a network that a person narrows to one thing and opens step by step: that thing
// in the middle, what is next to it around it.

import { KINDS } from "../core/marks.js";
import { compare } from "../model/model.js";

const RING = 300; // pixels from the middle to the first ring, and 150 from each to the next
const ROOM = 130; // along a ring, for one and its name
const FAN = 7; // of what is added, in one row

export function createFocus(model) {
  const order = Object.keys(KINDS);
  let kept = null; // id -> {x, y}, or null for all

  const kindOf = (id) => order.indexOf(model.things.get(id).kind);
  const around = (id) =>
    [...model.neighbours(id)]
      .filter((other) => model.network.places[other])
      .sort((a, b) => kindOf(a) - kindOf(b) || compare(model.label(a), model.label(b)));

  // Puts what is next to the middle in rings, kind by kind.
  function ring(ids) {
    let at = 0;
    for (let far = RING; at < ids.length; far += RING / 2) {
      const room = Math.max(3, Math.floor((2 * Math.PI * far) / ROOM));
      const here = ids.slice(at, at + room);
      here.forEach((id, i) => {
        const angle = ((i + (far === RING ? 0 : 0.5)) / here.length) * 2 * Math.PI - Math.PI / 2;
        kept.set(id, {
          x: Math.round(far * 1.25 * Math.cos(angle)),
          y: Math.round(far * Math.sin(angle)),
        });
      });
      at += room;
    }
  }

  // Puts what is added outwards of what it is added to.
  function fan(id, ids) {
    const { x, y } = kept.get(id);
    const out = Math.atan2(y, x);
    ids.forEach((other, i) => {
      const row = Math.floor(i / FAN);
      const many = Math.min(FAN, ids.length - row * FAN);
      const angle = out + ((i % FAN) - (many - 1) / 2) * 0.42;
      const far = 240 + row * 130;
      kept.set(other, {
        x: Math.round(x + far * Math.cos(angle)),
        y: Math.round(y + far * Math.sin(angle)),
      });
    });
  }

  const focus = {
    isOn: () => kept !== null,
    has: (id) => kept === null || kept.has(id),
    // where a thing stands: by the focus, or as laid out
    placeOf: (id) =>
      kept?.get(id) ?? { x: model.network.places[id][0], y: model.network.places[id][1] },
    narrow(id) {
      kept = new Map([[id, { x: 0, y: 0 }]]);
      ring(around(id));
    },
    expand(id) {
      if (!kept) return focus.narrow(id);
      if (!kept.has(id)) kept.set(id, { x: 0, y: -RING * 2 });
      return fan(
        id,
        around(id).filter((other) => !kept.has(other)),
      );
    },
    // takes away what hangs on this thing only
    collapse(id) {
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
        .filter((id) => !kept.has(id) && model.network.places[id])
        .forEach((id, i) => kept.set(id, { x: i * ROOM, y: low + ROOM }));
    },
    clear() {
      kept = null;
    },
  };
  return focus;
}
