// Reads words as filters of the ledger: names of bodies, reports and topics, verdicts, states,
// answers and years, each by what the record calls it.

import { fold } from "../core/spelling.js";
import { countFacet, facetWords, periodOf } from "./facet-words.js";

const FACETS = [
  "topics",
  "told",
  "maker",
  "report",
  "judge",
  "heir",
  "verdicts",
  "state",
  "due",
  "response",
];
const LONGEST = 14; // words of a name
// what stands before a name says which part it has
const ROLES = {
  __proto__: null,
  told: "told",
  to: "told",
  given: "told",
  by: "maker",
  of: "maker",
  from: "maker",
  made: "maker",
  on: "topics",
  about: "topics",
  in: "report",
  judged: "judge",
  judge: "judge",
  duty: "heir",
  heir: "heir",
  inherited: "heir",
};
const IDLE = new Set(
  "a advice advised all and are be been did due for has have how is it its now often recommendation recommendations say said says that the their there until was were what when which who whom with".split(
    " ",
  ),
);
const LATE = ["late", "past due", "overdue", "past its day"];
const YEAR = /^(?:1[89]|20)\d\d$/;

// Returns {read(text) -> {parts, rest}, holding(text) -> parts}; a part is {name, value, words}, `rest`
// the words that mean nothing, and `holding` finds the values whose names hold all of the words.
/** @param {Model} model @param {State} nothing */
export function createReading(model, nothing) {
  /** @type {Map<string, {name: string, value: string, words: string, number: number}[]>} */
  const phrases = new Map();
  const all = [];
  for (const name of FACETS) {
    for (const [value, number] of countFacet(model, nothing, name)) {
      const one = { name, value, words: facetWords(model, name, value), number };
      const names = namesOf(model, one);
      all.push({ ...one, folded: names.join("\n") });
      for (const phrase of names) {
        if (phrases.has(phrase)) phrases.get(phrase)?.push(one);
        else phrases.set(phrase, [one]);
      }
    }
  }
  all.sort((a, b) => b.number - a.number);
  return {
    read: (text) => read(phrases, fold(text).split(" ").filter(Boolean)),
    holding(text) {
      const words = fold(text).split(" ").filter(Boolean);
      return all.filter(({ folded }) => words.every((word) => folded.includes(word)));
    },
  };
}

function namesOf(model, { name, value, words }) {
  const thing = model.things.get(value);
  const own = name === "due" ? LATE : [];
  const called = thing ? [...thing.aliases, ...thing.names.map((one) => one.name)] : [];
  return [...new Set([words, ...called, ...own].map(fold))].filter(Boolean);
}

function read(phrases, words) {
  const parts = [];
  const rest = [];
  let role = "";
  for (let i = 0; i < words.length;) {
    const { length, found } = longest(phrases, words, i);
    const best = found.find(({ name }) => name === role) ?? inOrder(found);
    const word = words[i];
    if (best) parts.push(best);
    else if (YEAR.test(word)) addYear(parts, words[i - 1], word);
    else if (ROLES[word]) role = word === "by" && role ? role : ROLES[word];
    else if (!IDLE.has(word)) rest.push(word);
    if (best) role = "";
    i += length;
  }
  return { parts, rest: rest.join(" ") };
}

function longest(phrases, words, start) {
  for (let end = Math.min(words.length, start + LONGEST); end > start; end -= 1) {
    const found = phrases.get(words.slice(start, end).join(" "));
    if (found && !(end === start + 1 && IDLE.has(words[start])))
      return { length: end - start, found };
  }
  return { length: 1, found: [] };
}

function inOrder(found) {
  return [...found].sort((a, b) => FACETS.indexOf(a.name) - FACETS.indexOf(b.name))[0];
}

// "since 1992" goes on; two years are the ends of a period.
function addYear(parts, before, year) {
  const known = parts.find(({ name }) => name === "period");
  const value = before === "until" ? `..${year}` : before === "since" ? `${year}..` : year;
  if (!known) parts.push({ name: "period", value, words: periodOf(value) });
  else {
    known.value = `${known.value.replace("..", "")}..${year}`;
    known.words = periodOf(known.value);
  }
}
