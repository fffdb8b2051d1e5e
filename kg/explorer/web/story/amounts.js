// The amounts that a step names, as bars of one measure: who reads of billions sees how they stand.

import { el, svg } from "../core/text.js";

const LEAST = 2; // amounts that are worth comparing
const WIDE = 100; // units of the picture, which is as wide as the text
const THICK = 12;
const FINEST = 0.6; // units of a bar that would not be seen

// Returns a picture of the amounts of a step with their words; null where there are not two.
export function amountsOf(facts, textOf) {
  const amounts = facts.map((fact, i) => ({ pounds: fact.pounds, words: textOf(i) }));
  const found = amounts.filter(({ pounds }) => pounds > 0);
  const most = Math.max(...found.map(({ pounds }) => pounds));
  if (found.length < LEAST) return null;
  return el(
    "ul",
    { class: "amounts", "aria-label": "The amounts, by size" },
    found.map(({ pounds, words }) =>
      el("li", {}, el("span", {}, words), bar(Math.max((pounds / most) * WIDE, FINEST))),
    ),
  );
}

function bar(width) {
  const box = {
    viewBox: `0 0 ${WIDE} ${THICK}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  };
  return svg("svg", box, svg("rect", { width, height: THICK }));
}
