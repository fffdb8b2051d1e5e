// A step of a story: its words with their numbers, how each is known, and what can be taken away.

import { amountsOf } from "./amounts.js";
import { icon } from "../core/icons.js";
import { el, outsideLink } from "../core/text.js";
import { copy } from "../panel/evidence.js";

const SHORT = 40; // letters of a number or a name; what is longer is a quotation

// Returns the element of a step; `open(event)` leaves the story for the explorer.
export function makeStep(context, story, at, { open, address }) {
  const step = story.steps[at];
  const id = `step-${at + 1}`;
  const told = [...step.said, ...(step.notes ?? [])].flat();
  const textOf = (i) => told.find((piece) => piece[1] === i && Array.isArray(piece))?.[0];
  return el(
    "section",
    { class: "step", id, "aria-labelledby": `${id}-title`, "data-at": at },
    el("p", { class: "step-number" }, `${at + 1} of ${story.steps.length}`),
    el("h3", { id: `${id}-title`, tabindex: -1 }, step.title),
    step.said.map((pieces) => el("p", { class: "told" }, pieces.map(wordsOf))),
    (step.notes ?? []).map((pieces) => el("p", { class: "aside" }, pieces.map(wordsOf))),
    amountsOf(step.facts, textOf),
    step.facts.length > 0 && proof(context, step.facts, textOf),
    el(
      "p",
      { class: "step-deeds" },
      el("a", { href: step.state, click: open }, "Open in the explorer"),
      el(
        "button",
        {
          type: "button",
          class: "quiet word",
          "aria-label": `Copy a link to step ${at + 1}`,
          click: () => copy(new URL(address(), location.href).href, context.say),
        },
        icon("link"),
        "Copy link",
      ),
    ),
  );
}

function wordsOf(piece) {
  if (typeof piece === "string") return piece;
  const isLong = piece[0].length > SHORT;
  return el(isLong ? "span" : "b", { class: "bound" }, piece[0]);
}

function proof({ model, state }, facts, textOf) {
  const words =
    facts.length === 1 ? "How we know this" : `How we know these ${facts.length} things`;
  return el(
    "details",
    { class: "proof", "data-fold": "proof" },
    el("summary", {}, words),
    el(
      "ol",
      {},
      facts.map((fact, i) =>
        el(
          "li",
          {},
          el("b", {}, textOf(i)),
          " ",
          command(fact),
          seen(state, fact),
          sources(model, fact),
        ),
      ),
    ),
  );
}

function command(fact) {
  const taken = fact.of === "rows" ? "the number of rows of" : `${fact.of}, of`;
  return el("span", { class: "asked" }, `${taken} `, el("code", {}, fact.ask));
}

// The way to the answer itself, where the page knows the question.
function seen(state, fact) {
  const asked = fact.see && state.read(fact.see);
  if (!asked?.ask) return null;
  return el("a", { class: "see", href: state.address(asked) }, "See the whole answer");
}

function sources(model, fact) {
  const found = (fact.sources ?? []).map((id) => model.source(id)).filter(Boolean);
  if (!found.length) return null;
  return el(
    "ul",
    { class: "sources", "aria-label": "Sources" },
    found.map((source) => el("li", {}, outsideLink(source.url, source.title))),
    fact.more && el("li", {}, `and ${fact.more} more`),
  );
}
