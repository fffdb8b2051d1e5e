// What claims say of a thing: each relation once, on all sources of the claims that state it.

import { line, thingLink, when } from "./lines.js";
import { dateWords } from "../core/dates.js";
import { tell } from "./told.js";

const PARTS = ["partOf", "parentBody", "sponsoredBy", "inGroup"];
const LOW = "Low";
const POST = "postIn";

// Returns what claims that count say of a thing, and what a post is of.
export function relationsTold(context, thing) {
  const { model } = context;
  const same = new Map();
  const posts = model.relationsOf(thing.id).filter((one) => one.p === POST);
  // what a claim says of a part in an event, the event says itself
  const happened = new Set(model.eventsOf(thing.id).map((event) => event.id));
  const isOf = ({ s, o }) => (s === thing.id || o === thing.id) && s !== o && !happened.has(s);
  for (const one of [...model.claims.filter(isOf), ...posts]) {
    if (![one.s, one.o].every(model.knows)) continue;
    const key = `${one.s} ${one.p} ${one.o}`;
    if (!same.has(key)) same.set(key, []);
    same.get(key).push(one);
  }
  return [...same.values()].map((rows) => relationTold(context, thing, merged(rows)));
}

function relationTold(context, thing, one) {
  const { model } = context;
  const [other, words] = one.s === thing.id ? [one.o, one.label] : [one.s, one.inverse];
  const kind = (model.things.get(other) ?? model.record(other)?.row).kind;
  const key = keyOf(model, thing, one, kind);
  const isMoment = [thing.kind, kind].some((one) => model.cards.moments.includes(one));
  const row = { ...one, isMoment: isMoment && !one.end };
  return tell(key, row, `${words} ${model.label(other)}`, () =>
    line(context, [key !== "Posts" && `${words} `, thingLink(context, other)], {
      when: isMoment ? one.whens.map(momentWords).filter(Boolean).join("; ") : whenWords(one.whens),
      note: one.note,
      evidence: one.evidence,
      against: one.against,
      tags:
        one.confidence && one.confidence !== "High"
          ? [`${model.word(one.confidence)} confidence`]
          : [],
    }),
  );
}

function keyOf({ cards }, thing, one, kind) {
  if (PARTS.includes(one.p)) return "Parents and parts";
  if (one.p === POST && one.s === thing.id) return "Relations";
  return Object.hasOwn(cards.headings, kind) ? cards.headings[kind] : "Relations";
}

// Several claims of the same as one: their dates, remarks and sources together.
function merged(rows) {
  const sorted = [...rows].sort((a, b) => (dayWords(a) < dayWords(b) ? -1 : 1));
  const unique = (values) => [...new Set(values)];
  const isSure = rows.some((one) => one.confidence !== LOW);
  return {
    ...sorted[0],
    whens: sorted,
    note: unique(sorted.map((one) => one.note).filter(Boolean)).join(" "),
    evidence: unique(sorted.flatMap((one) => one.evidence)).sort((a, b) => a - b),
    against: unique(sorted.flatMap((one) => one.against)),
    confidence: isSure ? rows.find((one) => one.confidence !== LOW).confidence : LOW,
  };
}

function dayWords({ start, seen = [], end }) {
  return start ?? seen[0] ?? (end ? `9${end}` : "99");
}

function whenWords(rows) {
  return [...new Set(rows.map(when).filter(Boolean))].join("; ");
}

// What joins a thing to what is of one day began then, and has no end.
function momentWords(row) {
  return row.end ? when(row) : row.start ? dateWords(row.start) : when(row);
}

// Returns what was said of a thing and is known to be wrong.
export function wrongTold(context, thing) {
  const { model } = context;
  const end = (id) => (model.things.has(id) ? thingLink(context, id) : id);
  return model.wrong
    .filter((one) => [one.s, one.o].includes(thing.id))
    .map((one) =>
      tell("Said, but wrongly", one, `${one.p} ${one.o}`, () =>
        line(context, [end(one.s), ` ${model.word(one.p)} `, end(one.o)], {
          when: when(one),
          note: one.reason ?? one.note,
          evidence: one.evidence,
          className: "wrong",
        }),
      ),
    );
}
