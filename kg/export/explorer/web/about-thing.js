// What is known of a thing, section by section.

import { dateWords, periodWords } from "./dates.js";
import { sourcesOf } from "./evidence.js";
import { line, section, thingLink, thingLinks, when } from "./lines.js";
import { adviceLine, contractLine, opinionLine } from "./about-record.js";
import { compare } from "./model.js";
import { count, el, outsideLink, safeAddress, sentence } from "./text.js";

const IDENTIFIERS = { ods: "ODS code", company: "Company number", wikidata: "Wikidata", number: "Number" };
const WIKIDATA = "https://www.wikidata.org/wiki/";
const BUILT = ["System", "Programme"];

// Returns the parts of the details of a thing, in order; null where it has none.
export function aboutThing(context, thing) {
  const { model } = context;
  return [
    basics(model, thing),
    section("Names through time", namesOf(context, thing)),
    section("Before", steps(context, model.before(thing.id), "before")),
    section("After", steps(context, model.after(thing.id), "after")),
    section("Events", eventsOf(context, thing)),
    section(thing.kind === "Person" ? "Posts held" : thing.kind === "Post" ? "Who held it" : "People in post", tenuresOf(context, thing)),
    ...related(context, thing),
    section("Contracts", model.contracts.filter((one) => [...one.buyers, ...one.suppliers, ...one.subjects].includes(thing.id)).map((one) => contractLine(context, one))),
    ...adviceOf(context, thing),
    section("Opinions on it", opinions(context, (one) => one.about.includes(thing.id)), { className: "opinions", note: "What people and reports said. An opinion is not a fact of this graph." }),
    section("Opinions it gave", opinions(context, (one) => one.by === thing.id), { className: "opinions", note: "An opinion is not a fact of this graph." }),
    section("Said, but known to be wrong", wrong(context, thing), { className: "wrong" }),
  ];
}

// Returns the dates of a thing in words, as they are stated.
export function lifeWords(thing) {
  if (thing.date) return dateWords(thing.date);
  const stated = periodWords(thing.start, thing.end);
  const start = thing.start || between(thing.born);
  const end = thing.end || between(thing.ended);
  return stated && thing.start && thing.end ? stated : periodWords(start, end);
}

// The bounds of a date that only events give: a day, or the first and last day it can mean.
function between(bounds) {
  if (!bounds) return "";
  if (bounds[0] === bounds[1]) return bounds[0];
  return bounds[0].slice(0, 7) === bounds[1].slice(0, 7) ? bounds[0].slice(0, 7) : bounds[0].slice(0, 4) === bounds[1].slice(0, 4) ? bounds[0].slice(0, 4) : `${bounds[0]}/${bounds[1]}`;
}

function basics(model, thing) {
  const facts = [
    thing.tier && model.word(thing.tier), thing.itRole && model.word(thing.itRole), thing.jurisdiction && model.word(thing.jurisdiction),
    thing.systemKind && model.word(thing.systemKind), thing.status && model.word(thing.status),
    thing.groupSize && count(Number(thing.groupSize), "member"),
  ].filter(Boolean);
  const ids = Object.entries(IDENTIFIERS).filter(([name]) => thing[name]).map(([name, words]) =>
    el("li", {}, `${words} `, name === "wikidata" ? outsideLink(WIKIDATA + encodeURIComponent(thing[name]), thing[name]) : thing[name]));
  const links = [...new Set([thing.url, thing.law])].filter(safeAddress).map((address) => el("li", {}, outsideLink(address, shortAddress(address))));
  return el("div", { class: "basics" },
    (thing.description || thing.definition) && el("p", { class: "description" }, thing.description || thing.definition),
    thing.citation && el("p", { class: "note" }, thing.citation),
    facts.length > 0 && el("ul", { class: "facts", "aria-label": "In short" }, facts.map((fact) => el("li", {}, sentence(fact)))),
    thing.note && el("p", { class: "note" }, thing.note),
    thing.aliases.length > 0 && el("p", { class: "aliases" }, el("span", {}, "Also called "), thing.aliases.join(" · ")),
    ids.length + links.length > 0 && el("ul", { class: "ids", "aria-label": "Identifiers and links" }, ids, links),
    sourcesOf(model, thing.evidence));
}

function shortAddress(address) {
  const { hostname, pathname } = new URL(safeAddress(address));
  return `${hostname}${pathname.length > 1 ? "/…" : ""}`;
}

function namesOf(context, thing) {
  const sorted = [...thing.names].sort((a, b) => compare(a.start ?? a.date ?? "", b.start ?? b.date ?? ""));
  return sorted.map((name) => line(context, name.name, {
    when: when(name) || (name.date && dateWords(name.date)), tags: name.kind ? [context.model.word(name.kind)] : [], evidence: name.evidence,
  }));
}

