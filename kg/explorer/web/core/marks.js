// Marks: each kind of thing and each verdict has a shape of its own as well as a colour, so that
// colour is never the only sign. Colours are in style.css (--kind-Body, --verdict-Enacted, ...),
// after Okabe and Ito, for the colour-blind.

import { svg } from "./text.js";

// In the order in which legends show them.
export const KINDS = {
  __proto__: null,
  Body: "dot",
  BodyGroup: "dots",
  Unit: "ring",
  Company: "square",
  Person: "person",
  Programme: "diamond",
  System: "hexagon",
  Report: "page",
  Strategy: "page",
  Article: "page",
  Legislation: "wedge",
  Post: "chevron",
  Concept: "bar",
};
export const VERDICTS = {
  __proto__: null,
  Enacted: "dot",
  PartlyEnacted: "half",
  InProgress: "play",
  Superseded: "diamond",
  Contested: "halves",
  NotEnacted: "cross",
  Unknown: "bar",
  Unassessed: "point",
};

// Shapes in a square of 12 by 12.
const SHAPES = {
  dot: "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10Z",
  ring: "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10ZM6 3.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6Z",
  dots: "M3.5 1a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5ZM8.5 1a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5ZM6 6a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5Z",
  square: "M1.5 1.5h9v9h-9Z",
  diamond: "M6 .5L11.5 6L6 11.5L.5 6Z",
  hexagon: "M3.2 1.2h5.6L11.6 6L8.8 10.8H3.2L.4 6Z",
  person: "M6 .8a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 1 0 0-5.2ZM1 11.2a5 4.6 0 0 1 10 0Z",
  page: "M2 .8h5.4L10 3.4v7.8H2ZM4 5v1.1h4V5ZM4 7.4v1.1h4V7.4Z",
  wedge: "M.6 1.5h10.8L6 11Z",
  chevron: "M1 1h4.6L11 6L5.6 11H1L6 6Z",
  bar: "M1 4.6h10v2.8H1Z",
  half: "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10ZM6 2.5v7a3.5 3.5 0 0 0 0-7Z",
  halves: "M1 1h4.3v10H1ZM6.7 1H11v10H6.7ZM8.1 2.4v7.2h1.5V2.4Z",
  play: "M2 1L11 6L2 11Z",
  cross:
    "M2.4 .9L6 4.5L9.6 .9L11.1 2.4L7.5 6L11.1 9.6L9.6 11.1L6 7.5L2.4 11.1L.9 9.6L4.5 6L.9 2.4Z",
  point: "M6 3.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4Z",
};

// Returns the outline of the mark of a kind or a verdict, in a square of 12 by 12.
export function markPath(name) {
  return SHAPES[KINDS[name] ?? VERDICTS[name] ?? "dot"];
}

// Returns the name of the variable that holds the colour of a kind or a verdict.
export function colourName(name) {
  if (name in VERDICTS) return `--verdict-${name}`;
  return `--kind-${name in KINDS ? name : "other"}`;
}

// Returns the colour that a variable of the style has now, for what is drawn on a canvas.
export function colourNow(variable) {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}

// Returns the mark as a sign for the key of a picture, in the colour that it has now.
/** @param {string} name @param {string} words @returns {Sign} */
export function markSign(name, words) {
  const fill = colourNow(colourName(name));
  const path = svg("path", { d: markPath(name), fill, "fill-rule": "evenodd" });
  return { sign: svg("svg", { width: 13, height: 13, viewBox: "0 0 12 12" }, path), words };
}

// Returns the mark as an element; words beside it say what it means.
export function mark(name) {
  const path = svg("path", {
    d: markPath(name),
    fill: `var(${colourName(name)})`,
    "fill-rule": "evenodd",
  });
  return svg(
    "svg",
    { class: "mark", viewBox: "0 0 12 12", "aria-hidden": "true", focusable: "false" },
    path,
  );
}
