// The engine of SPARQL, where the maker of the page gave one: it asks the graph that stands in the
// page, and nobody else.

import { unpacked, unpackedBytes } from "../core/packed.js";
import { el } from "../core/text.js";

const WHOLE =
  /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|int|long|short|nonNegativeInteger|positiveInteger|decimal|double|float)$/;

/** @type {Promise<Engine> | null} */
let opened = null;

export function hasEngine() {
  return document.getElementById("engine") !== null;
}

// Returns a promise of {ask(query), terms}: `ask` gives {columns, rows}, or throws what is wrong.
/** @param {Model} model @returns {Promise<Engine>} */
export function openEngine(model) {
  opened ??= start(model);
  return opened;
}

async function start(model) {
  if (typeof WebAssembly === "undefined")
    throw new Error("this browser has no WebAssembly, which the engine needs");
  await run("engine");
  const { oxigraph } = window;
  await oxigraph.start({ module_or_path: await unpackedBytes("engine-program") });
  const store = new oxigraph.Store();
  store.load(await unpacked("engine-graph"), { format: "application/n-triples", lenient: true });
  const terms = JSON.parse(await unpacked("engine-terms"));
  return { terms, ask: (query) => read(model, terms, store.query(query)) };
}

// Runs a packed script; the policy of the page knows its digest.
async function run(id) {
  document.head.append(el("script", {}, await unpacked(id)));
}

// Returns a box in which a query is written.
export async function createBox(given) {
  await run("engine-editor");
  return window.queryBox.create(given);
}

function read(model, terms, found) {
  if (typeof found === "boolean") return { columns: ["answer"], rows: [[found]] };
  const cell = (term) => (term ? cellOf(model, terms, term) : null);
  if (found[0]?.subject) {
    const parts = ["subject", "predicate", "object"];
    return { columns: parts, rows: found.map((quad) => parts.map((part) => cell(quad[part]))) };
  }
  const columns = [...new Set(found.flatMap((row) => [...row.keys()]))];
  return { columns, rows: found.map((row) => columns.map((name) => cell(row.get(name)))) };
}

// The same as the cells of packed answers: ids, words of the vocabulary, numbers, texts.
function cellOf(model, { prefixes }, term) {
  const { termType, value } = term;
  if (termType === "NamedNode") {
    const id = value.startsWith(model.base) ? value.slice(model.base.length) : "";
    if (id && !id.includes(":")) return id;
    const found = Object.entries(prefixes).find(([, space]) => value.startsWith(space));
    return found ? value.slice(found[1].length) : value;
  }
  if (termType !== "Literal") return String(term);
  const type = term.datatype.value;
  if (WHOLE.test(type)) return Number(value);
  return type.endsWith("#boolean") ? value === "true" || value === "1" : value;
}
