// One function followed through bodies: a system, programme or unit and who ran it when; or a body
// with all that handed its work on to it, and all that it handed on to.

import { periodWords } from "../core/dates.js";
import { lifeWords } from "../model/words.js";
import { sourcesOf } from "../panel/evidence.js";
import { thingLink } from "../panel/lines.js";
import { compare } from "../model/model.js";
import { daysIn, readLife } from "./compared-lives.js";
import { createTable } from "./compare-table.js";
import { count } from "../core/text.js";

const RAN = "ran";
const NAMED = 8; // bodies that a sentence names
const WAYS = {
  succession: "succeeded",
  functions: "took over functions of",
  continued: "continued",
};

// Returns the things that several bodies are said to have run, what most ran first.
/** @param {Model} model @returns {string[]} */
export function functionsOf(model) {
  const bodies = new Map();
  for (const { s, p, o } of model.claims)
    if (p === RAN && model.things.has(o)) bodies.set(o, (bodies.get(o) ?? new Set()).add(s));
  return [...bodies]
    .filter(([, some]) => some.size > 1)
    .sort(([a, some], [b, others]) => others.size - some.size || compare(a, b))
    .map(([id]) => id);
}

// Returns {sentence, groups, table, rows} of what is followed.
/** @param {Context} context @param {string} id */
export function follow(context, id) {
  const { model } = context;
  const runs = model.claims.filter(({ p, o }) => p === RAN && o === id);
  return runs.length ? ofRuns(context, id, runs) : ofLine(context, id);
}

function ofRuns(context, id, runs) {
  const { model } = context;
  // what is known only to have ended stands before what began then: "2013" before "2013 …"
  const first = (row) => row.start || [...(row.seen ?? [])].sort()[0];
  const day = (row) => (first(row) ? `${first(row)} ` : row.end || "9999");
  const sorted = [...runs].sort((a, b) => compare(day(a), day(b)) || compare(a.s, b.s));
  const bodies = [...new Set(sorted.map(({ s }) => s))];
  const told = bodies.map((body) => {
    const when = sorted
      .filter(({ s }) => s === body)
      .map(whenOf)
      .filter(Boolean);
    return `${model.label(body)}${when.length ? ` (${when.join("; ")})` : ""}`;
  });
  const life = lifeWords(/** @type {Thing} */ (model.things.get(id)));
  const rows = bodies.map((body) => ({
    label: model.label(body),
    id: body,
    spans: sorted.filter(({ s }) => s === body).flatMap((row) => runSpan(model, row)),
  }));
  const own = lifeRow(model, id, "Itself");
  return {
    sentence: `${model.label(id)}${life ? ` (${life})` : ""} was run by ${count(bodies.length, "body", "bodies")}: ${listed(told)}.${heirWords(model, bodies)}`,
    groups: [{ title: model.label(id), id, rows: [...own, ...rows] }],
    table: table(
      context,
      `Who ran ${model.label(id)}`,
      sorted.map((row) => ({
        id: row.s,
        when: whenOf(row),
        how: row.note ?? "",
        evidence: row.evidence,
      })),
    ),
    rows: [
      ["Body", "Id", "When", "Note"],
      ...sorted.map((row) => [model.label(row.s), row.s, whenOf(row), row.note ?? ""]),
    ],
  };
}

// Where the last body is gone: who has its duty now.
function heirWords(model, bodies) {
  const last = bodies.at(-1) ?? "";
  const heirs = model.heirs(last).filter((heir) => !bodies.includes(heir));
  if (!model.things.get(last)?.ended || !heirs.length) return "";
  return ` ${model.label(last)} is gone; its duty is now with ${listed(heirs.map(model.label))}.`;
}

/** @param {{start?: string, end?: string, seen: string[]}} row */
function whenOf({ start, end, seen }) {
  return periodWords(start, end, /** @type {any} */ (seen));
}

// A span of a claim; where no day is stated, the days on which it was seen.
/** @param {Model} model @param {Relation} claim @returns {StrandSpan[]} */
function runSpan(model, { s, o, start, end, seen }) {
  const now = daysIn(model.readUpTo ?? model.now ?? "")?.[1];
  const days = [start, ...[...seen].sort()].map(daysIn).filter(Boolean);
  const last = end && end !== ".." ? daysIn(end)?.[1] : end === ".." ? now : undefined;
  const from = days[0]?.[0] ?? last;
  if (from === undefined) return [];
  const until = last ?? days.at(-1)?.[1] ?? from;
  const text = whenOf({ start, end, seen }) || "no days recorded";
  const full = `${model.label(s)} ran ${model.label(o)}\n${text}`;
  const to = Math.max(until, from);
  const isUnsure = !start || !end;
  return [{ from, to, text, full, id: s, tone: "run", isUnsure }];
}

