// The ways in which people word a ready question: whole sentences with a place for a name; by the
// same rule as the program that wrote this page (kg/ask/asked_as.py).

import { fold } from "../core/spelling.js";

const PLACE = /\{\w+\}/;
const ARTICLES = ["a", "an", "the"];
const ANY = 1000; // kinds of things that a question may be told which takes any

// Returns what stands in the place of a wording, without its article; "" where a sentence is not
// worded so.
export function matchWording(sentence, wording) {
  const [first, last] = wording.split(PLACE).map((part) => fold(part).split(" ").filter(Boolean));
  const words = sentence
    .replace(/[ ?!.]+$/, "")
    .split(/\s+/)
    .filter((word) => fold(word));
  const keys = words.map(fold);
  const end = words.length - last.length;
  const isSo =
    end > first.length &&
    first.every((word, i) => keys[i] === word) &&
    last.every((word, i) => keys[end + i] === word);
  if (!isSo) return "";
  const named = words.slice(first.length, end);
  return named.slice(Number(named.length > 1 && ARTICLES.includes(fold(named[0])))).join(" ");
}

// Returns the questions that a sentence words, with what stands in the place: [{name, rest}]. What
// leaves the fewest words to the name comes first, then what takes the fewest kinds of things.
/** @param {Record<string, Question>} questions @param {string} sentence */
export function findWordings(questions, sentence) {
  const found = [];
  for (const [name, question] of Object.entries(questions)) {
    const all = (question.asked ?? []).map((wording) => matchWording(sentence, wording));
    const rest = all.filter(Boolean).sort((a, b) => lengthOf(a) - lengthOf(b))[0];
    const breadth = kindsOf(question).length || ANY;
    if (rest) found.push({ name, rest, breadth });
  }
  return found.sort(
    (a, b) =>
      lengthOf(a.rest) - lengthOf(b.rest) || a.breadth - b.breadth || (a.name < b.name ? -1 : 1),
  );
}

function lengthOf(words) {
  return words.split(" ").length;
}

// Returns the kinds of things that a question must be told; none where it takes any.
export function kindsOf(question) {
  const needed = question.parameters.find(({ need }) => need === "required");
  return needed?.type === "topic" ? ["Concept"] : (needed?.kinds ?? []);
}
