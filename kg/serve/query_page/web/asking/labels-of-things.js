// What things are called: asked of the server once each, in lists.

const AT_ONCE = 1000;
const MOST = 20000; // at one time; what is beyond is shown by its address until it is looked at

// Returns {of(address), load(addresses), learn(address, label)}; `of` gives "" for what has none.
export function createLabels() {
  const known = new Map();
  return {
    of: (address) => known.get(address) ?? "",
    learn: (address, label) => known.set(address, label),
    async load(addresses) {
      const wanted = [...new Set(addresses)].filter((one) => !known.has(one)).slice(0, MOST);
      for (let i = 0; i < wanted.length; i += AT_ONCE) {
        const part = wanted.slice(i, i + AT_ONCE);
        const found = await fetchLabels(part);
        for (const one of part) known.set(one, found[one] ?? "");
      }
    },
  };
}

/** @returns {Promise<Record<string, string>>} */
async function fetchLabels(addresses) {
  const body = JSON.stringify(addresses);
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("query/labels", { method: "POST", headers, body });
  return answer.ok ? answer.json() : {};
}
