// Things side by side in words: a sentence on each, and a table of numbers.

import { lifeWords } from "../model/words.js";
import { boundsWords, dateWords, periodWords } from "../core/dates.js";
import { thingLink } from "../panel/lines.js";
import { awarded, enactedOf, sumByKind, yearsOf } from "./compared-lives.js";
import { count, el, sentence } from "../core/text.js";

const COSTS = { CostEstimate: "said to cost", CostOutturn: "said to have cost" };
const NONE = "–";

// Returns one sentence on a thing: what it was and when, who headed it, what it was paid and told.
/** @param {Model} model @param {ComparedLife} life */
export function lifeSentence(model, life) {
  const { thing, contracts, told, reviewed, reviews } = life;
  const days = lifeWords(thing) || "of days that are not recorded";
  const parts = [`${article(model.word(thing.kind))}, ${days}${lasted(model, thing)}`];
  const heads = headsOf(life);
  if (heads.length) parts.push(`headed by ${listed(heads.map((id) => model.label(id)))}`);
  if (contracts.length) parts.push(`${count(contracts.length, "contract")}${worth(contracts)}`);
  const cost = costWords(life, "CostEstimate");
  if (cost) parts.push(`said to cost ${cost}`);
  if (told.length) parts.push(`told ${fate(told)}`);
  if (reviews.length)
    parts.push(
      `reviewed in ${count(reviews.length, "report")}${reviewed.length ? ` with ${fate(reviewed)}` : ""}`,
    );
  return `${parts.join("; ")}.`;
}

function article(words) {
  return `${/^(?:[aeio]|u(?!ni))/.test(words) ? "An" : "A"} ${words}`;
}

function lasted(model, thing) {
  const years = yearsOf(model, thing);
  return years ? ` (${yearsWords(years)})` : "";
}

function fate(advice) {
  return `${count(advice.length, "recommendation")}, ${enactedOf(advice)} of them enacted`;
}

function worth(contracts) {
  const pounds = awarded(contracts);
  return pounds ? `, ${poundsWords(pounds)} awarded` : "";
}

function listed(words) {
  const some = words.length > 4 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;
  return some.length < 2 ? some.join("") : `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`;
}

/** @param {ComparedLife} life @returns {string[]} who headed it, the first to come first, each once */
export function headsOf({ heads }) {
  // a head of whom only the end is known stood before who began on that day
  /** @param {Tenure} row */
  const day = ({ start, end }) => (start ? `${start} ` : (end ?? "9"));
  const sorted = [...heads].sort((a, b) => (day(a) < day(b) ? -1 : 1));
  return [...new Set(sorted.map((row) => row.person))];
}

export function yearsWords([least, most]) {
  const [short, long] = [least.toFixed(1), most.toFixed(1)];
  return short === long ? `${short} years` : `${short} to ${long} years`;
}

// Returns pounds as people say them: "£3.1 billion", "£23.5 million", "£950,000".
export function poundsWords(pounds) {
  const said = (size, word) =>
    `£${Number((pounds / size).toPrecision(3)).toLocaleString("en-GB")} ${word}`;
  if (pounds >= 1e9) return said(1e9, "billion");
  if (pounds >= 1e6) return said(1e6, "million");
  return `£${pounds.toLocaleString("en-GB")}`;
}

// Returns what somebody said of its cost, the least and the most; costs are never added up.
function costWords({ figures }, measure) {
  const numbers = figures
    .filter((row) => row.measure === measure && row.unit === "PoundsUnit")
    .flatMap(({ value, low, high }) => [low ?? value, high ?? value ?? low])
    .filter((text) => text !== undefined)
    .map(Number);
  if (!numbers.length) return "";
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? poundsWords(least) : `${poundsWords(least)} to ${poundsWords(most)}`;
}

// Returns [[what, value of each thing ...]], as words; what no thing has is left out.
/** @param {Model} model @param {ComparedLife[]} lives @returns {[string, ...string[]][]} */
export function numberRows(model, lives) {
  const kinds = new Set(lives.flatMap(({ contracts }) => [...sumByKind(contracts).keys()]));
  const number = (value) => (value ? value.toLocaleString("en-GB") : "");
  /** @type {[string, (life: ComparedLife) => string][]} */
  const rows = [
    ["Born", ({ thing }) => bornWords(thing)],
    ["Ended", (life) => endWords(life)],
    ["Lasted", ({ thing }) => yearsIn(model, thing)],
    ["Names", ({ names }) => number(names.length)],
    ["Heads", (life) => number(headsOf(life).length)],
    ["Contracts", ({ contracts }) => number(contracts.length)],
    ...[...kinds].map((kind) => valueRow(model, kind)),
    ["Told", ({ told }) => number(told.length)],
    ["Of these enacted", ({ told }) => (told.length ? String(enactedOf(told)) : "")],
    ["Recommended itself", ({ made }) => number(made.length)],
    ["Reviewed in reports", ({ reviews }) => number(reviews.length)],
    ["Advice of its reviews", ({ reviewed }) => number(reviewed.length)],
    ["Of this enacted", ({ reviewed }) => (reviewed.length ? String(enactedOf(reviewed)) : "")],
    ...Object.entries(COSTS).map(([measure, words]) => costRow(measure, words)),
  ];
  return rows
    .map(([what, value]) => /** @type {[string, ...string[]]} */ ([what, ...lives.map(value)]))
    .filter(([, ...values]) => values.some(Boolean));
}

/** @returns {[string, (life: ComparedLife) => string]} */
function valueRow(model, kind) {
  return [
    `${sentence(model.word(kind))}, in pounds`,
    ({ contracts }) => {
      const [some, pounds] = sumByKind(contracts).get(kind) ?? [0, 0];
      return some ? `${poundsWords(pounds)} in ${some}` : "";
    },
  ];
}

/** @returns {[string, (life: ComparedLife) => string]} */
function costRow(measure, words) {
  return [sentence(words), (life) => costWords(life, measure)];
}

/** @param {Thing} thing */
function bornWords({ start, born, date }) {
  return dateWords(start ?? date) || (born ? dateWords(boundsWords(born)) : "not known");
}

/** @param {ComparedLife} life */
function endWords({ thing: { end, ended, date }, goesOn }) {
  if (goesOn) return "goes on";
  if (date) return "";
  if (end) return periodWords(undefined, end).replace(/^until /, "");
  return ended ? dateWords(boundsWords(ended)) : "not known";
}

function yearsIn(model, thing) {
  const years = yearsOf(model, thing);
  return years ? yearsWords(years) : "";
}

// Returns the table of numbers as an element.
/** @param {Context} context @param {ComparedLife[]} lives */
export function numberTable(context, lives) {
  const head = lives.map(({ thing }) => el("th", { scope: "col" }, thingLink(context, thing.id)));
  return el(
    "table",
    { class: "beside" },
    el("caption", {}, "In numbers"),
    el("thead", {}, el("tr", {}, el("td", {}), head)),
    el(
      "tbody",
      {},
      numberRows(context.model, lives).map(([what, ...values]) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, what),
          values.map((value) => el("td", {}, value || NONE)),
        ),
      ),
    ),
  );
}
