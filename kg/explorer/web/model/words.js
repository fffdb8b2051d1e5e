// What the model's things and rows are in words, wherever they are told.

import { boundsWords, dateWords, periodWords } from "../core/dates.js";
import { count, sentence } from "../core/text.js";

const VERDICTS = {
  Contested: "Assessors differ",
  Unknown: "Not known",
  Unassessed: "Nobody has said",
};

// Returns when a thing lived or was made, as stated; by its events where no date is stated.
/** @param {Thing} thing @returns {string} */
export function lifeWords(thing) {
  if (thing.date) return dateWords(thing.date);
  const start = thing.start || (thing.born ? boundsWords(thing.born) : "");
  const end = thing.end || (thing.ended ? boundsWords(thing.ended) : "");
  return periodWords(start, end);
}

// Returns what a verdict or outcome means.
/** @param {Model} model @param {string} verdict @returns {string} */
export function verdictWords(model, verdict) {
  return VERDICTS[verdict] ?? sentence(model.word(verdict));
}

// Returns what became of a recommendation, and whether that is disputed.
/** @param {Model} model @param {Recommendation} row @returns {string} */
export function outcomeWords(model, row) {
  const words = verdictWords(model, row.outcome);
  return row.contested ? `${words}; assessors differ` : words;
}

// Returns how many recommendations there are among rows, and what is left out of that number:
// "478, and 7 that stand for whole documents".
/** @param {Recommendation[]} rows @param {string} [noun] @returns {string} */
export function adviceCount(rows, noun = "") {
  const whole = rows.filter((row) => row.whole).length;
  const told = rows.length - whole;
  const words = noun ? count(told, noun) : told.toLocaleString("en-GB");
  if (!whole) return words;
  const rest = count(whole, "that stands for a whole document", "that stand for whole documents");
  return `${words}, and ${rest}`;
}
