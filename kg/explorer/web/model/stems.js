// Brings the words of a text to their stems, by the same rule as the program that wrote this page
// (kg/retrieval/stems.py): Porter (1980), with the words that it leaves out. The tables are the
// program's own.

import { fold } from "../core/spelling.js";

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const JOINED = /\b([Cc]o|[Rr]e|[Pp]re|[Mm]ulti|[Ii]nter|[Nn]on)[-‑](?=[a-z])/g;
const YEAR = /^(?:1[89]|20)\d\d$/;
const BRITISH = /(?<=..)is(e|ed|es|er|ers|ing|ation|ations|able)$/;
const SHORTEST_BRITISH = 6;

// Returns a function text -> [[word, stem]], small words and years left out. `rules` are the words
// without a meaning, the words whose stem no ending shows, and the endings of three steps.
export function createStemmer({ stop, irregular, steps }) {
  const small = new Set(stop);
  const odd = new Map(Object.entries(irregular));
  const known = new Map();
  const [second, third, fourth] = steps;
  const stemOf = (word) => {
    if (!known.has(word)) known.set(word, odd.get(word) ?? bare(word, second, third, fourth));
    return known.get(word);
  };
  return (text) => {
    const found = [];
    for (const word of text.replace(JOINED, "$1").match(WORD) ?? []) {
      const folded = fold(word);
      if (small.has(folded)) {
        const isUpper = word === word.toUpperCase() && word !== word.toLowerCase();
        if (isUpper && [...word].length > 1) found.push([word, word]);
      } else if (folded && !YEAR.test(folded)) {
        for (const part of folded.split(" ")) found.push([word, stemOf(part)]);
      }
    }
    return found;
  };
}

function bare(word, second, third, fourth) {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  let stem = word.length >= SHORTEST_BRITISH ? word.replace(BRITISH, "iz$1") : word;
  stem = plural(stem);
  for (const endings of [second, third]) {
    const found = endings.find(([ending]) => stem.endsWith(ending));
    if (found) {
      const rest = stem.slice(0, -found[0].length);
      if (measure(rest) > 0) stem = rest + found[1];
    }
  }
  return final(lastEnding(stem, fourth));
}

// Returns `v` for each vowel and `c` for each consonant of a word.
function forms(word) {
  let found = "";
  for (const [i, letter] of [...word].entries()) {
    const isVowel = "aeiou".includes(letter) || (letter === "y" && i > 0 && found[i - 1] === "c");
    found += isVowel ? "v" : "c";
  }
  return found;
}

function measure(word) {
  return forms(word).split("vc").length - 1;
}

function endsShort(word) {
  return forms(word).endsWith("cvc") && !"wxy".includes(word[word.length - 1]);
}

function plural(given) {
  let word = given;
  if (/(?:sses|ies)$/.test(word)) word = word.slice(0, -2);
  else if (/[^s]s$/.test(word) || word === "s") word = word.slice(0, -1);
  if (word.endsWith("eed")) {
    if (measure(word.slice(0, -3)) > 0) word = word.slice(0, -1);
  } else {
    const ending = ["ed", "ing"].find(
      (end) => word.endsWith(end) && forms(word.slice(0, -end.length)).includes("v"),
    );
    if (ending) word = mend(word.slice(0, -ending.length));
  }
  if (word.endsWith("y") && forms(word.slice(0, -1)).includes("v")) word = `${word.slice(0, -1)}i`;
  return word;
}

function mend(word) {
  if (/(?:at|bl|iz)$/.test(word)) return `${word}e`;
  const last = word[word.length - 1];
  const isDouble = word.length > 1 && last === word[word.length - 2] && forms(word).endsWith("c");
  if (isDouble && !"lsz".includes(last)) return word.slice(0, -1);
  return measure(word) === 1 && endsShort(word) ? `${word}e` : word;
}

function lastEnding(word, endings) {
  const ending = endings.find((end) => word.endsWith(end));
  if (!ending) return word;
  const rest = word.slice(0, -ending.length);
  const fits = ending !== "ion" || /[st]$/.test(rest);
  return fits && measure(rest) > 1 ? rest : word;
}

function final(given) {
  let word = given;
  if (word.endsWith("e")) {
    const rest = word.slice(0, -1);
    const times = measure(rest);
    if (times > 1 || (times === 1 && !endsShort(rest))) word = rest;
  }
  return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
}
