// The cells that several tables share: links, lists of names, sources.

import { idColumns, sourceColumns } from "../model/saved-columns.js";
import { thingLink } from "../panel/lines.js";
import { count } from "../core/text.js";

/** @param {Context} context */
export function cellsOf(context) {
  const { model } = context;
  return {
    link: (id, words) => (id ? thingLink(context, id, words) : ""),
    ids: (list) => list.map(model.label).join("; "),
    lastColumns: (named = true) => lastColumns(model, named),
  };
}

// Returns the column of sources that is shown, and those that are saved: the IRI too, where a row
// has an id.
function lastColumns(model, named) {
  return [
    {
      id: "sources",
      label: "Sources",
      value: (row) => row.evidence.length,
      node: (row) => count(row.evidence.length, "source"),
    },
    ...(named ? idColumns(model) : []),
    ...sourceColumns(model),
  ];
}