/** @returns {StrandRow[]} */
function lifeRow(model, id, label) {
  const life = readLife(model, model.things.get(id));
  if (life.from === null || life.to === null) return [];
  const text = lifeWords(life.thing) || "seen";
  const isUnsure = !life.isBornKnown || !life.isEndKnown;
  const full = `${life.thing.label}\n${text}`;
  return [
    {
      label,
      id,
      spans: [{ from: life.from, to: life.to, text, full, id, tone: "life", isUnsure }],
    },
  ];
}

// The line of a body: of what led to it and followed it, those that were for what it is for.
function ofLine(context, id) {
  const { model } = context;
  const all = new Set([...reach(model, id, "before"), id, ...reach(model, id, "after")]);
  const roles = new Set(model.opening.roles);
  const isOurs = (one) => one === id || roles.has(model.things.get(one)?.itRole ?? "");
  const ours = [...all].filter(isOurs);
  const kept = ours.length > 1 ? ours : [...all];
  const born = (one) => readLife(model, model.things.get(one)).from ?? Infinity;
  const sorted = kept.sort((a, b) => born(a) - born(b) || compare(a, b));
  const left = all.size - sorted.length;
  const years = sorted.map((one) => model.things.get(one)?.born?.[0].slice(0, 4)).filter(Boolean);
  const rest = left
    ? ` ${count(left, "other")} of its line had no such purpose and ${left === 1 ? "is" : "are"} left out.`
    : "";
  const since = years.length ? ` since ${years.sort()[0]}` : "";
  const made = sorted.filter((one) => one !== id).map(model.label);
  const first = `${count(sorted.length, "body", "bodies")} in the line of ${model.label(id)}${since}`;
  return {
    sentence: made.length
      ? `${first}${mainOf(model, sorted)}.${rest}`
      : `Nothing in the record came before or after ${model.label(id)}.`,
    groups: [
      {
        title: model.label(id),
        id,
        rows: sorted.flatMap((one) => lifeRow(model, one, model.label(one))),
      },
    ],
    table: table(
      context,
      `The line of ${model.label(id)}`,
      sorted.map((one) => lineRow(model, one, all)),
    ),
    rows: [
      ["Body", "Id", "When", "From what"],
      ...sorted.map((one) => [
        model.label(one),
        one,
        lifeWords(/** @type {Thing} */ (model.things.get(one))),
        cameFrom(model, one, all),
      ]),
    ],
  };
}

// Names those that were for it above all, where all are too many to be named.
function mainOf(model, sorted) {
  const [first] = model.opening.roles;
  const main = sorted.filter((one) => model.things.get(one)?.itRole === first);
  const isLong = sorted.length > NAMED && main.length > 1;
  const told = listed((isLong ? main : sorted).slice(0, NAMED + 4).map((one) => named(model, one)));
  return isLong ? `, above all ${told}` : `: ${told}`;
}

function named(model, id) {
  const life = lifeWords(/** @type {Thing} */ (model.things.get(id)));
  return life ? `${model.label(id)} (${life})` : model.label(id);
}

// Returns all that can be come to along steps, once each.
function reach(model, id, way) {
  const found = new Set();
  const open = [id];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    for (const step of model[way](here)) {
      const next = step[way];
      if (next === id || found.has(next) || !model.things.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function lineRow(model, id, all) {
  const steps = model.before(id).filter(({ before }) => all.has(before));
  const evidence = [...new Set(steps.flatMap(({ event }) => event.evidence))];
  const life = lifeWords(/** @type {Thing} */ (model.things.get(id)));
  return { id, when: life, how: cameFrom(model, id, all), evidence };
}

function cameFrom(model, id, all) {
  const steps = model.before(id).filter(({ before }) => all.has(before));
  return [...new Set(steps.map(({ before, how }) => `${WAYS[how]} ${model.label(before)}`))].join(
    "; ",
  );
}

function listed(words) {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")}, then ${words.at(-1)}`;
}

function table(context, caption, rows) {
  return createTable(
    caption,
    ["Body", "When", "How", "Sources"],
    rows.map(({ id, when, how, evidence }) => ({
      id,
      cells: [thingLink(context, id), when || "not known", how, sourcesOf(context.model, evidence)],
    })),
  );
}
