// The model: what the data of the page says, with its relations and look-ups.
//
// model.things        Map id -> thing {id, kind, label, aliases, names, description, start, end,
//                     born, ended: [earliest, latest] or null, ongoing, tier, itRole, ..., evidence}
// model.relations     [{s, p, o, label, inverse, start, end, seen, confidence, note, evidence, via,
//                     opinion}]; via is the record behind it, if it is not a claim
// model.eventsOf(id)  the events in which a thing or law has a part
// model.events, tenures, recommendations, opinions, contracts, topics, wrong (deprecated claims)
// model.record(id)    an event, recommendation, opinion or contract
// model.dataset       what the record says of itself: title, emphasis, citation, name, national tiers
// model.citation(i)   {source: {id, title, publisher, date, kind, url}, locator}
// Stated dates are EDTF texts; bounds are ISO days.

import { parseDate } from "../core/dates.js";
import { addRelations } from "./relations.js";

export const LIVING = ["Body", "BodyGroup", "Unit", "Company", "Programme", "System"];
export const DOCUMENTS = ["Report", "Strategy", "Article", "Legislation"];

/** @returns {Model} */
export function createModel(data) {
  const model = /** @type {Model} */ ({
    now: data.now,
    base: data.base,
    part: data.part,
    dataset: data.dataset,
    schemes: data.schemes,
    headline: data.headline,
    heads: new Set(data.heads),
    network: data.network,
    things: new Map(),
    events: data.events.map(readEvent),
    tenures: data.tenures.map((row) => withLists(row, ["seen"])),
    recommendations: data.recommendations.map(readRecommendation),
    opinions: data.opinions.map((row) => withLists(row, ["about"])),
    contracts: data.contracts.map((row) => withLists(row, ["buyers", "suppliers", "subjects"])),
    wrong: data.claims
      .filter((claim) => claim.rank === "Deprecated")
      .map((row) => withLists(row, ["seen"])),
  });
  for (const row of data.things) {
    const isNational = data.dataset.national.includes(row.tier);
    model.things.set(row.id, { ...readThing(row), isNational });
  }
  for (const name of data.names) {
    model.things.get(name.of)?.names.push({ ...name, evidence: name.evidence ?? [] });
  }
  addWords(model, data);
  addRecords(model);
  addPlans(model);
  addVerdicts(model, data.assessments);
  addRelations(
    model,
    data.claims.filter((claim) => claim.rank !== "Deprecated"),
  );
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

// Notes of each thing what was planned first to begin and to end it.
function addPlans(model) {
  for (const event of model.events) {
    if (event.status !== "Planned" || !event.dated) continue;
    const before = [...event.wouldLose, ...event.ended, ...event.closes];
    const after = [...event.wouldGain, ...event.created, ...event.opens];
    for (const [role, ids] of Object.entries({ ends: before, begins: after })) {
      for (const thing of ids.map((id) => model.things.get(id)).filter(Boolean)) {
        if (!thing[role] || event.dated[1] < thing[role].dated[1]) thing[role] = event;
      }
    }
  }
}

function withLists(row, names) {
  const lists = Object.fromEntries(["evidence", ...names].map((name) => [name, row[name] ?? []]));
  return { ...row, ...lists };
}

function readThing(row) {
  const isLiving = LIVING.includes(row.kind);
  return {
    ...withLists(row, ["aliases"]),
    label: row.label ?? row.id,
    names: [],
    ongoing: row.end === "..",
    born: row.born ?? (isLiving ? bounds(row.start) : null),
    ended: row.ended ?? (isLiving ? bounds(row.end) : null),
    dated: bounds(row.date),
  };
}

function bounds(text) {
  const day = parseDate(text);
  return day?.earliest ? [day.earliest, day.latest] : null;
}

function readEvent(row) {
  const status = row.status ?? "Happened";
  return {
    ...withLists(row, ROLES),
    status,
    happened: status === "Happened",
    dated: bounds(row.date),
  };
}

function readRecommendation(row) {
  const lists = withLists(row, ["addressees", "topics", "reiterates"]);
  return { ...lists, contested: row.contested === "true", verdicts: [] };
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
  model.label = (id) => {
    const known = model.things.get(id) ?? records.get(id)?.row;
    return known?.label ?? known?.text ?? id;
  };
}

function addVerdicts(model, assessments) {
  for (const view of assessments) {
    const about = model.record(view.of);
    if (about?.table !== "recommendations" || view.rank === "Deprecated") continue;
    const facet = view.response ? "response" : "implementation";
    const evidence = view.evidence ?? [];
    about.row.verdicts.push({
      ...view,
      facet,
      verdict: view[facet],
      dated: bounds(view.date),
      evidence,
    });
  }
  for (const row of model.recommendations) {
    row.verdicts.sort((a, b) => compare(a.dated?.[0] ?? "", b.dated?.[0] ?? ""));
    const report = model.things.get(row.report);
    row.date = report?.date ?? "";
    row.dated = report?.dated ?? null;
    row.outcome = outcome(row);
  }
}

// Returns what became of a recommendation, as the analyses count it: Contested, or the latest
// assessment that says something; Unsettled where one day gave several, Unassessed where none.
function outcome(row) {
  if (row.contested) return "Contested";
  const views = row.verdicts.filter((view) => view.facet === "implementation");
  const telling = views.filter((view) => view.verdict !== "Unknown");
  if (!telling.length) return views.length ? "Unknown" : "Unassessed";
  const last = telling.map((view) => view.dated?.[1] ?? "").reduce((a, b) => (a > b ? a : b));
  const said = new Set(
    telling.filter((view) => (view.dated?.[1] ?? "") === last).map((view) => view.verdict),
  );
  return said.size === 1 ? [...said][0] : "Unsettled";
}

function addCitations(model, data) {
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
  model.citation = (number) => {
    const [source, locator] = data.citations[number];
    return { source: sources[source], locator: locator ?? "" };
  };
  for (const [old, id] of Object.entries(data.moved)) model.moved.set(old, id);
}

export function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
