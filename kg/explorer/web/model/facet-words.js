// Facets: which there are, the words of their values, and how many of what is shown have each, by
// all that is chosen in the other facets.

import { ADVICE_FACETS, adviceValues, chosen, written } from "./advice-filters.js";
import { dateWords } from "../core/dates.js";
import { FACETS, select, visible } from "./filters.js";
import { verdictWords } from "./words.js";
import { sentence } from "../core/text.js";

export const TITLES = {
  kinds: "Kind",
  relations: "Relation",
  topics: "Topic",
  jurisdictions: "Jurisdiction",
  verdicts: "Verdict",
  confidence: "Confidence",
  tiers: "Tier",
  told: "Told",
  heir: "Duty now with",
  maker: "Made by",
  report: "Report",
  state: "State",
  due: "Due",
  response: "Response",
  judge: "Judged by",
  period: "Reports of",
  q: "Says",
  set: "What makes up",
};
const ADVICE = new Set(["topics", "verdicts", ...ADVICE_FACETS]);
const RELATIONS = { relations: "p", confidence: "confidence" };
const THINGS = { kinds: "kind", jurisdictions: "jurisdiction", tiers: "tier" };
const OWN = {
  __proto__: null,
  held: "held a post",
  contract: "contract",
  opinion: "opinion",
  postIn: "post in",
  replacedBy: "replaced by",
  functionsTo: "functions to",
  continuedIn: "continued in",
};
const READING = "This project’s reading of the sources";

// Returns Map value -> how many of what is left have it, whatever is chosen in this facet itself.
/** @param {Model} model @param {State} now @param {string} name @returns {Map<string, number>} */
export function countFacet(model, now, name) {
  const isSet = chosen(now, name).length > 0;
  const found = isSet ? select(model, { ...now, [name]: written(name, []) }) : visible(model, now);
  const numbers = new Map();
  const add = (value) => value && numbers.set(value, (numbers.get(value) ?? 0) + 1);
  if (ADVICE.has(name)) {
    for (const row of found.recommendations)
      if (!row.whole) for (const value of new Set(adviceValues(model, row, name))) add(value);
  } else if (name in RELATIONS) {
    for (const relation of found.relations) add(relation[RELATIONS[name]]);
  } else {
    for (const id of found.things) add(model.things.get(id)?.[THINGS[name]]);
  }
  return numbers;
}

// Returns the words for a value of a facet.
export function facetWords(model, name, value) {
  if (name === "topics" || name === "report") return model.label(value);
  if (name === "verdicts") return verdictWords(model, value);
  if (name === "set") return setWords(model.headline.find((row) => row.id === value)) ?? value;
  if (name === "q") return `“${value}”`;
  if (name === "period") return periodOf(value);
  if (name === "due") return "Past its day and open";
  if (name === "response") return value === "none" ? "No answer" : sentence(model.word(value));
  if (name === "state") return sentence(model.word(value));
  if (ADVICE_FACETS.includes(name))
    return model.things.get(value)?.kind === "Project" ? READING : model.label(value);
  return sentence(name === "relations" ? (OWN[value] ?? model.word(value)) : model.word(value));
}

// Returns a period as it is read: "from 1992", "until 2011", "2010 to 2015", "2012".
export function periodOf(value) {
  const [from, to = from] = value.split("..");
  if (!from) return `until ${dateWords(to)}`;
  if (!to) return `from ${dateWords(from)}`;
  return from === to ? dateWords(from) : `${dateWords(from)} to ${dateWords(to)}`;
}

// A number of the headline with its words, which begin where the number ends.
function setWords(row) {
  return row && `${row.value} ${row.label}`;
}

// Whether the values of a facet are names, of which only the facet says what part they have.
export function isNamedBody(name) {
  return ["told", "heir", "maker", "judge"].includes(name);
}

// The facets of things, which act in every view of things.
export const OF_THINGS = FACETS;
