// Finds what is meant by a name, whatever the spelling, the best first; by the same rule as the
// program that wrote this page (kg/index/search.py): each name is scored by how many of the words
// asked for it holds (a rare word counts more, a word nearly spelt so less), by how much of the
// name they make up, and by whether the whole is nearly the name, spaces apart.

import { fold, likenessTo, spellings } from "../core/spelling.js";
import { compare } from "./model.js";
import { readNames } from "./names.js";

const MOST_COUNTED = 1000; // things that are looked at, so as to say how many there are
const SHOWN = 12;
const POOL = 3000; // names that one word may bring up
const SCORED = 300; // names that are looked at together
const NEAR = { word: 76, name: 80 }; // likeness from which a word or a name counts as meant
const MOST = { begun: 50, word: 10, name: 100 };
const LOWEST = 0.3;
const SPELT = 0.97; // what is left of a score where a word had to be shortened or spelt out
const KINDS = { __proto__: null, label: 1, initials: 0.82, "given-up id": 0.9, identifier: 0.95 };
const OTHER = 0.97;
// kinds whose long titles hold many a name; who asks for the name means the thing
const LESSER = new Set(["Source", "Recommendation", "Post", "Announcement"]);

// Returns a function words -> [{id, label, kind, via}], the best first, of some kinds if they are
// named; `more` says how many others fit. `via` is the name by which it was found, where that is
// not its label.
/** @param {Model} model */
export function createSearch(model) {
  /** @type {Names | null} */
  let known = null;
  return (text, kinds = []) => {
    const folded = fold(text);
    if (!folded) return Object.assign([], { more: 0 });
    known ??= readNames(model);
    const isWanted = ({ id, kind }) => model.knows(id) && (!kinds.length || kinds.includes(kind));
    const found = findAll(known, folded, model, isWanted);
    const shown = found.slice(0, SHOWN).map(({ name }) => toHit(name));
    return Object.assign(shown, { more: found.length - shown.length });
  };
}

function toHit({ entity, text, kind }) {
  const isSaid = text !== entity.label && kind !== "initials" && kind !== "given-up id";
  return { id: entity.id, label: entity.label, kind: entity.kind, via: isSaid ? text : "" };
}

// Returns the best hit of each entity: for the words as they are and, where no name is just that,
// for words that names share short or spelt out.
function findAll(known, folded, model, isWanted) {
  const best = new Map();
  for (const spelling of spellings(folded, model.spelt)) {
    const part = spelling === folded ? 1 : SPELT;
    for (const { name, value } of find(known, spelling, isWanted)) {
      const { id } = name.entity;
      const score = part * value;
      if (!best.has(id) || score > best.get(id).value) best.set(id, { name, value: score });
    }
    if ([...best.values()].some(({ name }) => name.key === folded.replaceAll(" ", ""))) break;
  }
  return [...best.values()].filter(({ value }) => value >= LOWEST).sort(byScore);
}

function find(known, folded, isWanted) {
  const asked = folded.split(" ");
  const { held, total } = byWords(known, asked);
  const whole = byWhole(known, folded.replaceAll(" ", ""));
  const rough = new Map();
  for (const [n, score] of held) rough.set(n, Math.max(score / total, whole.get(n) ?? 0));
  for (const [n, score] of whole) if (!rough.has(n)) rough.set(n, score);
  const pool = [...rough.keys()].sort((a, b) => rough.get(b) - rough.get(a) || a - b);
  const best = new Map();
  for (let at = 0; at < pool.length && best.size < MOST_COUNTED; at += SCORED) {
    for (const n of pool.slice(at, at + SCORED)) {
      const name = known.names[n];
      if (!isWanted(name.entity)) continue;
      const value = scoreOf(name, asked.length, (held.get(n) ?? 0) / total, whole.get(n));
      const { id } = name.entity;
      if (!best.has(id) || value > best.get(id).value) best.set(id, { name, value });
    }
  }
  return best.values();
}

