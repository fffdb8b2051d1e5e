// The lines of records: a name, a recommendation, an opinion, a contract; and what they are told with.

import { dateWords, periodWords } from "../core/dates.js";
import { line, thingLink, thingLinks, when } from "./lines.js";
import { mark } from "../core/marks.js";
import { verdictWords } from "../model/words.js";
import { el } from "../core/text.js";

const OWN_READING = "project";

export function verdict(model, name) {
  return el("span", { class: "verdict" }, mark(name), verdictWords(model, name));
}

// Returns what became of a recommendation: in a word, and whether assessors differ.
export function outcome(model, row) {
  const tag = row.contested && [" ", el("span", { class: "tag" }, "assessors differ")];
  return [verdict(model, row.outcome), tag];
}

// Returns the same with who says so, and when.
export function outcomeBy(context, row) {
  const by = row.outcomeBy && [", says ", assessor(context, row.outcomeBy)];
  const date = row.outcomeDate && `, ${dateWords(row.outcomeDate)}`;
  return [outcome(context.model, row), by, date];
}

// Returns who said it; what this project itself read out of the sources is said to be so.
export function assessor(context, id) {
  return id === OWN_READING
    ? "this project’s reading of the sources"
    : id
      ? thingLink(context, id)
      : "nobody named";
}

// Returns who was told.
export function toldOf(context, row) {
  return [
    thingLinks(context, row.addressees),
    row.addressees.length > 0 && row.addresseeNote && "; ",
    row.addresseeNote,
  ];
}

// Returns who has the duty now, where those who were told have been replaced; null where nobody has.
export function heirsOf(context, row) {
  const heirs = [...new Set(row.addressees.flatMap((id) => context.model.heirs(id)))].sort();
  return heirs.length ? thingLinks(context, heirs) : null;
}

// Returns the line of a dated name.
export function nameLine(context, name) {
  return line(context, name.name, {
    when: when(name) || (name.date && dateWords(name.date)),
    tags: name.kind ? [context.model.word(name.kind)] : [],
    evidence: name.evidence,
  });
}

export function contractDates(row) {
  return (
    periodWords(row.start, row.end) ||
    (row.announced ? `announced ${dateWords(row.announced)}` : "dates not known")
  );
}

// Returns the value with its kind: sums of different kinds are different things.
export function valueWords(model, row) {
  if (!row.value) return "";
  const pounds = `£${Number(row.value).toLocaleString("en-GB")}`;
  return row.valueKind ? `${pounds} (${model.word(row.valueKind)})` : pounds;
}

// Returns the line of a recommendation on the details of a thing: what that thing is, it does not say.
export function adviceLine(context, row, id = "") {
  const isOwn = row.report === id;
  const number = row.number && `${row.number}. `;
  const report = [thingLink(context, row.report), row.number && `, ${row.number}`];
  const told = toldOf(context, row);
  const reason = reasonOf(row);
  return line(
    context,
    [
      isOwn && number,
      thingLink(context, row.id, row.text ?? row.label),
      " ",
      outcomeBy(context, row),
      reason && [": ", el("span", { class: "reason" }, reason)],
    ],
    {
      when: row.date && !isOwn ? dateWords(row.date) : "",
      note: isOwn ? told.flat().some(Boolean) && ["To ", told] : [report, " told ", told],
      evidence: row.evidence,
    },
  );
}

// Returns why it is judged as it is, in the words of who decides.
function reasonOf(row) {
  const isDeciding = (one) =>
    one.facet === "implementation" &&
    one.verdict === row.outcome &&
    one.by === row.outcomeBy &&
    (one.date ?? "") === (row.outcomeDate ?? "");
  return row.verdicts.find(isDeciding)?.note ?? "";
}

export function opinionLine(context, row) {
  const { model } = context;
  return line(
    context,
    [el("span", { class: "tag opinion" }, `opinion: ${model.word(row.stance)}`), " ", row.text],
    {
      when: row.date ? dateWords(row.date) : when(row),
      note: [assessor(context, row.by), ", about ", thingLinks(context, row.about)],
      evidence: row.evidence,
      className: "opinion",
    },
  );
}

// A remark after what was said before it.
function further(remark, i, remarks) {
  const before = i ? remarks[i - 1] : "";
  return `${before.endsWith(".") ? "" : "."} ${remark}`;
}

function endingWords({ cards, word }, { ending }) {
  return ending && !cards.unsaid.includes(ending) ? word(ending) : "";
}

export function contractLine(context, row) {
  const ends = [
    thingLinks(context, row.suppliers),
    row.suppliers.length > 0 && row.buyers.length > 0 && " for ",
    thingLinks(context, row.buyers),
  ];
  return line(
    context,
    [thingLink(context, row.id, row.label), " ", valueWords(context.model, row)],
    {
      when: contractDates(row),
      tags: [endingWords(context.model, row), row.outcome].filter(Boolean),
      note: [ends, ...[row.valueNote, row.note].filter(Boolean).map(further)],
      evidence: row.evidence,
    },
  );
}
