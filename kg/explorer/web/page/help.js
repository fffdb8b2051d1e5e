// How to read the page: what the words mean, how numbers are counted, which keys there are.

import { dateWords } from "../core/dates.js";
import { button } from "./actions.js";
import { el } from "../core/text.js";

const KEYS = [
  ["/", "search"],
  ["Esc", "close the details"],
  ["← →", "from tab to tab, or through the years on the slider"],
  ["Page Up, Page Down", "a year on the slider"],
  ["Ctrl Z, Ctrl Y", "undo, redo"],
  ["?", "this help"],
];
const WORDS = [
  [
    "Certain, possible",
    "A date is as exact as its source: “2013” is any day of that year. On a day a thing certainly existed if it had begun by the latest day that its beginning can mean, and had not ended by the earliest that its end can mean or is known to go on. It possibly existed if its dates allow it, or are not known.",
  ],
  [
    "End not known",
    "No source tells when it ended. That is not the same as “since”, which is said where a source tells that it goes on.",
  ],
  [
    "Opinion",
    "What somebody said, in our words and with their name. It is no fact of this graph, and connects nothing in the network.",
  ],
  [
    "What became of it",
    "The latest assessment of a recommendation that says something. “Assessors differ” where the latest views of two disagree. Where nobody outside has judged, the project’s own reading of the cited sources stands, and is marked as such.",
  ],
  [
    "Duty now with",
    "Who took the place of those who were told, by the successions that are recorded here.",
  ],
];

// Returns a button that opens the help; "?" does so too.
export function createHelp({ model }, isWriting) {
  const dialog = el("dialog", { class: "help", "aria-labelledby": "help-title" });
  const open = () => {
    if (!dialog.childElementCount) dialog.append(...content(model, () => dialog.close()));
    dialog.showModal();
  };
  document.body.append(dialog);
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && !isWriting(event.target) && !dialog.open) open();
  });
  return button("help", "Help: how to read this page (?)", open);
}

function content(model, close) {
  const pairs = (rows) =>
    el(
      "dl",
      {},
      rows.map(([term, words]) => [el("dt", {}, term), el("dd", {}, words)]),
    );
  const numbers = model.headline.map((row) => [`${row.value} ${row.label}`, row.note]);
  return [
    el(
      "div",
      { class: "panel-head" },
      el("h2", { id: "help-title" }, "How to read this page"),
      button("close", "Close the help", close),
    ),
    el(
      "p",
      {},
      "Bodies, people, programmes, systems, documents and what became of them. Under every line stands its source. The file is complete in itself: it asks nothing of any server.",
      model.now && ` Data to ${dateWords(model.now)}.`,
    ),
    el("h3", {}, "What the words mean"),
    pairs(WORDS),
    numbers.length > 0 && [el("h3", {}, "How the numbers are counted"), pairs(numbers)],
    el("h3", {}, "Keys"),
    pairs(KEYS),
  ]
    .flat()
    .filter(Boolean);
}
