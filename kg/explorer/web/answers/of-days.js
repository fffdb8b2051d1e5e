// The ready questions that are told a day, answered from what the page knows; the same rows as those
// of their queries. Which kinds they ask for stands in the query itself.

import { parseDate } from "../core/dates.js";
import { existed } from "../model/existence.js";
import { counts } from "../model/relations.js";

const OF_DAYS = { "existed-on": existedOn, "held-post": heldPost, timeline };
const SEEN = "seen in the post that day";
const ON = "began before and goes on";
const OVER = "began before, ended after";

// Returns the rows of a question; null for one that is not of days, or a day that is none.
/** @param {Model} model @param {string} name @param {Question} question @param {Record<string, string>} given */
export function rowsOfDays(model, name, question, given) {
  const days = question.parameters
    .filter(({ type }) => type === "date")
    .map((one) => given[one.name]);
  if (!question.isOfDays || !days.every((text) => parseDate(text)?.earliest)) return null;
  return OF_DAYS[name]?.(model, question, given) ?? null;
}

// Returns the classes that a query lists for a variable.
function kindsIn({ query }, begin) {
  const list = query.slice(query.indexOf(begin)).match(/[{(]([^{}()]*)[})]/)?.[1] ?? "";
  return new Set(list.match(/(?<=:)\w+/g));
}

function existedOn(model, question, { on, kind }) {
  const kinds = kindsIn(question, "FILTER(?kind IN");
  const rows = [];
  for (const thing of model.things.values()) {
    if (!kinds.has(thing.kind) || (kind && kind !== thing.kind)) continue;
    const { how, reason } = existed(model, thing, on);
    if (how === "no") continue;
    const [first, last] = thing.attested ?? [null, null];
    const isMissed = how === "possible" && reason.startsWith("planned to end");
    const toBegin = thing.born || first ? null : (parseDate(thing.begins)?.earliest ?? null);
    const planned = isMissed ? (parseDate(thing.ends)?.latest ?? null) : toBegin;
    const { id, start = null, end = null } = thing;
    rows.push([id, thing.kind, how, start, end, first, last, planned]);
  }
  return rows;
}

function heldPost(model, _, { post, on }) {
  const day = parseDate(on);
  const rows = new Map();
  for (const row of model.tenures) {
    if (row.post !== post || !counts(row) || isOutside(row, day)) continue;
    const why = whyHeld(row, day);
    const held = [SEEN, ON, OVER].includes(why) ? "certain" : "possible";
    const { person, capacity = "Substantive", start = null, end = null } = row;
    const cells = [person, capacity, held, why, start, end];
    rows.set(JSON.stringify(cells), cells);
  }
  return [...rows.values()].sort((a, b) => (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0));
}

function isOutside({ start, end }, day) {
  const [begins, ends] = [parseDate(start), parseDate(end)];
  if (begins?.earliest && begins.earliest > day.latest) return true;
  if (!ends?.latest || ends.latest > day.earliest) return false;
  return ends.latest !== day.earliest || ends.earliest === ends.latest;
}

function whyHeld({ start, end, seen }, day) {
  const isSeen = seen.some((text) => {
    const [first, last] = [parseDate(text)?.earliest ?? "", parseDate(text)?.latest ?? ""];
    return first === last && first <= day.earliest && last >= day.latest;
  });
  const begun = parseDate(start)?.latest;
  const hasBegun = Boolean(begun && begun <= day.earliest);
  const ends = parseDate(end)?.earliest;
  if (isSeen) return SEEN;
  if (hasBegun && end === "..") return ON;
  if (hasBegun && ends && ends > day.latest) return OVER;
  if (start && !end)
    return hasBegun ? "began before, end not known" : "may have begun by then, end not known";
  if (start) return "its dates are too rough to tell";
  if (end) return "ended after, start not known";
  return seen.length ? "seen in the post at another time" : "no date known";
}

function timeline(model, question, { from, to }) {
  const kinds = kindsIn(question, "VALUES ?kind");
  const [first, last] = [parseDate(from)?.earliest ?? "", parseDate(to)?.latest ?? ""];
  const rows = [...model.things.values(), ...model.events]
    .filter((one) => kinds.has(one.kind) && one.date && one.dated)
    .filter(({ dated }) => dated[0] >= first && dated[1] <= last)
    .map((one) => ({
      days: one.dated.join(),
      row: [one.date, one.id, one.kind, one.status ?? null],
    }));
  return rows
    .sort((a, b) => (a.days < b.days ? -1 : a.days > b.days ? 1 : 0))
    .map(({ row }) => row);
}
