// What is known of a thing: its life, then what the record says, question by question.

import { sourcesOf } from "./evidence.js";
import { plainLink, section } from "./lines.js";
import { adviceTold, contractsTold, opinionsTold, verdictsTold } from "./advice-told.js";
import { codesTold, figuresTold } from "./about-numbers.js";
import { nameLine } from "./record-lines.js";
import { relationsTold, wrongTold } from "./claims.js";
import { eventsTold, tenuresTold } from "./happenings.js";
import { drawStrip, lanesOf } from "./strip.js";
import { inQuestions, tell } from "./told.js";
import { adviceCount } from "../model/words.js";
import { count, el, outsideLink, safeAddress, sentence } from "../core/text.js";

const UNASSERTED = "An opinion is not a fact of this graph.";
const OPTIONS = {
  Inherited: { note: "Made to bodies that it replaced." },
  "Opinions about it": {
    className: "opinions",
    note: `What people and reports said. ${UNASSERTED}`,
  },
  "Opinions held": { className: "opinions", note: UNASSERTED },
  "Said, but wrongly": { className: "wrong" },
};

// Returns {story, parts} of the details of a thing, in order: its life in a sentence and as a strip,
// then the rest. `lives` is null until it is unpacked.
/** @param {Context} context @param {Thing} thing @param {Lives | null} lives */
export function aboutThing(context, thing, lives) {
  const { model } = context;
  const told = tellAll(context, thing, lives);
  const questions = inQuestions(model, thing.kind, told);
  const counted = [...model.cards.advice, "Inherited"];
  const edge = thing.edge && el("p", { class: "note" }, edgeWords(thing));
  const story = [
    edge,
    lifeOf(context, thing, lives),
    drawStrip(thing, lanesOf(model, thing, questions)),
  ];
  const parts = [
    basics(model, thing),
    ...questions.map(({ key, title, lines }) => {
      const sums = ofThing(lives?.sums, thing)?.[key];
      const isAdvice = counted.includes(key);
      return section(title, lines, (one) => one.make(), {
        ...OPTIONS[key],
        ...(sums && { note: sums }),
        ...(isAdvice && { total: (lines) => adviceCount(lines.map((one) => one.row)) }),
      });
    }),
  ];
  return { story, parts };
}

// Returns all that is told of a thing, in no order.
/** @param {Context} context @param {Thing} thing @param {Lives | null} lives @returns {LifeLine[]} */
export function tellAll(context, thing, lives) {
  return [
    ...thing.names.map((one) => tell("Names", one, one.name, () => nameLine(context, one))),
    ...codesTold(context, thing.codes),
    ...figuresTold(context, thing.id),
    ...eventsTold(context, thing),
    ...tenuresTold(context, thing),
    ...relationsTold(context, thing),
    ...contractsTold(context, thing),
    ...adviceTold(context, thing),
    ...verdictsTold(context, thing),
    ...opinionsTold(context, thing),
    ...wrongTold(context, thing),
    ...lacksTold(thing, lives),
  ];
}

function lacksTold(thing, lives) {
  return (ofThing(lives?.lacks, thing) ?? []).map(([number, what]) => {
    const words = sentence(lives.gaps[number]) + (what ? `: ${what}` : "");
    return tell("Unknown", {}, words, () => el("li", { class: "line" }, el("p", {}, words)));
  });
}

// A thing may have any id, such as one that every object answers to.
function ofThing(table, { id }) {
  return table && Object.hasOwn(table, id) ? table[id] : null;
}

// What a thing at the edge of a part says of itself, so that nobody takes it for all there is.
function edgeWords({ id }) {
  return `At the edge of this part: told only as far as it is joined to the rest. All of it: kg export html --about ${id} -o part.html`;
}

// The life in one sentence; words and names by turns.
function lifeOf(context, thing, lives) {
  const plan = ofThing(lives?.life, thing);
  if (!plan) return null;
  const parts = plan.map((part, i) => (i % 2 ? plainLink(context, part) : part));
  return el("p", { class: "life-told" }, parts);
}

function basics(model, thing) {
  const facts = [
    thing.tier && model.word(thing.tier),
    thing.itRole && model.word(thing.itRole),
    thing.jurisdiction && model.word(thing.jurisdiction),
    thing.systemKind && model.word(thing.systemKind),
    thing.status && model.word(thing.status),
    thing.groupSize && count(Number(thing.groupSize), "member"),
  ].filter(Boolean);
  const ids = thing.number ? [el("li", {}, `Number ${thing.number}`)] : [];
  const links = [...new Set([thing.url, thing.law])]
    .filter(safeAddress)
    .map((address) => el("li", {}, outsideLink(address, shortAddress(address))));
  return el(
    "div",
    { class: "basics" },
    (thing.description || thing.definition) &&
      el("p", { class: "description" }, thing.description || thing.definition),
    thing.citation && el("p", { class: "note" }, thing.citation),
    facts.length > 0 &&
      el(
        "ul",
        { class: "facts", "aria-label": "In short" },
        facts.map((fact) => el("li", {}, sentence(fact))),
      ),
    thing.note && el("p", { class: "note" }, thing.note),
    thing.aliases.length > 0 &&
      el("p", { class: "aliases" }, el("span", {}, "Also called "), thing.aliases.join(" · ")),
    ids.length + links.length > 0 &&
      el("ul", { class: "ids", "aria-label": "Identifiers and links" }, ids, links),
    sourcesOf(model, thing.evidence),
  );
}

function shortAddress(address) {
  const { hostname, pathname } = new URL(address);
  return `${hostname}${pathname.length > 1 ? "/…" : ""}`;
}
