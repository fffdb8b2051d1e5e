// The query in the address of the page, so that a link leads to it.

// Returns what the address says: {query, view}; empty where it says nothing.
export function readAddress(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  return { query: said.get("query") ?? "", view: said.get("view") ?? "table" };
}

// Returns the part of an address that says so.
/** @param {string} query @param {string} view */
export function writeAddress(query, view) {
  const seen = view === "table" ? "" : `&view=${view}`;
  return `#query=${encodeURIComponent(query)}${seen}`;
}
