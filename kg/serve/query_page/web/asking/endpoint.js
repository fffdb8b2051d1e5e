// Asking the endpoint of this server: a query goes out, columns and rows come back, or what is
// wrong with it as a sentence, with its line and column where they are known.

import { queryForm } from "../../../../explorer/web/editing/tokens.js";

const RESULTS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";
const LINE =
  /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?|<<.*>>) \.$/;

export class QueryFault extends Error {
  // `place` says where, if that is known.
  /** @param {string} message @param {{line: number, column: number} | null} place */
  constructor(message, place = null) {
    super(message);
    this.place = place;
  }
}

// Asks a query in a form that is named by its media type; returns the response.
/** @param {string} query @param {string} accept @param {AbortSignal} [signal] */
export async function send(query, accept, signal) {
  const headers = { Accept: accept };
  const body = new URLSearchParams({ query });
  const answer = await fetch("sparql", { method: "POST", headers, body, signal });
  if (!answer.ok) throw await readFault(answer);
  return answer;
}

// Returns the answer of a query. Raises QueryFault where the server says what is wrong.
/** @param {string} query @param {AbortSignal} signal @returns {Promise<QueryAnswer>} */
export async function ask(query, signal) {
  const began = performance.now();
  const form = queryForm(query) || "SELECT";
  const isGraph = form === "CONSTRUCT" || form === "DESCRIBE";
  const answer = await send(query, isGraph ? TRIPLES : RESULTS, signal);
  const read = isGraph ? readTriples(await answer.text()) : readResults(await answer.json());
  return { form, ...read, seconds: (performance.now() - began) / 1000 };
}

async function readFault(answer) {
  const text = await answer.text();
  let told = text;
  try {
    const said = JSON.parse(text);
    told = said.error ?? said.detail ?? said.message ?? text;
  } catch {
    // a plain sentence
  }
  const place = /line (\d+), column (\d+)/.exec(told);
  return new QueryFault(
    told.trim() || `the server answered ${answer.status}`,
    place && { line: Number(place[1]), column: Number(place[2]) },
  );
}

export function readResults(said) {
  if ("boolean" in said) {
    const value = { type: "literal", value: String(said.boolean) };
    return { columns: ["answer"], rows: [[value]] };
  }
  const columns = said.head.vars;
  const rows = said.results.bindings.map((row) => columns.map((name) => row[name] ?? null));
  return { columns, rows };
}

export function readTriples(text) {
  const columns = ["subject", "predicate", "object"];
  const rows = [];
  for (const line of text.split("\n")) {
    const found = LINE.exec(line.trim());
    if (found) rows.push([node(found[1]), node(found[2]), readObject(found)]);
  }
  return { columns, rows };
}

/** @param {string[]} found */
function readObject([, , , object, text, language, datatype]) {
  if (text === undefined) return node(object);
  return { type: "literal", value: unescape(text), "xml:lang": language, datatype };
}

function node(text) {
  if (text.startsWith("<<")) return { type: "triple", value: text };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  return { type: "uri", value: unescape(text.slice(1, -1)) };
}

function unescape(text) {
  return text.replace(/\\(u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|.)/g, (_, code) => {
    if (code.length > 1) return String.fromCodePoint(parseInt(code.slice(1), 16));
    return { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[code] ?? code;
  });
}
