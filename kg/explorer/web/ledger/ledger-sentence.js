// What the ledger shows, in words: how much advice, from when, what became of it, and where it stands.

import { chosen, written } from "../model/advice-filters.js";
import { facetWords } from "../model/facet-words.js";
import { activeFilters, select } from "../model/filters.js";
import { verdictWords } from "../model/words.js";
import { VERDICTS } from "../core/marks.js";
import { count } from "../core/text.js";

const LATE = "is past its day";
const ONE = ["q", "set", "period"]; // filters of one value
const NAMED = 3; // bodies that have the duty now that are named

// Returns sentences on some recommendations; what stands for a whole document is told apart.
/** @param {Model} model @param {Recommendation[]} rows @returns {string} */
export function ledgerSentence(model, rows) {
  const advice = rows.filter((row) => !row.whole);
  const whole = rows.length - advice.length;
  const rest = whole
    ? ` Besides, ${count(whole, "line stands", "lines stand")} for all the advice of a document.`
    : "";
  if (!advice.length) return rest.trim() || "No recommendation is left.";
  const reports = new Set(advice.map((row) => row.report)).size;
  const said = `${count(advice.length, "recommendation")} in ${count(reports, "report")}`;
  return `${said}${years(advice)}: ${fates(model, advice)}.${standing(model, advice)}${rest}`;
}

// Returns that nothing is left, and how much would be without each of the filters that are set.
/** @param {Model} model @param {State} now @returns {string} */
export function emptyWords(model, now) {
  const names = [...new Set(activeFilters(now).map(({ name }) => name))];
  const without = names.flatMap((name) => {
    const isOne = ONE.includes(name);
    const rows = select(model, { ...now, [name]: isOne ? "" : written(name, []) }).recommendations;
    const left = rows.filter((row) => !row.whole).length;
    const values = isOne ? [now[name]] : chosen(now, name);
    const words = values.map((value) => `${quoted(facetWords(model, name, value))}`).join(" or ");
    return left ? [`Without ${words} ${left === 1 ? "1 is" : `${left} are`} left.`] : [];
  });
  return ["No recommendation is left.", ...without].join(" ");
}

function quoted(words) {
  return words.startsWith("“") ? words : `“${words}”`;
}

function years(advice) {
  const found = advice
    .map((row) => row.dated?.[0].slice(0, 4))
    .filter(Boolean)
    .sort();
  if (!found.length) return "";
  const [first, last] = [found[0], found.at(-1)];
  return first === last ? ` of ${first}` : ` from ${first} to ${last}`;
}

function fates(model, advice) {
  const numbers = tally(advice.map((row) => row.outcome));
  const order = [...new Set([...Object.keys(VERDICTS), ...numbers.keys()])];
  const told = order
    .filter((name) => numbers.has(name))
    .map((name) => `${numbers.get(name)?.toLocaleString("en-GB")} ${fate(model, name)}`);
  const differ = advice.filter((row) => row.contested).length;
  return told.join(", ") + (differ ? `; on ${differ} assessors differ` : "");
}

function fate(model, name) {
  if (name === "Unassessed") return "of which nobody has said what became";
  const words = verdictWords(model, name);
  return words[0].toLowerCase() + words.slice(1);
}

function standing(model, advice) {
  const open = advice.filter((row) => row.state === "Open");
  const late = open.filter((row) => (row.late ?? 0) > 0).length;
  const heirs = [...tally(advice.flatMap((row) => row.heirs))].sort((a, b) => b[1] - a[1]);
  const parts = [];
  if (open.length)
    parts.push(
      `${count(open.length, "is open", "are open")}${late ? `, of which ${late} ${late === 1 ? LATE : "are past their day"}` : ""}`,
    );
  if (heirs.length) {
    const named = heirs.slice(0, NAMED).map(([id, n]) => `${model.label(id)} (${n})`);
    const more = heirs.length > NAMED ? ` and ${heirs.length - NAMED} more` : "";
    parts.push(`the duty of who is gone is now with ${named.join(", ")}${more}`);
  }
  return parts.length ? ` ${parts.join("; ")}.` : "";
}

function tally(values) {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}
