// An answer in a sentence that counts, as the header of the question words it: `{body|body|bodies}`
// is how many values a column has, `{|row|rows}` how many rows, `{=body}` what was told.

import { count } from "../core/text.js";

const NO = "The record holds no answer.";

/** @param {Question} question @param {{cells: any[]}[]} rows @param {(name: string) => string} told */
export function sentenceOf(question, rows, told) {
  if (!rows.length) return NO;
  const pattern = question.answer || "{|row|rows} in answer";
  const words = pattern.replace(
    /\{(=?)(\w*)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (_, is, name, one, many) => (is ? told(name) : numbered(question, rows, name, one, many)),
  );
  return `${words[0].toUpperCase()}${words.slice(1)}.`;
}

function numbered(question, rows, name, one, many) {
  const at = question.columns.indexOf(name);
  const values = rows.map(({ cells }) => cells[at]).filter((cell) => cell !== null);
  return count(at < 0 ? rows.length : new Set(values).size, one, many);
}
