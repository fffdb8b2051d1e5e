// The tables of relations, events, contracts and opinions.

import { assessor, valueWords } from "../panel/record-lines.js";
import { dateWords, onDay, parseDate, periodWords } from "../core/dates.js";
import { relationHolds } from "../model/filters.js";
import { idColumns } from "../model/saved-columns.js";
import { thingLinks } from "../panel/lines.js";
import { cellsOf } from "./table-cells.js";
import { sentence } from "../core/text.js";

/** @param {Context} context @param {Found} found @param {State} now */
export function ofRelations(context, found, now) {
  const { model } = context;
  const { link, lastColumns } = cellsOf(context);
  const day = parseDate(now.on);
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
      node: (r) => (r.isMoment ? dateWords(r.start ?? "") : periodWords(r.start, r.end, r.seen)),
    },
    day?.earliest && {
      id: "then",
      label: sentence(onDay(day)),
      value: (r) => relationHolds(r, day),
    },
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

/** @param {Context} context @param {Found} found */
export function ofEvents(context, found) {
  const { model } = context;
  const { link, ids, lastColumns } = cellsOf(context);
  const all = (roles) => (event) => roles.flatMap((role) => event[role]);
  const [before, after] = [
    all(["ended", "losing", "closes", "wouldLose"]),
    all(["created", "gaining", "opens", "continuedIn", "wouldGain"]),
  ];
  const columns = [
    { id: "date", label: "Date", value: (e) => e.date ?? "", node: (e) => dateWords(e.date) },
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

/** @param {Context} context @param {Found} found */
export function ofContracts(context, found) {
  const { model } = context;
  const { link, ids, lastColumns } = cellsOf(context);
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

/** @param {Context} context @param {Found} found */
export function ofOpinions(context, found) {
  const { model } = context;
  const { link, ids, lastColumns } = cellsOf(context);
  const rows = model.opinions.filter((row) =>
    [row.by, ...row.about].some((id) => found.things.has(id)),
  );
  const columns = [
    {
      id: "date",
      label: "Date",
      value: (o) => o.date ?? o.start ?? "",
      node: (o) => dateWords(o.date ?? o.start),
    },
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
