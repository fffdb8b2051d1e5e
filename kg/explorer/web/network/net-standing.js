// Where one is in the network, as the address tells it: what is in sight, and to whose neighbours it
// is narrowed.

const PLACE = /^(-?\d{1,6}),(-?\d{1,6}),(\d{1,2}(?:\.\d{1,3})?)$/;
const ACTS = { add: "expand", fold: "collapse" };
const MOST = 60; // acts that an address holds

// What cleans the fields of the state: `at` is "x,y,scale"; `near` is a thing, then what was added
// and folded: "palantir,add.nhs-england,fold.nhsx".
/** @param {Model} model */
export function cleanFields(model) {
  const isThere = (id) => Boolean(model.network.places[id]) && !id.includes(",");
  return {
    at: (text) => (PLACE.test(text) ? text : ""),
    near: (text) => {
      const [first, ...acts] = text.split(",");
      if (!isThere(first)) return "";
      const known = acts.map(readAct).filter(({ act, id }) => act && isThere(id));
      return [first, ...known.slice(0, MOST).map(({ word, id }) => `${word}.${id}`)].join(",");
    },
  };
}

function readAct(text) {
  const at = text.indexOf(".");
  const word = text.slice(0, at);
  return { word, act: ACTS[word], id: text.slice(at + 1) };
}

// Narrows the network to what the address says; returns whether that is new.
/** @param {Network} held @param {State} now */
export function narrowTo(held, { near }) {
  if (held.near === near) return false;
  held.near = near;
  held.focus.clear();
  const [first, ...acts] = near.split(",");
  if (first) held.focus.narrow(first);
  for (const { act, id } of acts.map(readAct)) held.focus[act](id);
  return true;
}

// Goes to where the address says; returns whether it says where.
/** @param {Network} held @param {State} now */
export function goTo(held, { at }) {
  held.at = at;
  const found = PLACE.exec(at);
  if (!found) return false;
  const [x, y, scale] = found.slice(1).map(Number);
  held.isOwn = true;
  held.graph.moveTo({ position: { x, y }, scale: Math.max(scale, 0.01) });
  return true;
}

// Writes into the address where somebody has moved to.
/** @param {Network} held */
export function noteSight(held) {
  const { graph, context, isOwn } = held;
  const { x, y } = graph.getViewPosition();
  const parts = [Math.round(x), Math.round(y), Math.round(graph.getScale() * 1000) / 1000];
  held.at = isOwn ? parts.join(",") : "";
  context.state.place({ at: held.at });
}
