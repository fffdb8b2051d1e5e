// The answer as a table: in its own order until a column is chosen, narrowed by words, in pages.

import { count, el } from "../../../../explorer/web/core/text.js";
import { readDay, readNumber } from "./columns.js";

const PAGE = 100; // rows at once: more would be slow to draw and to read aloud

// Returns {root, show(answer, described)}.
export function createRowsTable({ cells, labels, say }) {
  /** @type {any} */
  const table = { cells, labels, say, column: null, isDown: false, page: 0, asked: 0 };
  table.filter = el("input", {
    type: "search",
    id: "narrow",
    autocomplete: "off",
    spellcheck: "false",
    input: () => arrange(table),
  });
  const label = el("label", { for: "narrow" }, "Only rows that say");
  table.tools = el("p", { class: "narrow" }, label, table.filter);
  table.caption = el("caption", {});
  table.head = el("tr", {});
  table.body = el("tbody", {});
  const sheet = el(
    "table",
    { class: "answer" },
    table.caption,
    el("thead", {}, table.head),
    table.body,
  );
  const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows" };
  table.scroll = el("div", region, sheet);
  table.pager = el("nav", { class: "pager", "aria-label": "Pages of the table", hidden: true });
  return {
    root: el("div", { class: "rows" }, table.tools, table.scroll, table.pager),
    show: (answer, described) => show(table, answer, described),
  };
}

function show(table, answer, described) {
  Object.assign(table, { answer, described, column: null, isDown: false, isLabelled: false });
  table.filter.value = "";
  table.tools.hidden = answer.rows.length < 2;
  arrange(table);
}

// Puts the rows that are wanted into order, and shows the first page.
async function arrange(table) {
  const { answer, column, isDown, cells } = table;
  const words = table.filter.value.trim().toLowerCase();
  const asked = ++table.asked;
  if ((words || column) && !table.isLabelled) {
    await table.labels.load(addresses(answer.rows));
    if (asked !== table.asked) return;
    table.isLabelled = true;
  }
  const says = (row) => row.some((term) => term && cells.words(term).toLowerCase().includes(words));
  const rows = words ? answer.rows.filter(says) : [...answer.rows];
  if (column) sort(rows, column, isDown ? -1 : 1, cells);
  Object.assign(table, { rows, words, page: 0 });
  await draw(table);
}

function sort(rows, column, way, cells) {
  const keyed = rows.map((row, i) => ({ row, i, key: sortKey(row[column.at], column, cells) }));
  const isEmpty = ({ key }) => Number(key === "");
  keyed.sort(
    (a, b) =>
      isEmpty(a) - isEmpty(b) || way * (a.key < b.key ? -1 : Number(a.key > b.key)) || a.i - b.i,
  );
  keyed.forEach(({ row }, i) => (rows[i] = row));
}

function sortKey(term, column, cells) {
  if (!term) return "";
  if (column.kind === "number") return readNumber(term) ?? "";
  if (column.kind === "date") return readDay(term)?.earliest ?? "9999";
  return cells.words(term).toLowerCase();
}

export function addresses(rows) {
  return rows.flatMap((row) =>
    row.filter((term) => term?.type === "uri").map(({ value }) => value),
  );
}

async function draw(table) {
  const { rows, page, described, answer, words } = table;
  const first = page * PAGE;
  const shown = rows.slice(first, first + PAGE);
  const asked = table.asked;
  await table.labels.load(addresses(shown));
  if (asked !== table.asked || page !== table.page) return;
  const part = rows.length > PAGE ? `, ${first + 1} to ${first + shown.length}` : "";
  const whole = words ? ` of ${answer.rows.length} that say “${table.filter.value.trim()}”` : "";
  table.caption.textContent = `${count(rows.length, "row")}${whole}${part}`;
  table.head.replaceChildren(...described.map((column) => heading(table, column)));
  table.body.replaceChildren(...shown.map((row) => line(table, row)));
  const pages = Math.ceil(rows.length / PAGE);
  table.pager.hidden = pages < 2;
  table.pager.replaceChildren(
    step(table, "Previous", page - 1, page > 0),
    el("span", {}, `Page ${page + 1} of ${pages}`),
    step(table, "Next", page + 1, page < pages - 1),
  );
}

function line({ described, cells }, row) {
  return el(
    "tr",
    {},
    ...described.map(({ name, at, kind }) =>
      el("td", { class: `v-${kind}`, "data-label": name }, cells.node(row[at])),
    ),
  );
}

function heading(table, column) {
  const isSorted = table.column === column;
  const direction = isSorted ? (table.isDown ? "descending" : "ascending") : null;
  const arrow = isSorted ? (table.isDown ? "▾" : "▴") : "";
  const again = async () => {
    table.isDown = isSorted && !table.isDown;
    table.column = column;
    await arrange(table);
    table.head.querySelector(`[data-at="${column.at}"]`)?.focus();
  };
  return el(
    "th",
    { scope: "col", "aria-sort": direction, class: `v-${column.kind}` },
    el(
      "button",
      { type: "button", "data-at": column.at, click: again },
      column.name,
      el("span", { class: "arrow", "aria-hidden": "true" }, arrow),
    ),
  );
}

function step(table, words, to, isPossible) {
  const turn = async () => {
    table.page = to;
    await draw(table);
    table.scroll.scrollTop = 0;
    table.scroll.focus();
  };
  return el("button", { type: "button", disabled: !isPossible, click: turn }, words);
}
