// What is cited: a recommendation as a part of its document, a document as what it is, any other thing
// and every line that is told of it as an entry of the record; the same as the program that wrote
// this page cites (kg/export/citations.py). Its forms are written by forms.js.

import { compare } from "../model/model.js";
import { referenceWords } from "./references.js";
import { iriOf } from "../model/saved-columns.js";

const PAGE = /\bpp?\.? ?(\d+(?:[-–]\d+)?)/;
const PAPERS = ["Report", "Strategy", "Article"];

// Returns what a thing or recommendation is cited as.
/** @param {Model} model @param {string} id @returns {Cited} */
export function citedThing(model, id) {
  const record = model.record(id);
  if (record?.table === "recommendations") return citedAdvice(model, record.row);
  const thing = model.things.get(id);
  if (thing && PAPERS.includes(thing.kind)) {
    const note = `${id} in ${model.dataset.record}; ${iriOf(model, id)}`;
    const paper = paperOf(model, id);
    return { id, title: paper.label, paper, note, standing: "document", pages: "" };
  }
  const sources = (thing ?? record?.row)?.evidence ?? [];
  return entry(
    model,
    id,
    model.label(id),
    sources.map((number) => referenceWords(model, number)),
  );
}

// Returns what a line is cited as: what it says of a thing, with the sources that it rests on.
/** @param {Model} model @param {string} id @param {string} words @param {string[]} sources @returns {Cited} */
export function citedFact(model, id, words, sources) {
  return entry(model, id, `${model.label(id)}: ${words}`, sources);
}

/** @returns {Cited} */
function entry(model, id, title, sources) {
  const { creators, publisher, citation } = model.dataset;
  const rest = sources.length ? `; sources: ${sources.join("; ")}` : "";
  const paper = {
    label: citation,
    date: model.readUpTo ?? model.now ?? "",
    url: iriOf(model, id),
    number: "",
    authors: creators.map((name) => ({ name, isPerson: true })),
    publishers: publisher ? [{ name: publisher, isPerson: false }] : [],
  };
  const note = rest ? `${paper.url}${rest}` : "";
  return { id, title, paper, note, standing: "entry", pages: "" };
}

/** @returns {Cited} */
function citedAdvice(model, row) {
  const number = row.number ? `Recommendation ${row.number}` : "Recommendation";
  const paper = paperOf(model, row.report);
  const own = row.whole ? "" : "summarised in the record's own words; ";
  return {
    id: row.id,
    title: row.whole ? paper.label : row.text ? `${number}: ${row.text}` : number,
    paper,
    note: `${row.id} in ${model.dataset.record}; ${own}${iriOf(model, row.id)}`,
    standing: row.whole ? "document" : "part",
    pages: pagesOf(model, row, paper),
  };
}

// The document with who wrote and published it, by their names.
function paperOf(model, id) {
  const thing = model.things.get(id);
  const makers = (how) => {
    const said = model.claims.filter((one) => one.p === how && one.o === id);
    const found = [...new Set(said.map((one) => one.s))].map((maker) => ({
      id: maker,
      name: model.label(maker),
      isPerson: model.things.get(maker)?.kind === "Person",
    }));
    return found.sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  };
  return {
    label: model.label(id),
    date: thing?.date ?? "",
    url: thing?.url ?? "",
    number: thing?.number ?? "",
    authors: makers("authored"),
    publishers: makers("published"),
  };
}

// Where advice stands in its document; nothing where no page of it is named.
function pagesOf(model, row, paper) {
  for (const number of row.evidence) {
    const { source, locator } = model.citation(number);
    if (source.id !== row.report && source.title !== paper.label) continue;
    const found = PAGE.exec(locator ?? "");
    if (found) return found[1].replace("–", "-");
  }
  return "";
}
