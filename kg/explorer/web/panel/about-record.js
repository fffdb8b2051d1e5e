// What is known of a record: an event, a recommendation, an opinion, a contract.

import { dateWords } from "../core/dates.js";
import { aboutCodes, aboutFigures } from "./about-numbers.js";
import { sourcesOf } from "./evidence.js";
import { kindWords } from "./happenings.js";
import { line, section, thingLink, thingLinks, when } from "./lines.js";
import {
  adviceLine,
  assessor,
  contractDates,
  heirsOf,
  nameLine,
  outcomeBy,
  toldOf,
  valueWords,
  verdict,
} from "./record-lines.js";
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
const WHOLE = "Stands for all the advice of the document, and is counted among no recommendations.";

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
