// The columns of the ledger: who was told what, what became of it, who says so, and where it stands.

import { assessor, outcome, toldOf } from "../panel/record-lines.js";
import { outcomeWords, verdictWords } from "../model/words.js";
import { dateWords } from "../core/dates.js";
import { reference } from "../panel/evidence.js";
import { thingLink, thingLinks } from "../panel/lines.js";
import { compare } from "../model/model.js";
import { count, el, sentence } from "../core/text.js";

/** @param {Context} context @returns {Column<Recommendation>[]} */
export function ledgerColumns(context) {
  const { model } = context;
  const labels = (ids) => ids.map(model.label).join("; ");
  return [
    ...givenColumns(context, labels),
    {
      id: "topics",
      label: "On",
      value: (r) => labels(r.topics),
      node: (r) => thingLinks(context, r.topics),
    },
    {
      id: "outcome",
      label: "What became of it",
      value: (r) => outcomeWords(model, r),
      node: (r) => outcome(model, r),
    },
    {
      id: "state",
      label: "State",
      value: (r) => sentence(model.word(r.state)),
      node: (r) => stateWords(model, r),
    },
    {
      id: "response",
      label: "Answer",
      value: (r) => (r.response ? sentence(model.word(r.response)) : ""),
      node: (r) => (r.response ? sentence(model.word(r.response)) : ""),
    },
    {
      id: "views",
      label: "Who says so",
      value: (r) => viewWords(model, r),
      node: (r) => views(context, r),
    },
  ];
}

// What was advised, when, by what report and to whom.
function givenColumns(context, labels) {
  const { model } = context;
  return [
    {
      id: "text",
      label: "Recommendation",
      value: (r) => r.text ?? r.label ?? r.id,
      node: (r) => thingLink(context, r.id, r.text ?? r.label),
    },
    { id: "date", label: "Date", value: (r) => r.date, node: (r) => dateWords(r.date) },
    {
      id: "report",
      label: "Made in",
      value: (r) => [model.label(r.report), r.number].filter(Boolean).join(", "),
      order: (r) => `${model.label(r.report)}\n${numbered(r.number)}`,
      node: (r) => [thingLink(context, r.report), r.number && `, ${r.number}`],
    },
    {
      id: "told",
      label: "Told",
      value: (r) => [labels(r.addressees), r.addresseeNote].filter(Boolean).join("; "),
      node: (r) => toldOf(context, r),
    },
    {
      id: "heirs",
      label: "Duty now with",
      value: (r) => labels(r.heirs),
      node: (r) => thingLinks(context, r.heirs),
    },
  ];
}

function viewWords(model, row) {
  return row.verdicts
    .map((view) => {
      const by =
        view.by === "project"
          ? "this project’s reading of the sources"
          : model.label(view.by ?? "nobody named");
      const cited = view.evidence
        .map((number) => model.citation(number))
        .map(({ source, locator }) => [source.title, locator].filter(Boolean).join(", "));
      return [`${verdictWords(model, view.verdict)}: ${by}`, view.date, ...cited]
        .filter(Boolean)
        .join(", ");
    })
    .join("; ");
}

function views(context, row) {
  const { model } = context;
  return el(
    "ul",
    { class: "views-of" },
    row.verdicts.map((view) =>
      el(
        "li",
        {},
        el("span", { class: "quick" }, verdictWords(model, view.verdict)),
        ": ",
        assessor(context, view.by),
        view.date && `, ${dateWords(view.date)}`,
        view.note && el("div", { class: "note" }, view.note),
        view.evidence
          .slice(0, 1)
          .map((number) => el("div", { class: "sources" }, reference(model, number))),
      ),
    ),
  );
}

// Where it stands, by when it was to be done, and how late that is at the least.
function stateWords(model, row) {
  const state = sentence(model.word(row.state));
  if (!row.due) return state;
  const late = row.late ? `, ${count(row.late, "day")} late` : "";
  return `${state}; due ${dateWords(row.due)}${late}`;
}

// Numbers of a report in the order in which it gives them: 2 before 10.
function numbered(number = "") {
  return number.replace(/\d+/g, (digits) => digits.padStart(6, "0"));
}

// Returns rows by report and number, in which order they stand where nothing else decides.
/** @param {Recommendation[]} rows */
export function inReports(rows) {
  /** @param {Recommendation} row */
  const key = ({ report, number }) => `${report}\n${numbered(number)}`;
  return [...rows].sort((a, b) => compare(key(a), key(b)));
}
