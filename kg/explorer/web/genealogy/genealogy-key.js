// What the bars, lines and signs of the genealogy mean.

import { shapeOf } from "./drawing.js";
import { definitions } from "./figures.js";
import { styledCopy } from "../core/styled.js";
import { count, el, svg } from "../core/text.js";

const SIGNS = [
  ["Replacement", "replaced"],
  ["Merger", "merged"],
  ["Split", "split"],
  ["Absorption", "absorbed by another"],
  ["FunctionTransfer", "functions moved"],
  ["Creation", "set up"],
  ["Abolition", "abolished or closed"],
  ["Rename", "took another name"],
];
const LINES = [
  ["took its place", "succession"],
  ["passed functions on and lived on", "functions"],
  ["planned", "planned"],
];
const HINT =
  "Drag to move through the years. Ctrl and the wheel, two fingers, or + and − zoom. Arrow keys go from one to the next.";

// Returns the signs that a picture has, each with what it means, as the key shows them.
/** @param {Genealogy} held @returns {Sign[]} */
export function signsOf({ drawn, attached, parts }) {
  const figures = [...attached];
  const kinds = new Set(figures.map(({ link, mark }) => link?.event.kind ?? mark?.kind));
  const ways = new Set(figures.map(({ link }) => (link ? wayOf(link.how) : "")));
  const used = new Set([
    ...LINES.filter(([, how]) => ways.has(how)).map(([words]) => words),
    ...SIGNS.filter(([kind]) => kinds.has(kind)).map(([, words]) => words),
  ]);
  const key = createKey();
  const all = key.querySelector("details");
  all?.removeAttribute("data-fold"); // whatever is folded on the page
  all?.setAttribute("open", "");
  parts.frame.append(key); // styles are known of what stands in the page
  const rows = [...key.querySelectorAll("li")].filter(
    (row) => !row.closest("details") || used.has(row.textContent ?? ""),
  );
  const found = rows.map((row) => ({
    sign: /** @type {SVGElement} */ (styledCopy(/** @type {Node} */ (row.querySelector("svg")))),
    words: row.textContent ?? "",
  }));
  key.remove();
  return drawn.bars.length ? found : [];
}

function wayOf(how) {
  return how === "functions" || how === "planned" ? how : "succession";
}

// Returns the key as an element.
export function createKey() {
  const line = (how) =>
    svg("g", { class: `gen-link ${how}` }, svg("path", { class: "gen-line", d: "M1 9H29" }));
  const lines = LINES.map(([words, how]) => item(sample(30, 18, line(how)), words));
  const signs = SIGNS.map(([kind, words]) => item(sample(18, 18, signOf(kind)), words));
  const wedge = svg("path", {
    class: "gen-change",
    d: "M-5 -5H5L0 4Z",
    transform: "translate(7 7)",
  });
  const all = [lines, signs, item(sample(14, 14, wedge), "a reform that groups several changes")];
  return el(
    "div",
    { class: "gen-key" },
    el("ul", {}, barSamples()),
    el(
      "details",
      { "data-fold": "signs" },
      el("summary", {}, "All signs"),
      el("ul", {}, all, el("li", { class: "gen-hint" }, HINT)),
    ),
  );
}

function item(picture, words) {
  return el("li", {}, picture, words);
}

function sample(width, height, ...parts) {
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  return svg("svg", { class: "gen-sample", ...size, "aria-hidden": "true" }, parts);
}

function barSamples() {
  const rect = (kind, more = {}) =>
    svg("rect", { class: kind, x: 1, y: 3, width: 44, height: 12, ...more });
  const bar = (...parts) =>
    sample(
      46,
      18,
      definitions(),
      svg("g", { class: "gen-bar kind-Body" }, rect("gen-base"), parts),
    );
  const fade = { x: 16, y: 2, width: 30, height: 14, fill: "url(#gen-fade-right)" };
  return [
    item(bar(rect("gen-sure")), "certainly existed"),
    item(
      bar(svg("path", { class: "gen-maybe", d: "M1 3H45v12H1Z" })),
      "possibly: its dates are not exact",
    ),
    item(bar(rect("gen-seen")), "seen: between its first and its last dated fact"),
    item(
      bar(rect("gen-birth", { width: 3 }), rect("gen-fade", fade)),
      "no end is recorded: it may go on",
    ),
  ];
}

function signOf(kind) {
  const { d, isHollow } = shapeOf(kind);
  const sign = { class: isHollow ? "gen-sign hollow" : "gen-sign", d, transform: "translate(9 9)" };
  return svg("g", { class: `gen-mark ${kind}` }, svg("path", sign));
}

// Returns what is said of those of which no date is known, with a way to each.
export function undatedWords(dated, undated, select) {
  if (!dated && !undated.length)
    return [el("p", {}, "Nothing that lives in time is left by the filters.")];
  if (!undated.length) return [];
  const total = (dated + undated.length).toLocaleString("en-GB");
  const words = `Of these ${total}, ${count(undated.length, "has", "have")} no recorded date and cannot stand on the axis:`;
  const button = (thing) =>
    el(
      "button",
      { type: "button", class: "gen-name", "data-bar": thing.id, click: () => select(thing.id) },
      thing.label,
    );
  return [
    el("p", {}, words),
    el(
      "ul",
      {},
      undated.map((thing) => el("li", {}, button(thing))),
    ),
  ];
}
