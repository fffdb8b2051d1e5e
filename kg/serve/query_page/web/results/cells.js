// A value of an answer as a reader sees it: a link, a number, a text; never markup.

import { el, safeAddress, shorten } from "../../../../explorer/web/core/text.js";
import { compressAddress } from "../../../../explorer/web/editing/prefixes.js";
import { readNumber } from "./columns.js";

const LONGEST = 600; // letters of a value that a table shows

// Returns how the values of an answer are written: {words(term), node(term), key(term)}.
/** @param {() => KnownTerms | null} known @param {{of(address: string): string}} labels */
export function createCells(known, labels) {
  const name = (address) => {
    const terms = known();
    return terms ? compressAddress(address, terms.prefixes) : address;
  };
  const words = (term) => {
    if (!term) return "";
    if (term.type === "uri") return labels.of(term.value) || name(term.value);
    return term.type === "bnode" ? `_:${term.value}` : term.value;
  };
  return {
    words,
    node: (term) => node(term, words, name, known()?.things ?? ""),
    link: (address, text) => link(address, text, name(address), known()?.things ?? ""),
  };
}

function node(term, words, name, things) {
  if (!term) return "";
  if (term.type === "uri") return link(term.value, words(term), name(term.value), things);
  const number = readNumber(term);
  if (number !== null) return el("span", { class: "figure" }, writeNumber(number, term.value));
  const text = words(term);
  const shown = shorten(text, LONGEST);
  const title = shown === text ? null : "the beginning of a longer text; downloads have all of it";
  return el("span", { lang: term["xml:lang"] ?? null, title }, shown);
}

// A year, or any whole number of four digits, is read better without a comma.
function writeNumber(number, text) {
  if (Math.abs(number) < 10000 || !Number.isSafeInteger(number)) return text;
  return number.toLocaleString("en-GB");
}

// Returns a link to the page of a thing on this server, to any other address apart.
function link(address, text, name, things) {
  const shown = shorten(text, LONGEST);
  if (things && address.startsWith(things) && address.length > things.length) {
    const slug = address.slice(things.length).split("/").map(encodeURIComponent).join("/");
    return el("a", { href: `id/${slug}`, title: name }, shown);
  }
  const href = safeAddress(address);
  if (href === null || name !== address) return el("span", { title: name }, shown);
  return el("a", { href, rel: "noopener noreferrer", target: "_blank", title: name }, shown);
}
