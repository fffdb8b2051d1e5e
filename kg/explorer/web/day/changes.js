// What changed between two days: what began, ended, was renamed, and which functions moved; the same as
// in the program that wrote this page. It is certain where the whole of a stated date lies between the
// two days, possible where only a part of it does.

import { boundsWords, dateWords, dayNumber, isoDay, parseDate } from "../core/dates.js";
import { compare } from "../model/model.js";
import { existence, nameOn } from "../model/existence.js";

export const TURNS = ["begun", "ended", "renamed", "functions moved"];

// Returns [{turn, thing, when, before, after, isSure}], the certain first, then by turn and name; none
// where the second day is not after the first.
/** @param {Model} model @param {StatedDate} first @param {StatedDate} second @returns {Turned[]} */
export function findChanges(model, first, second) {
  if (!isLater(first, second)) return [];
  const living = [...model.things.values()].filter(({ kind }) => model.kinds.living.has(kind));
  const found = [
    ...living.flatMap((thing) => [
      ...turnsOf(thing, first, second),
      ...renamed(model, thing, first, second),
    ]),
    ...moved(model, first, second),
  ];
  return found.sort(
    (a, b) =>
      Number(b.isSure) - Number(a.isSure) ||
      TURNS.indexOf(a.turn) - TURNS.indexOf(b.turn) ||
      compare(a.thing.label.toLowerCase(), b.thing.label.toLowerCase()) ||
      compare(a.thing.id, b.thing.id),
  );
}

// Whether a day is certainly after another.
export function isLater(first, second) {
  return Boolean(first?.latest && second?.earliest && first.latest < second.earliest);
}

function turnsOf(thing, first, second) {
  const { born, ended, start, end } = thing;
  const began = { turn: "begun", day: born, when: start && dateWords(start) };
  const over = { turn: "ended", day: ended, when: end && end !== ".." && lastWords(end) };
  return [began, over].flatMap(({ turn, day, when }) => {
    const isSure = day ? fallsBetween(day, first, second) : null;
    if (isSure === null) return [];
    return [{ turn, thing, when: when || tellBounds(day), before: "", after: "", isSure }];
  });
}

// Returns whether a day certainly lies after one day and by another; null where it does not.
function fallsBetween([earliest, latest], first, second) {
  if (latest <= first.latest || earliest > second.earliest) return null;
  return earliest > first.latest && latest <= second.earliest;
}

// An end stated to the day is the first day after.
function lastWords(end) {
  return dateWords(/^\d{4}-\d\d-\d\d$/.test(end) ? isoDay(dayNumber(end) - 1) : end);
}

function tellBounds([earliest, latest]) {
  if (earliest === latest) return dateWords(boundsWords([earliest, latest]));
  return `between ${dateWords(earliest)} and ${dateWords(latest)}`;
}

function renamed(model, thing, first, second) {
  if ([first, second].some((day) => existence(model, thing, day) === "no")) return [];
  const [before, after] = [nameOn(thing, first), nameOn(thing, second) || thing.label];
  if (!before || before === after) return [];
  return [{ turn: "renamed", thing, when: "", before, after, isSure: true }];
}

function moved(model, first, second) {
  return model.steps.flatMap(({ before, after, how, event }) => {
    const [thing, other] = [model.things.get(before), model.things.get(after)];
    const day = parseDate(event.date);
    if (how !== "functions" || !day?.earliest || !thing || !other) return [];
    const isSure = fallsBetween([day.earliest, day.latest], first, second);
    if (isSure === null) return [];
    const told = { when: dateWords(event.date), before: thing.label, after: other.label };
    return [{ turn: "functions moved", thing, other, ...told, isSure }];
  });
}
