// The table: everything in the current selection as rows, the equal of the pictures.

import { visible } from "../model/filters.js";
import { pictureOfDecades, tallyDecades } from "./decades.js";
import { createGrid } from "./grid.js";
import { ofContracts, ofEvents, ofOpinions, ofRelations } from "./table-records.js";
import { ofThings } from "./table-things.js";
import { el, sentence } from "../core/text.js";

const ROWS = {
  things: "Things",
  relations: "Relations",
  events: "Events",
  contracts: "Contracts",
  opinions: "Opinions",
};

/** @type {Context} */
let context;
/** @type {Grid} */
let grid;
/** @type {HTMLElement} */
let picker;
/** @type {{found?: Found, kind?: string, table?: any}} */
let made = {};
let unfolded = ""; // the day whose local things and companies were asked for

/** @type {View} */
export const table = {
  id: "table",
  label: "Table",
  rowKinds: Object.keys(ROWS),
  fields: () => ({ page: (text) => (/^[1-9]\d{0,3}$/.test(text) && text !== "1" ? text : "") }),
  mount(root, given) {
    context = given;
    grid = createGrid();
    picker = el(
      "div",
      { class: "picker", role: "group", "aria-label": "Rows of the table" },
      Object.entries(ROWS).map(([id, words]) =>
        el(
          "button",
          {
            type: "button",
            "data-rows": id,
            click: () => context.state.set({ rows: id === "things" ? "" : id, sort: "", page: "" }),
          },
          words,
        ),
      ),
    );
    root.append(picker, grid.root);
  },
  update() {
    const now = context.state.get();
    const kind = ROWS[now.rows] ? now.rows : "things";
    for (const button of picker.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.rows === kind));
    const found = visible(context.model, now);
    if (made.found !== found || made.kind !== kind)
      made = { found, kind, table: TABLES[kind](context, found, now, { unfolded, unfold }) };
    const { columns, rows, caption, order, folded } = made.table;
    grid.update(columns, rows, now.sort || order || columns[0].id, {
      caption,
      folded,
      selected: now.id,
      page: Math.max(0, Number(now.page) - 1),
      brought: (page) => context.state.place({ page: String(page + 1) }),
      turned: (page) => context.state.set({ page: page ? String(page + 1) : "" }),
      sorted: (sort) => context.state.set({ sort, page: "" }),
    });
  },
  rows: () => grid.rows(),
  printsRows: true,
  isTable: () => !tallyDecades(made.table.rows, dateOf).decades.length,
  picture: (room) => pictureOfDecades(made.table.rows, dateOf, room, context.model.now),
  caption: (now) => {
    const set = context.model.headline.find((row) => row.id === now.set);
    const begun = { things: "that began, " }[made.kind ?? ""] ?? "";
    return {
      title: set ? sentence(set.label) : `${ROWS[made.kind ?? "things"]}, ${begun}by decade`,
      subtitle: set?.note,
    };
  },
};

const dateOf = (row) => row.date ?? row.start;

function unfold(day) {
  unfolded = day;
  made = {};
  table.update(context);
}

const TABLES = {
  things: ofThings,
  relations: ofRelations,
  events: ofEvents,
  contracts: ofContracts,
  opinions: ofOpinions,
};
