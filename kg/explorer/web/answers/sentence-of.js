// An answer in a sentence that counts, as the header of the question words it: `{body|body|bodies}`
// is how many values a column has, `{|row|rows}` how many rows, `{=body}` what was told, and
// `{outcome=Enacted|is|are}` how many of what is counted first have a value in a column.

import { count } from "../core/text.js";

const PLACE = /\{(=?)(\w*)(?:=(\w+))?(?:\|([^|}]*)\|([^}]*))?\}/g;
const NO = "The record holds no answer.";

// The first that are counted are named, where they are few words.

const NAMED = 3;
const SHORT = 60; // letters of a name that a sentence takes

/**
 * @param {Question} question @param {{cells: any[]}[]} rows @param {(name: string) => string} told
 * @param {(id: string) => string} name
 */
export function sentenceOf(question, rows, told, name) {
  if (!rows.length) return NO;
  const pattern = question.answer || "{|row|rows} in answer";
  const main = mainColumn(question, pattern);
  const words = pattern.replace(PLACE, (_, is, column, value, one, many) =>
    is ? told(column) : numbered(question, rows, { column, value, one, many, main }),
  );
  const [first, ...rest] = words.split("; ");
  const said = [`${first}${named(question, rows, name, main)}`, ...rest].join("; ");
  return `${said[0].toUpperCase()}${said.slice(1)}.`;
}

// Returns the column that is counted first, of those that hold things.
function mainColumn(question, pattern) {
  const places = [...pattern.matchAll(PLACE)].map(([, is, column]) => (is ? "" : column));
  return places.find((one) => question.entities.includes(one)) ?? "";
}

function valuesOf(question, rows, column) {
  const at = question.columns.indexOf(column);
  return new Set(rows.map(({ cells }) => cells[at]).filter((cell) => cell !== null));
}

function named(question, rows, name, column) {
  const names = column ? [...valuesOf(question, rows, column)].map(name) : [];
  const first = names.slice(0, NAMED);
  if (!first.length || first.some((one) => one.length > SHORT)) return "";
  const more = names.length - first.length;
  return `: ${first.join(", ")}${more ? ` and ${more.toLocaleString("en-GB")} more` : ""}`;
}

function numbered(question, rows, { column, value, one, many, main }) {
  if (!column) return count(rows.length, one, many).trim();
  const at = question.columns.indexOf(column);
  const some = value ? rows.filter(({ cells }) => cells[at] === value) : rows;
  return count(valuesOf(question, some, value ? main : column).size, one, many).trim();
}
