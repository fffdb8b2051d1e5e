// What the columns of an answer hold: things, numbers, dates or words.

import { parseDate } from "../../../../explorer/web/core/dates.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  (
    "integer decimal double float int long short byte nonNegativeInteger positiveInteger " +
    "negativeInteger nonPositiveInteger unsignedInt unsignedLong unsignedShort unsignedByte"
  )
    .split(" ")
    .map((name) => XSD + name),
);
const WORDS = new Set([XSD + "boolean"]);
const FIRST_YEAR = 1800;
const LAST_YEAR = 2100;
const TIMED = /^\d{4}-\d\d-\d\dT/;

// Returns what each column of an answer holds; one with several kinds of value holds words.
/** @param {{columns: string[], rows: (ResultTerm | null)[][]}} answer @returns {ResultColumn[]} */
export function describeColumns({ columns, rows }) {
  return columns.map((name, at) => {
    const kinds = new Set();
    const values = new Set();
    let isYear = true;
    for (const row of rows) {
      const term = row[at];
      if (!term) continue;
      kinds.add(termKind(term));
      values.add(term.value);
      isYear = isYear && isYearNumber(term);
    }
    const [first, ...others] = kinds;
    const kind = others.length ? "text" : (first ?? "empty");
    return { name, at, kind, isYear: kind === "number" && isYear, distinct: values.size };
  });
}

/** @param {ResultTerm} term @returns {ColumnKind} */
export function termKind(term) {
  if (term.type === "uri") return "thing";
  if (term.type === "bnode" || term.type === "triple") return "text";
  if (NUMBERS.has(term.datatype ?? "")) return "number";
  if (WORDS.has(term.datatype ?? "") || term["xml:lang"]) return "text";
  return readDay(term) ? "date" : "text";
}

function isYearNumber(term) {
  const number = Number(term.value);
  return Number.isInteger(number) && number >= FIRST_YEAR && number <= LAST_YEAR;
}

// Returns the days that a value may mean, {earliest, latest, text}, or null; a year may be a number.
/** @param {ResultTerm | null} term @returns {StatedDate | null} */
export function readDay(term) {
  if (!term || term.type === "uri") return null;
  const text = TIMED.test(term.value) ? term.value.slice(0, 10) : term.value;
  return parseDate(text);
}

/** @param {ResultTerm | null} term @returns {number | null} */
export function readNumber(term) {
  if (!term || !NUMBERS.has(term.datatype ?? "")) return null;
  const number = Number(term.value);
  return Number.isFinite(number) ? number : null;
}
