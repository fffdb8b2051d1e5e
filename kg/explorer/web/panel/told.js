// What is told of a thing, each line under a key of the order of questions; the order, the titles and
// what is told under which key are the program's.

import { parseDate } from "../core/dates.js";
import { compare } from "../model/model.js";

const NUMBERS = new Intl.Collator("en", { numeric: true });

// Returns one line to be told: its key, its day, what puts it in order on that day, how it is made,
// and the row that a strip draws.
export function tell(key, row, text, make) {
  return { key, text, make, row, day: dayOf(row), isBegun: isBegun(row) };
}

// Tells whether more is known of when a row was than its end.
function isBegun({ date, start, seen = [] }) {
  return [date, start, ...seen].some((text) => parseDate(text)?.earliest);
}

// Returns the first day that a row may have been.
function dayOf({ date, start, end, seen = [] }) {
  const stated = [date, start, [...seen].sort()[0], end].find((text) => parseDate(text)?.earliest);
  return stated ? parseDate(stated)?.earliest : "";
}

// Returns [{key, title, lines}] in the order of the questions; dated lines by date, others after.
/** @param {Model} model @param {string} kind @param {LifeLine[]} told */
export function inQuestions({ cards }, kind, told) {
  const keys = groupBy(told);
  const known = cards.questions.map(([key, title, titles]) => [
    key,
    Object.hasOwn(titles, kind) ? titles[kind] : title,
  ]);
  return known
    .filter(([key]) => keys.has(key))
    .map(([key, title]) => ({ key, title, lines: keys.get(key).sort(inTime) }));
}

function inTime(a, b) {
  return (
    Number(!a.day) - Number(!b.day) ||
    compare(a.day, b.day) ||
    Number(a.isBegun) - Number(b.isBegun) ||
    NUMBERS.compare(a.text, b.text)
  );
}

function groupBy(told) {
  const found = new Map();
  for (const one of told) {
    if (!found.has(one.key)) found.set(one.key, []);
    found.get(one.key).push(one);
  }
  return found;
}
