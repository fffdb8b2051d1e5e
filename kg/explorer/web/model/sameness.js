// Ranks the advice of the record by how much it says the same as a sentence; by the same rule as the
// program that wrote this page (kg/retrieval/ranker.py), words alone.

import { createReader } from "./reader.js";

const K = 0.9;
const B = 0.4;
const SAID = 0.6; // what of a meaning counts no more where the very words are there
const NEIGHBOURS = 15;
const NAMED = 0.5;
const WEIGHED = 300;
const FIELD = 10; // the place of the advice that stands for the rest of the field
const MUCH = 20;
const FAR = 5;

// Returns a function (text, before) -> [{id, score, isSame}], the best first; `before` is a day, and
// only what was certainly advised earlier is found; without it everything.
export function createRanker(held) {
  const read = createReader(held);
  const texts = createShelf(held.texts);
  const topics = createShelf(held.topic_texts);
  return (text, before = "") => {
    const words = read(text);
    const measured = measure(held, texts, topics, words, before);
    return graded(held, measured, metOf(texts, words));
  };
}

// Returns texts by their words, as the program holds them, ready to be scored (BM25).
function createShelf(shelf) {
  const { lengths } = shelf;
  const mean = lengths.length ? lengths.reduce((sum, n) => sum + n, 0) / lengths.length : 0;
  const heldBack = lengths.map((n) => (mean ? K * (1 - B + (B * n) / mean) : K));
  const of = (postings) => scorer(new Map(Object.entries(postings)), heldBack);
  return { ...shelf, byStem: of(shelf.stems), byMeaning: of(shelf.meant) };
}

function scorer(postings, heldBack) {
  const total = heldBack.length;
  const rarity = (word) => {
    const having = (postings.get(word)?.length ?? 0) / 2;
    return Math.log(1 + (total - having + 0.5) / (having + 0.5));
  };
  return {
    rarity,
    having: (word) => new Set((postings.get(word) ?? []).filter((_, i) => i % 2 === 0)),
    most: (words) => words.reduce((sum, word) => sum + rarity(word), 0),
    score(words, known = new Map()) {
      const found = new Map();
      for (const word of words) {
        const held = postings.get(word) ?? [];
        const worth = rarity(word) * (1 + K);
        const sets = known.get(word) ?? [];
        for (let i = 0; i < held.length; i += 2) {
          const number = held[i];
          let part = (worth * held[i + 1]) / (held[i + 1] + heldBack[number]);
          if (sets.length)
            part *= 1 - (SAID * sets.filter((set) => set.has(number)).length) / sets.length;
          found.set(number, (found.get(number) ?? 0) + part);
        }
      }
      return found;
    },
  };
}

function measure(held, texts, topics, words, before) {
  const stems = [...new Set(words.stems)];
  const meant = [...new Set(words.meant.map(([, , name]) => name))];
  const byStem = texts.byStem.score(stems);
  const byMeaning = texts.byMeaning.score(meant, havingOf(words, texts));
  const rough = add(byStem, byMeaning);
  const [allStems, allMeant] = [texts.byStem.most(stems), texts.byMeaning.most(meant)];
  const likely = guessTopics(held, topics, stems, meant, rough);
  const isEarly = (number) => !before || (held.last[number] && held.last[number] < before);
  const chosen = best(rough, isEarly).slice(0, WEIGHED);
  return chosen.map((number) => {
    const stem = byStem.get(number) ?? 0;
    const meaning = byMeaning.get(number) ?? 0;
    const asked = part(stem, allStems);
    const own = part(stem, texts.own[number]);
    const [meantAsked, meantOwn] = [
      part(meaning, allMeant),
      part(meaning, texts.own_meant[number]),
    ];
    return {
      number,
      asked,
      held: own,
      "meant asked": meantAsked,
      "meant held": meantOwn,
      topics: overlap(likely, held.topics[number]),
      named: share(words.named, held.heirs[number]),
      model: 0,
    };
  });
}

// Returns, for each word by which a meaning was asked for, the texts that have it.
function havingOf(words, texts) {
  const found = new Map();
  for (const [at, , name] of words.meant) {
    const stem = words.stems[at];
    if (!found.has(name)) found.set(name, new Map());
    found.get(name).set(stem, texts.byStem.having(stem));
  }
  return new Map([...found].map(([name, byStem]) => [name, [...byStem.values()]]));
}

function guessTopics(held, topics, stems, meant, rough) {
  const nearest = best(rough, () => true).slice(0, NEIGHBOURS);
  const total = nearest.reduce((sum, number) => sum + rough.get(number), 0);
  const found = new Map();
  for (const number of nearest)
    for (const topic of held.topics[number])
      found.set(topic, (found.get(topic) ?? 0) + rough.get(number) / total);
  const named = add(topics.byStem.score(stems), topics.byMeaning.score(meant));
  const most = Math.max(0, ...named.values());
  return add(found, new Map([...named].map(([topic, score]) => [topic, (NAMED * score) / most])));
}

// Returns what each word of a text is worth, and the advice that says it or means it.
function metOf(texts, words) {
  const meant = new Map();
  for (const [at, count, name] of words.meant) {
    for (let i = at; i < at + count; i += 1)
      meant.set(i, [...(meant.get(i) ?? []), texts.byMeaning.having(name)]);
  }
  return [...new Set(words.stems)].map((stem) => ({
    worth: texts.byStem.rarity(stem),
    texts: [texts.byStem.having(stem), ...(meant.get(words.stems.indexOf(stem)) ?? [])],
  }));
}

function graded(held, measured, met) {
  const { order, sameness, least, same } = held.weights;
  const weigh = (weights, row) =>
    Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * row[name], 0);
  const ranked = measured
    .map((row) => ({ row, id: held.ids[row.number], score: rounded(weigh(order, row)) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const field = ranked[FIELD]?.score ?? 0;
  return ranked.map(({ row, id, score }, place) => {
    if (place >= FIELD * 2) return { id, score, isSame: false };
    const found = met.filter(({ texts }) => texts.some((set) => set.has(row.number)));
    const info = found.reduce((sum, { worth }) => sum + worth, 0);
    const asked = Math.min(row.asked + row["meant asked"] / 2, 1.2);
    const own = Math.min(row.held + row["meant held"] / 2, 1.2);
    const more = {
      topics: Math.min(row.topics, 1.5),
      both: asked * own,
      info: Math.min(info / MUCH, 1),
      gap: (score - field) / FAR,
    };
    return { id, score, isSame: least + weigh(sameness, { ...row, ...more }) >= same };
  });
}

function rounded(number) {
  return Math.round(number * 1e9) / 1e9;
}

// Returns the numbers of a score, the highest first.
function best(scores, isWanted) {
  return [...scores.keys()].filter(isWanted).sort((a, b) => scores.get(b) - scores.get(a) || a - b);
}

function add(one, other) {
  const found = new Map(one);
  for (const [number, score] of other) found.set(number, (found.get(number) ?? 0) + score);
  return found;
}

function part(score, whole) {
  return score ? score / whole : 0;
}

function overlap(likely, topics) {
  const found = topics.map((topic) => likely.get(topic) ?? 0).sort((a, b) => b - a);
  const two = found.slice(0, 2);
  return two.length ? two.reduce((sum, score) => sum + score, 0) / two.length : 0;
}

function share(one, other) {
  const both = other.filter((number) => one.has(number)).length;
  return both ? both / Math.min(one.size, other.length) : 0;
}
