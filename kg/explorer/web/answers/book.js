// The book of ready questions and their answers, which stands in the page packed until somebody
// asks. A row is a list of cells; kg/explorer/answers.py says how they stand in it.

import { unpacked } from "../core/packed.js";
import { createMatching, readsLikeQuestion } from "./matching.js";

/** @type {Promise<Book> | null} */
let opened = null;

// Returns a promise of the book; read once.
/** @param {Model} model @returns {Promise<Book>} */
export function openBook(model) {
  opened ??= unpacked("answers").then((text) => createBook(model, JSON.parse(text)));
  return opened;
}

// Returns {questions, match(sentence), readsLikeOne(words), answer(name, given)}.
/** @param {Model} model @returns {Book} */
export function createBook(model, { questions, terms, silent }) {
  const named = [model.events, model.recommendations, model.opinions, model.contracts];
  const ids = [
    ...new Set([
      ...model.things.keys(),
      ...[...named, model.sources].flatMap((rows) => rows.map(({ id }) => id)),
    ]),
  ];
  const term = (number) => (number < ids.length ? ids[number] : terms[number - ids.length]);
  const texts = Object.fromEntries(
    Object.entries(questions).map(([name, q]) => [name, [q.title, q.description]]),
  );
  return {
    questions,
    match: createMatching(texts, silent),
    readsLikeOne: (words) => readsLikeQuestion(words, silent),
    answer: (name, given) => answer(model, questions[name], given, term),
  };
}

// Returns the rows of a question that is told something; null where the page does not hold them.
function answer(model, question, given, term) {
  if (!question.rows) return null;
  const columns = question.rows;
  /** @type {Iterable<number>} */
  let which = range(0, lengthOf(columns));
  for (const { name, need, example } of question.parameters) {
    if (need === "required") which = rowsOf(question, given[name], term);
    if (need === "default" && (given[name] || example) !== example) return null;
  }
  const rows = [...which].map((at) => read(model, columns, at, term));
  return question.parameters
    .filter(({ name, need }) => need === "optional" && given[name])
    .reduce((some, { name }) => {
      const place = question.columns.indexOf(name);
      return place < 0 ? some : some.filter((row) => row[place] === given[name]);
    }, rows);
}

function rowsOf(question, value, term) {
  const { by, counts, which } = question;
  let from = 0;
  for (let i = 0; i < by.length; i += 1) {
    if (term(by[i]) === value) {
      const places = range(from, from + counts[i]);
      return which ? [...places].map((at) => which[at]) : places;
    }
    from += counts[i];
  }
  return [];
}

function* range(from, to) {
  for (let i = from; i < to; i += 1) yield i;
}

function isRepeated(column) {
  return Array.isArray(column[0]);
}

function lengthOf(columns) {
  return columns.find((column) => !isRepeated(column))?.length ?? 0;
}

function read(model, columns, at, term) {
  const row = columns.map((column) => (isRepeated(column) ? null : term(column[at])));
  columns.forEach((column, i) => {
    if (!isRepeated(column)) return;
    const [place, field] = column[0];
    const about = model.things.get(row[place]) ?? model.record(row[place])?.row;
    row[i] = about?.[field] ?? null;
  });
  return row;
}

// Returns rows in which those that differ only by their source are one, with all sources.
export function foldSources(question, rows) {
  const at = question.columns.indexOf("source");
  if (at < 0) return rows.map((cells) => ({ cells, sources: [] }));
  /** @type {{cells: any[], sources: string[], key: string}[]} */
  const found = [];
  for (const cells of rows) {
    const rest = cells.filter((_, i) => i !== at);
    const key = JSON.stringify(rest);
    const last = found.at(-1);
    if (last?.key === key) last.sources.push(cells[at]);
    else found.push({ cells, sources: [cells[at]], key });
  }
  return found.map(({ cells, sources }) => ({ cells, sources: sources.filter(Boolean) }));
}
