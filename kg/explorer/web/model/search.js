// Search: by label, other and former names, acronyms; tolerant of spelling; the best first.

import { compare } from "./model.js";
import { fold } from "../core/text.js";

const SMALL_WORDS = new Set(["and", "of", "for", "the", "in", "to", "on", "a", "an", "at"]);
const MOST = 12;
const SHORT = 4; // letters below which a word is not guessed at
const LONG = 8; // letters from which two slips are forgiven

// Returns a function words -> [{id, label, kind, via}], the best first. `via` is the name by which
// it was found, where that is not its label.
export function createSearch(model) {
  /** @type {any[] | null} */
  let entries = null;
  return (text) => {
    const query = fold(text);
    if (!query) return [];
    entries ??= readEntries(model);
    const words = query.split(" ");
    let found = rank(entries, query, words, exactWords(words));
    const near = found.length < MOST ? nearWords(entries, words) : [];
    if (near.length) found = join(found, rank(entries, query, words, near));
    // where no name has all of the words, those that have all but one
    if (!found.length && words.length > 1)
      found = rank(entries, query, words, near, words.length - 1);
    return found.slice(0, MOST).map(({ entry, name }) => ({
      id: entry.id,
      label: entry.label,
      kind: entry.kind,
      via: name && name.text !== entry.label ? name.text : "",
    }));
  };
}

function readEntries(model) {
  const found = [];
  for (const thing of model.things.values()) {
    const others = [...thing.aliases, ...thing.names.map((name) => name.name)];
    found.push(
      entry(thing.id, thing.kind, thing.label, others, model.connectionsOf(thing.id).length, 0),
    );
  }
  for (const event of model.events)
    found.push(entry(event.id, event.kind, model.label(event.id), [], 0, 1));
  for (const contract of model.contracts)
    found.push(entry(contract.id, "Contract", model.label(contract.id), [], 0, 1));
  for (const row of model.recommendations)
    found.push(entry(row.id, "Recommendation", row.text ?? row.label ?? row.id, [], 0, 2));
  return found;
}

function entry(id, kind, label, others, weight, level) {
  const texts = [...new Set([label, ...others, id.replaceAll("-", " ")])];
  const names = texts.map((text) => ({ text, folded: fold(text), words: fold(text).split(" ") }));
  const initials = new Set(level ? [] : names.slice(0, -1).flatMap(({ words }) => acronyms(words)));
  names[names.length - 1].text = label; // an id is a way to find a thing, not a name to show
  return { id, kind, label, names, initials, weight, level };
}

// "NHS Connecting for Health": ncfh, nch, cfh.
function acronyms(words) {
  if (words.length < 2) return [];
  const initials = (list) => list.map((word) => word[0]).join("");
  const plain = words.filter((word) => !SMALL_WORDS.has(word));
  return [
    initials(words),
    initials(plain),
    initials(words.slice(1)),
    initials(plain.slice(1)),
  ].filter((text) => text.length > 1);
}

function exactWords(words) {
  return words.map((word) => (other) => other.startsWith(word));
}

// Guesses at each word only where no word of any name begins with it.
function nearWords(entries, words) {
  const known = new Set(entries.flatMap((one) => one.names.flatMap((name) => name.words)));
  return words.map((word) => {
    const slips = word.length < SHORT ? 0 : word.length < LONG ? 1 : 2;
    const near = new Set();
    for (const other of known)
      if (other.startsWith(word) || (slips && isNear(word, other, slips))) near.add(other);
    return (other) => near.has(other);
  });
}

function rank(entries, query, words, tests, least = words.length) {
  const found = [];
  for (const one of entries) {
    const score = best(one, query, words, tests, least);
    if (score) found.push(score);
  }
  return found.sort(
    (a, b) => a.tier - b.tier || b.entry.weight - a.entry.weight || compare(a.entry.id, b.entry.id),
  );
}

function best(one, query, words, tests, least) {
  /** @type {any} */
  let found = null;
  one.names.forEach((name, i) => {
    const tier = tierOf(name, query, tests, least, i === 0);
    if (tier !== null && (!found || tier < found.tier)) found = { entry: one, name, tier };
  });
  if (words.length === 1 && (!found || found.tier > 2) && one.initials.has(query))
    found = { entry: one, name: null, tier: 2 };
  return found && { ...found, tier: found.tier + one.level * 3 };
}

// 0 the label, 1 another name, 3 how the label begins, 4 how another begins or words of the label,
// 5 words of another; 2 is for acronyms.
function tierOf(name, query, tests, least, isLabel) {
  if (name.folded === query) return isLabel ? 0 : 1;
  if (name.folded.startsWith(query)) return isLabel ? 3 : 4;
  if (tests.filter((test) => name.words.some(test)).length >= least) return isLabel ? 4 : 5;
  return null;
}

function join(first, second) {
  const ids = new Set(first.map(({ entry }) => entry.id));
  return [...first, ...second.filter(({ entry }) => !ids.has(entry.id))];
}

// Whether one word becomes the other by so many slips (a letter missing, added, changed, or two
// neighbours swapped); the other may go on after it.
function isNear(word, other, slips) {
  if (other.length < word.length - slips) return false;
  const cut = other.slice(0, word.length + slips);
  /** @type {number[] | null} */
  let before = null;
  let row = Array.from({ length: cut.length + 1 }, (_, j) => j);
  for (let i = 1; i <= word.length; i++) {
    const next = [i];
    for (let j = 1; j <= cut.length; j++) {
      const cost = word[i - 1] === cut[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost);
      if (before && j > 1 && word[i - 1] === cut[j - 2] && word[i - 2] === cut[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > slips) return false;
    [before, row] = [row, next];
  }
  return Math.min(...row.slice(Math.max(0, word.length - slips))) <= slips;
}
