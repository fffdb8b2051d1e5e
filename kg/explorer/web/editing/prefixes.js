// Names and addresses: which prefix stands for what, in a query and in this record.

import { declaredPrefixes, readTokens } from "./tokens.js";

const LOCAL = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$/;

// Returns the address of a name such as `id:nhsx`, or "" where nobody declares its prefix.
/** @param {string} name @param {...(Record<string, string> | Map<string, string>)} known */
export function expandName(name, ...known) {
  const colon = name.indexOf(":");
  const prefix = name.slice(0, colon);
  for (const one of known) {
    const namespace = one instanceof Map ? one.get(prefix) : one[prefix];
    if (namespace !== undefined) return namespace + name.slice(colon + 1).replace(/\\(.)/g, "$1");
  }
  return "";
}

// Returns the name of an address, the address itself where no prefix fits.
/** @param {string} address @param {Record<string, string>} prefixes */
export function compressAddress(address, prefixes) {
  const split = Math.max(address.lastIndexOf("#"), address.lastIndexOf("/")) + 1;
  const local = address.slice(split);
  if (!LOCAL.test(local)) return address;
  const namespace = address.slice(0, split);
  const found = Object.entries(prefixes).find(([, one]) => one === namespace);
  return found ? `${found[0]}:${local}` : address;
}

// Returns the query with a line for each known prefix that it uses and does not declare.
/** @param {string} text @param {Record<string, string>} prefixes */
export function declarePrefixes(text, prefixes) {
  const declared = declaredPrefixes(text);
  const used = new Set(
    readTokens(text)
      .filter(({ kind }) => kind === "name")
      .map((token) => token.text.slice(0, token.text.indexOf(":"))),
  );
  const lines = [...used]
    .filter((name) => !declared.has(name) && Object.hasOwn(prefixes, name))
    .sort()
    .map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`);
  return lines.join("") + text;
}
