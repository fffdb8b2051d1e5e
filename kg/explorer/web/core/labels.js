// Labels: how wide they are, which shorter wording a thing has, and what fits where.

import { contextOf } from "./text.js";

const LEAST = 4; // letters below which a shortened label says nothing
const MARK = "…";
const ruler = contextOf(document.createElement("canvas"));
const widths = new Map();

// Returns the width of a text in pixels, in a font as CSS writes it.
export function widthOf(text, font) {
  const key = `${font}\n${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    ruler.font = font;
    width = ruler.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

// Returns the acronym of a thing: the longest alias in capitals whose letters its label holds in
// that order, so that an alias that is a former name is not taken for one; null if it has none.
export function acronymOf(thing) {
  const label = thing.label.toLowerCase();
  const fits = (alias) => {
    const letters = alias.replace(/[^A-Za-z0-9]/g, "");
    const capitals = letters.replace(/[^A-Z0-9]/g, "").length;
    return (
      letters.length >= 2 &&
      alias.length <= 10 &&
      capitals * 2 > letters.length &&
      isWithin(letters.toLowerCase(), label)
    );
  };
  return (
    thing.aliases.filter(fits).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0] ?? null
  );
}

function isWithin(letters, text) {
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at += 1;
  return at === letters.length;
}

// Returns what a thing may be called, the fullest first: its label, that without what stands in
// brackets at its end, aliases that it begins with, its acronym.
export function wordingsOf(thing) {
  const found = [thing.label];
  const plain = thing.label.replace(/ \([^)]*\)$/, "");
  if (plain !== thing.label && plain.length >= LEAST) found.push(plain);
  const shorter = thing.aliases
    .filter((alias) => alias.length >= 8 && plain.startsWith(`${alias} `))
    .sort((a, b) => b.length - a.length);
  const acronym = acronymOf(thing);
  if (acronym && acronym.length < plain.length) shorter.push(acronym);
  return [...found, ...shorter];
}

// Returns the fullest wording that is no wider than the room; shortened if none is, null if that
// would say nothing.
export function fitted(wordings, room, font) {
  const found = wordings.find((text) => widthOf(text, font) <= room);
  if (found !== undefined) return found;
  return cut(wordings[0], room, font);
}

function cut(text, room, font) {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(text.slice(0, middle).trimEnd() + MARK, font) <= room) low = middle;
    else high = middle - 1;
  }
  return low >= LEAST ? text.slice(0, low).trimEnd() + MARK : null;
}

// Takes boxes [left, top, right, bottom] as long as they cover none taken before.
export function createSpace(cell = 80) {
  const cells = new Map();
  const keys = ([left, top, right, bottom]) => {
    const found = [];
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1) {
      for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y += 1)
        found.push(x * 8192 + y);
    }
    return found;
  };
  return {
    take(box) {
      const own = keys(box);
      const isFree = own.every((key) =>
        (cells.get(key) ?? []).every(
          (other) =>
            box[0] >= other[2] || other[0] >= box[2] || box[1] >= other[3] || other[1] >= box[3],
        ),
      );
      if (!isFree) return false;
      for (const key of own) {
        if (cells.has(key)) cells.get(key).push(box);
        else cells.set(key, [box]);
      }
      return true;
    },
  };
}
