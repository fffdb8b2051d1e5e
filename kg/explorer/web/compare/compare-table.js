// A table of what is side by side, each cell with the name of its column for where there is no room
// for columns.

import { el } from "../core/text.js";

// `rows` are [{id, cells}], the first cell naming the row.
/** @param {string} caption @param {string[]} heads @param {{id: string, cells: any[]}[]} rows */
export function createTable(caption, heads, rows) {
  const cell = (value, i) =>
    i
      ? el("td", { "data-label": heads[i] }, value)
      : el("th", { scope: "row", "data-label": heads[i] }, value);
  const head = heads.map((name) => el("th", { scope: "col" }, name));
  const lines = rows.map(({ id, cells }) => el("tr", { "data-id": id }, cells.map(cell)));
  return el(
    "table",
    { class: "grid" },
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, head)),
    el("tbody", {}, lines),
  );
}
