// Questions to begin with, each a ready question that is told what the graph says most of: a graph
// that cannot answer one is not asked it.

import { askingPatch } from "../answers/asking.js";
import { compare } from "../model/model.js";
import { dateWords } from "../core/dates.js";

const ASKED = 5;
const SHORT_ENOUGH = 110; // characters up to which a question can be read at a glance

// Returns up to five of {words, patch}: a question and the state that answers it.
export function findQuestions(model) {
  const patchOf = ({ ask, patch }) => patch ?? askingPatch(model, ask[0], ask[1]);
  const found = [becameOf, between, neverFollowed, givenAgain, ledBy, supplied, existedAfter].map(
    (ask) => ask(model),
  );
  return found
    .filter((one) => one && one.words.length <= SHORT_ENOUGH)
    .filter(({ ask }) => !ask || Object.hasOwn(model.questions, ask[0]))
    .slice(0, ASKED)
    .map((one) => ({ words: one.words, patch: patchOf(one) }));
}

// Returns the row with the highest score, the first by id among equals; null where all score 0.
function most(rows, score) {
  /** @type {{row: any, value: number} | null} */
  let best = null;
  for (const row of rows) {
    const value = score(row);
    if (
      value > 0 &&
      (!best || value > best.value || (value === best.value && compare(row.id, best.row.id) < 0))
    )
      best = { row, value };
  }
  return best?.row ?? null;
}

function ofKind(model, ...kinds) {
  return [...model.things.values()].filter((thing) => kinds.includes(thing.kind));
}

// The programme of which most was said.
function becameOf(model) {
  const opinions = tally(model.opinions.flatMap((opinion) => opinion.about));
  const advice = tally(model.recommendations.flatMap((row) => row.addressees));
  const found = most(
    ofKind(model, "Programme"),
    (t) => (opinions.get(t.id) ?? 0) + (advice.get(t.id) ?? 0),
  );
  return (
    found && {
      words: `What became of ${shortName(found)}?`,
      ask: ["programme-fate", { thing: found.id }],
    }
  );
}

// The shortest life of a national body for digital, data or IT, with something before and after it.
function between(model) {
  const strict = (steps) => steps.some((step) => step.how !== "functions");
  const isBetween = (t) =>
    model.opening.tiers.includes(t.tier ?? "") &&
    t.itRole === "ItMain" &&
    t.born &&
    t.ended &&
    model.before(t.id).length &&
    strict(model.after(t.id));
  const found = most(
    ofKind(model, "Body", "Unit").filter(isBetween),
    (t) => 1 / (1 + Date.parse(t.ended[1]) - Date.parse(t.born[0])),
  );
  return (
    found && {
      words: `What did ${shortName(found)} replace, and what replaced it?`,
      ask: ["lineage", { body: found.id }],
    }
  );
}

// The topic on which most reports gave advice that was not enacted.
function neverFollowed(model) {
  const found = most(
    model.topics,
    (topic) => reportsOn(model, topic.id, (row) => row.outcome === "NotEnacted").size,
  );
  return (
    found && {
      words: "Which advice has been given most often and never followed?",
      ask: ["repeated-advice", {}],
    }
  );
}

// The topic on which most reports gave advice.
function givenAgain(model) {
  const found = most(model.topics, (topic) => reportsOn(model, topic.id, () => true).size);
  return (
    found && {
      words: `Who told whom what to do about ${lowerFirst(found.label)}, and was it done?`,
      ask: ["advice-on", { topic: found.id }],
    }
  );
}

function reportsOn(model, topic, isCounted) {
  return new Set(
    model.recommendations
      .filter((row) => !row.whole && row.under.includes(topic) && isCounted(row))
      .map((row) => row.report),
  );
}

// The month in which most bodies were created or ended.
function existedAfter(model) {
  const months = new Map();
  for (const event of model.events.filter((one) => one.counts && one.date?.length >= 7)) {
    const month = event.date.slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + event.ended.length + event.created.length);
  }
  const found = most(
    [...months].map(([id, number]) => ({ id, number })),
    (row) => row.number,
  );
  return found && /^\d{4}-\d\d$/.test(found.id)
    ? {
        words: `What existed in ${dateWords(found.id)}?`,
        patch: { view: "genealogy", on: found.id },
      }
    : null;
}

// The post that most people held.
function ledBy(model) {
  const holders = new Map();
  for (const tenure of model.tenures) {
    if (!holders.has(tenure.post)) holders.set(tenure.post, new Set());
    holders.get(tenure.post).add(tenure.person);
  }
  const found = most(ofKind(model, "Post"), (post) => holders.get(post.id)?.size ?? 0);
  return found && { words: `Who has been ${found.label}?`, ask: ["holders", { post: found.id }] };
}

// The company with most contracts.
function supplied(model) {
  const contracts = tally(model.contracts.flatMap((contract) => contract.suppliers));
  const found = most(ofKind(model, "Company"), (t) => contracts.get(t.id) ?? 0);
  return (
    found && {
      words: `What has ${shortName(found)} supplied?`,
      ask: ["contracts-of", { party: found.id }],
    }
  );
}

function tally(ids) {
  const found = new Map();
  for (const id of ids) found.set(id, (found.get(id) ?? 0) + 1);
  return found;
}

// The name by which people know a thing: an acronym among its names, where its own is long.
function shortName(thing) {
  const acronym = thing.aliases.find(
    (name) => /^[A-Z][A-Za-z]*[A-Z]\w*$/.test(name) && name.length <= 8,
  );
  return thing.label.length > 20 && acronym ? acronym : thing.label;
}

function lowerFirst(text) {
  return /^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}
