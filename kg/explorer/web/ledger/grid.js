// A sortable table in pages: what both the table and the ledger of recommendations show.

import { compare } from "../model/model.js";
import { count, el } from "../core/text.js";

const PAGE = 100; // rows at once: a page of thousands would be slow to draw and to read aloud
const NONE = "Nothing is left. Take off a filter.";

// Returns {root, update(columns, rows, sort, {caption, total, sorted, selected}), rows()}.
// columns: [{id, label, value(row), node?(row), order?(row), isSaved?}]: `value` sorts, unless `order`
// does, and is saved, `node` is shown; one that `isSaved` is saved only.
// `total` says how many rows there are, where not each counts as one; `folded` ({words, rows,
// unfold()}) says what is left out and brings it; it is saved with the rest;
// sort is a column's id, with "-" before it for downwards; sorted(text) is called on a new one.
// list() is the rows in their order; light(id, isBrought) shows one of them.
// `pointed(id)` is called with the row that the pointer or the focus is at.
/** @param {{pointed?: (id: string) => void}} [hearing] @returns {Grid} */
export function createGrid({ pointed } = {}) {
  /** @type {any} */
  const grid = {
    ...createElements(),
    columns: [],
    rows: [],
    options: {},
    page: 0,
    most: PAGE,
    revealed: "",
  };
  addEventListener("beforeprint", () => redraw(grid, Infinity));
  addEventListener("afterprint", () => redraw(grid, PAGE));
  if (pointed) hear(grid, pointed);
  return {
    root: grid.root,
    update: (columns, rows, sort, options) => update(grid, columns, rows, sort, options),
    list: () => grid.rows,
    light: (id, isBrought) => light(grid, id, isBrought),
    rows: () => [
      grid.columns.map((column) => column.label),
      ...[...grid.rows, ...(grid.options.folded?.rows ?? [])].map((row) =>
        grid.columns.map((column) => column.value(row)),
      ),
    ],
  };
}

function createElements() {
  const head = el("tr", {});
  const body = el("tbody", {});
  const caption = el("caption", {});
  const table = el("table", { class: "grid" }, caption, el("thead", {}, head), body);
  const pager = el("nav", { class: "pager", "aria-label": "Pages of the table", hidden: true });
  const rest = el("p", { class: "rest", hidden: true });
  const scroll = el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table" },
    table,
    rest,
  );
  const root = el("div", { class: "sheet" }, scroll, pager);
  return { head, body, caption, rest, pager, scroll, root };
}

function hear({ body }, pointed) {
  const at = ({ target }) => pointed(target.closest("tr")?.dataset.id ?? "");
  body.addEventListener("pointerover", at);
  body.addEventListener("focusin", at);
  body.addEventListener("pointerleave", () => pointed(""));
}

// Lights a row up where it is seen; brings it into sight, on its page, where that is asked for.
function light(grid, id, isBrought) {
  const at = isBrought && id ? grid.rows.findIndex((row) => row.id === id) : -1;
  if (at >= 0 && grid.page !== Math.floor(at / PAGE)) {
    grid.page = Math.floor(at / PAGE);
    draw(grid);
  }
  for (const line of grid.body.children) {
    const isLit = Boolean(id) && line.dataset.id === id;
    line.classList.toggle("lit", isLit);
    if (isLit && isBrought) bring(grid.scroll, line);
  }
}

// Scrolls within the table alone, so that the page stays where it is.
function bring(frame, line) {
  const [inner, outer] = [line.getBoundingClientRect(), frame.getBoundingClientRect()];
  const head = frame.querySelector("thead").offsetHeight;
  if (inner.top < outer.top + head) frame.scrollTop += inner.top - outer.top - head;
  else if (inner.bottom > outer.bottom)
    frame.scrollTop += Math.min(inner.bottom - outer.bottom, inner.top - outer.top - head);
}

