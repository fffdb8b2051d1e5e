// An answer as a table: words to read, links to follow, and the sources of each row.

import { dateWords } from "../core/dates.js";
import { el, outsideLink, count, safeAddress, sentence } from "../core/text.js";
import { thingLink } from "../panel/lines.js";
import { referenceWords } from "../cite/references.js";
import { sourcesOf } from "../panel/evidence.js";

const YEARS = [1800, 2100];

// Returns the columns of an answer as the grid takes them.
/** @param {Context} context @param {Question} question @param {AnswerRow[]} rows @returns {Column[]} */
export function columnsOf(context, question, rows) {
  const named = new Set(question.entities);
  const dated = new Set(question.dates ?? []);
  const columns = question.columns.flatMap((name, i) => {
    if (name === "source" || rows.every(({ cells }) => cells[i] === null)) return [];
    if (named.has(name) && rows.every(({ cells }) => !isTold(context, cells[i]))) return [];
    const write = named.has(name)
      ? (value) => wordsOf(context, value)
      : dated.has(name)
        ? dateWords
        : plainWriter(rows.map(({ cells }) => cells[i]));
    return [
      {
        id: `c${i}`,
        label: sentence(spaced(name)),
        value: ({ cells }) => sortable(cells[i], write, dated.has(name)),
        node: ({ cells }) =>
          cells[i] === null
            ? ""
            : named.has(name)
              ? thingLink(context, cells[i], wordsOf(context, cells[i]))
              : write(cells[i]),
      },
    ];
  });
  return [
    { id: "n", label: "No.", value: ({ at }) => at },
    ...columns,
    {
      id: "sources",
      label: "Sources",
      value: (row) => sourceWords(context, row).join("; "),
      node: (row) => sourcesNode(context, row),
    },
  ];
}

function sortable(value, write, isDate) {
  if (value === null) return "";
  return typeof value === "number" || isDate ? value : write(value);
}

// Returns header and rows to save: names with their ids and addresses, dates as stated, sources.
export function savedRows(context, question, rows) {
  const { base } = context.model;
  const named = new Set(question.entities);
  const header = question.columns.flatMap((name) =>
    name === "source" ? [] : named.has(name) ? [name, `${name} id`, `${name} address`] : [name],
  );
  const lines = rows.map((row) => [
    ...question.columns.flatMap((name, i) => {
      const value = row.cells[i];
      if (name === "source") return [];
      if (!named.has(name)) return [value ?? ""];
      if (value === null) return ["", "", ""];
      const isThing = context.model.knows(value);
      return [wordsOf(context, value), value, isThing ? base + value : ""];
    }),
    sourceWords(context, row).join("; "),
  ]);
  return [[...header, "sources"], ...lines];
}

// Returns the words for what a cell names: `other` where that is no thing, source or known word.
export function wordsOf({ model }, value, other = sentence(model.word(value))) {
  if (value === null || value === undefined) return "";
  if (model.knows(value)) return model.label(value);
  const source = sourceOf(model, value);
  return source ? source.title : other;
}

// Whether words can be said of what a cell names; the ids of figures and claims say nothing.
function isTold({ model }, value) {
  return value === null || !value.includes("-") || model.knows(value) || sourceOf(model, value);
}

/** @type {WeakMap<object, Map<string, any>>} */
const known = new WeakMap();

function sourceOf(model, id) {
  if (!known.has(model)) known.set(model, new Map(model.sources.map((one) => [one.id, one])));
  return known.get(model)?.get(id);
}

function plainWriter(values) {
  const isYears = values.every(
    (value) => value === null || (Number.isInteger(value) && value > YEARS[0] && value < YEARS[1]),
  );
  return (value) => {
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "number" && !isYears) return value.toLocaleString("en-GB");
    return String(value ?? "");
  };
}

function spaced(name) {
  return name
    .replace(/([A-Z])/g, " $1")
    .replaceAll("_", " ")
    .toLowerCase();
}

// Returns what a row rests on: its own sources, or those of the records that it names.
function evidenceOf({ model }, { cells }) {
  const records = cells.map((id) => model.record(id)?.row).filter(Boolean);
  const rows = records.length ? records : cells.map((id) => model.things.get(id)).filter(Boolean);
  return [
    ...new Set(
      (rows.length ? rows : []).slice(0, records.length || 1).flatMap((row) => row.evidence),
    ),
  ];
}

function sourceWords(context, row) {
  const { model } = context;
  if (!row.sources.length)
    return evidenceOf(context, row).map((number) => referenceWords(model, number));
  return row.sources.map((id) => {
    const { title, url } = sourceAbout(model, id);
    return safeAddress(url) ? `${title} <${safeAddress(url)}>` : title;
  });
}

function sourceAbout(model, id) {
  const thing = model.things.get(id);
  const source = sourceOf(model, id);
  return {
    title: source?.title ?? thing?.label ?? id,
    url: source?.url ?? thing?.url ?? thing?.law,
  };
}

function sourcesNode(context, row) {
  const { model } = context;
  if (!row.sources.length) {
    const numbers = evidenceOf(context, row);
    if (!numbers.length) return "";
    return el(
      "details",
      { class: "row-sources" },
      el("summary", {}, count(numbers.length, "source")),
      sourcesOf(model, numbers),
    );
  }
  const links = row.sources.map((id) => {
    const { title, url } = sourceAbout(model, id);
    return el("li", {}, outsideLink(url, title));
  });
  return el(
    "details",
    { class: "row-sources" },
    el("summary", {}, count(links.length, "source")),
    el("ul", {}, links),
  );
}
