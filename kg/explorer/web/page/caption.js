// What is said of a picture or a table that leaves the page: what it shows, of when and of what, and
// what its file is called.

import { facetWords, isNamedBody, TITLES } from "../model/facet-words.js";
import { dateWords } from "../core/dates.js";
import { activeFilters } from "../model/filters.js";
import { iriOf } from "../model/saved-columns.js";

const LONG = 100; // letters of a file's name

// Returns [{title, words}] of the filters that are set.
/** @param {Model} model @param {State} now @returns {{title: string, words: string, called: string}[]} */
export function filterWords(model, now) {
  return activeFilters(now).map(({ name, value }) => ({
    title: TITLES[name] ?? name,
    words: facetWords(model, name, value),
    // a body is told, or judges: the name alone would not say which
    called: [isNamedBody(name) && TITLES[name], facetWords(model, name, value)]
      .filter(Boolean)
      .join(" "),
  }));
}

// Returns the filters and the day as one text: "Verdict: Not enacted; Topic: Interoperability".
/** @param {Model} model @param {State} now */
export function filtersSaid(model, now) {
  const groups = new Map();
  for (const { title, words } of filterWords(model, now))
    groups.set(title, [...(groups.get(title) ?? []), words]);
  const said = [...groups].map(([title, words]) => `${title}: ${words.join(" or ")}`);
  return [...said, ...(now.on ? [`As of: ${dateWords(now.on)}`] : [])].join("; ");
}

// Returns what a table is called when it is saved: by what is left out of it, and by no selection,
// which leaves nothing out.
/** @param {Model} model @param {State} now @param {string} view */
export function tableName(model, now, view) {
  const words = filterWords(model, now).map((one) => one.called);
  return fileName([model.dataset.name, view, now.rows, ...words, now.on]);
}

// Returns what a picture is called: by what is left out, and by what stands out in it.
/** @param {Model} model @param {State} now @param {string} view */
export function pictureName(model, now, view) {
  const words = filterWords(model, now).map((one) => one.called);
  return fileName([model.dataset.name, view, now.id, ...words, now.on]);
}

function fileName(parts) {
  const plain = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  return parts
    .map((part) => plain(part ?? ""))
    .filter(Boolean)
    .join("-")
    .slice(0, LONG)
    .replace(/-$/, "");
}

// Returns the rows of a table as they are saved: each says by which filters it was chosen.
/** @param {Model} model @param {State} now @param {(string | number)[][]} rows */
export function withFilters(model, now, rows) {
  if (rows[0]?.includes("Filters")) return rows;
  const said = filtersSaid(model, now) || "none";
  return rows.map((row, i) => [...row, i ? said : "Filters"]);
}

// Returns {title, subtitle, source, address} of a picture: what the view says of it, with what is
// selected, filtered and looked at.
/** @param {Context} context @param {View} view */
export function captionOf({ model, state, toldOf }, view) {
  const now = state.get();
  const own = toldOf?.(now) ?? view.caption?.(now) ?? {};
  const chosen = now.id ? model.label(now.id) : "";
  const isNamed = Boolean(now.set) && Boolean(own.subtitle);
  const filters = filtersSaid(model, { ...now, on: "", set: isNamed ? "" : now.set });
  const title = own.title ?? [view.label, chosen].filter(Boolean).join(": ");
  const day = now.on && `As of ${dateWords(now.on)}`;
  return {
    title,
    subtitle: sentencesOf(day, filters, own.subtitle),
    ...sourceOf(model, now.id),
  };
}

// Returns parts as sentences after each other, without a full stop at the end.
export function sentencesOf(...parts) {
  return parts
    .filter(Boolean)
    .map((part) => String(part).replace(/\.$/, ""))
    .join(". ");
}

// Returns where what is shown is from, of which day, under which licence and at which address.
function sourceOf(model, id) {
  const { citation, licence, home } = model.dataset;
  const days = [
    model.now && `data to ${dateWords(model.now)}`,
    model.readUpTo && `read up to ${dateWords(model.readUpTo)}`,
  ];
  const said = [citation, ...days].filter(Boolean).join(", ");
  return {
    source: [`Source: ${said}`, licence && `Licence: ${licence}`].filter(Boolean).join(". ") + ".",
    address: [model.address, id ? iriOf(model, id) : home].filter(Boolean).join(" · "),
  };
}
