// The state of the page: what is looked at and how. It stands in the address, so that every view
// can be linked to, reloaded and gone back to. What is malformed or unknown is left out.

import { parseDate } from "../core/dates.js";

const LISTS = [
  "kinds",
  "relations",
  "topics",
  "jurisdictions",
  "verdicts",
  "confidence",
  "tiers",
  "show",
];
const SORT = /^-?\w{1,20}$/;
const NONE = Object.freeze([]);
const KEPT = 200;
const SETTLED = 300; // milliseconds after which a change in passing is written into the address

// `known` maps each field with a fixed choice to the set of its values; ids are asked of the model.
export function createState(model, known, first) {
  const empty = Object.freeze({
    view: first,
    id: "",
    other: "",
    on: "",
    q: "",
    set: "",
    rows: "",
    sort: "",
    ...Object.fromEntries(LISTS.map((name) => [name, NONE])),
  });
  const listeners = new Set();
  const past = [];
  const future = [];
  let current = clean(readAddress());
  let writing = 0;

  function clean(wanted) {
    const id = (text) => (model.knows(text) ? text : (model.moved.get(text) ?? ""));
    const among = (name, text) => (known[name].has(text) ? text : "");
    const found = {
      view: among("view", wanted.view) || first,
      id: id(wanted.id),
      other: id(wanted.other),
      on: parseDate(wanted.on)?.earliest ? wanted.on : "",
      q: String(wanted.q ?? "").slice(0, KEPT),
      set: among("set", wanted.set),
      rows: among("rows", wanted.rows),
      sort: SORT.test(wanted.sort) ? wanted.sort : "",
    };
    for (const name of LISTS) {
      const values = [...new Set(wanted[name] ?? [])]
        .filter((value) => known[name].has(value))
        .sort();
      found[name] = values.length ? values : NONE;
    }
    return found;
  }

  function readAddress() {
    const found = { ...empty };
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      if (LISTS.includes(name)) found[name] = value.split(",");
      else if (Object.hasOwn(empty, name)) found[name] = value;
    }
    return found;
  }

  function write(state) {
    const found = new URLSearchParams();
    for (const name of Object.keys(empty)) {
      const value = LISTS.includes(name) ? state[name].join(",") : state[name];
      if (value && value !== empty[name]) found.set(name, value);
    }
    const text = found.toString().replaceAll("%2C", ",");
    return text ? `#${text}` : "#";
  }

  function go(next, how) {
    const before = current;
    if (write(next) === write(before)) return;
    current = next;
    clearTimeout(writing);
    if (how === "push") history.pushState(null, "", write(next));
    if (how === "pass")
      writing = setTimeout(() => history.replaceState(null, "", write(next)), SETTLED);
    for (const listener of listeners) listener(current, before);
  }

  addEventListener("popstate", () => go(clean(readAddress()), "read"));

  return {
    empty,
    get: () => current,
    address: (patch = {}) => write(clean({ ...current, ...patch })),
    // `isPassing` is for changes that come in a stream, such as a slider's: they are one step to
    // undo, and the address is written when they have settled
    set(patch, { isPassing = false } = {}) {
      const next = clean({ ...current, ...patch });
      if (write(next) === write(current)) return;
      if (!isPassing) {
        past.push(current);
        if (past.length > KEPT) past.shift();
      }
      future.length = 0;
      go(next, isPassing ? "pass" : "push");
    },
    reset() {
      this.set(empty);
    },
    undo() {
      if (!past.length) return;
      future.push(current);
      go(past.pop(), "push");
    },
    redo() {
      if (!future.length) return;
      past.push(current);
      go(future.pop(), "push");
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
