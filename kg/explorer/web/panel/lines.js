// The building pieces of the details: links to things, lines with their sources, sections.

import { whenPlain } from "../core/following.js";
import { citeLine } from "./citing.js";
import { periodWords } from "../core/dates.js";
import { sourcesOf } from "./evidence.js";
import { mark } from "../core/marks.js";
import { el } from "../core/text.js";

const SHOWN = 10;
const LONG = 24; // letters of a word that may be broken

// Returns a link that looks at a thing or record; plain words where the graph has no such id.
export function thingLink({ model, state, select }, id, words = model.label(id)) {
  if (!model.knows(id)) return el("span", {}, words);
  const kind = model.things.get(id)?.kind;
  const isMarked = kind && kind !== "Concept";
  return el(
    "a",
    {
      class: "thing",
      href: state.address({ id }),
      click: whenPlain(() => select(id)),
    },
    isMarked ? begun(mark(kind), words) : words,
  );
}

// Returns the same link without a mark, for a sentence.
export function plainLink(context, id) {
  const link = thingLink(context, id);
  link.replaceChildren(context.model.label(id));
  return link;
}

// A mark stays beside the first word of what it marks, wherever the line breaks.
function begun(sign, words) {
  const [first] = words.split(" ", 1);
  return first.length > LONG
    ? [sign, words]
    : [el("span", { class: "begun" }, sign, first), words.slice(first.length)];
}

export function thingLinks(context, ids) {
  return ids.flatMap((id, i) => [i > 0 && ", ", thingLink(context, id)]);
}

// Returns an item: what is said, when, a note, and beneath it the sources.
/**
 * @param {Context} context
 * @param {any} said
 * @param {{when?: string, note?: any, tags?: any[], evidence?: number[], against?: number[], className?: string}} [about]
 */
export function line(
  context,
  said,
  { when = "", note = "", tags = [], evidence = [], against = [], className = "" } = {},
) {
  const item = el(
    "li",
    { class: `line ${className}` },
    el(
      "p",
      { class: "said" },
      said,
      when && [" ", el("span", { class: "when" }, when)],
      tags.map((tag) => [" ", el("span", { class: "tag" }, tag)]),
    ),
    note && el("p", { class: "note" }, note),
    sourcesOf(context.model, evidence),
    against.length > 0 &&
      el(
        "div",
        { class: "against" },
        "Against it: ",
        sourcesOf(context.model, against, "Source against"),
      ),
  );
  const words = () => (item.querySelector(".said")?.textContent ?? "").trim();
  item.append(citeLine(context, words, evidence));
  return item;
}

export function when(row) {
  return periodWords(row.start, row.end, row.seen ?? []);
}

function howMany(rows) {
  return rows.length.toLocaleString("en-GB");
}

// Returns a section with a line for each row, the first few at once; null where there is none.
// `total` says how many there are.
export function section(title, rows, make, { className = "", note = "", total = howMany } = {}) {
  if (!rows.length) return null;
  const isLong = rows.length > SHOWN + 1;
  const list = el("ul", {}, (isLong ? rows.slice(0, SHOWN) : rows).map(make));
  const more =
    isLong &&
    el(
      "button",
      {
        type: "button",
        class: "more",
        click: () => {
          more.remove();
          const rest = rows.slice(SHOWN).map(make);
          list.append(...rest);
          rest[0].querySelector("a, button")?.focus();
        },
      },
      `Show ${rows.length - SHOWN} more`,
    );
  return el(
    "section",
    { class: className },
    el("h3", {}, title, " ", el("span", { class: "number" }, total(rows))),
    note && el("p", { class: "note" }, note),
    list,
    more,
  );
}
