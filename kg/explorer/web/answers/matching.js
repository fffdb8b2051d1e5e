// Which ready question a sentence asks, and about what; by the same rule as the program that wrote
// this page (kg/ask/matching.py). Words weigh by how few questions have them; what no question
// speaks of is taken to name the thing that is asked about.

import { fold } from "../core/spelling.js";
import { compare } from "../model/model.js";

const LIKE = 0.9;
const ASIDE = 0.4;
const COVERED = 0.3;
const HALF = 0.5;
const SURE = 0.6;
const AHEAD = 0.1;

// Returns a function sentence -> [{name, score, rest, isEnough}], the nearest first. `texts` maps
// each name to its title and description; `silent` are the words that say nothing.
export function createMatching(texts, silent) {
  const small = new Set(silent);
  const bag = (text) => {
    const words = new Set(
      fold(text)
        .split(" ")
        .filter((word) => word && !small.has(word)),
    );
    return [...(words.size ? words : [fold(text)])];
  };
  const bags = new Map();
  for (const [name, [title, description]] of Object.entries(texts))
    bags.set(name, [bag(`${title} ${name.replaceAll("-", " ")}`), bag(description)]);
  return (sentence) => matchAll(sentence, bags, small);
}

function matchAll(sentence, bags, small) {
  const spoken = sentence
    .replaceAll("?", " ")
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [word, fold(word)]);
  const asked = new Set(spoken.map(([, key]) => key).filter((key) => key && !small.has(key)));
  const titles = [...bags.values()].map(([title]) => title);
  const weight = new Map([...asked].map((key) => [key, rarity(key, titles)]));
  const known = [...asked].filter((key) =>
    [...bags.values()].some((both) => both.some((words) => has(words, key))),
  );
  const total = sum(known.map((key) => weight.get(key) ?? 0)) || 1;
  const found = [];
  for (const [name, [title, text]] of bags) {
    const said = new Set(known.filter((key) => has(title, key)));
    const aside = new Set(known.filter((key) => !said.has(key) && has(text, key)));
    const held =
      sum([...said].map((key) => (weight.get(key) ?? 0) * (title.includes(key) ? 1 : LIKE))) +
      ASIDE * sum([...aside].map((key) => weight.get(key) ?? 0));
    if (!held) continue;
    const keys = [...said];
    const covered =
      title.filter((word) => keys.some((key) => isLike(word, key))).length / title.length;
    const rest = spoken
      .filter(([, key]) => !small.has(key) && !said.has(key) && !aside.has(key))
      .map(([word]) => word)
      .join(" ");
    const score = (held / total + COVERED * covered) / (1 + COVERED);
    found.push({ name, score, rest, isEnough: said.size > 1 || covered >= HALF || rest !== "" });
  }
  return found.sort((a, b) => b.score - a.score || compare(a.name, b.name));
}

// Returns the one match that is near; null where there is none, or another as near.
export function findMeant(found) {
  const [first, second] = found;
  if (!first || first.score < SURE || !first.isEnough) return null;
  return !second || first.score - second.score >= AHEAD ? first : null;
}

// Returns whether words read like a question: they end as one, or begin with a word that says
// nothing of what is asked and go on.
export function readsLikeQuestion(words, silent) {
  const spoken = fold(words).split(" ");
  return words.trim().endsWith("?") || (spoken.length > 2 && silent.includes(spoken[0]));
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}

function rarity(key, bags) {
  return Math.log(1 + bags.length / (1 + bags.filter((words) => has(words, key)).length));
}

function has(words, key) {
  return words.some((word) => isLike(word, key));
}

// Whether two words differ by their endings only.
function isLike(one, other) {
  if (one === other) return true;
  const most = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < most && one[shared] === other[shared]) shared += 1;
  return shared >= Math.max(4, most - 2);
}
