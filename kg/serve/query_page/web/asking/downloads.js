// Saving an answer in the forms that the endpoint writes.

import { el } from "../../../../explorer/web/core/text.js";
import { save } from "../../../../explorer/web/core/save.js";
import { send } from "./endpoint.js";

const RESULTS = /** @type {[string, string, string][]} */ ([
  ["CSV", "text/csv", "csv"],
  ["TSV", "text/tab-separated-values", "tsv"],
  ["JSON", "application/sparql-results+json", "json"],
  ["XML", "application/sparql-results+xml", "xml"],
]);
const GRAPHS = /** @type {[string, string, string][]} */ ([
  ["Turtle", "text/turtle", "ttl"],
  ["N-Triples", "application/n-triples", "nt"],
  ["JSON-LD", "application/ld+json", "jsonld"],
  ["RDF/XML", "application/rdf+xml", "rdf"],
]);

// Returns a line of buttons, one for each form in which the answer of a query can be had.
/** @param {string} query @param {boolean} isGraph @param {(words: string) => void} say */
export function createDownloads(query, isGraph, say) {
  const forms = isGraph ? GRAPHS : RESULTS;
  return el(
    "span",
    { class: "downloads" },
    el("span", { class: "note" }, "Download"),
    ...forms.map(([words, accept, ending]) =>
      el("button", { type: "button", click: () => download(query, accept, ending, say) }, words),
    ),
  );
}

async function download(query, accept, ending, say) {
  try {
    const answer = await send(query, accept);
    save(await answer.blob(), `answer.${ending}`);
    say(`answer.${ending} is saved`);
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
}
