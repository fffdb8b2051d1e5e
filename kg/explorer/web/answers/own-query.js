// A query of one's own, in a page whose maker gave it an engine; what is asked stands in the
// address as `sparql`.

import { createGrid } from "../ledger/grid.js";
import { count, el } from "../core/text.js";
import { thingLink } from "../panel/lines.js";
import { createBox, openEngine } from "./engine.js";
import { wordsOf } from "./answer-table.js";

export const QUERY = "sparql";
const LONGEST = 8000; // letters of a query that an address takes

export const cleanQuery = (text) => (text.length > LONGEST ? "" : text);

// Returns {root, update(now), rows()}.
/** @param {Context} context */
export function createOwnQuery(context, find) {
  /** @type {any} */
  const own = { context, find, grid: createGrid(), box: null, asked: "", columns: [], rows: null };
  own.told = el("p", { class: "answer-said", role: "status" });
  own.home = el("div", {});
  own.root = el(
    "details",
    { class: "own", "data-fold": "own-query", toggle: () => own.root.open && openBox(own) },
    el("summary", {}, "A query of your own (SPARQL)"),
    own.home,
    own.told,
    own.grid.root,
  );
  own.grid.root.hidden = true;
  return {
    root: own.root,
    update: (now) => update(own, now),
    rows: () => own.rows && own.grid.rows(),
  };
}

async function openBox(own) {
  const { context, home, find } = own;
  if (own.box) return;
  own.box = {};
  own.told.textContent = "Reading the graph…";
  try {
    const { terms } = await openEngine(context.model);
    const things = (words) =>
      find(words).map((hit) => ({
        name: `id:${hit.id}`,
        label: hit.label,
        kind: context.model.word(hit.kind),
        via: hit.via,
        about: "",
      }));
    const run = (query) => context.state.set({ [QUERY]: query, ask: "", sort: "" });
    own.box = await createBox({ terms, find: things, run, say: context.say });
    home.append(own.box.root);
    own.told.textContent = "";
    update(own, context.state.get());
  } catch (error) {
    own.told.textContent = `The graph cannot be asked: ${/** @type {Error} */ (error).message}.`;
  }
}

function update(own, now) {
  const query = now[QUERY];
  if (query && !own.root.open) own.root.open = true;
  if (!own.box?.set || !query) return;
  if (query !== own.asked) {
    own.asked = query;
    own.box.set(query);
    ask(own, query);
  }
  if (own.rows) show(own, now);
}

async function ask(own, query) {
  const { context } = own;
  own.told.textContent = "Asking…";
  await new Promise((done) => setTimeout(done)); // so that this is seen
  try {
    const { ask: put } = await openEngine(context.model);
    const { columns, rows } = put(query);
    own.rows = rows.map((cells, at) => ({ cells, at: at + 1 }));
    own.columns = [
      { id: "n", label: "No.", value: ({ at }) => at },
      ...columns.map((name, i) => columnOf(context, name, i)),
    ];
    own.told.textContent = `${count(rows.length, "row")}.`;
    show(own, context.state.get());
  } catch (error) {
    own.rows = null;
    own.told.textContent = String(/** @type {Error} */ (error).message ?? error);
  }
  own.grid.root.hidden = !own.rows;
}

function columnOf(context, name, i) {
  const words = ({ cells }) =>
    typeof cells[i] === "string" ? wordsOf(context, cells[i], cells[i]) : cells[i];
  return {
    id: `c${i}`,
    label: name,
    value: (row) => words(row) ?? "",
    node: (row) => {
      const cell = row.cells[i];
      return context.model.knows(cell) ? thingLink(context, cell) : String(words(row) ?? "");
    },
  };
}

function show({ grid, columns, rows, context }, now) {
  grid.update(columns, rows, now.sort || "n", {
    caption: "Answer",
    selected: now.id,
    sorted: (sort) => context.state.set({ sort }),
  });
}
