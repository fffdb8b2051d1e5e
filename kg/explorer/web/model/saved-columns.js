// The columns that stand only in a saved table: what names a row beyond this page, and where its
// sources are. `isSaved` keeps a column out of what is shown.

import { safeAddress } from "../core/text.js";

// Returns the IRI of an id; of a thing of another's, whose id is an address, that.
/** @param {Model} model @param {string} id */
export function iriOf(model, id) {
  return id.includes("://") ? id : model.base + id;
}

// Returns columns of the id and the IRI of what a row is about: `of(row)`; `what` says of which.
/** @param {Model} model @param {(row: any) => string | undefined} [of] @param {string} [what] @returns {Column[]} */
export function idColumns(model, of = (row) => row.id, what = "") {
  const titled = (words) => (what ? `${what}: ${words}` : words);
  return [
    { id: `id${what}`, label: titled("Id"), value: (row) => of(row) ?? "", isSaved: true },
    {
      id: `iri${what}`,
      label: titled("IRI"),
      value: (row) => (of(row) ? iriOf(model, String(of(row))) : ""),
      isSaved: true,
    },
  ];
}

// Returns columns of the titles and the addresses of the sources of a row, in the same order;
// `of(row)` gives the numbers of its citations.
/** @param {Model} model @param {(row: any) => number[]} [of] @returns {Column[]} */
export function sourceColumns(model, of = (row) => row.evidence ?? []) {
  const cited = (row) => of(row).map((number) => model.citation(number));
  const title = ({ source, locator }) => [source.title, locator].filter(Boolean).join(", ");
  const address = ({ source }) => safeAddress(source.url) ?? "";
  return [
    {
      id: "sourceTitles",
      label: "Source titles",
      value: (row) => cited(row).map(title).join("; "),
      isSaved: true,
    },
    {
      id: "sourceAddresses",
      label: "Source addresses",
      value: (row) => [...new Set(cited(row).map(address).filter(Boolean))].join(" "),
      isSaved: true,
    },
  ];
}
