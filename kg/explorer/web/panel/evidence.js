// What a line rests on: its sources, each with its place in the source, and the words to cite it.

import { referenceWords } from "../cite/references.js";
import { dateWords } from "../core/dates.js";
import { el, outsideLink, safeAddress } from "../core/text.js";

const SHOWN = 2;

// Returns the sources beneath a line: two at once, more on asking; says so where there is none.
export function sourcesOf(model, numbers, words = "Source") {
  if (!numbers?.length) return el("p", { class: "sources" }, "No source of its own");
  const shown = numbers.length <= SHOWN + 1 ? numbers : numbers.slice(0, SHOWN);
  const rest = numbers.slice(shown.length);
  return el(
    "div",
    { class: "sources" },
    el(
      "ul",
      { "aria-label": numbers.length > 1 ? `${words}s` : words },
      shown.map((number) => el("li", {}, reference(model, number))),
    ),
    rest.length > 0 &&
      el(
        "details",
        {},
        el("summary", {}, `${rest.length} more sources`),
        el(
          "ul",
          {},
          rest.map((number) => el("li", {}, reference(model, number))),
        ),
      ),
  );
}

// Returns one source as a link, with publisher, date and locator; the archived copy beside it.
export function reference(model, number) {
  const { source, locator } = model.citation(number);
  const about = [source.publisher, source.date && dateWords(source.date)]
    .filter(Boolean)
    .join(", ");
  return [
    outsideLink(source.url, source.title),
    about && ` (${about})`,
    locator && el("span", { class: "locator" }, `, ${locator}`),
    safeAddress(source.archive) && [" ", outsideLink(source.archive, "archived")],
  ];
}

// Returns the words by which a thing or record of the graph is cited.
export function citationWords(model, id, label, about, numbers) {
  const day = model.now ? `, data to ${dateWords(model.now)}` : "";
  const sources = numbers.map((number) => referenceWords(model, number));
  const rest = sources.length ? ` Sources: ${sources.join("; ")}.` : "";
  return `“${label}”${about ? ` (${about})` : ""}, ${model.dataset.citation}${day}, ${model.base}${id}.${rest}`;
}

// Copies words, and says whether it could.
export async function copy(words, say) {
  try {
    await navigator.clipboard.writeText(words);
    say("Copied");
  } catch {
    say(copyBySelection(words) ? "Copied" : `Could not copy. Here it is: ${words}`);
  }
}

// The older way, for browsers that keep the clipboard from files opened from a disk.
function copyBySelection(words) {
  const field = el("textarea", { class: "sr", "aria-hidden": "true", tabindex: "-1" });
  field.value = words;
  document.body.append(field);
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  before?.focus?.({ preventScroll: true });
  return isCopied;
}
