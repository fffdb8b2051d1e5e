// A sortable table in pages: what both the table and the ledger of recommendations show.

import { compare } from "../model/model.js";
import { count, el } from "../core/text.js";

const PAGE = 100; // rows at once: a page of thousands would be slow to draw and to read aloud

// Returns {root, update(columns, rows, sort, {caption, sorted, selected}), rows()}.
// columns: [{id, label, value(row), node?(row)}]: `value` sorts and is saved, `node` is shown.
// sort is a column's id, with "-" before it for downwards; sorted(text) is called on a new one.
export function createGrid() {
  const head = el("tr", {});
  const body = el("tbody", {});
  const caption = el("caption", {});
  const table = el("table", { class: "grid" }, caption, el("thead", {}, head), body);
  const pager = el("nav", { class: "pager", "aria-label": "Pages of the table", hidden: true });
  const root = el(
    "div",
    { class: "sheet" },
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table" }, table),
    pager,
  );
  let now = { columns: [], rows: [], options: {} };
  let page = 0;
  let revealed = "";

  function update(columns, rows, sort, options) {
    const [id, isDown] = sort.startsWith("-") ? [sort.slice(1), true] : [sort, false];
    const column = columns.find((one) => one.id === id) ?? columns[0];
    const key = JSON.stringify([columns.map((one) => one.id), sort]);
    if (now.key !== key || now.source !== rows) page = 0;
    const sorted =
      now.key === key && now.source === rows
        ? now.rows
        : inOrder(rows, column, isDown && column.id === id);
    now = {
      key,
      source: rows,
      columns,
      rows: sorted,
      column,
      isDown: isDown && column.id === id,
      options,
    };
    const at = options.selected ? sorted.findIndex((row) => row.id === options.selected) : -1;
    const isNew = at >= 0 && revealed !== options.selected;
    revealed = options.selected;
    if (isNew) page = Math.floor(at / PAGE);
    draw();
    if (isNew) body.children[at % PAGE]?.scrollIntoView({ block: "nearest" });
  }

  function inOrder(rows, column, isDown) {
    const keyed = rows.map((row, i) => ({ row, i, key: sortKey(column.value(row)) }));
    const way = isDown ? -1 : 1;
    // what has no value comes last, whichever way
    keyed.sort(
      (a, b) => (a.key === "") - (b.key === "") || way * compareKeys(a.key, b.key) || a.i - b.i,
    );
    return keyed.map(({ row }) => row);
  }

  function draw() {
    const { columns, rows, options } = now;
    const first = page * PAGE;
    const shown = rows.slice(first, first + PAGE);
    caption.textContent =
      rows.length > PAGE
        ? `${options.caption}: ${(first + 1).toLocaleString("en-GB")} to ${(first + shown.length).toLocaleString("en-GB")} of ${rows.length.toLocaleString("en-GB")}`
        : `${options.caption}: ${count(rows.length, "row")}`;
    head.replaceChildren(...columns.map(heading));
    body.replaceChildren(
      ...shown.map((row) =>
        el(
          "tr",
          { class: row.id && row.id === options.selected ? "selected" : null },
          columns.map((column, i) =>
            el(
              i ? "td" : "th",
              { scope: i ? null : "row", "data-label": column.label },
              column.node ? column.node(row) : column.value(row),
            ),
          ),
        ),
      ),
    );
    if (!shown.length)
      body.append(
        el(
          "tr",
          {},
          el(
            "td",
            { colspan: columns.length, class: "none" },
            "Nothing is left. Take off a filter.",
          ),
        ),
      );
    const pages = Math.ceil(rows.length / PAGE);
    pager.hidden = pages < 2;
    pager.replaceChildren(
      step("Previous", page - 1, page > 0),
      el("span", {}, `Page ${page + 1} of ${pages}`),
      step("Next", page + 1, page < pages - 1),
    );
  }

  function heading(column) {
    const isSorted = column === now.column;
    const direction = isSorted ? (now.isDown ? "descending" : "ascending") : null;
    const next = isSorted && !now.isDown ? `-${column.id}` : column.id;
    const arrow = isSorted ? (now.isDown ? "▾" : "▴") : "";
    return el(
      "th",
      { scope: "col", "aria-sort": direction },
      el(
        "button",
        { type: "button", "data-column": column.id, click: () => resort(column.id, next) },
        column.label,
        el("span", { class: "arrow", "aria-hidden": "true" }, arrow),
      ),
    );
  }

  function resort(id, sort) {
    now.options.sorted(sort);
    head.querySelector(`[data-column="${id}"]`)?.focus();
  }

  function step(words, to, isPossible) {
    return el("button", { type: "button", disabled: !isPossible, click: () => turn(to) }, words);
  }

  function turn(to) {
    page = to;
    draw();
    root.firstElementChild.scrollTop = 0;
    root.firstElementChild.focus();
  }

  return {
    root,
    update,
    rows: () => [
      now.columns.map((column) => column.label),
      ...now.rows.map((row) => now.columns.map((column) => column.value(row))),
    ],
  };
}

function sortKey(value) {
  return typeof value === "number" ? value : String(value ?? "").toLowerCase();
}

function compareKeys(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
}
