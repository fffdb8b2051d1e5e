// Names as people write them, brought to one form; the same as in the program that wrote this page.

const SMALL = new Set("a an and at by for in of on the to with".split(" "));
const SHORTEST = 3; // letters below which initials name nothing

// Returns lower-case words with single spaces: case, accents, dashes and "&" make no difference.
export function fold(text) {
  return unaccented(String(text))
    .replace(/'/g, "")
    .replace(/&/g, " and ")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

// Returns a folded name as it is, then shortened, then spelt out, each that differs. `spelt` are the
// words that the names of many things share: [short, words that it stands for].
export function spellings(folded, spelt) {
  let short = ` ${folded} `;
  let long = short;
  for (const [abbreviation, words] of spelt) {
    short = short.replaceAll(` ${words} `, ` ${abbreviation} `);
    long = long.replaceAll(` ${words.split(" ")[0]} ${abbreviation} `, ` ${words} `);
    long = long.replaceAll(` ${abbreviation} `, ` ${words} `);
  }
  return [...new Set([folded, short.trim(), long.trim()])];
}

function unaccented(text) {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return text.replace(/['’`]/g, "").normalize("NFKD").replace(/\p{M}/gu, "");
}

// Returns the initials that people may use for a name of several words: words in capitals stay
// whole; small words may be left out, and so may a leading word that is among those dropped.
export function initialsOf(text, dropped) {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  const found = new Set();
  for (const some of [words, dropped.includes(words[0]) ? words.slice(1) : words]) {
    for (const kept of [some, some.filter((word) => !SMALL.has(word.toLowerCase()))]) {
      if (kept.length > 1) found.add(kept.map(shortest).join("").toLowerCase());
    }
  }
  return [...found].filter((short) => short.length >= SHORTEST);
}

function shortest(word) {
  return /[A-Z]/.test(word) && word === word.toUpperCase() ? word : word[0];
}

// Returns a function that says how like a folded text is to this one, from 0 to 100: the share of
// their letters that stand in both in the same order (the ratio of rapidfuzz); 0 where that is less
// than `least`.
/** @param {string} one @param {number} least @returns {(other: string) => number} */
export function likenessTo(one, least) {
  const count = one.length > BITS ? (other) => inCommon(one, other) : counterOf(one);
  return (other) => {
    const total = one.length + other.length;
    const most = Math.min(one.length, other.length);
    if (ratio(total - 2 * most, total) < least) return 0;
    const found = ratio(total - 2 * count(other), total);
    return found < least ? 0 : found;
  };
}

const BITS = 32;

function ratio(apart, total) {
  return total ? (1 - apart / total) * 100 : 100;
}

// Returns a function that gives the length of the longest sequence of letters that both texts hold
// in order: a bit for each letter of the one, all of which are compared at once (Hyyrö 2004).
function counterOf(one) {
  const places = new Int32Array(128);
  for (let i = 0; i < one.length; i += 1) places[one.charCodeAt(i)] |= 1 << i;
  const all = one.length === BITS ? -1 : (1 << one.length) - 1;
  return (other) => {
    let rest = -1;
    for (let j = 0; j < other.length; j += 1) {
      const here = rest & places[other.charCodeAt(j)];
      rest = (rest + here) | (rest - here);
    }
    let found = 0;
    for (let bits = ~rest & all; bits; bits &= bits - 1) found += 1;
    return found;
  };
}

// The same for texts of any length.
function inCommon(one, other) {
  let row = new Uint16Array(other.length + 1);
  let next = new Uint16Array(other.length + 1);
  for (const letter of one) {
    for (let j = 1; j <= other.length; j += 1)
      next[j] = letter === other[j - 1] ? row[j - 1] + 1 : Math.max(row[j], next[j - 1]);
    [row, next] = [next, row];
  }
  return row[other.length];
}
