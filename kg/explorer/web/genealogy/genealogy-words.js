// What the genealogy says in words: on hover, to a screen reader and as a table.

import { dateWords } from "../core/dates.js";
import { lifeWords } from "../model/words.js";
import { idColumns, sourceColumns } from "../model/saved-columns.js";
import { sentence } from "../core/text.js";

const SHOWN = 3; // of a list in a hover
const LIFE = {
  certain: "certain on the day looked at",
  "going on": "going on, as last read, on the day looked at",
  possible: "possible on the day looked at",
  no: "not there on the day looked at",
};

// Returns the lines of the hover of a life: name, kind and dates, before and after, sources.
export function barLines(model, thing) {
  const lines = [thing.label, `${sentence(model.word(thing.kind))}, ${life(thing)}`];
  const before = steps(model.before(thing.id), "before");
  const after = steps(model.after(thing.id), "after");
  if (before.length)
    lines.push(`Came from: ${list(before.map((step) => stepWords(model, step, "before")))}`);
  if (after.length)
    lines.push(`Passed to: ${list(after.map((step) => stepWords(model, step, "after")))}`);
  return [...lines, thing.description ?? "", sourceWords(model, thing.evidence)];
}

function steps(all, end) {
  return all.filter((step, i) => all.findIndex((other) => other[end] === step[end]) === i);
}

function stepWords(model, step, end) {
  return `${model.label(step[end])}${step.event.date ? ` (${dateWords(step.event.date)})` : ""}`;
}

function life(thing) {
  return lifeWords(thing) || "no date recorded";
}

// Returns the name of a bar for a screen reader.
export function barWords(model, thing, held) {
  const after = steps(model.after(thing.id), "after").map((step) => model.label(step.after));
  const words = [thing.label, model.word(thing.kind), life(thing)];
  if (after.length) words.push(`passed to ${list(after)}`);
  if (held) words.push(LIFE[held]);
  return words.join(", ");
}

// Returns the lines of the hover of an event: what, when, from whom to whom, under which law.
export function eventLines(model, event) {
  const lines = [
    event.label,
    `${sentence(model.word(event.kind))}, ${dateWords(event.date)}${event.counts ? "" : ` (${model.word(event.status)})`}`,
  ];
  const [before, after] = sides(model, event);
  if (before.length && after.length) lines.push(`${list(before)} → ${list(after)}`);
  if (event.laws.length) lines.push(`Under: ${list(event.laws.map(model.label))}`);
  return [...lines, event.note ?? "", sourceWords(model, event.evidence)];
}

function sides(model, event) {
  const names = (...parts) => parts.flatMap((part) => event[part]).map(model.label);
  return [
    names("ended", "losing", "closes", "wouldLose"),
    names("created", "gaining", "continuedIn", "opens", "wouldGain"),
  ];
}

export function eventWords(model, event) {
  const [before, after] = sides(model, event);
  const from = before.length ? `from ${list(before)}` : "";
  const to = after.length ? `to ${list(after)}` : "";
  const laws = event.laws.length ? `under ${list(event.laws.map(model.label))}` : "";
  return [event.label, dateWords(event.date), from, to, laws].filter(Boolean).join(", ");
}

function list(words) {
  const more = words.length - SHOWN;
  return more > 1 ? `${words.slice(0, SHOWN).join("; ")} and ${more} more` : words.join("; ");
}

function sourceWords(model, evidence) {
  const titles = [...new Set(evidence.map((number) => model.citation(number).source.title))];
  return titles.length ? `Source: ${list(titles)}` : "";
}

// Returns the lives that are shown as a table, those without a date at the end.
export function tableOf(model, { bars, undated }) {
  const [, ...saved] = [...idColumns(model), ...sourceColumns(model)];
  const titles = ["iri", "source_titles", "source_addresses"];
  const head = ["id", "name", "kind", "tier", "it_role", "start", "end", "came_from", "passed_to"];
  const row = (thing) => [
    thing.id,
    thing.label,
    model.word(thing.kind),
    thing.tier ? model.word(thing.tier) : "",
    thing.itRole ? model.word(thing.itRole) : "",
    thing.start ?? thing.born?.[0] ?? "",
    thing.end ?? thing.ended?.[0] ?? "",
    steps(model.before(thing.id), "before")
      .map((step) => step.before)
      .join("|"),
    steps(model.after(thing.id), "after")
      .map((step) => step.after)
      .join("|"),
    ...saved.map(({ value }) => value(thing)),
  ];
  return [
    [...head, ...titles],
    ...[...bars].sort((a, b) => a.from - b.from).map((bar) => row(bar.thing)),
    ...undated.map(row),
  ];
}
