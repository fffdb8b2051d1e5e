// Reads a sentence as advice is read: its stems, what they mean, and the bodies that it names; by the
// same rule as the program that wrote this page (kg/retrieval).

import { fold } from "../core/spelling.js";
import { createStemmer } from "./stems.js";

const LONGEST = { phrase: 5, name: 9 };
const NAME_WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*|&/gu;
const ARTICLE = /\bthe $/i;

// Returns a function text -> {stems, meant, named}.
export function createReader({ lexicon, rules }) {
  const wordsOf = createStemmer(rules);
  const [names, phrases] = [lexicon.meanings[0], new Map(Object.entries(lexicon.meanings[1]))];
  const bodies = new Map(Object.entries(lexicon.bodies[0]));
  const kept = new Set(lexicon.bodies[1]);
  return (text) => {
    const [rest, named] = cut(text, bodies, kept);
    const stems = wordsOf(rest).map(([, stem]) => stem);
    return {
      stems,
      meant: meaningsOf(phrases, names, stems),
      named,
    };
  };
}

function meaningsOf(phrases, names, stems) {
  return find(phrases, stems).map(([at, count, number]) => [at, count, names[number]]);
}

// Returns what some words mean: the word with which it begins, how many, and what.
function find(phrases, stems) {
  const found = [];
  for (let start = 0; start < stems.length; start += 1) {
    let key = "";
    const some = stems.slice(start, start + LONGEST.phrase);
    for (const [place, stem] of some.entries()) {
      key = key ? `${key} ${stem}` : stem;
      for (const number of phrases.get(key) ?? []) found.push([start, place + 1, number]);
    }
  }
  return found;
}

// Returns a text without names of bodies, and the numbers of those that were named.
function cut(text, bodies, kept) {
  const words = [...text.matchAll(NAME_WORD)].map((m) => ({
    text: m[0],
    start: m.index,
    end: m.index + m[0].length,
  }));
  const parts = [];
  const named = new Set();
  let i = 0;
  let done = 0;
  while (i < words.length) {
    const { length: count, found: key } = longestName(words, i, bodies, kept);
    if (!count) {
      i += 1;
      continue;
    }
    for (const number of bodies.get(key) ?? []) named.add(number);
    if (!kept.has(key)) {
      parts.push(text.slice(done, words[i].start).replace(ARTICLE, ""));
      done = words[i + count - 1].end;
    }
    i += count;
  }
  return [parts.length ? [...parts, text.slice(done)].join(" ") : text, named];
}

function longestName(words, i, bodies, kept) {
  let length = 0;
  let found = "";
  let key = "";
  for (let j = i; j < Math.min(i + LONGEST.name, words.length); j += 1) {
    const word = words[j].text.replace(/'s$/, "").replace(/’s$/, "");
    key = key ? `${key} ${fold(word)}` : fold(word);
    const isAlone = j === i && bodies.has(word);
    if (!isAlone && !(bodies.has(key) && (j > i || kept.has(key)))) continue;
    length = j - i + 1;
    found = isAlone ? word : key;
  }
  return { length, found };
}
