// The lists of the day: what existed, and what changed.

import { TURNS } from "./changes.js";
import { existed, headOn, isDatedAt, ministerOn, nameOn } from "../model/existence.js";
import { dayNumber } from "../core/dates.js";
import { lifeWords } from "../model/words.js";
import { thingLink } from "../panel/lines.js";
import { count, el, sentence } from "../core/text.js";

const YEAR = 365.25;
const TITLES = {
  certain: "Certainly existed",
  "going on": "Went on, as last read",
  possible: "Possibly",
};

// Returns what existed of some things on a day: the certain at once, the possible folded, and apart
// those of which no date is known.
export function stateList(context, things, day) {
  const { model } = context;
  const told = things.map((thing) => ({ thing, ...existed(model, thing, day) }));
  const named = ({ thing }) => nameOn(thing, day) || thing.label;
  told.sort((a, b) => named(a).localeCompare(named(b)));
  const dated = told.filter(({ thing }) => isDatedAt(model, thing, day));
  const undated = told.filter((one) => !dated.includes(one));
  const of = (how) => dated.filter((one) => one.how === how);
  const row = (one) => stateLine(context, one, day);
  return [
    part(TITLES.certain, of("certain"), row),
    part(TITLES["going on"], of("going on"), row),
    folded(TITLES.possible, "possible", of("possible"), row),
    folded("No date known", "undated", undated, row),
    !told.some(({ how }) => how !== "no") && el("p", {}, "Nothing that is shown existed then."),
  ];
}

function stateLine(context, { thing, how, reason }, day) {
  const { model } = context;
  const name = nameOn(thing, day) || thing.label;
  const head = headOn(model, thing.id, day);
  const minister = ministerOn(model, thing, day);
  const said = [
    name !== thing.label && `now told as ${thing.label}`,
    head && `led by ${head}`,
    minister && !head.split("; ").includes(minister) && `minister ${minister}`,
    how === "possible" && reason,
  ].filter(Boolean);
  return el(
    "li",
    {},
    thingLink(context, thing.id, name),
    said.length > 0 && el("span", { class: "note" }, said.join("; ")),
  );
}

// Returns what changed: begun, ended, renamed, moved; the possible folded, local things and companies
// counted.
/** @param {Context} context @param {Turned[]} changes */
export function changeList(context, changes) {
  const { model } = context;
  const isListed = ({ thing }) =>
    thing.tier ? model.near.has(thing.tier) : thing.kind !== "Company";
  const sure = changes.filter((one) => one.isSure);
  const possible = changes.filter((one) => !one.isSure && isListed(one));
  const row = (one) => changeLine(context, one);
  const parts = TURNS.map((turn) => {
    const all = sure.filter((one) => one.turn === turn);
    const listed = all.filter(isListed);
    return [part(sentence(turn), listed, row), rest(context, turn, all, listed)];
  });
  return [
    el("p", { class: "day-sum" }, summary(sure)),
    parts,
    folded("Possibly", "maybe", possible, (one) => changeLine(context, one, `${one.turn}, `)),
    !changes.length && el("p", {}, "Nothing that is shown changed."),
  ];
}

// Local things and companies are shown on asking.
function rest(context, turn, all, listed) {
  const others = all.filter((one) => !listed.includes(one));
  const words = `${count(others.length, "local one or company", "local ones and companies")} more`;
  return folded(words, turn.replaceAll(" ", "-"), others, (one) => changeLine(context, one), true);
}

function changeLine(context, { turn, thing, other, when, before, after }, lead = "") {
  const said = {
    begun: [lifeWords(thing) || when],
    ended: [when, lengthWords(thing)],
    renamed: [`${before}, then ${after}`],
    "functions moved": [when],
  }[turn];
  const words = [...new Set(said.filter(Boolean))].join("; ");
  return el(
    "li",
    {},
    thingLink(context, thing.id),
    other && [" to ", thingLink(context, other.id)],
    el("span", { class: "note" }, lead + words),
  );
}

// How long it lived, where that is known to half a year.
function lengthWords({ born, ended }) {
  if (!born || !ended) return "";
  const years = ends(ended).map((day, i) => (day - ends(born)[1 - i]) / YEAR);
  const middle = (years[0] + years[1]) / 2;
  return middle < 0 ? "" : `after ${middle.toFixed(1)} years`;
}

function ends(bounds) {
  return bounds.map(dayNumber);
}

// "41 began, of which 12 have ended; 60 ended, half of them after less than 7.9 years."
function summary(sure) {
  const begun = sure.filter(({ turn }) => turn === "begun").map(({ thing }) => thing);
  const ended = sure.filter(({ turn }) => turn === "ended").map(({ thing }) => thing);
  const over = begun.filter((thing) => thing.ended).length;
  const lengths = ended
    .filter((thing) => thing.born)
    .map((thing) => (ends(thing.ended)[0] - ends(thing.born)[0]) / YEAR)
    .sort((a, b) => a - b);
  const half = lengths[Math.floor(lengths.length / 2)];
  return [
    `${begun.length.toLocaleString("en-GB")} began, of which ${over.toLocaleString("en-GB")} have ended since`,
    `${ended.length.toLocaleString("en-GB")} ended${lengths.length > 2 ? `, half of those whose beginning is known within ${half.toFixed(1)} years` : ""}.`,
  ].join("; ");
}

function part(title, rows, make) {
  if (!rows.length) return null;
  return el("section", {}, heading(title, rows), el("ul", {}, rows.map(make)));
}

function heading(title, rows) {
  const number = rows.length.toLocaleString("en-GB");
  return el("h3", {}, title, " ", el("span", { class: "number" }, number));
}

function folded(title, name, rows, make, isCounted = false) {
  if (!rows.length) return null;
  const number = rows.length.toLocaleString("en-GB");
  const words = isCounted ? title : [title, " ", el("span", { class: "number" }, number)];
  const list = el("ul", {});
  const about = name ? { "data-fold": `day-${name}` } : {};
  const box = el("details", about, el("summary", {}, words), list);
  box.addEventListener("toggle", () => list.childElementCount || list.append(...rows.map(make)));
  return box;
}
