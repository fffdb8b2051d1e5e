// The table: everything in the current selection as rows, the equal of the pictures.

import { assessor, valueWords } from "../panel/record-lines.js";
import { dateWords, parseDate, periodWords } from "../core/dates.js";
import { existed, headOn, isNear, nameOn } from "../model/existence.js";
import { relationHolds, visible } from "../model/filters.js";
import { pictureOfDecades, tallyDecades } from "./decades.js";
import { createGrid } from "./grid.js";
import { thingLink, thingLinks } from "../panel/lines.js";
import { idColumns, sourceColumns } from "../model/saved-columns.js";
import { fold } from "../core/spelling.js";
import { compare } from "../model/model.js";
import { count, el, sentence } from "../core/text.js";

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
      made = { found, kind, table: TABLES[kind](found, now) };
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

const TABLES = {
  things: ofThings,
  relations: ofRelations,
  events: ofEvents,
  contracts: ofContracts,
  opinions: ofOpinions,
};

function link(id, words) {
  return id ? thingLink(context, id, words) : "";
}

function ids(list) {
  return list.map(context.model.label).join("; ");
}

// Returns the column of sources that is shown, and those that are saved: the IRI too, where a row
// has an id.
function lastColumns(named = true) {
  const { model } = context;
  return [
    {
      id: "sources",
      label: "Sources",
      value: (row) => row.evidence.length,
      node: (row) => count(row.evidence.length, "source"),
    },
    ...(named ? idColumns(model) : []),
    ...sourceColumns(model),
  ];
}

function ofThings(found, now) {
  const { model } = context;
  const rows = [...found.things].map((id) => model.things.get(id));
  const day = parseDate(now.on);
  const columns = [
    { id: "label", label: "Name", value: (t) => t.label, node: (t) => link(t.id) },
    { id: "kind", label: "Kind", value: (t) => sentence(model.word(t.kind)) },
    { id: "start", label: "From", value: firstOf, node: (t) => dateWords(firstOf(t)) },
    { id: "end", label: "To", value: lastOf, node: (t) => dateWords(lastOf(t)) },
    ...(day?.earliest ? thenColumns(model, now.on, day) : []),
    { id: "tier", label: "Tier", value: (t) => (t.tier ? sentence(model.word(t.tier)) : "") },
    {
      id: "jurisdiction",
      label: "Jurisdiction",
      value: (t) => (t.jurisdiction ? sentence(model.word(t.jurisdiction)) : ""),
    },
    { id: "relations", label: "Relations", value: (t) => model.connectionsOf(t.id).length },
    { id: "id", label: "Id", value: (t) => t.id },
    ...lastColumns().filter(({ label }) => label !== "Id"),
  ].filter(Boolean);
  return { rows, columns, caption: "Things", ...folding(model, rows, now, day) };
}

// On a day: what is national or regional, the surest first; the rest is counted until asked for.
function folding(model, rows, now, day) {
  if (!day?.earliest) return {};
  const named = (thing) => nameOn(thing, day) || thing.label;
  const near = rows
    .filter((thing) => isNear(model, thing, day))
    .sort((a, b) => compare(fold(named(a)), fold(named(b))));
  const rest = rows.filter((thing) => !near.includes(thing));
  const isWhole = unfolded === now.on || !near.length || now.kinds.length || now.tiers.length;
  if (isWhole || !rest.length) return { rows: [...near, ...rest], order: "then" };
  const unfold = () => {
    unfolded = now.on;
    made = {};
    table.update(now);
  };
  return {
    rows: near,
    order: "then",
    folded: { words: `and ${families(model, rest)}`, rows: rest, unfold },
  };
}

// Returns how many there are of each kind and tier, such as "98 local bodies, 65 companies".
function families(model, things) {
  const numbers = new Map();
  for (const { kind, tier } of things) {
    const part = tier && kind !== "Company" ? `${model.word(tier)} ` : "";
    const key = `${part}\n${kind}`;
    numbers.set(key, (numbers.get(key) ?? 0) + 1);
  }
  return [...numbers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, number]) => {
      const [part, kind] = key.split("\n");
      return count(number, part + model.word(kind), part + model.plural(kind));
    })
    .join(", ");
}

// What is told of each thing on the day that is looked at.
function thenColumns(model, on, day) {
  const words = (t) =>
    Object.values(existed(model, t, day))
      .filter(Boolean)
      .join(": ");
  return [
    { id: "then", label: `In ${on}`, value: words },
    { id: "named", label: "Name then", value: (t) => nameOn(t, day) },
    { id: "head", label: "Head then", value: (t) => headOn(model, t.id, day) },
  ];
}

function firstOf(thing) {
  if (context.model.kinds.living.has(thing.kind)) return thing.start || thing.born?.[0] || "";
  return thing.date || thing.start || "";
}

