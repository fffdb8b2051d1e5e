// The cells that several tables share: links, lists of names, sources.

import { thingLink } from "../panel/lines.js";
import { count } from "../core/text.js";

/** @param {Context} context */
export function cellsOf(context) {
  const { model } = context;
  return {
    link: (id, words) => (id ? thingLink(context, id, words) : ""),
    ids: (list) => list.map(model.label).join("; "),
    sources: {
      id: "sources",
      label: "Sources",
      value: (row) =>
        row.evidence
          .map((number) => model.citation(number))
          .map(({ source, locator }) => [source.title, locator].filter(Boolean).join(", "))
          .join("; "),
      node: (row) => count(row.evidence.length, "source"),
    },
  };
}
