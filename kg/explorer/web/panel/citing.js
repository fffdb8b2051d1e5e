// The button that cites: a thing, or one line of what is told of it, in the form that one wants.

import { citedFact, citedThing } from "../cite/cited.js";
import { FORMS } from "../cite/forms.js";
import { referenceWords } from "../cite/references.js";
import { copy } from "./evidence.js";
import { el } from "../core/text.js";

// Returns a button that opens the forms of the citation of a thing or recommendation.
/** @param {Context} context @param {string} id */
export function citeThing(context, id) {
  return citeButton(context, () => citedThing(context.model, id), "Cite as …");
}

// Returns the same for a line: `words()` says what it states, `evidence` what it rests on.
/** @param {Context} context @param {() => string} words @param {number[]} evidence */
export function citeLine(context, words, evidence) {
  const { model, state } = context;
  const make = () => {
    const sources = evidence.map((number) => referenceWords(model, number));
    return citedFact(model, state.get().id, words(), sources);
  };
  return citeButton(context, make, "Cite");
}

function citeButton({ say }, make, words) {
  const node = el("span", { class: "cite" });
  const open = () => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) return node.lastChild?.remove();
    const forms = Object.entries(FORMS).map(([name, write]) =>
      el("button", { type: "button", click: () => copy(write(make()).trim(), say) }, name),
    );
    node.append(el("span", { role: "group", "aria-label": "Copy the citation as" }, forms));
  };
  const about = { type: "button", class: "citing", "aria-expanded": "false", click: open };
  const button = el("button", about, words);
  node.append(button);
  return node;
}
