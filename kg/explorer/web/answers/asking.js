// What is asked as it stands in the state: `ask` names the question, `ask.body` and the like say
// what it is told.

import { fold } from "../core/spelling.js";

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
  const kinds = needed.type === "topic" ? ["Concept"] : (needed.kinds ?? []);
  const hits = find(rest, kinds).filter(({ id }) => model.knows(id));
  const isNamed = ({ label, via }) => [label, via].some((one) => one && fold(one) === fold(rest));
  if (!hits.some(isNamed) && find(rest).some(isNamed)) return {};
  const isAnswered = ({ id }) => Boolean(book?.answer(name, { [needed.name]: id })?.length);
  const hit = hits.find(isAnswered) ?? hits[0];
  return hit ? { [needed.name]: hit.id } : {};
}
