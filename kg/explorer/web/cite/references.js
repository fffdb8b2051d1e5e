// What a row rests on, in the words by which it is referred to.

import { dateWords } from "../core/dates.js";
import { safeAddress } from "../core/text.js";

// Returns a citation in plain words: "Title, Publisher, 4 May 2013, p. 3 <https://...>".
export function referenceWords(model, number) {
  const { source, locator } = model.citation(number);
  const address = safeAddress(source.url);
  const parts = [source.title, source.publisher, source.date && dateWords(source.date), locator];
  return parts.filter(Boolean).join(", ") + (address ? ` <${address}>` : "");
}
