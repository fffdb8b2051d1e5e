// What the filters and the as-of date leave.

import { holdsOn, parseDate } from "../core/dates.js";
import { existence } from "./existence.js";
import { ADVICE_FACETS, adviceTest, chosen, isNarrowed } from "./advice-filters.js";
import { fold } from "../core/spelling.js";

export const FACETS = [
  "kinds",
  "relations",
  "topics",
  "jurisdictions",
  "verdicts",
  "confidence",
  "tiers",
];
const KEPT = 4; // answers: the same with and without a day is asked for in turn
/** @type {{key: string, model: Model, found: Found}[]} */
const kept = [];

// Returns "certain", "possible" or "no": whether a relation held on a day (a text or a date); an
// event, an opinion and a document are moments that stay.
/** @param {Relation} relation @param {string | StatedDate} on @returns {Verdict} */
export function relationHolds(relation, on) {
  const day = typeof on === "string" ? parseDate(on) : on;
  if (!day?.earliest) return "possible";
  const start = parseDate(relation.start);
  if (relation.isMoment) return start ? holdsOn(day, start, parseDate("..")) : "possible";
  if (!relation.start && !relation.end && relation.seen?.length) {
    const isSeen = relation.seen.map(parseDate).some((seen) => seen && isWithin(day, seen));
    return isSeen ? "certain" : "possible";
  }
  return holdsOn(day, start, parseDate(relation.end));
}

function isWithin(day, other) {
  return other.earliest <= day.earliest && day.latest <= other.latest;
}

// Returns {things: Set of ids, relations, recommendations, events: [...]}. A thing must have one
// of the values chosen in every facet; those of advice ask for a recommendation that it made or was
// given; relations and confidence ask for a relation that is left. A set (what makes up a
// number of the headline) asks for its things, or for those that its advice or events concern.
/** @param {Model} model @param {State | StateStore} state @returns {Found} */
export function visible(model, state) {
  const now = "get" in state ? state.get() : state;
  const names = ["on", "q", "set", "period", ...FACETS, ...ADVICE_FACETS];
  const key = JSON.stringify(names.map((name) => now[name]));
  const known = kept.find((one) => one.key === key && one.model === model);
  if (known) return known.found;
  const found = select(model, now);
  kept.unshift({ key, model, found });
  kept.length = Math.min(kept.length, KEPT);
  return found;
}

// Returns the same, and keeps nothing.
/** @param {Model} model @param {State} now @returns {Found} */
export function select(model, now) {
  const day = parseDate(now.on);
  const set = now.set ? readSet(model, now.set) : null;
  const words = fold(now.q).split(" ").filter(Boolean);
  const fits = adviceTest(model, now);
  const recommendations = model.recommendations.filter(
    (row) => fits(row) && isWanted(model, row, now, set, words, day),
  );
  const isAdvised = now.topics.length || now.verdicts.length || isNarrowed(now);
  const advised = isAdvised ? concernedBy(recommendations) : null;
  const things = new Set();
  for (const thing of model.things.values()) {
    if (now.kinds.length && !now.kinds.includes(thing.kind)) continue;
    if (now.jurisdictions.length && !now.jurisdictions.includes(thing.jurisdiction ?? "")) continue;
    if (now.tiers.length && !now.tiers.includes(thing.tier ?? "")) continue;
    if (advised && !advised.has(thing.id)) continue;
    if (set && !set.things.has(thing.id)) continue;
    if (words.length && !holdsWords(thing, words)) continue;
    if (day && existence(model, thing, day) === "no") continue;
    things.add(thing.id);
  }
  const relations = model.relations.filter(
    (relation) =>
      things.has(relation.s) &&
      things.has(relation.o) &&
      (!now.relations.length || now.relations.includes(relation.p)) &&
      (!now.confidence.length || now.confidence.includes(relation.confidence ?? "")) &&
      (!day || relationHolds(relation, day) !== "no"),
  );
  if (now.relations.length || now.confidence.length) {
    const ends = new Set(relations.flatMap((relation) => [relation.s, relation.o]));
    for (const id of things) if (!ends.has(id)) things.delete(id);
  }
  const events = model.events.filter(
    (event) =>
      (!set?.events.size || set.events.has(event.id)) &&
      (!day?.latest || !event.dated || event.dated[0] <= day.latest) &&
      (set?.events.size || partiesOf(event).some((id) => things.has(id))),
  );
  return { things, relations, recommendations, events };
}

function readSet(model, id) {
  const ids = model.headline.find((row) => row.id === id)?.ids ?? [];
  const of = (table) => ids.filter((one) => model.record(one)?.table === table);
  const found = {
    things: new Set(ids.filter((one) => model.things.has(one))),
    recommendations: new Set(of("recommendations")),
    events: new Set(of("events")),
  };
  const events = [...found.events].map((one) => model.record(one).row);
  const parts = model.events.filter((event) => found.events.has(event.partOf));
  for (const event of [...events, ...parts])
    for (const party of partiesOf(event)) found.things.add(party);
  for (const one of concernedBy([...found.recommendations].map((id) => model.record(id).row)))
    found.things.add(one);
  return found;
}

// Returns the things that an event ended, created, changed or concerned.
export function partiesOf(event) {
  const roles = [
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
  ];
  return roles.flatMap((role) => event[role]);
}

function isWanted(model, row, now, set, words, day) {
  if (now.topics.length && !row.under.some((topic) => now.topics.includes(topic))) return false;
  if (now.verdicts.length && !hasVerdict(row, now.verdicts)) return false;
  if (set?.recommendations.size && !set.recommendations.has(row.id)) return false;
  if (words.length) {
    row.folded ??= fold(
      [row.text, model.label(row.report), ...row.addressees.map(model.label)].join(" "),
    );
    if (!words.every((word) => row.folded.includes(word))) return false;
  }
  return !(day?.latest && row.dated && row.dated[0] > day.latest);
}

function hasVerdict({ outcome, contested }, verdicts) {
  return verdicts.includes(outcome) || (contested && verdicts.includes("Contested"));
}

function concernedBy(recommendations) {
  const found = new Set();
  for (const row of recommendations) {
    for (const id of [row.report, ...row.addressees, ...row.topics]) found.add(id);
  }
  return found;
}

function holdsWords(thing, words) {
  thing.folded ??= fold(
    [
      thing.label,
      ...thing.aliases,
      ...thing.names.map((n) => n.name),
      thing.description ?? "",
    ].join(" "),
  );
  return words.every((word) => thing.folded.includes(word));
}

// Returns which filters are set: [{name, value}], the as-of date left out.
export function activeFilters(now) {
  const found = [...FACETS, ...ADVICE_FACETS].flatMap((name) =>
    chosen(now, name).map((value) => ({ name, value })),
  );
  if (now.period) found.push({ name: "period", value: now.period });
  if (now.q) found.push({ name: "q", value: now.q });
  if (now.set) found.push({ name: "set", value: now.set });
  return found;
}