function byScore(a, b) {
  const [one, other] = [a.name.entity, b.name.entity];
  return b.value - a.value || other.weight - one.weight || compare(one.id, other.id);
}

// Returns {held: Map number -> weight of the asked words that the name holds, total: that of all}.
// Rare words go first; a word that half of all names hold only adds to what the others found.
function byWords(known, asked) {
  const count = known.names.length || 1;
  const meant = new Map(asked.map((word) => [word, meantBy(known, word)]));
  const sizes = new Map();
  for (const [word, nears] of meant) {
    const lengths = [...nears.keys()].map((near) => known.postings.get(near)?.length ?? 0);
    sizes.set(
      word,
      lengths.reduce((a, b) => a + b, 0),
    );
  }
  /** @type {Map<string, number>} */
  const weights = new Map();
  for (const [word, size] of sizes) weights.set(word, Math.log(1 + count / (1 + size)));
  const held = new Map();
  const order = [...meant.keys()].sort((a, b) => sizes.get(a) - sizes.get(b) || compare(a, b));
  for (const word of order) {
    const room = !held.size || sizes.get(word) <= POOL ? POOL : 0;
    for (const [n, quality] of bestOf(known, meant.get(word), held, room))
      held.set(n, (held.get(n) ?? 0) + quality * (weights.get(word) ?? 0));
  }
  const total = asked.map((word) => weights.get(word) ?? 0).reduce((a, b) => a + b, 0);
  return { held, total: total || 1 };
}

// Returns the names that hold a word that may be meant, with how near it is: the first `room` of
// each word, and of the others those that are held already.
function bestOf(known, nears, held, room) {
  const best = new Map();
  for (const [near, quality] of nears) {
    known.postings.get(near).forEach((n, i) => {
      if ((i < room || held.has(n)) && quality > (best.get(n) ?? 0)) best.set(n, quality);
    });
  }
  return best;
}

// Returns the known words that a word may mean, each with how near it is (1 is the same).
function meantBy({ words }, word) {
  const found = new Map();
  const first = placeOf(words, word);
  for (const known of words.slice(first, first + MOST.begun)) {
    if (!known.startsWith(word)) break;
    found.set(known, known === word ? 1 : 0.75 + (0.2 * word.length) / known.length);
  }
  if (word.length > 3) {
    for (const [at, ratio] of likest(words, word, NEAR.word, MOST.word))
      if (!found.has(words[at])) found.set(words[at], (0.9 * ratio) / 100);
  }
  return found;
}

// Returns how near each name as a whole is, spaces apart, by its number.
function byWhole({ keys }, key) {
  if (key.length < 3) return new Map(keys.flatMap((known, n) => (known === key ? [[n, 1]] : [])));
  return new Map(likest(keys, key, NEAR.name, MOST.name).map(([n, ratio]) => [n, ratio / 100]));
}

// Returns the [place, likeness] of the texts that are likest to one.
function likest(texts, text, least, most) {
  const ratio = likenessTo(text, least);
  /** @type {[number, number][]} */
  const found = [];
  texts.forEach((other, i) => {
    const value = ratio(other);
    if (value) found.push([i, value]);
  });
  return found.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
}

// The place of the first word that is not before a word.
function placeOf(words, word) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Returns how well a name fits, from 0 to 1.
function scoreOf({ entity, kind, length }, asked, held, whole) {
  let score = held * (0.7 + 0.2 * Math.min(1, asked / length));
  if (whole !== undefined) score = Math.max(score, whole === 1 ? 1 : 0.95 * whole);
  score *= KINDS[kind] ?? OTHER;
  const prior = Math.log(1 + entity.weight) / 8 - (LESSER.has(entity.kind) ? 0.6 : 0);
  return score * (0.93 + 0.07 * Math.max(-1, Math.min(1, prior)));
}
