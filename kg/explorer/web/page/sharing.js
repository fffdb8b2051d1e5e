// Links that others can open: the address of the page where it is known; else the IRI of what is
// looked at, since a file on somebody's disk has an address for nobody else.

import { iriOf } from "../model/saved-columns.js";
import { copy } from "../panel/evidence.js";

// Returns {words, note}: the link, and what to say of it where it is none.
/** @param {{model: Model, state: StateStore}} context */
export function linkTo({ model, state }) {
  const here = state.address();
  const hash = here === "#" ? "" : here;
  if (/^https?:$/.test(location.protocol)) return { words: location.href, note: "" };
  if (model.address) return { words: model.address + hash, note: "" };
  const { id } = state.get();
  const iri = id ? iriOf(model, id) : model.dataset.home;
  const looked = hash ? `\n(in “${model.dataset.title}”, at ${hash})` : "";
  return {
    words: iri + looked,
    note: "Copied the IRI. This page is a file on your disk, which others cannot open by a link; where it stands on the web, the link is copied.",
  };
}

export function copyLink(context, say) {
  const { words, note } = linkTo(context);
  return copy(words, (said) => say(said === "Copied" && note ? note : said));
}
