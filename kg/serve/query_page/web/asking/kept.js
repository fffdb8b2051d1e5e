// What is kept in this browser and nowhere else: the queries that were run here.

const KEY = "kg-queries";
const MOST = 50;

// Returns the queries that were run here, the newest first, each {query, at}.
/** @returns {{query: string, at: string}[]} */
export function readKept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.query === "string") : [];
  } catch {
    return []; // a browser that keeps nothing
  }
}

// Keeps a query as the newest, once.
/** @param {string} query @param {string} at */
export function keep(query, at) {
  const others = readKept().filter((one) => one.query !== query);
  write([{ query, at }, ...others].slice(0, MOST));
}

export function forgetAll() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
}

function write(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // full, or not allowed: the page works without
  }
}
