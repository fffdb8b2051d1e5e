// What is known of a thing, section by section.

import { dateWords } from "../core/dates.js";
import { sourcesOf } from "./evidence.js";
import { line, section, thingLink, thingLinks, when } from "./lines.js";
import { aboutCodes, aboutFigures } from "./about-numbers.js";
import { adviceLine, contractLine, nameLine, opinionLine } from "./about-record.js";
import { compare } from "../model/model.js";
import { counts } from "../model/relations.js";
import { adviceCount } from "../model/words.js";
import { count, el, outsideLink, safeAddress, sentence } from "../core/text.js";

const BUILT = ["System", "Programme"];

// Returns the parts of the details of a thing, in order; null where it has none.
export function aboutThing(context, thing) {
  const { model } = context;
  const contracts = model.contracts.filter((one) =>
    [...one.buyers, ...one.suppliers, ...one.subjects].includes(thing.id),
  );
  const people = { Person: "Posts held", Post: "Who held it" }[thing.kind] ?? "People in post";
  const unasserted = "An opinion is not a fact of this graph.";
  return [
    basics(model, thing),
    section("Names through time", namesOf(thing), (one) => nameLine(context, one)),
    aboutCodes(context, thing.codes),
    ...aboutFigures(context, thing.id),
    ...["before", "after"].map((end) =>
      section(sentence(end), stepsOf(model, thing, end), (one) => stepLine(context, one, end)),
    ),
    section("Events", eventsOf(model, thing), (one) => eventLine(context, one)),
    section(people, tenuresOf(model, thing), (one) => tenureLine(context, thing, one)),
    ...related(context, thing),
    section("Contracts", contracts, (one) => contractLine(context, one)),
    ...adviceOf(context, thing),
    section(
      "Opinions on it",
      inTime(model.opinions.filter((one) => one.about.includes(thing.id))),
      (one) => opinionLine(context, one),
      { className: "opinions", note: `What people and reports said. ${unasserted}` },
    ),
    section(
      "Opinions it gave",
      inTime(model.opinions.filter((one) => one.by === thing.id)),
      (one) => opinionLine(context, one),
      { className: "opinions", note: unasserted },
    ),
    section(
      "Said, but known to be wrong",
      model.wrong.filter((one) => [one.s, one.o].includes(thing.id)),
      (one) => wrongLine(context, one),
      { className: "wrong" },
    ),
  ];
}

function inTime(rows) {
  return [...rows].sort((a, b) => compare(a.date ?? "", b.date ?? ""));
}

function basics(model, thing) {
  const facts = [
    thing.tier && model.word(thing.tier),
    thing.itRole && model.word(thing.itRole),
    thing.jurisdiction && model.word(thing.jurisdiction),
    thing.systemKind && model.word(thing.systemKind),
    thing.status && model.word(thing.status),
    thing.groupSize && count(Number(thing.groupSize), "member"),
  ].filter(Boolean);
  const ids = thing.number ? [el("li", {}, `Number ${thing.number}`)] : [];
  const links = [...new Set([thing.url, thing.law])]
    .filter(safeAddress)
    .map((address) => el("li", {}, outsideLink(address, shortAddress(address))));
  return el(
    "div",
    { class: "basics" },
    (thing.description || thing.definition) &&
      el("p", { class: "description" }, thing.description || thing.definition),
    thing.citation && el("p", { class: "note" }, thing.citation),
    facts.length > 0 &&
      el(
        "ul",
        { class: "facts", "aria-label": "In short" },
        facts.map((fact) => el("li", {}, sentence(fact))),
      ),
    thing.note && el("p", { class: "note" }, thing.note),
    thing.aliases.length > 0 &&
      el("p", { class: "aliases" }, el("span", {}, "Also called "), thing.aliases.join(" · ")),
    ids.length + links.length > 0 &&
      el("ul", { class: "ids", "aria-label": "Identifiers and links" }, ids, links),
    sourcesOf(model, thing.evidence),
  );
}

function shortAddress(address) {
  const { hostname, pathname } = new URL(address);
  return `${hostname}${pathname.length > 1 ? "/…" : ""}`;
}

function namesOf(thing) {
  return [...thing.names].sort((a, b) => compare(a.start ?? a.date ?? "", b.start ?? b.date ?? ""));
}

function stepsOf(model, thing, end) {
  return [...model[end](thing.id)].sort(
    (a, b) => compare(a.event.date ?? "", b.event.date ?? "") || compare(a[end], b[end]),
  );
}

