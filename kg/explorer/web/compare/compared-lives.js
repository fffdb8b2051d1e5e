// What is set side by side of things: days, names, heads, contracts, advice and figures; each number
// with the rows that make it up.

import { dayNumber, parseDate } from "../core/dates.js";
import { counts } from "../model/relations.js";

const YEAR = 365.25;
const AWARD = "AwardValue";
const ENACTED = "Enacted";

// Returns all that is compared of a thing; days are numbers, null where they are not known.
/** @param {Model} model @param {Thing} thing @returns {ComparedLife} */
export function readLife(model, thing) {
  const { id } = thing;
  const contracts = model.contracts.filter(
    (row) => counts(row) && [...row.buyers, ...row.suppliers, ...row.subjects].includes(id),
  );
  const tenures = model.tenures.filter((row) => counts(row) && row.body === id);
  const single = model.recommendations.filter((row) => !row.whole);
  const reviews = new Set(
    model.claims.filter(({ p, o }) => p === "reviewed" && o === id).map(({ s }) => s),
  );
  return {
    thing,
    ...daysOf(model, thing),
    names: thing.names,
    heads: tenures.filter((row) => model.heads.has(row.post)),
    contracts,
    told: single.filter((row) => row.addressees.includes(id)),
    made: single.filter((row) => row.report === id),
    reviewed: single.filter((row) => reviews.has(row.report)),
    reviews: [...reviews],
    figures: model.figures.filter((row) => counts(row) && row.of === id),
  };
}

// When it began and ended: as stated, else between what first and last shows it, which is no more
// than seen.
/** @param {Model} model @param {Thing} thing */
function daysOf(model, { born, ended, attested, dated, ongoing, alive }) {
  const number = (day) => (day ? dayNumber(day) : null);
  const now = number(model.readUpTo ?? model.now);
  const goesOn = !ended && Boolean(ongoing || alive);
  const start = born ?? dated;
  const from = number(start?.[0] ?? attested?.[0] ?? ended?.[0]);
  const last = ended?.[1] ?? (goesOn ? null : (dated?.[1] ?? attested?.[1]));
  return {
    from,
    to: last ? number(last) : goesOn ? now : from,
    isBornKnown: Boolean(start),
    isEndKnown: Boolean(ended || dated) || goesOn,
    goesOn,
  };
}

// Returns the years that a life lasted, as short and as long as its dates allow; null where its
// beginning or its end is not known.
/** @param {Model} model @param {Thing} thing @returns {[number, number] | null} */
export function yearsOf(model, { born, ended, ongoing, alive }) {
  const now = model.readUpTo ?? model.now;
  const end = ended ?? ((ongoing || alive) && now ? [now, now] : null);
  if (!born || !end) return null;
  const days = (first, last) => Math.max(0, dayNumber(last) - dayNumber(first)) / YEAR;
  return [days(born[1], end[0]), days(born[0], end[1])];
}

// Returns Map kind of value -> [contracts, pounds], the largest sum first: values of different
// kinds are never added up.
/** @param {Contract[]} contracts @returns {Map<string, [number, number]>} */
export function sumByKind(contracts) {
  const found = new Map();
  for (const { value, valueKind = "UnknownValue" } of contracts) {
    if (!/^\d+$/.test(value ?? "")) continue;
    const [number, pounds] = found.get(valueKind) ?? [0, 0];
    found.set(valueKind, [number + 1, pounds + Number(value)]);
  }
  return new Map([...found].sort(([, a], [, b]) => b[1] - a[1]));
}

export function awarded(contracts) {
  return sumByKind(contracts).get(AWARD)?.[1] ?? 0;
}

export function enactedOf(advice) {
  return advice.filter((row) => row.outcome === ENACTED).length;
}

// Returns the bounds of a dated row in days; null where it has none.
/** @param {string | undefined} text @returns {[number, number] | null} */
export function daysIn(text) {
  const day = parseDate(text);
  return day?.earliest && day.latest ? [dayNumber(day.earliest), dayNumber(day.latest)] : null;
}
