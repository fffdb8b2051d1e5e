// What existed on a day: for certain, going on as last read, possibly and why, or not; the same as
// in the program that wrote this page. A thing is certain between the first and the last row that
// needs it to exist. After that it goes on, where a source says so; else it is possible.

import { boundsWords, dateWords, dayNumber, holdsOn, isoDay, parseDate } from "../core/dates.js";
import { counts } from "./relations.js";

const WORN = ["OperatingName", "FormerName", "LegalName"]; // the likeliest on everybody's lips first

// Returns "certain", "going on", "possible" or "no": whether a thing existed on a day (a text or a
// date).
/** @param {Model} model @param {Thing} thing @param {string | StatedDate} on @returns {Existence} */
export function existence(model, thing, on) {
  return existed(model, thing, on).how;
}

// Returns {how, reason}: the same, and why it is no more than possible or in what way it goes on.
// Where the day is a month or a year, certain means on all of its days and possible on at least
// one. What does not live, such as a document, exists from its date on.
/** @param {Model} model @param {Thing} thing @param {string | StatedDate} on */
export function existed(model, thing, on) {
  const day = typeof on === "string" ? parseDate(on) : on;
  if (!day?.earliest) return told("possible", UNDATED);
  if (!model.kinds.living.has(thing.kind)) {
    if (!thing.dated) return told("possible", UNDATED);
    const [earliest, latest] = thing.dated;
    return told(holdsOn(day, { earliest, latest }, parseDate("..")));
  }
  return lived(thing, day, model.readUpTo);
}

// Returns whether an answer begins with a thing: it lives and has a day, and acts for a nation or a
// region, or has no tier and belongs to none.
/** @param {Model} model @param {Thing} thing @param {StatedDate} day */
export function isNear(model, thing, day) {
  if (!model.kinds.living.has(thing.kind)) return false;
  return (
    isDatedAt(model, thing, day) &&
    (thing.tier ? model.near.has(thing.tier) : thing.kind !== "Company")
  );
}

// Whether anything at all says when it existed.
/** @param {Model} model @param {Thing} thing @param {StatedDate} day */
export function isDatedAt(model, thing, day) {
  return existed(model, thing, day).reason !== UNDATED;
}

/** @returns {{how: Existence, reason: string}} */
function told(how, reason = "") {
  return { how, reason };
}

const UNDATED = "no date known";

function lived(thing, on, read) {
  const { born, ended, alive } = thing;
  const [first, last] = thing.attested ?? [];
  if (isExcluded(thing, on)) return told("no");
  const by = [born?.[1], first].filter(Boolean).sort()[0];
  const isBegun = by !== undefined && by <= on.earliest;
  const isIn = (last && on.latest <= last) || (ended && on.latest < ended[0]);
  if (isBegun && isIn) return told("certain");
  const plan = missed(thing, on);
  if (isBegun && alive && !ended && !plan) {
    const isAfter = read && on.latest > read;
    return told("going on", isAfter ? `as last read on ${dateWords(read)}` : "");
  }
  return told("possible", plan || reason(thing, isBegun));
}

function isExcluded({ born, ended, attested, begins }, on) {
  if (born && on.latest < born[0]) return true;
  if (ended && (ended[1] < on.earliest || (ended[0] === ended[1] && on.earliest === ended[1])))
    return true;
  const plan = parseDate(begins);
  return Boolean(plan?.earliest && !born && !attested && on.latest < plan.earliest);
}

// Returns the plan for an end that has passed without a word since; else nothing.
function missed({ ends, ended, attested }, on) {
  const plan = parseDate(ends);
  if (!plan?.latest || plan.latest > on.latest || ended) return "";
  if (attested && attested[1] >= plan.latest) return "";
  return `planned to end ${dateWords(ends)}; nothing read since`;
}

function reason(thing, isBegun) {
  const { born, ended, attested, begins, alive } = thing;
  if (isBegun && ended) return `ended ${statedWords(thing.end, ended)}`;
  if (isBegun) return attested ? `last seen ${seenWords(attested[1])}` : "end not known";
  if (born) return `began ${statedWords(thing.start, born)}`;
  if (attested) return `first seen ${seenWords(attested[0])}`;
  if (begins) return `planned to begin ${dateWords(begins)}; nothing read since`;
  return alive ? "beginning not known" : UNDATED;
}

