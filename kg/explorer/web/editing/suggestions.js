// What may be meant by what is being written: names of this record, words of the language,
// variables. What is meant by a label of a thing is asked of the server; see completion.js.

import { WORDS, readTokens } from "./tokens.js";

const MOST = 10;
const ASIDE = new Set(["space", "comment"]);

// Returns what stands before a place of a query: {from, to, word, items, things}; `items` are
// {insert, label, kind, detail}, the best first, `things` the words by which a thing may be meant.
// Returns null where nothing is completed: in strings, comments, addresses and numbers.
/** @param {string} text @param {number} caret @param {KnownTerms} known @returns {Suggested | null} */
export function suggest(text, caret, known) {
  const tokens = readTokens(text);
  const i = tokens.findIndex(({ at, text: t }) => at < caret && caret <= at + t.length);
  const token = tokens[i];
  if (!token || !["word", "keyword", "name", "variable"].includes(token.kind)) return null;
  const word = text.slice(token.at, caret);
  const before = tokens.slice(0, i).filter(({ kind }) => !ASIDE.has(kind));
  const place = { from: token.at, to: token.at + token.text.length, word };
  if (token.kind === "variable") {
    return { ...place, items: variables(tokens, token, word), things: "" };
  }
  const wanted = expected(before);
  const [prefix, local] = word.includes(":") ? halves(word) : ["", ""];
  const isThing = prefix === "id";
  const items = isThing ? [] : [...terms(known, word, wanted), ...words(known, word, wanted)];
  const asked = isThing ? local.replaceAll("-", " ") : prefix ? "" : word;
  return { ...place, items: items.slice(0, MOST), things: asked.length >= 2 ? asked : "" };
}

function halves(word) {
  const colon = word.indexOf(":");
  return [word.slice(0, colon), word.slice(colon + 1)];
}

// Returns which kind of term a place asks for: a class after `a`, a property after a subject or `;`.
/** @param {QueryToken[]} before @returns {"class" | "property" | ""} */
function expected(before) {
  const last = before.at(-1);
  if (!last) return "";
  if (last.text === "a" || last.text === "rdf:type") return "class";
  if (last.text === ";") return "property";
  const isSubject = ["variable", "name", "address", "blank"].includes(last.kind);
  const sign = before.at(-2)?.text ?? "";
  return isSubject && [".", "{", "}"].includes(sign) ? "property" : "";
}

function variables(tokens, current, word) {
  const names = new Set(
    tokens.filter((one) => one.kind === "variable" && one !== current).map(({ text }) => text),
  );
  return [...names]
    .filter((name) => name.startsWith(word) && name !== word)
    .map((name) => ({ insert: name, label: "", kind: "variable", detail: "" }));
}

function terms({ terms: all }, word, wanted) {
  const sought = word.toLowerCase();
  const found = all
    .map((term) => ({ term, score: score(term, sought, wanted) }))
    .filter((one) => one.score > 0);
  found.sort((a, b) => b.score - a.score || b.term[4] - a.term[4]);
  return found.slice(0, MOST).map(({ term: [insert, kind, label, detail] }) => {
    return { insert, label, kind, detail };
  });
}

function score([name, kind, label, , uses], sought, wanted) {
  const whole = name.toLowerCase();
  if (whole === sought) return 0;
  const local = whole.slice(whole.indexOf(":") + 1);
  const said = label.toLowerCase();
  const fits =
    (local.startsWith(sought) || whole.startsWith(sought) ? 4 : 0) ||
    (said.startsWith(sought) || said.includes(` ${sought}`) ? 3 : 0) ||
    (sought.length > 2 && (local.includes(sought) || said.includes(sought)) ? 1 : 0);
  if (!fits) return 0;
  return fits + (wanted && kind === wanted ? 3 : 0) + (uses > 0 ? 0.5 : 0);
}

function words({ prefixes }, word, wanted) {
  if (word.includes(":") || wanted) return [];
  const sought = word.toUpperCase();
  const language = WORDS.filter((one) => one.startsWith(sought) && one !== sought).map(
    (insert) => ({ insert, label: "", kind: "SPARQL", detail: "" }),
  );
  const known = Object.keys(prefixes)
    .filter((one) => one.startsWith(word))
    .map((one) => ({ insert: `${one}:`, label: "", kind: "prefix", detail: prefixes[one] }));
  return [...known.slice(0, 3), ...language.slice(0, 4)];
}
