// The attempts at an aim, one after another, as the question of that name answers it: a row each on
// the axis of time, and in words how it was run, what it was said to cost, and how it ended.

import { dayNumber } from "../core/dates.js";
import { lifeWords } from "../model/words.js";
import { poundsWords } from "./compare-words.js";
import { createTable } from "./compare-table.js";
import { thingLink } from "../panel/lines.js";
import { count, el } from "../core/text.js";

const GOES_ON = "goes on";
const NOTHING = "–";
const LISTED = 2; // of a list that is told at once
const LAST = 3; // attempts that the sentence names

// Returns {sentence, groups, table, rows} of an aim.
/** @param {Context} context @param {string} aim */
export function attemptsAt({ model, ...rest }, aim) {
  const context = /** @type {Context} */ ({ model, ...rest });
  const found = (model.attempts[aim] ?? []).filter(({ thing }) => model.things.has(thing));
  const now = model.readUpTo ?? model.now;
  const spans = found.filter(({ begun }) => begun).map((one) => spanOf(model, one, now));
  return {
    sentence: sentenceOn(model, aim, found),
    groups: [{ title: "", rows: spans.map(({ label, ...span }) => ({ label, spans: [span] })) }],
    table: tableOf(context, aim, found),
    rows: [COLUMNS.map(([name]) => name), ...found.map((one) => cells(model, one))],
  };
}

// A document is made on a day, and does not last.
function spanOf(model, one, now) {
  const { thing, begun, ended, ending } = one;
  const label = model.label(thing);
  const isLiving = model.kinds.living.has(model.things.get(thing)?.kind);
  const from = dayNumber(begun);
  const to = isLiving ? Math.max(dayNumber(ended || now || begun), from) : from;
  const text = endOf(model, one);
  const isUnsure = isLiving && !ended && ending !== GOES_ON;
  return { label, from, to, text, full: `${label}\n${text}`, id: thing, tone: "attempt", isUnsure };
}

function sentenceOn(model, aim, found) {
  const label = model.label(aim);
  if (!found.length) return `Nothing in the record is said to have attempted this: ${label}.`;
  const years = found.map(({ begun }) => begun.slice(0, 4)).filter(Boolean);
  const since = years.length ? ` since ${years.sort()[0]}` : "";
  const last = found.slice(-LAST).map((one) => `${model.label(one.thing)} (${endOf(model, one)})`);
  const named = last.length < 2 ? last[0] : `${last.slice(0, -1).join("; ")}; and ${last.at(-1)}`;
  const which = found.length > LAST ? `The last ${LAST} to begin` : "They are, in order";
  const advised = found.reduce((sum, one) => sum + one.advised, 0);
  const enacted = found.reduce((sum, one) => sum + one.enacted, 0);
  const advice = advised
    ? ` Their reviews made ${count(advised, "recommendation")}; ${enacted} are held to be enacted.`
    : "";
  return `${count(found.length, "attempt")} at this${since}: ${label}. ${which}: ${named}.${advice}`;
}

function endOf(model, { thing, ending, ended }) {
  const life = lifeWords(model.things.get(thing)) || "no days recorded";
  return ending && ending !== "ended" && ending !== GOES_ON && ended ? `${life}: ${ending}` : life;
}

/** @type {[string, (model: Model, one: Attempt) => string][]} */
const COLUMNS = [
  ["Attempt", (model, { thing }) => model.label(thing)],
  ["When", (model, { thing }) => lifeWords(/** @type {Thing} */ (model.things.get(thing)))],
  ["Run by", (_, { ranBy }) => ranBy],
  ["Said to cost", (_, one) => costs(one)],
  ["Said to have cost", (_, { cost }) => (cost === undefined ? "" : poundsWords(cost))],
  ["How it ended", (_, { ending }) => ending],
  ["Reviewed by", (_, { reviews }) => reviews.join("; ")],
  ["Advice of its reviews", (_, one) => adviceOf(one)],
  ["Next attempt", (model, one) => nextOf(model, one)],
];

/** @param {Attempt} one */
function costs({ least, most }) {
  if (least === undefined || most === undefined) return "";
  return least === most ? poundsWords(least) : `${poundsWords(least)} to ${poundsWords(most)}`;
}

function adviceOf({ advised, enacted }) {
  return advised ? `${count(advised, "recommendation")}, ${enacted} enacted` : "";
}

/** @param {Model} model @param {Attempt} one */
function nextOf(model, { next, since, advised }) {
  if (!next) return "";
  const done = advised ? `; ${since ?? 0} of the advice enacted since it began` : "";
  return `${model.label(next)}${done}`;
}

function cells(model, one) {
  return COLUMNS.map(([, value]) => value(model, one));
}

function tableOf(context, aim, found) {
  const { model } = context;
  const columns = COLUMNS.filter(([, read], i) => !i || found.some((one) => read(model, one)));
  const cell = (one, [name, read], i) =>
    i ? told(name, read(model, one)) : thingLink(context, one.thing);
  return createTable(
    `Attempts: ${model.label(aim)}`,
    columns.map(([name]) => name),
    found.map((one) => ({
      id: one.thing,
      cells: columns.map((column, i) => cell(one, column, i)),
    })),
  );
}

// Long lists are folded; the spreadsheet has them whole.
function told(name, words) {
  const some = words.split("; ");
  if (name === "Next attempt" || some.length <= LISTED + 1) return words || NOTHING;
  return [
    some.slice(0, LISTED).join("; "),
    el(
      "details",
      {},
      el("summary", {}, `${some.length - LISTED} more`),
      some.slice(LISTED).join("; "),
    ),
  ];
}
