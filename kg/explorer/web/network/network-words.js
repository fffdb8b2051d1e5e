// What the network says on hover.

import { dateWords, periodWords } from "../core/dates.js";
import { barLines } from "../genealogy/genealogy-words.js";
import { sentence, shorten } from "../core/text.js";

const SHOWN = 8;
const LONG = 60; // letters of a name in a sentence

// Returns the lines of the hover of a thing.
export function thingLines(model, thing) {
  if (model.kinds.living.has(thing.kind)) return barLines(model, thing);
  const dates = thing.date ? dateWords(thing.date) : periodWords(thing.start, thing.end);
  return [
    thing.label,
    [sentence(model.word(thing.kind)), dates].filter(Boolean).join(", "),
    thing.description ?? "",
    sources(model, thing.evidence),
  ];
}

// Returns the lines of the hover of all that joins two things.
export function bundleLines(model, { a, b, relations }) {
  const shown = relations.slice(0, SHOWN);
  const said = shown.map((one) => {
    const period = one.isMoment ? dateWords(one.start) : periodWords(one.start, one.end, one.seen);
    const source = sources(model, one.evidence);
    return [
      `${model.label(one.s)} — ${one.label} — ${model.label(one.o)}`,
      period,
      source && shorten(source, 90),
    ]
      .filter(Boolean)
      .join(" · ");
  });
  const more = relations.length - shown.length;
  return [`${model.label(a)} and ${model.label(b)}`, ...said, more > 0 ? `and ${more} more` : ""];
}

// Returns what is said where nothing is selected that is drawn.
export function hintWords(model, id, isEmpty) {
  if (isEmpty) return "Nothing that is related is left by the filters.";
  if (!id)
    return "Select something to see what it is related to, or how it is connected to something else.";
  const why = model.network.places[id]
    ? "the filters leave it out"
    : "nothing that it shows is related to it";
  return `${shorten(model.label(id), LONG)} is not in this picture: ${why}.`;
}

function sources(model, evidence) {
  const titles = [...new Set(evidence.map((number) => model.citation(number).source.title))];
  if (!titles.length) return "";
  return `Source: ${titles.slice(0, 2).join("; ")}${titles.length > 2 ? ` and ${titles.length - 2} more` : ""}`;
}
