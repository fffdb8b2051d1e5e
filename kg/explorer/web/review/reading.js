// What was read: the text with every passage that a proposal rests on, that of the current one
// marked, or the words of a register where there is no text.

import { el } from "../core/text.js";

// Returns the pane: show(slip) and whatever it takes to look at another passage by a click.
export function createReading(root, { slips, texts }, select) {
  const passages = passagesOf(slips);
  let shown = null; // the text that stands in the pane now
  return {
    show(slip) {
      const quote = slip?.quotes[0];
      const name = quote?.text ?? "";
      if (!name || shown !== name) {
        root.replaceChildren(...(name ? whole(texts[name], passages.get(name), select) : []));
        shown = name;
      }
      if (!name) root.replaceChildren(...(slip?.quotes ?? []).map(apart));
      for (const mark of root.querySelectorAll("mark[data-digest]")) {
        mark.toggleAttribute("data-current", mark.dataset.digest === slip?.digest);
      }
      root.querySelector("mark[data-current]")?.scrollIntoView({ block: "center" });
    },
  };
}

// Returns the passages of each text, in its order; of those that overlap, the first.
function passagesOf(slips) {
  const found = new Map();
  for (const { digest, quotes } of slips) {
    for (const { text, start, end } of quotes) {
      if (!text) continue;
      if (!found.has(text)) found.set(text, []);
      found.get(text).push({ digest, start, end });
    }
  }
  for (const some of found.values()) some.sort((a, b) => a.start - b.start || b.end - a.end);
  return found;
}

// Offsets count code points, as Python does; the page counts in units of UTF-16.
function whole(text, passages, select) {
  const letters = Array.from(text);
  const parts = [];
  let at = 0;
  for (const { digest, start, end } of passages) {
    if (start < at) continue;
    parts.push(letters.slice(at, start).join(""));
    const mark = el("mark", { "data-digest": digest, click: () => select(digest) });
    mark.append(letters.slice(start, end).join(""));
    parts.push(mark);
    at = end;
  }
  parts.push(letters.slice(at).join(""));
  return [el("div", { class: "text" }, parts)];
}

function apart(quote) {
  return el(
    "figure",
    { class: "quote" },
    el("blockquote", {}, marked(quote)),
    el("figcaption", {}, [quote.title, quote.locator].filter(Boolean).join(", ")),
  );
}

// Returns the words of a quote, with those marked that cells come from.
export function marked({ words, marks }) {
  const letters = Array.from(words);
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(
      letters.slice(at, start).join(""),
      el("mark", {}, letters.slice(start, end).join("")),
    );
    at = end;
  }
  parts.push(letters.slice(at).join(""));
  return parts;
}
