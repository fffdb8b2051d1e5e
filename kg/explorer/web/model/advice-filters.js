// What narrows the ledger down beyond topics and verdicts: who was told, who has the duty now, the
// report and its makers, who judged, where it stands, what was answered, and when. The values of
// each stand in the rows as the program that wrote this page derived them; here they are compared.

import { parseDate } from "../core/dates.js";

const NONE = "none";
const LATE = "late";
const OPEN = "Open";
const GAP = "..";

/** @type {Record<string, (model: Model, row: Recommendation) => string[]>} */
const VALUES = {
  told: (_, row) => row.addressees,
  heir: (_, row) => row.heirs,
  maker: (model, row) => model.makers.get(row.report) ?? [],
  report: (_, row) => [row.report],
  state: (_, row) => [row.state],
  due: (_, row) => (row.state === OPEN && (row.late ?? 0) > 0 ? [LATE] : []),
  response: (_, row) => [row.response ?? NONE],
  judge: (_, row) => row.judges,
};

// Fields of the state that hold several values as one text, with commas between.
export const ADVICE_FACETS = Object.keys(VALUES);

// Returns the values that are chosen of a facet.
/** @param {State} now @param {string} name @returns {readonly string[]} */
export function chosen(now, name) {
  const value = now[name];
  return typeof value === "string" ? (value ? value.split(",") : []) : (value ?? []);
}

// Returns what the state holds for the chosen values of a facet.
export function written(name, values) {
  return name in VALUES ? [...values].sort().join(",") : values;
}

// Returns the values that a recommendation has of a facet.
/** @param {Model} model @param {Recommendation} row @param {string} name @returns {string[]} */
export function adviceValues(model, row, name) {
  if (name === "topics") return row.under;
  if (name === "verdicts") return row.contested ? [row.outcome, "Contested"] : [row.outcome];
  return VALUES[name](model, row);
}

// Returns whether the state narrows the ledger down by any of these.
/** @param {State} now */
export function isNarrowed(now) {
  return Boolean(now.period) || ADVICE_FACETS.some((name) => now[name]);
}

// Returns a test of recommendations: one of the chosen values in each facet, and the period.
/** @param {Model} model @param {State} now @returns {(row: Recommendation) => boolean} */
export function adviceTest(model, now) {
  const asked = ADVICE_FACETS.filter((name) => now[name]).map((name) => ({
    name,
    values: new Set(chosen(now, name)),
  }));
  const [begin, end] = readPeriod(now.period ?? "") ?? [null, null];
  return (row) => {
    if (begin && !(row.dated && begin <= row.dated[1])) return false;
    if (end && !(row.dated && row.dated[0] <= end)) return false;
    return asked.every(({ name, values }) =>
      VALUES[name](model, row).some((value) => values.has(value)),
    );
  };
}

// Returns the first and the last day of a period ("2012", "2010..2015", "2020..", "..2011"), null
// where it has none; null for what is no period.
/** @param {string} text @returns {[string | null, string | null] | null} */
export function readPeriod(text) {
  const [from, to = from, more] = text.split(GAP);
  if (more !== undefined || (!from && !to)) return null;
  const [begin, end] = [parseDate(from), parseDate(to)];
  if ((from && !begin?.earliest) || (to && !end?.earliest)) return null;
  if (begin?.earliest && end?.latest && end.latest < begin.earliest) return null;
  return [begin?.earliest ?? null, end?.latest ?? null];
}

// Returns what cleans each field: only values that some recommendation has.
/** @param {Model} model @returns {Record<string, (text: string) => string>} */
export function adviceFields(model) {
  const fields = { period: (text) => (readPeriod(text) ? text : "") };
  for (const name of ADVICE_FACETS) {
    /** @type {Set<string> | null} */
    let known = null;
    fields[name] = (text) => {
      if (!text) return "";
      known ??= new Set(model.recommendations.flatMap((row) => VALUES[name](model, row)));
      const moved = (value) => model.moved.get(value) ?? value;
      const values = new Set(text.split(",").map(moved));
      return [...values]
        .filter((value) => known?.has(value))
        .sort()
        .join(",");
    };
  }
  return fields;
}