function steps(context, found, end) {
  const words = {
    succession: { before: "replaced", after: "was replaced by" },
    functions: { before: "took functions from", after: "passed functions to" },
    continued: { before: "continued", after: "was continued in" },
  };
  const sorted = [...found].sort((a, b) => compare(a.event.date ?? "", b.event.date ?? "") || compare(a[end], b[end]));
  return sorted.map((step) => {
    const { event } = step;
    return line(context, [sentence(words[step.how][end]), " ", thingLink(context, step[end])], {
      when: event.date ? dateWords(event.date) : "date not known",
      note: [event.label && thingLink(context, event.id, event.label), event.laws.length > 0 && [". By ", thingLinks(context, event.laws)]],
      evidence: event.evidence,
    });
  });
}

function eventsOf(context, thing) {
  const { model } = context;
  const isParty = (event) => [event.concerns, event.opens, event.closes, event.wouldGain, event.wouldLose, event.laws, event.triggers].some((ids) => ids.includes(thing.id));
  const isEndOf = (event) => [event.created, event.ended].some((ids) => ids.includes(thing.id)) && !model.steps.some((s) => s.event === event && (s.before === thing.id || s.after === thing.id));
  const found = model.events.filter((event) => isParty(event) || isEndOf(event));
  return found.sort((a, b) => compare(a.date ?? "", b.date ?? "")).map((event) => line(context, thingLink(context, event.id), {
    when: event.date ? dateWords(event.date) : "date not known",
    tags: [model.word(event.kind), ...(event.happened ? [] : [model.word(event.status)])],
    note: event.note, evidence: event.evidence,
  }));
}

function tenuresOf(context, thing) {
  const { model } = context;
  const found = model.tenures.filter((one) => [one.person, one.post, one.body].includes(thing.id));
  found.sort((a, b) => compare(b.start ?? b.seen?.[0] ?? "", a.start ?? a.seen?.[0] ?? ""));
  return found.map((one) => {
    const said = [one.person, one.post, one.body].filter((id) => id && id !== thing.id);
    return line(context, thingLinks(context, said), {
      when: when(one) || "dates not known", note: one.note, evidence: one.evidence,
      tags: [one.capacity && model.word(one.capacity), one.rank === "Deprecated" && "known to be wrong"].filter(Boolean),
    });
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
  return [...groups].sort((a, b) => compare(a[0], b[0])).map(([, { words, isBuilt, rows }]) => {
    rows.sort((a, b) => compare(a.one.start ?? "", b.one.start ?? "") || compare(model.label(a.other), model.label(b.other)));
    const title = isBuilt ? `${sentence(words)}: systems and programmes` : sentence(words);
    return section(title, rows.map(({ one, other }) => line(context, thingLink(context, other), {
      when: when(one), note: one.note, evidence: one.evidence, against: one.against ?? [],
      tags: one.confidence && one.confidence !== "High" ? [`${model.word(one.confidence)} confidence`] : [],
    })));
  });
}

function adviceOf(context, thing) {
  const { model } = context;
  const made = model.recommendations.filter((row) => row.report === thing.id);
  const told = model.recommendations.filter((row) => row.addressees.includes(thing.id));
  const inherited = model.recommendations.filter((row) => !row.addressees.includes(thing.id) && row.addressees.some((id) => model.heirs(id).includes(thing.id)));
  const on = model.recommendations.filter((row) => row.topics.includes(thing.id));
  const lines = (rows) => [...rows].sort((a, b) => compare(a.date, b.date)).map((row) => adviceLine(context, row));
  return [
    section("Recommendations it made", lines(made)), section("Recommendations made to it", lines(told)),
    section("Recommendations it has inherited", lines(inherited), { note: "Made to bodies that it replaced." }),
    section("Recommendations on it", lines(on)),
  ];
}

function opinions(context, isWanted) {
  const found = context.model.opinions.filter(isWanted);
  return found.sort((a, b) => compare(a.date ?? "", b.date ?? "")).map((one) => opinionLine(context, one));
}

function wrong(context, thing) {
  const { model } = context;
  return model.wrong.filter((one) => [one.s, one.o].includes(thing.id)).map((one) => line(context,
    [thingLink(context, one.s), ` ${model.word(one.p)} `, model.things.has(one.o) ? thingLink(context, one.o) : one.o],
    { when: when(one), note: one.reason ?? one.note, evidence: one.evidence, className: "wrong" }));
}
