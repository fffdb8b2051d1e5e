// What is known of a record: an event, a recommendation, an opinion, a contract.

import { dateWords, periodWords } from "../core/dates.js";
import { aboutCodes, aboutFigures } from "./about-numbers.js";
import { sourcesOf } from "./evidence.js";
import { kindWords } from "./happenings.js";
import { line, section, thingLink, thingLinks, when } from "./lines.js";
import { mark } from "../core/marks.js";
import { verdictWords } from "../model/words.js";
import { el, sentence } from "../core/text.js";

const ROLES = {
  ended: "Ended",
  created: "Created",
  gaining: "Gained functions",
  losing: "Lost functions",
  opens: "Opened",
  closes: "Closed",
  continuedIn: "Continued in",
  concerns: "Concerned",
  wouldGain: "Would gain functions",
  wouldLose: "Would lose functions",
  laws: "By law",
  triggers: "Brought about by",
};
const OWN_READING = "project";
const WHOLE = "Stands for all the advice of the document, and is counted among no recommendations.";
function verdict(model, name) {
  return el("span", { class: "verdict" }, mark(name), verdictWords(model, name));
}

// Returns what became of a recommendation: in a word, and whether assessors differ.
export function outcome(model, row) {
  const tag = row.contested && [" ", el("span", { class: "tag" }, "assessors differ")];
  return [verdict(model, row.outcome), tag];
}

// Returns the same with who says so, and when.
function outcomeBy(context, row) {
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

// Returns {title, kind, life, evidence, parts} of a record.
export function aboutRecord(context, { table, row }) {
  return {
    events: aboutEvent,
    recommendations: aboutAdvice,
    opinions: aboutOpinion,
    contracts: aboutContract,
  }[table](context, row);
}

function aboutEvent(context, event) {
  const { model } = context;
  const rows = Object.entries(ROLES)
    .filter(([role]) => event[role].length)
    .map(([role, words]) => [words, thingLinks(context, event[role])]);
  const parts = model.events.filter((one) => one.partOf === event.id);
  if (event.partOf) rows.push(["Part of", thingLink(context, event.partOf)]);
  return {
    title: event.label ?? event.id,
    kind: kindWords(model, event),
    life: event.date ? dateWords(event.date) : "date not known",
    evidence: event.evidence,
    parts: [
      event.note && el("p", { class: "description" }, event.note),
      event.aliases.length > 0 &&
        el("p", { class: "aliases" }, el("span", {}, "Also called "), event.aliases.join(" · ")),
      pairs(rows),
      sourcesOf(model, event.evidence),
      section("What it was called", event.names, (one) => nameLine(context, one)),
      ...aboutCodes(context, event.codes),
      ...aboutFigures(context, event.id),
      section("Its parts", parts, (one) =>
        line(context, thingLink(context, one.id), {
          when: dateWords(one.date),
          evidence: one.evidence,
        }),
      ),
    ],
  };
}

function aboutAdvice(context, row) {
  const { model } = context;
  const view = (one) =>
    line(context, [verdict(model, one.verdict), " – ", assessor(context, one.by)], {
      when: one.date ? dateWords(one.date) : when(one),
      note: one.note,
      evidence: one.evidence,
      tags: one.facet === "response" ? ["response"] : [],
    });
  const earlier = row.reiterates.map((id) => model.record(id)?.row).filter(Boolean);
  const again = model.recommendations.filter((one) => one.reiterates.includes(row.id));
  const advice = (one) => adviceLine(context, one);
  return {
    title: row.text ?? row.label ?? row.id,
    kind: row.whole ? model.word("DocumentAdvice") : "recommendation",
    life: row.date ? dateWords(row.date) : "",
    evidence: row.evidence,
    parts: [
      el("p", {}, outcomeBy(context, row)),
      row.whole && el("p", { class: "note" }, WHOLE),
      pairs([
        ["Made in", [thingLink(context, row.report), row.number && `, ${row.number}`]],
        ["Made to", toldOf(context, row)],
        ["Duty now with", heirsOf(context, row)],
        ["On", thingLinks(context, row.topics)],
        ["Due", row.due && dateWords(row.due)],
      ]),
      sourcesOf(model, row.evidence),
      section("What became of it", row.verdicts, view),
      section("Repeats", earlier, advice),
      section("Repeated by", again, advice),
    ],
  };
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

function aboutOpinion(context, row) {
  const { model } = context;
  return {
    title: row.text ?? row.id,
    kind: "opinion",
    life: row.date ? dateWords(row.date) : when(row),
    evidence: row.evidence,
    parts: [
      el("p", { class: "opinion-note" }, "An opinion, in our words: not a fact of this graph."),
      pairs([
        ["Said by", assessor(context, row.by)],
        ["About", thingLinks(context, row.about)],
        ["Stance", row.stance && sentence(model.word(row.stance))],
      ]),
      sourcesOf(model, row.evidence),
    ],
  };
}

function aboutContract(context, row) {
  const { model } = context;
  return {
    title: row.label ?? row.id,
    kind: "contract",
    life: contractDates(row),
    evidence: row.evidence,
    parts: [
      row.note && el("p", { class: "description" }, row.note),
      pairs([
        ["Buyer", thingLinks(context, row.buyers)],
        ["Supplier", thingLinks(context, row.suppliers)],
        ["For", thingLinks(context, row.subjects)],
        ["Value", valueWords(model, row)],
        ["Note", row.valueNote],
        ["Agreed end", row.agreedEnd && dateWords(row.agreedEnd)],
        ["Ending", row.ending && sentence(model.word(row.ending))],
        ["Outcome", row.outcome],
      ]),
      sourcesOf(model, row.evidence),
      ...aboutCodes(context, row.codes),
      ...aboutFigures(context, row.id),
    ],
  };
}

// Returns the line of a dated name.
export function nameLine(context, name) {
  return line(context, name.name, {
    when: when(name) || (name.date && dateWords(name.date)),
    tags: name.kind ? [context.model.word(name.kind)] : [],
    evidence: name.evidence,
  });
}

function contractDates(row) {
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

function pairs(rows) {
  const kept = rows.filter(([, value]) =>
    Array.isArray(value) ? value.flat(Infinity).some(Boolean) : value,
  );
  return kept.length
    ? el(
        "dl",
        {},
        kept.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
      )
    : null;
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
      note: [ends, row.valueNote && `. ${row.valueNote}`, row.note && `. ${row.note}`],
      evidence: row.evidence,
    },
  );
}
