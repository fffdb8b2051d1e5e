// A query of one's own, asked of the graph in this page by the engine that its maker gave: an editor
// that completes names, and the answer as terms.

import { el } from "../core/text.js";
import { createCompletion } from "./completion.js";
import { createEditor } from "./editor.js";
import { declarePrefixes } from "./prefixes.js";

// The page runs this as a script of its own, and finds here what it makes.
window.queryBox = { create: createQueryBox };

// Returns {root, set(query)}: `run(query)` is called with what is asked.
/** @param {any} given */
function createQueryBox({ terms, find, run, say }) {
  const area = el("textarea", {
    id: "own-query",
    rows: 8,
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    wrap: "off",
    "aria-label": "A query of your own",
    "aria-describedby": "own-query-keys",
  });
  const home = el("div", { class: "code" }, area);
  const ask = () => run(editor.text());
  const root = el(
    "div",
    { class: "own-query" },
    el("p", { class: "note", id: "own-query-keys" }, "Ctrl+Enter asks; Ctrl+Space completes"),
    home,
    el("button", { type: "button", click: ask }, "Ask the graph"),
    el(
      "button",
      { type: "button", click: () => editor.set(declarePrefixes(editor.text(), terms.prefixes)) },
      "Declare prefixes",
    ),
  );
  const editor = createEditor(area, { changed: () => {}, run: ask });
  createCompletion(editor, {
    known: () => terms,
    findThings: async (words) => find(words),
    learn: () => {},
    say,
  });
  return { root, set: (query) => editor.set(query) };
}
