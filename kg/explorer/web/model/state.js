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
/** @type {readonly string[]} */
const NONE = Object.freeze([]);
const KEPT = 200;
const SETTLED = 300; // milliseconds after which a change in passing is written into the address

// `known` maps each field with a fixed choice to the set of its values, the first view being the one
// that opens; ids are asked of the model. `fields` maps each field that a view has of its own to
// what cleans it.
/** @returns {StateStore} */
export function createState(model, known, fields) {
  const empty = emptyState(known.view.values().next().value, Object.keys(fields));
  const clean = (wanted) => ({
    ...cleaned(model, known, empty, wanted),
    ...mapped(fields, (name, clean) => clean(String(wanted[name] ?? ""))),
  });
  const listeners = new Set();
  const steps = createSteps();
  const bar = createAddressBar();
  let current = clean(readAddress(empty, location.hash));

  function go(next, how) {
    const before = current;
    const address = write(next, empty);
    if (address === write(before, empty)) return;
    current = next;
    bar[how](address);
    for (const listener of listeners) listener(current, before);
  }

  // `isPassing` is for changes that come in a stream, such as a slider's: they are one step to
  // undo, and the address is written when they have settled
  function set(patch, { isPassing = false } = {}) {
    const next = clean({ ...current, ...patch });
    if (write(next, empty) === write(current, empty)) return;
    steps.leave(isPassing ? null : current);
    go(next, isPassing ? "pass" : "push");
  }

  function place(patch) {
    const next = clean({ ...current, ...patch });
    const address = write(next, empty);
    if (address === write(current, empty)) return;
    current = next;
    bar.replace(address);
  }

  addEventListener("popstate", (event) => {
    go(clean(readAddress(empty, location.hash)), "keep");
    if (event.state?.places) bar.kept.put(event.state.places);
  });

  return {
    empty,
    get: () => current,
    address: (patch = {}) => write(clean({ ...current, ...patch }), empty),
    read: (address) => clean(readAddress(empty, address)),
    set,
    place,
    keepPlaces: (given) => (bar.kept = given),
    reset: () => set(empty),
    undo: () => go(steps.back(current) ?? current, "push"),
    redo: () => go(steps.forth(current) ?? current, "push"),
    canUndo: steps.canBack,
    canRedo: steps.canForth,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

// How the address is written: as a step of the browser's, which keeps where one was before it, in
// passing, when it has settled, or in place of the one before.
function createAddressBar() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let writing;
  const replace = (address) => history.replaceState(history.state, "", address);
  const bar = {
    kept: { take: () => /** @type {any} */ (null), put(_places) {} },
    keep: (_address) => clearTimeout(writing),
    push(address) {
      clearTimeout(writing);
      history.replaceState({ places: bar.kept.take() }, "");
      history.pushState(null, "", address);
    },
    pass(address) {
      clearTimeout(writing);
      writing = setTimeout(() => replace(address), SETTLED);
    },
    replace(address) {
      clearTimeout(writing);
      replace(address);
    },
  };
  return bar;
}

// The states that were left, and those that were come back from. `leave(null)` goes on without
// keeping what was left.
function createSteps() {
  /** @type {State[]} */
  const past = [];
  /** @type {State[]} */
  const future = [];
  const step = (from, to, current) => {
    const next = from.pop();
    if (next) to.push(current);
    return next;
  };
  return {
    leave(state) {
      if (state) past.push(state);
      if (past.length > KEPT) past.shift();
      future.length = 0;
    },
    back: (current) => step(past, future, current),
    forth: (current) => step(future, past, current),
    canBack: () => past.length > 0,
    canForth: () => future.length > 0,
  };
}

/** @returns {State} */
function emptyState(first, own) {
  const lists = /** @type {Lists} */ (Object.fromEntries(LISTS.map((name) => [name, NONE])));
  return Object.freeze({
    view: first,
    id: "",
    other: "",
    on: "",
    q: "",
    set: "",
    rows: "",
    sort: "",
    ...Object.fromEntries(own.map((name) => [name, ""])),
    ...lists,
  });
}

function mapped(fields, change) {
  return Object.fromEntries(Object.entries(fields).map(([name, f]) => [name, change(name, f)]));
}

/** @returns {State} */
function cleaned(model, known, empty, wanted) {
  const id = (text) => (model.knows(text) ? text : (model.moved.get(text) ?? ""));
  const among = (name, text) => (known[name].has(text) ? text : "");
  const found = /** @type {State} */ ({
    view: among("view", wanted.view) || empty.view,
    id: id(wanted.id),
    other: id(wanted.other),
    on: parseDate(wanted.on)?.earliest ? wanted.on : "",
    q: String(wanted.q ?? "").slice(0, KEPT),
    set: among("set", wanted.set),
    rows: among("rows", wanted.rows),
    sort: SORT.test(wanted.sort) ? wanted.sort : "",
  });
  for (const name of LISTS) {
    const values = [...new Set(wanted[name] ?? [])]
      .filter((value) => known[name].has(value))
      .sort();
    found[name] = values.length ? values : NONE;
  }
  return found;
}

function readAddress(empty, address) {
  const found = { ...empty };
  for (const [name, value] of new URLSearchParams(address.replace(/^#/, ""))) {
    if (LISTS.includes(name)) found[name] = value.split(",");
    else if (Object.hasOwn(empty, name)) found[name] = value;
  }
  return found;
}

function write(state, empty) {
  const found = new URLSearchParams();
  for (const name of Object.keys(empty)) {
    const value = LISTS.includes(name) ? state[name].join(",") : state[name];
    if (value && value !== empty[name]) found.set(name, value);
  }
  const text = found.toString().replaceAll("%2C", ",");
  return text ? `#${text}` : "#";
}
