// What existed on a day, by the rule of the program that wrote this page: certain between the first
// and the last row that needs a thing, then going on where a source says so, else possible and why.

import { dateWords, holdsOn, isoDay, dayNumber, parseDate } from "../core/dates.js";

const WORN = ["OperatingName", "FormerName", "LegalName"];
const OPEN = parseDate("..");
export const UNDATED = "no date known";

// Returns {held, reason}: "certain", "going on", "possible" or "no", and why it is not certain.
/**
 * @param {Thing} thing @param {StatedDate} day @param {string | null} read
 * @returns {{held: Verdict, reason: string}}
 */
export function existsOn(thing, day, read) {
  const [first, last] = [String(day.earliest), String(day.latest)];
  const [seenFirst, seenLast] = thing.seen ?? [null, null];
  if (isExcluded(thing, first, last)) return { held: "no", reason: "" };
  const begun = earlier(thing.born?.[1], seenFirst);
  const isBegun = begun !== null && begun <= first;
  const isNotEnded = (seenLast && last <= seenLast) || (thing.ended && last < thing.ended[0]);
  if (isBegun && isNotEnded) return { held: "certain", reason: "" };
  const plan = missedPlan(thing, last, seenLast);
  if (isBegun && thing.ongoing && !thing.ended && !plan) {
    const isAfter = read && last > read;
    return { held: "going on", reason: isAfter ? `as last read on ${dateWords(read)}` : "" };
  }
  return { held: "possible", reason: plan || reasonFor(thing, isBegun) };
}

/** @param {Thing} thing */
function isExcluded({ born, ended, begins, seen }, first, last) {
  if (born && last < born[0]) return true;
  if (ended && (ended[1] < first || (ended[0] === ended[1] && ended[1] === first))) return true;
  return Boolean(begins && !born && !seen && last < begins.dated[0]);
}

/** @param {Thing} thing */
function missedPlan({ ended, ends }, last, seenLast) {
  if (!ends || ended || ends.dated[1] > last || (seenLast && seenLast >= ends.dated[1])) return "";
  return `planned to end ${dateWords(ends.date)}; nothing read since`;
}

function reasonFor(thing, isBegun) {
  if (isBegun && thing.ended) return `ended ${stated(thing.end, thing.ended)}`;
  if (isBegun) return thing.seen ? `last seen ${bound(thing.seen[1])}` : "end not known";
  if (thing.born) return `began ${stated(thing.start, thing.born)}`;
  if (thing.seen) return `first seen ${bound(thing.seen[0])}`;
  if (thing.begins) return `planned to begin ${dateWords(thing.begins.date)}; nothing read since`;
  return thing.ongoing ? "beginning not known" : UNDATED;
}

function stated(text, [earliest, latest]) {
  const day = parseDate(text);
  if (day && day.earliest === earliest && day.latest === latest) return dateWords(text);
  if (earliest === latest) return dateWords(earliest);
  for (const length of [4, 7]) {
    const whole = parseDate(earliest.slice(0, length));
    if (whole && whole.earliest === earliest && whole.latest === latest)
      return dateWords(whole.text);
  }
  return `${dateWords(earliest)} to ${dateWords(latest)}`;
}

// Says a bound of a date no more precisely than the date may have been stated.
function bound(day) {
  const next = isoDay(dayNumber(day) + 1);
  if (!day.endsWith("-01") && !next.endsWith("-01")) return dateWords(day);
  const isYear = day.endsWith("-01-01") || day.endsWith("-12-31");
  return dateWords(day.slice(0, isYear ? 4 : 7));
}

function earlier(a, b) {
  return a && b ? (a < b ? a : b) : (a ?? b ?? null);
}

// Returns what a thing was called on a day: the name in use before the one in law, else its label.
/** @param {Thing} thing @param {StatedDate} day */
export function nameOn(thing, day) {
  const held = thing.names
    .filter(({ kind, start, end }) => {
      const until = parseDate(end ?? "") ?? (kind === WORN[0] ? OPEN : null);
      return WORN.includes(kind ?? "") && holdsOn(day, parseDate(start ?? ""), until) === "certain";
    })
    .map((name) => `${WORN.indexOf(name.kind ?? "")} ${name.start} ${name.name}`)
    .sort();
  return held.length ? held[0].split(" ").slice(2).join(" ") : thing.label;
}

// Returns who certainly headed a body on a day, else who may have gone on to; "" where nobody.
/** @param {Model} model @param {Thing} thing @param {StatedDate} day */
export function headOn(model, thing, day) {
  /** @type {string[]} */
  const sure = [];
  /** @type {string[]} */
  const open = [];
  const tenures = model.tenures
    .filter((t) => t.body === thing.id && t.start && model.heads.has(t.post))
    .map((t) => ({ ...t, words: model.label(t.person) }))
    .filter((t) => t.rank !== "Deprecated")
    .sort((a, b) => (`${a.start} ${a.words}` < `${b.start} ${b.words}` ? -1 : 1));
  for (const { words, start, end } of tenures) {
    if (holdsOn(day, parseDate(start), parseDate(end)) === "certain") sure.push(words);
    else if (!end && holdsOn(day, parseDate(start), OPEN) === "certain")
      open.push(`${words} (end not known)`);
  }
  return [...new Set(sure.length ? sure : open)].join("; ");
}