function stepLine(context, { event, how, ...step }, end) {
  const words = {
    succession: { before: "replaced", after: "was replaced by" },
    functions: { before: "took functions from", after: "passed functions to" },
    continued: { before: "continued", after: "was continued in" },
  };
  return line(context, [sentence(words[how][end]), " ", thingLink(context, step[end])], {
    when: event.date ? dateWords(event.date) : "date not known",
    note: [
      event.label && thingLink(context, event.id, event.label),
      event.laws.length > 0 && [". By ", thingLinks(context, event.laws)],
    ],
    evidence: event.evidence,
  });
}

// The events that are not told already as a step from one to the other.
function eventsOf(model, thing) {
  const told = new Set(
    [...model.before(thing.id), ...model.after(thing.id)].map((step) => step.event),
  );
  return inTime(model.eventsOf(thing.id).filter((event) => !told.has(event)));
}

function eventLine(context, event) {
  const { model } = context;
  return line(context, thingLink(context, event.id), {
    when: event.date ? dateWords(event.date) : "date not known",
    tags: [model.word(event.kind), ...(event.counts ? [] : [model.word(event.status)])],
    note: event.note,
    evidence: event.evidence,
  });
}

function tenuresOf(model, thing) {
  const found = model.tenures.filter((one) => [one.person, one.post, one.body].includes(thing.id));
  return found.sort((a, b) => compare(b.start ?? b.seen[0] ?? "", a.start ?? a.seen[0] ?? ""));
}

function tenureLine(context, thing, one) {
  const said = [one.person, one.post, one.body].filter((id) => id && id !== thing.id);
  return line(context, thingLinks(context, said), {
    when: when(one) || "dates not known",
    note: one.note,
    evidence: one.evidence,
    tags: [
      one.capacity && context.model.word(one.capacity),
      !counts(one) && "known to be wrong",
    ].filter(Boolean),
  });
}

// What claims say, by relation: systems and programmes first, then the others.
function related(context, thing) {
  const { model } = context;
  const groups = new Map();
  for (const one of model.connectionsOf(thing.id).filter((r) => !r.via)) {
    const [other, words] = one.s === thing.id ? [one.o, one.label] : [one.s, one.inverse];
    const isBuilt = BUILT.includes(model.things.get(other).kind);
    const key = `${isBuilt ? 0 : 1} ${words}`;
    if (!groups.has(key)) groups.set(key, { words, isBuilt, rows: [] });
    groups.get(key).rows.push({ one, other });
  }
  return [...groups]
    .sort((a, b) => compare(a[0], b[0]))
    .map(([, { words, isBuilt, rows }]) => {
      rows.sort(
        (a, b) =>
          compare(a.one.start ?? "", b.one.start ?? "") ||
          compare(model.label(a.other), model.label(b.other)),
      );
      const title = isBuilt ? `${sentence(words)}: systems and programmes` : sentence(words);
      return section(title, rows, ({ one, other }) =>
        line(context, thingLink(context, other), {
          when: when(one),
          note: one.note,
          evidence: one.evidence,
          against: one.against,
          tags:
            one.confidence && one.confidence !== "High"
              ? [`${model.word(one.confidence)} confidence`]
              : [],
        }),
      );
    });
}

function adviceOf(context, thing) {
  const { model } = context;
  const those = (title, isWanted, options) =>
    section(
      title,
      inTime(model.recommendations.filter(isWanted)),
      (row) => adviceLine(context, row),
      { total: adviceCount, ...options },
    );
  const isTold = (row) => row.addressees.includes(thing.id);
  return [
    those("Recommendations it made", (row) => row.report === thing.id),
    those("Recommendations made to it", isTold),
    those(
      "Recommendations it has inherited",
      (row) => !isTold(row) && row.addressees.some((id) => model.heirs(id).includes(thing.id)),
      { note: "Made to bodies that it replaced." },
    ),
    those("Recommendations on it", (row) => row.topics.includes(thing.id)),
  ];
}

function wrongLine(context, one) {
  const { model } = context;
  const end = (id) => (model.things.has(id) ? thingLink(context, id) : id);
  return line(context, [end(one.s), ` ${model.word(one.p)} `, end(one.o)], {
    when: when(one),
    note: one.reason ?? one.note,
    evidence: one.evidence,
    className: "wrong",
  });
}
