// The things that some words may mean, as the server knows them.

// Asks the server which things some words may mean.
/** @param {string} words @param {string[]} kinds @returns {Promise<FoundThing[]>} */
export async function findThings(words, kinds = []) {
  const asked = new URLSearchParams({ q: words, kinds: kinds.join(" ") });
  try {
    const answer = await fetch(`query/things?${asked}`);
    return answer.ok ? await answer.json() : [];
  } catch {
    return []; // the server is gone; what is typed still counts as it is
  }
}
