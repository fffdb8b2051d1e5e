// What the bars, lines and signs of the genealogy mean.

import { shapeOf } from "./drawing.js";
import { definitions } from "./figures.js";
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

// Returns the key as an element.
export function createKey() {
  const item = (picture, words) => el("li", {}, picture, words);
  const bar = (...parts) =>
    svg(
      "svg",
      { class: "gen-sample", viewBox: "0 0 46 18", width: 46, height: 18, "aria-hidden": "true" },
      definitions(),
      svg("g", { class: "gen-bar kind-Body" }, parts),
    );
  const base = (width) => svg("rect", { class: "gen-base", x: 1, y: 3, width, height: 12 });
  const samples = [
    item(
      bar(base(44), svg("rect", { class: "gen-sure", x: 1, y: 3, width: 44, height: 12 })),
      "certainly existed",
    ),
    item(
      bar(base(44), svg("path", { class: "gen-maybe", d: "M1 3H45v12H1Z" })),
      "possibly: its dates are not exact",
    ),
    item(
      bar(
        base(44),
        svg("rect", { class: "gen-birth", x: 1, y: 3, width: 3, height: 12 }),
        svg("rect", {
          class: "gen-fade",
          x: 16,
          y: 2,
          width: 30,
          height: 14,
          fill: "url(#gen-fade-right)",
        }),
      ),
      "no end is recorded: it may go on",
    ),
  ];
  const signs = SIGNS.map(([kind, words]) => {
    const { d, isHollow } = shapeOf(kind);
    const sign = svg("path", {
      class: isHollow ? "gen-sign hollow" : "gen-sign",
      d,
      transform: "translate(9 9)",
    });
    return item(
      svg(
        "svg",
        { class: "gen-sample", viewBox: "0 0 18 18", width: 18, height: 18, "aria-hidden": "true" },
        svg("g", { class: `gen-mark ${kind}` }, sign),
      ),
      words,
    );
  });
  const line = (how) =>
    svg(
      "svg",
      { class: "gen-sample", viewBox: "0 0 30 18", width: 30, height: 18, "aria-hidden": "true" },
      svg("g", { class: `gen-link ${how}` }, svg("path", { class: "gen-line", d: "M1 9H29" })),
    );
  const lines = [
    item(line("succession"), "took its place"),
    item(line("functions"), "passed functions on and lived on"),
    item(line("planned"), "planned"),
  ];
  const change = svg(
    "svg",
    { class: "gen-sample", viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" },
    svg("path", { class: "gen-change", d: "M-5 -5H5L0 4Z", transform: "translate(7 7)" }),
  );
  const hint = el(
    "li",
    { class: "gen-hint" },
    "Drag to move through the years. Ctrl and the wheel, two fingers, or + and − zoom. Arrow keys go from one to the next.",
  );
  return el(
    "div",
    { class: "gen-key" },
    el("ul", {}, samples),
    el(
      "details",
      {},
      el("summary", {}, "All signs"),
      el("ul", {}, lines, signs, item(change, "a reorganisation"), hint),
    ),
  );
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