function update(grid, columns, rows, sort, options) {
  const [id, isWantedDown] = sort.startsWith("-") ? [sort.slice(1), true] : [sort, false];
  const column = columns.find((one) => one.id === id) ?? columns[0];
  const isDown = isWantedDown && column.id === id;
  const key = JSON.stringify([columns.map((one) => one.id), sort]);
  const isSame = grid.key === key && grid.source === rows;
  if (!isSame) Object.assign(grid, { page: 0, rows: inOrder(rows, column, isDown) });
  Object.assign(grid, { key, source: rows, columns, column, isDown, options });
  const { selected } = options;
  const at = selected ? grid.rows.findIndex((row) => row.id === selected) : -1;
  const isNew = at >= 0 && grid.revealed !== selected;
  grid.revealed = selected;
  const last = Math.max(0, Math.ceil(grid.rows.length / PAGE) - 1);
  if (options.page !== undefined) grid.page = Math.min(options.page, last);
  if (isNew) grid.page = Math.floor(at / PAGE);
  if (isNew) options.brought?.(grid.page);
  draw(grid);
  if (isNew) grid.body.children[at % PAGE]?.scrollIntoView({ block: "nearest" });
}

// What has no value comes last, whichever way.
function inOrder(rows, column, isDown) {
  const keyed = rows.map((row, i) => ({
    row,
    i,
    key: sortKey((column.order ?? column.value)(row)),
  }));
  const way = isDown ? -1 : 1;
  const empty = ({ key }) => Number(key === "");
  keyed.sort((a, b) => empty(a) - empty(b) || way * compareKeys(a.key, b.key) || a.i - b.i);
  return keyed.map(({ row }) => row);
}

// On paper nobody can turn the page of a table, so it holds all rows.
function redraw(grid, most) {
  if (!grid.root.offsetParent || !grid.rows.length) return;
  const { page } = grid;
  draw(Object.assign(grid, { most, page: most === PAGE ? (grid.kept ?? page) : 0, kept: page }));
}

function draw(grid) {
  const { rows, options, page } = grid;
  const columns = grid.columns.filter((column) => !column.isSaved);
  const first = page * PAGE;
  const shown = rows.slice(first, first + grid.most);
  const number = (value) => value.toLocaleString("en-GB");
  const total = options.total ?? number(rows.length);
  const part = `${number(first + 1)} to ${number(first + shown.length)} of ${total}`;
  const told = rows.length > grid.most ? part : (options.total ?? count(rows.length, "row"));
  grid.caption.textContent = `${options.caption}: ${told}`;
  grid.head.replaceChildren(...columns.map((column) => heading(grid, column)));
  grid.body.replaceChildren(...shown.map((row) => line(columns, row, options.selected)));
  if (!shown.length)
    grid.body.append(el("tr", {}, el("td", { colspan: columns.length, class: "none" }, NONE)));
  grid.rest.hidden = !options.folded;
  if (options.folded) {
    const { words, unfold } = options.folded;
    const button = el("button", { type: "button", click: unfold }, "Show them");
    grid.rest.replaceChildren(`${words} `, button);
  }
  const pages = Math.ceil(rows.length / PAGE);
  grid.pager.hidden = pages < 2;
  grid.pager.replaceChildren(
    step(grid, "Previous", page - 1, page > 0),
    el("span", {}, `Page ${page + 1} of ${pages}`),
    step(grid, "Next", page + 1, page < pages - 1),
  );
}

function line(columns, row, selected) {
  const cells = columns.map((column, i) =>
    el(
      i ? "td" : "th",
      { scope: i ? null : "row", "data-label": column.label },
      column.node ? column.node(row) : column.value(row),
    ),
  );
  const about = { "data-id": row.id, class: row.id && row.id === selected ? "selected" : null };
  return el("tr", about, cells);
}

function heading(grid, column) {
  const isSorted = column === grid.column;
  const direction = isSorted ? (grid.isDown ? "descending" : "ascending") : null;
  const next = isSorted && !grid.isDown ? `-${column.id}` : column.id;
  const arrow = isSorted ? (grid.isDown ? "▾" : "▴") : "";
  return el(
    "th",
    { scope: "col", "aria-sort": direction },
    el(
      "button",
      { type: "button", "data-column": column.id, click: () => resort(grid, column.id, next) },
      column.label,
      el("span", { class: "arrow", "aria-hidden": "true" }, arrow),
    ),
  );
}

function resort({ options, head }, id, sort) {
  options.sorted(sort);
  head.querySelector(`[data-column="${id}"]`)?.focus();
}

function step(grid, words, to, isPossible) {
  const turn = () => {
    if (grid.options.turned) grid.options.turned(to);
    else draw(Object.assign(grid, { page: to }));
    grid.scroll.scrollTop = 0;
    grid.scroll.focus();
  };
  return el("button", { type: "button", disabled: !isPossible, click: turn }, words);
}

function sortKey(value) {
  return typeof value === "number" ? value : String(value ?? "").toLowerCase();
}

function compareKeys(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
}
