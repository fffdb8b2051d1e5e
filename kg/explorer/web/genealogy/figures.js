// The elements of the genealogy: one for each bar, link and mark, kept while it moves.

import { BAR, LANE, middleOf, shapeOf } from "./drawing.js";
import { svg } from "../core/text.js";

const REACH = 200; // how far beyond the picture a bar is drawn
const HIT = 12;

// Returns {node, place(scale, lane, label)} for a bar.
export function createBar(bar, on) {
  const base = svg("rect", { class: "gen-base", height: BAR });
  const sure = bar.sure && svg("rect", { class: "gen-sure", height: BAR });
  const maybe = svg("path", { class: "gen-maybe" });
  const seen = bar.seen && svg("rect", { class: "gen-seen", height: BAR });
  const birth = bar.isBornUnknown
    ? null
    : svg("rect", { class: "gen-birth", width: 3, height: BAR });
  const fade =
    bar.isOpen &&
    svg("rect", { class: "gen-fade", width: 44, height: BAR + 2, fill: "url(#gen-fade-right)" });
  const dawn =
    bar.isBornUnknown &&
    svg("rect", { class: "gen-fade", width: 44, height: BAR + 2, fill: "url(#gen-fade-left)" });
  const label = svg("text", {
    class: `gen-label kind-${bar.thing.kind}${bar.seen ? " seen" : ""}`,
  });
  const ring = svg("rect", { class: "gen-ring", height: BAR + 6, rx: 4 });
  const node = svg(
    "g",
    { role: "button", tabindex: -1, "data-bar": bar.id, ...on },
    ring,
    base,
    sure,
    maybe,
    seen,
    birth,
    fade,
    dawn,
  );
  return {
    node,
    label,
    place(scale, lane, placed) {
      const y = middleOf(lane) - BAR / 2;
      const px = (day) => Math.max(-REACH, Math.min(scale.x(day), scale.width + REACH));
      const [left, right] = [px(bar.from), px(bar.to)];
      span(base, left, right, y);
      span(ring, left - 3, right + 3, y - 3);
      if (sure) span(sure, px(bar.sure[0]), px(bar.sure[1]), y);
      set(maybe, "d", outline(bar, px, y));
      if (seen) span(seen, px(bar.seen[0]), px(bar.seen[1]), y);
      if (birth) span(birth, left, left + 3, y);
      if (fade)
        (set(fade, "x", round(Math.max(left, right - 44))),
          set(fade, "y", y - 1),
          set(fade, "width", round(Math.max(0, Math.min(44, right - left)) + 1)));
      if (dawn) (set(dawn, "x", round(left - 1)), set(dawn, "y", y - 1));
      label.textContent = placed?.text ?? "";
      if (!placed) return;
      set(label, "x", round(placed.x));
      set(label, "y", y + BAR - 5.5);
      label.classList.toggle("beside", !placed.isInside);
    },
  };
}

// The days on which it may have lived, by the precision of its dates, and is not sure to have.
function outline(bar, px, y) {
  const [from, to] = bar.maybe;
  const gaps = bar.sure
    ? [
        [from, bar.sure[0]],
        [bar.sure[1], to],
      ]
    : [[from, to]];
  return gaps
    .map(([a, b]) => [px(a), px(b)])
    .filter(([a, b]) => b - a > 0.5)
    .map(([a, b]) => `M${round(a)} ${y}H${round(b)}v${BAR}H${round(a)}Z`)
    .join("");
}

// Returns {node, place(placed)} for a link: a line with heads, and the mark of what happened.
export function createLink(link, on) {
  const { d, isHollow } = shapeOf(link.event.kind);
  const hit = svg("path", { class: "gen-hit", "stroke-width": HIT });
  const halo = svg("path", { class: "gen-halo" });
  const line = svg("path", { class: "gen-line" });
  const heads = svg("path", { class: "gen-heads" });
  const sign = svg("path", {
    class: isHollow || link.how === "planned" ? "gen-sign hollow" : "gen-sign",
    d,
  });
  const ring = svg("circle", { class: "gen-ring", r: 9 });
  const lines = svg(
    "g",
    { class: `gen-link ${link.how}`, "data-link": link.id },
    halo,
    line,
    heads,
  );
  const node = svg(
    "g",
    { class: `gen-mark ${link.how}`, role: "button", tabindex: -1, "data-event": link.id, ...on },
    hit,
    ring,
    sign,
  );
  return {
    node,
    lines,
    place(placed) {
      for (const path of [hit, halo, line]) set(path, "d", placed.d);
      set(heads, "d", placed.heads);
      const [x, y] = placed.at;
      for (const part of [ring, sign]) set(part, "transform", `translate(${round(x)} ${round(y)})`);
    },
  };
}

// Returns {node, place(scale, lane)} for what happened to one bar.
export function createMark(mark, on) {
  const { d, isHollow } = shapeOf(mark.kind);
  const hit = svg("circle", { class: "gen-hit", r: 8 });
  const ring = svg("circle", { class: "gen-ring", r: 9 });
  const sign = svg("path", { class: isHollow ? "gen-sign hollow" : "gen-sign", d });
  const node = svg(
    "g",
    {
      class: `gen-mark alone ${mark.kind}`,
      role: "button",
      tabindex: -1,
      "data-mark": mark.kind,
      "data-of": mark.id,
      ...on,
    },
    hit,
    ring,
    sign,
  );
  return {
    node,
    place(scale, lane) {
      set(node, "transform", `translate(${round(scale.x(mark.day))} ${middleOf(lane) + BAR / 2})`);
    },
  };
}

// Returns what the elements refer to: how possible days are hatched, seen ones dotted, and open ends fade.
export function definitions() {
  const stops = (first, last) => [
    svg("stop", { offset: 0, class: "gen-stop", "stop-opacity": first }),
    svg("stop", { offset: 1, class: "gen-stop", "stop-opacity": last }),
  ];
  return svg(
    "defs",
    {},
    svg(
      "pattern",
      {
        id: "gen-hatch",
        width: 6,
        height: 6,
        patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)",
      },
      svg("rect", { class: "gen-hatch", width: 3, height: 6 }),
    ),
    svg(
      "pattern",
      { id: "gen-dots", width: 5, height: 5, patternUnits: "userSpaceOnUse" },
      svg("circle", { class: "gen-dot", cx: 2.5, cy: 2.5, r: 1.1 }),
    ),
    svg("linearGradient", { id: "gen-fade-right" }, stops(0, 1)),
    svg("linearGradient", { id: "gen-fade-left" }, stops(1, 0)),
  );
}

export function heightOf(count) {
  return Math.max(count, 1) * LANE;
}

function span(rect, from, to, y) {
  set(rect, "x", round(from));
  set(rect, "y", y);
  set(rect, "width", round(Math.max(to - from, 1.5)));
}

function set(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

function round(number) {
  return Math.round(number * 10) / 10;
}
