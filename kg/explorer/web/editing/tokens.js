// The parts of a query: what the highlighting colours, and what completion and naming read.

const LONGEST = 100000; // characters beyond which the rest is one plain part

const RULES = /** @type {[string, RegExp][]} */ ([
  ["comment", /#[^\n]*/y],
  ["space", /\s+/y],
  ["string", /"""(?:[^\\]|\\[^])*?(?:"""|$)|'''(?:[^\\]|\\[^])*?(?:'''|$)/y],
  ["string", /"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?/y],
  ["address", /<(?:[^<>"{}|^`\\\s]*>|(?:https?|urn):[^<>"{}|^`\\\s]*)/y],
  ["variable", /[?$][\p{L}\p{N}_]*/uy],
  ["blank", /_:[\p{L}\p{N}_-]*/uy],
  [
    "name",
    /(?:[A-Za-z](?:[\w-]|\.(?=[\w-]))*)?:(?:[\p{L}\p{N}_:%-]|\.(?=[\p{L}\p{N}_:%-])|\\.)*/uy,
  ],
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ["tag", /@[A-Za-z]+(?:-[A-Za-z0-9]+)*/y],
  ["word", /[\p{L}_][\p{L}\p{N}_-]*/uy],
  ["sign", /\^\^|&&|\|\||!=|<=|>=|[^]/uy],
]);

export const WORDS = (
  "SELECT CONSTRUCT ASK DESCRIBE WHERE PREFIX BASE FROM NAMED DISTINCT REDUCED OPTIONAL UNION MINUS " +
  "FILTER BIND VALUES GRAPH SERVICE AS IN NOT EXISTS GROUP ORDER BY ASC DESC HAVING LIMIT OFFSET " +
  "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI URI " +
  "BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS " +
  "STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 " +
  "SHA1 SHA256 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC " +
  "REGEX SUBSTR REPLACE UNDEF"
).split(" ");
const KNOWN = new Set(WORDS);

// Returns the parts of a query in order, each {kind, text, at}; together they are the query.
/** @param {string} text @returns {QueryToken[]} */
export function readTokens(text) {
  const found = [];
  let at = 0;
  while (at < text.length && at < LONGEST) {
    const token = readToken(text, at);
    found.push(token);
    at += token.text.length;
  }
  if (at < text.length) found.push({ kind: "plain", text: text.slice(at), at });
  return found;
}

/** @returns {QueryToken} */
function readToken(text, at) {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = at;
    const found = rule.exec(text);
    if (found) return { kind: kind === "word" ? wordKind(found[0]) : kind, text: found[0], at };
  }
  return { kind: "sign", text: text[at], at };
}

function wordKind(word) {
  if (word === "a" || word === "true" || word === "false") return "keyword";
  return KNOWN.has(word.toUpperCase()) ? "keyword" : "word";
}

// Returns what kind of query it is: SELECT, ASK, CONSTRUCT or DESCRIBE; "" for none.
export function queryForm(text) {
  const kinds = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
  for (const token of readTokens(text)) {
    const word = token.text.toUpperCase();
    if (token.kind === "keyword" && kinds.includes(word)) return word;
    if (token.kind === "sign" && token.text === "{") return "";
  }
  return "";
}

// Returns the prefixes that a query declares: name -> namespace.
/** @returns {Map<string, string>} */
export function declaredPrefixes(text) {
  const tokens = readTokens(text).filter(({ kind }) => kind !== "space" && kind !== "comment");
  const found = new Map();
  tokens.forEach((token, i) => {
    const [name, address] = [tokens[i + 1], tokens[i + 2]];
    if (token.text.toUpperCase() !== "PREFIX" || address?.kind !== "address") return;
    if (name.text.endsWith(":")) found.set(name.text.slice(0, -1), address.text.slice(1, -1));
  });
  return found;
}
