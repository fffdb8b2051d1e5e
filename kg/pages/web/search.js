// Finds names in the pieces of the index that stand beside the page. A piece is a script that calls
// `found`, since a page from a disk may load scripts and nothing else. No text becomes markup.

"use strict";

(() => {
  const SHOWN = 60;
  const WAIT = 120; // milliseconds after a letter
  const SMALL = new Set("a an and at by for from in of on or the to with".split(" "));
  const field = /** @type {HTMLInputElement} */ (document.getElementById("words"));
  const form = /** @type {HTMLElement} */ (document.getElementById("find"));
  const said = /** @type {HTMLElement} */ (document.getElementById("said"));
  const hits = /** @type {HTMLElement} */ (document.getElementById("hits"));
  const known = JSON.parse(document.getElementById("pieces")?.textContent ?? "{}");
  /** @type {Map<string, Promise<any[]>>} */
  const loaded = new Map();
  /** @type {Map<string, (rows: any[]) => void>} */
  const waiting = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  let asked = 0;

  Object.assign(window, { found: (name, rows) => waiting.get(name)?.(rows) });

  function fold(text) {
    return text
      .replace(/['’`]/g, "")
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replaceAll("&", " and ")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  }

  function load(name) {
    const kept = loaded.get(name);
    if (kept) return kept;
    const coming = new Promise((done, fail) => {
      waiting.set(name, done);
      const script = document.createElement("script");
      script.src = `${known.begin}${name.replace("+", "_")}.js`;
      script.onerror = () => fail(new Error(name));
      document.head.append(script);
    });
    loaded.set(name, coming);
    return coming;
  }

  // The piece of a word: that of as many of its letters as there is one of.
  function pieceOf(word) {
    for (let end = word.length; end > 0; end -= 1) {
      const name = word.slice(0, end);
      if (Object.hasOwn(known.pieces, name)) return name;
    }
    return "";
  }

  // The pieces that answer some words: that of the rarest, or of the pair where all are common; and
  // that of the words as one, which two words may be a spelling of.
  function piecesFor(words) {
    const telling = words.filter((word) => !SMALL.has(word));
    const wanted = telling.length ? telling : words;
    const names = wanted.map(pieceOf);
    if (names.includes("")) return wanted.length > 1 ? [pieceOf(words.join(""))] : [];
    const size = (name) => known.pieces[name] + (known.leftOut[name] ?? 0);
    const best = [...names].sort((a, b) => size(a) - size(b));
    const pair = [...new Set(best)].slice(0, 2).sort().join("+");
    const first = known.leftOut[best[0]] && Object.hasOwn(known.pieces, pair) ? pair : best[0];
    const joined = words.length > 1 ? pieceOf(words.join("")) : "";
    return [first, joined.length > 2 && joined !== first ? joined : ""];
  }

  // How well a row answers: 0 is best, -1 not at all; with the name that does where it is another.
  function judge(row, words) {
    const key = words.join("");
    let best = { rank: -1, name: "" };
    const all = new Set();
    row
      .slice(1, 2)
      .concat(row.slice(4))
      .forEach((name, place) => {
        const folded = fold(name);
        folded.split(" ").forEach((word) => all.add(word));
        const joined = folded.replaceAll(" ", "");
        const rank = joined === key ? 0 : joined.startsWith(key) ? 1 : -1;
        if (rank >= 0 && (best.rank < 0 || rank < best.rank))
          best = { rank, name: place ? name : "" };
      });
    if (best.rank >= 0) return best;
    const parts = [...all];
    if (words.every((word) => all.has(word))) return { rank: 2, name: "" };
    const begins = (word) => parts.some((part) => part.startsWith(word));
    return words.every(begins) ? { rank: 3, name: "" } : best;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function show(row, name) {
    const item = document.createElement("li");
    const link = /** @type {HTMLAnchorElement} */ (element("a", "", row[1]));
    link.href = `${known.things}${row[0]}.html`;
    item.append(link);
    if (row[3]) item.append(" ", element("span", "when", row[3]));
    const note = [known.kinds[row[2]], name && `also ${name}`].filter(Boolean).join("; ");
    item.append(" ", element("span", "note", note));
    return item;
  }

  function report(count, left, text) {
    const lists = "the lists below hold every name";
    if (!count) return `Nothing is called “${text}”; ${lists}.`;
    const more = count > SHOWN ? `The first ${SHOWN} of ${count}` : `${count} found`;
    return left ? `${more}, of the most mentioned; ${lists}.` : `${more}.`;
  }

  async function search() {
    const text = field.value.trim();
    const words = fold(text).split(" ").filter(Boolean);
    const turn = (asked += 1);
    hits.replaceChildren();
    said.textContent = "";
    if (!words.length) return;
    const names = piecesFor(words).filter(Boolean);
    let rows;
    try {
      rows = (await Promise.all(names.map(load))).flat();
    } catch {
      said.textContent = "The index could not be loaded; the lists below hold every name.";
      return;
    }
    if (turn !== asked) return;
    const seen = new Set();
    const judged = rows
      .filter((row) => !seen.has(row[0]) && seen.add(row[0]))
      .map((row) => ({ row, ...judge(row, words) }))
      .filter((one) => one.rank >= 0)
      .sort((a, b) => a.rank - b.rank);
    const left = names.some((name) => known.leftOut[name]);
    hits.replaceChildren(...judged.slice(0, SHOWN).map((one) => show(one.row, one.name)));
    said.textContent = report(judged.length, left, text);
  }

  // Arrow keys go from the field to the hits and among them.
  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    /** @type {(Element | null)[]} */
    const stops = [field, ...hits.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const next = at < 0 || !step ? null : stops[at + step];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  }

  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(search, WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    search();
  });
  document.addEventListener("keydown", move);
  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  if (field.value) search();
})();
