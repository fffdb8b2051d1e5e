// The model: what the data of the page says, with its relations and look-ups.
//
// model.things        Map id -> thing {id, kind, label, aliases, names, description, start, end,
//                     born, ended: [earliest, latest] or null, ongoing, tier, itRole, ..., evidence}
// model.relations     [{s, p, o, label, inverse, start, end, seen, confidence, note, evidence, via,
//                     opinion}]; via is the record behind it, if it is not a claim
// model.eventsOf(id)  the events in which a thing or law has a part
// model.events, tenures, recommendations, opinions, contracts, topics, wrong (claims that do not
// count)
// model.makers        Map report -> ids of who wrote or published it
// model.figures       [{of, measure, value, low, high, unit, by, date, start, end, note, evidence}]
// model.kinds         {living, documents}: Sets of classes of things
// model.near          Set of the tiers that an answer begins with: national and regional
// model.record(id)    an event, recommendation, opinion or contract
// model.dataset       what the record says of itself: title, emphasis, citation, name, national tiers
// model.citation(i)   {source: {id, title, publisher, date, kind, url}, locator}
// Stated dates are EDTF texts; bounds are ISO days.

import { parseDate } from "../core/dates.js";
import { addRelations, counts } from "./relations.js";
import { unfolded } from "./unfolding.js";

/** @returns {Model} */
export function createModel(folded) {
  const data = unfolded(folded);
  const model = /** @type {Model} */ ({
    now: data.now,
    base: data.base,
    pages: data.pages ?? null,
    part: data.part,
    stories: data.stories ?? [],
    address: data.address ?? "",
    dataset: data.dataset,
    schemes: data.schemes,
    headline: data.headline,
    heads: new Set(data.heads),
    joins: data.joins,
    network: data.network,
    cards: data.cards,
    offices: data.offices,
    readUpTo: data.readUpTo,
    spelt: data.spelt,
    aims: data.aims ?? {},
    attempts: {},
    makers: new Map(Object.entries(data.makers)),
    questions: data.questions ?? {},
    kinds: { living: new Set(data.kinds.living), documents: new Set(data.kinds.documents) },
    near: new Set(data.near),
    switches: data.switches,
    opening: data.opening,
    things: new Map(),
    events: data.events.map(readEvent),
    tenures: data.tenures.map((row) => withLists(row, ["seen"])),
    recommendations: data.recommendations.map(readRecommendation),
    opinions: data.opinions.map((row) => withLists(row, ["about"])),
    contracts: data.contracts.map(readContract),
    figures: data.figures.map((row) => withLists(row, [])),
    wrong: data.claims.filter((claim) => !counts(claim)).map((row) => withLists(row, ["seen"])),
  });
  for (const row of data.things) model.things.set(row.id, readThing(row, model.kinds.living));
  addWords(model, data);
  addRecords(model);
  for (const table of ["names", "codes"]) {
    for (const row of data[table].filter(counts)) {
      const known = model.things.get(row.of) ?? model.record(row.of)?.row;
      known?.[table]?.push({ ...row, evidence: row.evidence ?? [] });
    }
  }
  addViews(model, data.assessments.filter(counts));
  addRelations(model, data);
  for (const row of model.recommendations) row.heirs = heirsOf(model, row);
  addCitations(model, data);
  return model;
}

const ROLES = [
  "ended",
  "created",
  "gaining",
  "losing",
  "wouldGain",
  "wouldLose",
  "opens",
  "closes",
  "continuedIn",
  "concerns",
  "laws",
  "triggers",
];

function withLists(row, names) {
  const lists = Object.fromEntries(["evidence", ...names].map((name) => [name, row[name] ?? []]));
  return { ...row, ...lists };
}

function readThing(row, living) {
  const isLiving = living.has(row.kind);
  return {
    ...withLists(row, ["aliases"]),
    label: row.label ?? row.id,
    isNamed: Boolean(row.label),
    names: [],
    codes: [],
    ongoing: row.end === "..",
    born: row.born ?? (isLiving ? bounds(row.start) : null),
    ended: row.ended ?? (isLiving ? bounds(row.end) : null),
    attested: row.attested ?? null,
    dated: bounds(row.date),
  };
}

function bounds(text) {
  const day = parseDate(text);
  return day?.earliest ? [day.earliest, day.latest] : null;
}

function readEvent(row) {
  const { status = "Happened", date } = row;
  const lists = { ...withLists(row, [...ROLES, "aliases"]), names: [], codes: [] };
  return { ...lists, status, counts: counts(row), dated: bounds(date) };
}

