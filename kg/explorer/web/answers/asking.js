// What is asked as it stands in the state: `ask` names the question, `ask.body` and the like say
// what it is told.

import { fold } from "../core/spelling.js";
import { findWordings, kindsOf } from "./wording.js";

export const ASK = "ask";
const LONGEST = 200;

export function fieldOf(parameter) {
  return `${ASK}.${parameter}`;
}

function parametersOf(model) {
  return [...new Set(Object.values(model.questions).flatMap(([, told]) => told))];
}

// Returns what cleans each field.
/** @param {Model} model @returns {Record<string, (text: string) => string>} */
export function fieldsOfAsking(model) {
  return {
    [ASK]: (text) => (Object.hasOwn(model.questions, text) ? text : ""),
    ...Object.fromEntries(
      parametersOf(model).map((name) => [fieldOf(name), (text) => text.slice(0, LONGEST)]),
    ),
  };
}

// Returns the change of the state that asks a question, and lets go of what another was told.
/** @param {Model} model @param {string} name @param {Record<string, string>} [given] */
export function askingPatch(model, name, given = {}) {
  const told = parametersOf(model).map((one) => [fieldOf(one), given[one] ?? ""]);
  return { view: "answers", [ASK]: name, ...Object.fromEntries(told), sort: "" };
}

// Returns what the question of a state is told.
export function toldOf(model, now) {
  const [, names] = model.questions[now[ASK]] ?? ["", []];
  const told = names.map((name) => [name, now[fieldOf(name)]]);
  return Object.fromEntries(told.filter(([, value]) => value));
}

// Returns what a question is told by words that it does not have itself: the first thing it needs,
// one of which it has an answer if these words may mean one; nothing where they are the name of
// something that it cannot be told.
/** @param {Model} model @param {Book | null} book */
export function givenBy(model, book, find, name, rest) {
  const needed = book?.questions[name]?.parameters.find(({ need }) => need === "required");
  if (!rest || !needed || !["entity", "topic"].includes(needed.type)) return {};
  const hits = find(rest, kindsOf(book?.questions[name])).filter(({ id }) => model.knows(id));
  const isNamed = ({ label, via }) => [label, via].some((one) => one && fold(one) === fold(rest));
  if (!hits.some(isNamed) && find(rest).some(isNamed)) return {};
  const isAnswered = ({ id }) => Boolean(book?.answer(name, { [needed.name]: id })?.length);
  const hit = hits.find(isAnswered) ?? hits[0];
  return hit ? { [needed.name]: hit.id } : {};
}

// Returns the question that a sentence words, told what it names: of what the words may name, the
// nearest that a question takes and has an answer for, else that it takes. Null where there is none.
/** @param {Model} model @param {Book | null} book @param {string} sentence */
export function findWorded(model, book, find, sentence) {
  const worded = findWordings(book?.questions ?? {}, sentence);
  /** @type {{name: string, rest: string, given: Record<string, string>} | null} */
  let first = null;
  for (const { id, kind } of worded.length ? find(worded[0].rest) : []) {
    for (const { name, rest } of model.knows(id) ? worded : []) {
      const kinds = kindsOf(book?.questions[name]);
      if (kinds.length && !kinds.includes(kind)) continue;
      const needed = book?.questions[name].parameters.find(({ need }) => need === "required");
      const found = { name, rest, given: { [needed?.name ?? ""]: id } };
      if (book?.answer(name, found.given)?.length) return found;
      first ??= found;
    }
  }
  return first;
}

// Returns the questions that words may mean and that fit, as many as are wanted, the nearest first,
// told what the words name; before all the one which they word.
/**
 * @param {Model} model @param {Book | null} book @param {string} words @param {number} most
 * @param {(near: NearQuestion) => boolean} [fits] @returns {NearQuestion[]}
 */
export function findNear(model, book, find, words, most, fits = () => true) {
  if (!book || !words.trim()) return [];
  const worded = findWorded(model, book, find, words);
  const told = ({ name, rest }) => givenBy(model, book, find, name, rest);
  const near = book
    .match(words)
    .filter((one) => one.name !== worded?.name && fits(one))
    .slice(0, worded ? most - 1 : most)
    .map((one) => ({ ...one, given: told(one) }));
  return worded ? [{ ...worded, score: 1, isEnough: true, isWorded: true }, ...near] : near;
}