// A beginning or end as stated; by its bounds where an event knows it otherwise.
function statedWords(text, [earliest, latest]) {
  const day = parseDate(text);
  if (day && day.earliest === earliest && day.latest === latest) return dateWords(text);
  return boundsWords([earliest, latest]).split("/").map(dateWords).join(" to ");
}

// A bound of a date, no more precisely than the date may have been stated: a row of 2013 attests
// until 1 January 2013 at least, which is said as 2013 and never as a day.
function seenWords(day) {
  const next = isoDay(dayNumber(day) + 1);
  if (!day.endsWith("-01") && !next.endsWith("-01")) return dateWords(day);
  const isOfYear = day.endsWith("-01-01") || day.endsWith("-12-31");
  return dateWords(day.slice(0, isOfYear ? 4 : 7));
}

// Returns the name that a thing certainly bore on a day, the one it used before that in law; nothing
// where none is certain. A name in use goes on where nobody says that it was given up.
/** @param {Thing} thing @param {StatedDate | null} day @returns {string} */
export function nameOn(thing, day) {
  if (!day?.earliest) return "";
  const borne = thing.names.filter(({ kind = "", start, end }) => {
    const until = end ?? (kind === WORN[0] ? ".." : undefined);
    return WORN.includes(kind) && isSure(start, until, day);
  });
  const rank = (name) => [WORN.indexOf(name.kind), name.start ?? "", name.name].join("\n");
  return borne.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0]?.name ?? "";
}

// Returns who certainly headed a body on a day, all who did; else who may have gone on to; else who did
// for some of a month or year; else whose dates, as they are stated, leave it open.
/** @param {Model} model @param {string} id @param {StatedDate | null} day @returns {string} */
export function headOn(model, id, day) {
  return heldOn(model, day, (one) => one.body === id && model.heads.has(one.post));
}

// Returns who answered for a thing on a day, by what the record puts it under; the head of the
// government apart.
/** @param {Model} model @param {Thing} thing @param {StatedDate | null} day @returns {string} */
export function ministerOn(model, { id }, day) {
  return model.offices
    .filter(({ chief, things }) => !chief && things.includes(id))
    .map((office) => holderOn(model, office, day))
    .filter(Boolean)
    .join("; ");
}

// Returns the offices of state with who held each on a day: [{office, holder}].
/** @param {Model} model @param {StatedDate | null} day */
export function officesOn(model, day) {
  return model.offices
    .map((office) => ({ office, holder: holderOn(model, office, day) }))
    .filter(({ holder }) => holder);
}

function holderOn(model, office, day) {
  return heldOn(model, day, (one) => model.things.get(one.post)?.office === office.id);
}

function heldOn(model, day, fits) {
  if (!day?.earliest) return "";
  const heads = model.tenures
    .filter((one) => one.start && counts(one) && fits(one))
    .map((one) => ({ ...one, words: model.label(one.person) }))
    .sort((a, b) => (`${a.start}\n${a.words}` < `${b.start}\n${b.words}` ? -1 : 1));
  const told = (how, words) =>
    heads.filter((one) => howHeld(one, day) === how).map((one) => one.words + words);
  const all = [
    told("sure", ""),
    told("open", " (end not known)"),
    told("some", " (for some of it)"),
    told("maybe", " (possibly)"),
  ];
  return [...new Set(all.find((some) => some.length))].join("; ");
}

// In which way somebody held a post on a day; "" where they did not, or may not have begun.
function howHeld({ start, end }, day) {
  const [begun, over] = [parseDate(start), parseDate(end)];
  const held = holdsOn(day, begun, over);
  if (held === "certain") return "sure";
  if (!end && isSure(start, "..", day)) return "open";
  if (held === "no" || !begun) return "";
  if (isPartly(day, begun, over)) return "some";
  return over && begun.latest && begun.latest <= day.latest ? "maybe" : "";
}

// Whether what lasted from a start to an end certainly held on one day of some.
function isPartly(day, begun, over) {
  if (!begun.latest || begun.latest > day.latest) return false;
  if (day.earliest <= begun.earliest) return true; // it began then, and lasted a day at least
  if (!over?.earliest) return Boolean(over);
  return (day.earliest > begun.latest ? day.earliest : begun.latest) < over.earliest;
}

function isSure(start, end, day) {
  return holdsOn(day, parseDate(start), parseDate(end)) === "certain";
}