function readContract(row) {
  return { ...withLists(row, ["buyers", "suppliers", "subjects"]), codes: [] };
}

function readRecommendation(row) {
  const lists = withLists(row, ["addressees", "topics", "reiterates"]);
  const { state = "Open" } = row;
  const isContested = row.contested === "true";
  return { ...lists, state, contested: isContested, whole: Boolean(row.whole), verdicts: [] };
}

// Returns who has today the duty of those who were told and have been replaced.
function heirsOf(model, { addressees }) {
  const heirs = new Set(addressees.flatMap(model.heirs));
  return [...heirs].filter((id) => !addressees.includes(id)).sort();
}

// Returns topics with all that are broader: advice on one is advice on those above it too.
function atOrAbove(model, topics) {
  const found = new Set(topics);
  for (const id of found) {
    const { broader } = model.things.get(id) ?? {};
    if (broader) found.add(broader);
  }
  return [...found];
}

function addWords(model, data) {
  const words = { __proto__: null, ...data.words, Concept: "topic", Project: "project" };
  const inverses = { __proto__: null, ...data.inverses };
  // the words for a class, property or value; the name of the term where it has none
  model.word = (term) =>
    words[term] ??
    String(term)
      .replace(/^.*:/, "")
      .replace(/([A-Z])/g, " $1")
      .trim()
      .toLowerCase();
  model.plural = (kind) => inverses[kind] ?? `${model.word(kind)}s`;
  model.inverse = (term) => inverses[term] ?? `${model.word(term)} of`;
}

function addRecords(model) {
  const records = new Map();
  for (const table of ["events", "recommendations", "opinions", "contracts"]) {
    for (const row of model[table]) records.set(row.id, { table, row });
  }
  const parts = new Map();
  for (const event of model.events) {
    for (const id of new Set(ROLES.flatMap((role) => event[role]))) {
      if (parts.has(id)) parts.get(id).push(event);
      else parts.set(id, [event]);
    }
  }
  model.eventsOf = (id) => parts.get(id) ?? [];
  model.moved = new Map();
  model.record = (id) => records.get(id) ?? null;
  model.knows = (id) => model.things.has(id) || records.has(id);
  model.topics = [...model.things.values()].filter((thing) => thing.kind === "Concept");
  for (const row of model.recommendations) row.under = atOrAbove(model, row.topics);
  model.label = (id) => {
    const known = model.things.get(id) ?? records.get(id)?.row;
    return known?.label ?? known?.text ?? id;
  };
}

function addViews(model, assessments) {
  for (const view of assessments) {
    const about = model.record(view.of);
    if (about?.table !== "recommendations") continue;
    const facet = view.response ? "response" : "implementation";
    const [verdict, evidence] = [view[facet], view.evidence ?? []];
    about.row.verdicts.push({ ...view, facet, verdict, dated: bounds(view.date), evidence });
  }
  for (const row of model.recommendations) {
    row.verdicts.sort((a, b) => compare(a.dated?.[0] ?? "", b.dated?.[0] ?? ""));
    const judged = row.verdicts.filter(({ facet }) => facet === "implementation");
    row.judges = [...new Set(judged.map(({ by }) => by).filter(Boolean))];
    // by its last possible day, as the program takes the last word
    const answer = row.verdicts
      .filter(({ facet, verdict }) => facet === "response" && verdict === row.response)
      .sort((one, other) => compare(one.dated?.[1] ?? "", other.dated?.[1] ?? ""))
      .at(-1);
    [row.responseBy, row.responseDate] = [answer?.by, answer?.date];
    const report = model.things.get(row.report);
    row.date = report?.date ?? "";
    row.dated = report?.dated ?? null;
  }
}

function addCitations(model, data) {
  model.sources = data.sources;
  const sources = data.sources.map((source) => {
    const thing = model.things.get(source.id);
    if (source.title || !thing) return { title: source.id, ...source };
    return {
      id: thing.id,
      title: thing.label,
      date: thing.date,
      kind: thing.kind,
      url: thing.url ?? thing.law,
    };
  });
  const byId = new Map(sources.map((source) => [source.id, source]));
  model.source = (id) => byId.get(id) ?? null;
  model.citation = (number) => {
    const [source, locator] = data.citations[number];
    return { source: sources[source], locator: locator ?? "" };
  };
  for (const [old, id] of Object.entries(data.moved)) model.moved.set(old, id);
}

export function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
