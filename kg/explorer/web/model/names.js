// The names of all that can be found, numbered as in the index of the program that wrote this page:
// those of the most mentioned first.

import { fold, initialsOf } from "../core/spelling.js";
import { compare } from "./model.js";

// Returns {names: [{entity, text, kind, key}], keys, words, postings: Map word -> numbers}; `words` are in
// order, a name is the `number`-th of names, and an entity {id, kind, label, weight}.
/** @param {Model} model @returns {Names} */
export function readNames(model) {
  const given = new Map();
  for (const [old, id] of model.moved) given.set(id, [...(given.get(id) ?? []), old]);
  const entities = [...entitiesOf(model)];
  entities.sort((a, b) => b.weight - a.weight || compare(a.id, b.id));
  const names = [];
  const postings = new Map();
  for (const entity of entities) {
    for (const [text, kind] of namesOf(model, entity, given)) {
      const folded = fold(text);
      for (const word of new Set(folded.split(" ").filter(Boolean))) {
        if (!postings.has(word)) postings.set(word, []);
        postings.get(word).push(names.length);
      }
      const length = folded.split(" ").length;
      names.push({ entity, text, kind, length, key: folded.replaceAll(" ", "") });
    }
  }
  const keys = names.map((name) => name.key);
  return { names, keys, postings, words: [...postings.keys()].sort(compare) };
}

/** @returns {Generator<Entity>} */
function* entitiesOf(model) {
  for (const thing of model.things.values()) {
    yield entityOf(thing, thing.kind, thing.isNamed ? thing.label : "");
  }
  for (const row of model.events) yield entityOf(row, row.kind, row.label);
  for (const row of model.contracts) yield entityOf(row, "Contract", row.label);
  for (const row of model.recommendations) {
    yield entityOf(row, row.whole ? "DocumentAdvice" : "Recommendation", row.label);
  }
  for (const row of model.sources) {
    if (!model.things.has(row.id)) yield entityOf(row, "Source", row.title);
  }
}

function entityOf(row, kind, label = "") {
  return { id: row.id, kind, label, weight: row.w ?? 0 };
}

// Returns each name of an entity with its kind, the first kind of a name that is several.
function namesOf(model, { id, kind, label }, given) {
  const thing = model.things.get(id) ?? model.record(id)?.row ?? {};
  const found = new Map();
  const add = (texts, what) => {
    for (const text of texts.filter(Boolean).sort(compare))
      if (!found.has(text)) found.set(text, what);
  };
  add([label], "label");
  add(
    (thing.names ?? []).map(({ name }) => name),
    "name",
  );
  add(
    (thing.codes ?? []).map(({ code }) => code),
    "code",
  );
  add(thing.aliases ?? [], "alias");
  if (model.things.has(id)) {
    add([thing.number], "identifier");
    add([thing.citation], "citation");
  }
  add(given.get(id) ?? [], "given-up id");
  if (model.kinds.living.has(kind)) {
    const known = new Set([...found.keys()].map(fold));
    add(
      [...found.keys()]
        .flatMap((text) => initialsOf(text, model.dataset.dropped))
        .filter((short) => !known.has(short)),
      "initials",
    );
  }
  return found;
}