function lastOf(thing) {
  return thing.end || thing.ended?.[0] || "";
}

function ofRelations(found, now) {
  const { model } = context;
  const columns = [
    { id: "subject", label: "From", value: (r) => model.label(r.s), node: (r) => link(r.s) },
    { id: "relation", label: "Relation", value: (r) => r.label },
    { id: "object", label: "To", value: (r) => model.label(r.o), node: (r) => link(r.o) },
    {
      id: "dates",
      label: "Dates",
      value: (r) =>
        r.isMoment
          ? (r.start ?? "")
          : [r.start, r.end].filter(Boolean).join(" to ") || r.seen.join(" "),
      node: (r) => (r.isMoment ? (r.start ?? "") : periodWords(r.start, r.end, r.seen)),
    },
    now.on && { id: "then", label: `In ${now.on}`, value: (r) => relationHolds(r, now.on) },
    {
      id: "confidence",
      label: "Confidence",
      value: (r) => (r.confidence ? sentence(model.word(r.confidence)) : ""),
    },
    { id: "note", label: "Note", value: (r) => r.note ?? "" },
    ...lastColumns(false),
    ...idColumns(model, (r) => r.s, "From"),
    ...idColumns(model, (r) => r.o, "To"),
  ].filter(Boolean);
  return { rows: found.relations, columns, caption: "Relations" };
}

function ofEvents(found) {
  const { model } = context;
  const all = (roles) => (event) => roles.flatMap((role) => event[role]);
  const [before, after] = [
    all(["ended", "losing", "closes", "wouldLose"]),
    all(["created", "gaining", "opens", "continuedIn", "wouldGain"]),
  ];
  const columns = [
    { id: "date", label: "Date", value: (e) => e.date ?? "" },
    { id: "event", label: "Event", value: (e) => model.label(e.id), node: (e) => link(e.id) },
    { id: "kind", label: "Kind", value: (e) => sentence(model.word(e.kind)) },
    { id: "status", label: "Status", value: (e) => sentence(model.word(e.status)) },
    {
      id: "before",
      label: "Ended or lost",
      value: (e) => ids(before(e)),
      node: (e) => thingLinks(context, before(e)),
    },
    {
      id: "after",
      label: "Created or gained",
      value: (e) => ids(after(e)),
      node: (e) => thingLinks(context, after(e)),
    },
    {
      id: "law",
      label: "Law",
      value: (e) => ids(e.laws),
      node: (e) => thingLinks(context, e.laws),
    },
    ...lastColumns(),
  ];
  return { rows: found.events, columns, caption: "Events" };
}

function ofContracts(found) {
  const { model } = context;
  const rows = model.contracts.filter((row) =>
    [...row.buyers, ...row.suppliers, ...row.subjects].some((id) => found.things.has(id)),
  );
  const columns = [
    { id: "contract", label: "Contract", value: (c) => c.label ?? c.id, node: (c) => link(c.id) },
    {
      id: "buyer",
      label: "Buyer",
      value: (c) => ids(c.buyers),
      node: (c) => thingLinks(context, c.buyers),
    },
    {
      id: "supplier",
      label: "Supplier",
      value: (c) => ids(c.suppliers),
      node: (c) => thingLinks(context, c.suppliers),
    },
    {
      id: "for",
      label: "For",
      value: (c) => ids(c.subjects),
      node: (c) => thingLinks(context, c.subjects),
    },
    {
      id: "value",
      label: "Value in pounds",
      value: (c) => (c.value ? Number(c.value) : ""),
      node: (c) => valueWords(model, c),
    },
    {
      id: "valueKind",
      label: "Kind of value",
      value: (c) => (c.valueKind ? sentence(model.word(c.valueKind)) : ""),
    },
    {
      id: "dates",
      label: "Dates",
      value: (c) => [c.start, c.end].filter(Boolean).join(" to "),
      node: (c) => periodWords(c.start, c.end),
    },
    ...lastColumns(),
  ];
  return { rows, columns, caption: "Contracts" };
}

function ofOpinions(found) {
  const { model } = context;
  const rows = model.opinions.filter((row) =>
    [row.by, ...row.about].some((id) => found.things.has(id)),
  );
  const columns = [
    { id: "date", label: "Date", value: (o) => o.date ?? o.start ?? "" },
    {
      id: "by",
      label: "Said by",
      value: (o) => model.label(o.by),
      node: (o) => assessor(context, o.by),
    },
    {
      id: "about",
      label: "About",
      value: (o) => ids(o.about),
      node: (o) => thingLinks(context, o.about),
    },
    { id: "stance", label: "Stance", value: (o) => sentence(model.word(o.stance)) },
    { id: "text", label: "Opinion", value: (o) => o.text ?? "", node: (o) => link(o.id, o.text) },
    ...lastColumns(),
  ];
  return { rows, columns, caption: "Opinions: what was said, not facts of this graph" };
}
