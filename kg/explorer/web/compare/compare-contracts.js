// The contracts of what is compared, by date: with whom, of what value, how each ended, what came of it.

import { periodWords, dateWords } from "../core/dates.js";
import { sourcesOf } from "../panel/evidence.js";
import { thingLink, thingLinks } from "../panel/lines.js";
import { valueWords } from "../panel/record-lines.js";
import { compare } from "../model/model.js";
import { createTable } from "./compare-table.js";
import { sentence } from "../core/text.js";

const HEADS = ["Contract", "When", "Supplier", "Buyer", "Value", "How it ended", "Sources"];
const UNKNOWN = "UnknownEnding";

// Returns a table of the contracts of some lives, each once; null where there is none.
/** @param {Context} context @param {ComparedLife[]} lives */
export function contractTable(context, lives) {
  const contracts = [...new Set(lives.flatMap((life) => life.contracts))];
  /** @param {Contract} row */
  const day = ({ start, announced }) => start ?? announced ?? "9999";
  const sorted = contracts.sort((a, b) => compare(day(a), day(b)) || compare(a.id, b.id));
  if (!sorted.length) return null;
  return createTable(
    `Contracts: ${sorted.length}, the earliest first`,
    HEADS,
    sorted.map((row) => ({ id: row.id, cells: cellsOf(context, row) })),
  );
}

function cellsOf(context, row) {
  const { model } = context;
  return [
    thingLink(context, row.id, row.label ?? row.id),
    periodWords(row.start, row.end) || dateWords(row.announced) || "not known",
    thingLinks(context, row.suppliers),
    thingLinks(context, row.buyers),
    valueWords(model, row),
    endWords(model, row),
    sourcesOf(model, row.evidence),
  ];
}

// Returns how a contract ended and what came of it, as far as somebody says so.
/** @param {Model} model @param {Contract} row */
export function endWords(model, { ending, outcome, agreedEnd }) {
  const end = ending && ending !== UNKNOWN ? sentence(model.word(ending)) : "";
  const until = agreedEnd && !end ? `Agreed until ${dateWords(agreedEnd)}` : "";
  return [end || until, outcome].filter(Boolean).join(". ");
}
