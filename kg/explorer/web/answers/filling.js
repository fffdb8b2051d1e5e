// The query of a ready question with what it is told in the places of its examples; the same as the
// program that wrote this page makes of it.

import { parseDate } from "../core/dates.js";

// Returns the query; an optional parameter that is not told loses its block.
/** @param {Question} question @param {Record<string, string>} given */
export function fillQuery(question, given) {
  return question.parameters.reduce((query, parameter) => {
    const { name, need, type } = parameter;
    const variables = type === "date" ? `\\(\\?${name}Earliest \\?${name}Latest\\)` : `\\?${name}`;
    const block = new RegExp(`(\\bVALUES ${variables} )\\{([^{}]*)\\}`, "g");
    if (given[name])
      return query.replace(block, (_, head, old) => `${head}{ ${write(type, given[name], old)} }`);
    return need === "optional" ? query.replace(block, "") : query;
  }, question.query);
}

function write(type, value, old) {
  if (type === "number") return value;
  if (type === "text") return `"${value.replace(/[\\"]/g, "\\$&")}"`;
  if (type === "date") {
    const day = parseDate(value);
    return `("${day?.earliest}"^^xsd:date "${day?.latest}"^^xsd:date)`;
  }
  return old.trim().replace(/^(\w*):.*$/s, `$1:${value}`);
}
