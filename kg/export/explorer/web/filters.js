// What the filters and the as-of date leave.

import { holdsOn, parseDate } from "./dates.js";
import { LIVING } from "./model.js";
import { fold } from "./text.js";

const FACETS = ["kinds", "relations", "topics", "jurisdictions", "verdicts", "confidence", "tiers"];
let last = { key: null, found: null };

// Returns "certain", "possible" or "no": whether a thing existed on a day (a text or a date).
// Things of which no date is known are possible on any day. A document exists from its date on.
export function existence(thing, on) {
  const day = typeof on === "string" ? parseDate(on) : on;
  if (!day?.earliest) return "possible";
  if (LIVING.includes(thing.kind)) {
    const end = thing.ended ? range(thing.ended, thing.end) : thing.ongoing ? parseDate("..") : null;
    return holdsOn(day, thing.born && range(thing.born, thing.start), end);
  }
  return thing.dated ? holdsOn(day, range(thing.dated, thing.date), parseDate("..")) : "possible";
}

// Returns the same for a relation; an event, an opinion and a document are moments that stay.
export function relationHolds(relation, on) {
  const day = typeof on === "string" ? parseDate(on) : on;
  if (!day?.earliest) return "possible";
  const start = parseDate(relation.start);
  if (relation.isMoment) return start ? holdsOn(day, start, parseDate("..")) : "possible";
  if (!relation.start && !relation.end && relation.seen?.length) {
    const isSeen = relation.seen.map(parseDate).some((seen) => seen && seen.earliest <= day.earliest && day.latest <= seen.latest);
    return isSeen ? "certain" : "possible";
  }
  return holdsOn(day, start, parseDate(relation.end));
}

function range([earliest, latest], text) {
  return { text, earliest, latest };
}

// Returns {things: Set of ids, relations: [...], recommendations: [...]}. A thing must have one of
// the values chosen in every facet; topics and verdicts ask for a recommendation that it made or
// was given; relations and confidence ask for a relation that is left.
export function visible(model, state) {
  const now = typeof state.get === "function" ? state.get() : state;
  const key = JSON.stringify([now.on, now.q, now.set, ...FACETS.map((name) => now[name])]);
  if (last.key === key && last.model === model) return last.found;
  const found = select(model, now);
  last = { key, model, found };
  return found;
}

function select(model, now) {
  const day = parseDate(now.on);
  const recommendations = model.recommendations.filter((row) => isWanted(model, row, now));
  const advised = now.topics.length || now.verdicts.length ? advisedBy(recommendations) : null;
  const set = now.set ? new Set(model.headline.find((row) => row.id === now.set)?.ids) : null;
  const words = fold(now.q).split(" ").filter(Boolean);
  const things = new Set();
  for (const thing of model.things.values()) {
    if (now.kinds.length && !now.kinds.includes(thing.kind)) continue;
    if (now.jurisdictions.length && !now.jurisdictions.includes(thing.jurisdiction)) continue;
    if (now.tiers.length && !now.tiers.includes(thing.tier)) continue;
    if (advised && !advised.has(thing.id)) continue;
    if (set && !set.has(thing.id)) continue;
    if (words.length && !holdsWords(thing, words)) continue;
    if (day && existence(thing, day) === "no") continue;
    things.add(thing.id);
  }
  const relations = model.relations.filter(
    (relation) =>
      things.has(relation.s) && things.has(relation.o) &&
      (!now.relations.length || now.relations.includes(relation.p)) &&
      (!now.confidence.length || now.confidence.includes(relation.confidence)) &&
      (!day || relationHolds(relation, day) !== "no"),
  );
  if (now.relations.length || now.confidence.length) {
    const ends = new Set(relations.flatMap((relation) => [relation.s, relation.o]));
    for (const id of things) if (!ends.has(id)) things.delete(id);
  }
  return { things, relations, recommendations };
}

function isWanted(model, row, now) {
  if (now.topics.length && !row.topics.some((topic) => now.topics.includes(topic))) return false;
  if (now.verdicts.length && !now.verdicts.includes(row.outcome)) return false;
  if (now.set && !model.headline.find((one) => one.id === now.set)?.ids.includes(row.id)) return false;
  const words = fold(now.q).split(" ").filter(Boolean);
  if (words.length && !words.every((word) => fold(`${row.text} ${model.label(row.report)}`).includes(word))) return false;
  const day = parseDate(now.on);
  return !(day?.latest && row.dated && row.dated[0] > day.latest);
}

function advisedBy(recommendations) {
  const found = new Set();
  for (const row of recommendations) {
    for (const id of [row.report, ...row.addressees, ...row.topics]) found.add(id);
  }
  return found;
}

function holdsWords(thing, words) {
  thing.folded ??= fold([thing.label, ...thing.aliases, ...thing.names.map((n) => n.name), thing.description ?? ""].join(" "));
  return words.every((word) => thing.folded.includes(word));
}

// Returns which filters are set: [{name, value}], the as-of date left out.
export function activeFilters(now) {
  const found = FACETS.flatMap((name) => now[name].map((value) => ({ name, value })));
  if (now.q) found.push({ name: "q", value: now.q });
  if (now.set) found.push({ name: "set", value: now.set });
  return found;
}
