// Strands: groups of rows on one axis of time, of spans with words and of marks, to be compared by
// eye and gone through by keys.

import { colourName, markPath } from "../core/marks.js";
import { createScale } from "../core/timescale.js";
import { createWalk } from "../core/mark-keys.js";
import { el, shorten, svg } from "../core/text.js";

const LABELS = { least: 100, most: 250 }; // pixels for the names of rows, where there is room
const NARROW = 640;
const LETTER = 6.3; // pixels that a letter takes
const LANE = 20;
const GAP = 6;
const HEAD = 26;
const TOP = 24;
const HIGH = 10; // marks over each other
const MARK = { small: 11, large: 26 };
const LONG = 46; // letters of a span
const YEAR = 365.25;
const SPOKEN =
  "In time, side by side. Arrow keys go from one to the next; the words and tables say the same.";

// Returns {root, picture, draw(groups)}: groups are [{title, id, rows}], rows [{label, spans, marks}],
// spans [{from, to, text, id, tone, isUnsure}] and marks [{day, sign, id, text}], in days.
/** @param {Context} context */
export function createStrands(context) {
  const picture = svg("svg", { class: "strands", role: "group" });
  const about = {
    class: "scroll strand-frame",
    role: "region",
    "aria-label": "Picture: side by side in time",
  };
  const root = el("div", about, picture);
  const choose = (node) => node.dataset.id && context.select(node.dataset.id);
  const walk = createWalk({ picture }, () => {}, choose);
  picture.addEventListener("click", (event) => {
    const node = event.target.closest("[data-id]");
    if (node) choose(node);
  });
  picture.addEventListener("pointermove", (event) => {
    const node = event.target.closest("[data-id]");
    if (node)
      context.tip.show(node.getAttribute("aria-label").split("\n"), event.clientX, event.clientY);
    else context.tip.hide();
  });
  picture.addEventListener("pointerleave", () => context.tip.hide());
  return {
    root,
    picture,
    /** @param {StrandGroup[]} groups @param {string} chosen */
    draw(groups, chosen) {
      const drawn = layOut(groups, root.clientWidth || 900);
      walk.leave();
      picture.replaceChildren();
      picture.toggleAttribute("hidden", !drawn);
      if (!drawn) return;
      const lines = paint(picture, drawn, chosen);
      walk.read(lines);
      walk.begin();
    },
  };
}

function layOut(groups, available) {
  const days = groups.flatMap(({ rows }) =>
    rows.flatMap(({ spans = [], marks = [] }) => [
      ...spans.flatMap(({ from, to }) => [from, to]),
      ...marks.map(({ day }) => day),
    ]),
  );
  if (!days.length) return null;
  const isNarrow = available < NARROW;
  const size = matchMedia("(pointer: coarse)").matches ? MARK.large : MARK.small;
  const longest = Math.max(...groups.flatMap(({ rows }) => rows.map(({ label }) => label.length)));
  const wanted = longest * LETTER + 14;
  const left = isNarrow ? 4 : Math.min(Math.max(wanted, LABELS.least), LABELS.most);
  const width = Math.max(available - 26, isNarrow ? 520 : 600);
  const first = Math.min(...days);
  const last = Math.max(...days);
  const room = Math.max((last - first) / 40, YEAR / 2);
  const scale = createScale(first - room, last + room);
  scale.width = width - left - 8;
  const x = (day) => left + scale.x(day);
  let y = TOP;
  const placed = groups.map((group) => {
    const top = y;
    if (group.title) y += HEAD;
    const rows = group.rows.map((row) => {
      const at = y + (isNarrow ? 15 : 0);
      const spans = inLanes(row.spans ?? [], x, width);
      const lanes = spans.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
      const marks = inStacks(row.marks ?? [], x, size);
      const high = marks.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
      const height = Math.max(lanes * LANE, high * size, LANE);
      y = at + height + GAP;
      return { ...row, y: at, spans, marks, height };
    });
    y += GAP;
    return { ...group, top, rows };
  });
  return { groups: placed, scale, x, left, width, height: y + 4, isNarrow, size };
}

// Each span with its words in the first lane in which nothing is in its way.
function inLanes(spans, x, width) {
  const ends = [];
  return [...spans]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((span) => {
      const text = shorten(span.text, LONG);
      const [from, to] = [x(span.from), Math.max(x(span.to), x(span.from) + 4)];
      const wide = text.length * LETTER + 10;
      const at = Math.max(4, Math.min(from, width - wide));
      const [begins, finishes] = [Math.min(from, at), Math.max(to, at + wide)];
      let lane = ends.findIndex((end) => end <= begins);
      if (lane < 0) lane = ends.length;
      ends[lane] = finishes + 4;
      return { ...span, text, x0: from, x1: to, at, lane };
    });
}

// Marks of a time stand over each other, up to some; what is more stands beside.
function inStacks(marks, x, size) {
  const taken = new Set();
  return [...marks]
    .sort((a, b) => a.day - b.day)
    .map((mark) => {
      let column = Math.floor(x(mark.day) / size);
      let lane = 0;
      while (taken.has(`${column} ${lane}`)) {
        lane += 1;
        if (lane >= HIGH) [lane, column] = [0, column + 1];
      }
      taken.add(`${column} ${lane}`);
      return { ...mark, x0: column * size, lane };
    });
}

function paint(picture, drawn, chosen) {
  const { groups, scale, x, width, height } = drawn;
  const nodes = scale.ticks().flatMap(({ day, label, isStrong }) => {
    const at = { x1: x(day), x2: x(day), y1: TOP - 6, y2: height };
    const line = svg("line", { ...at, class: isStrong ? "rule strong" : "rule" });
    return [line, svg("text", { x: x(day) + 3, y: 14, class: "year" }, label)];
  });
  const lines = [];
  for (const { title, id, top, rows } of groups) {
    if (title) {
      const about = { x: 4, y: top + 18, class: "title", ...(id ? button(id, title, chosen) : {}) };
      const node = svg("text", about, title);
      nodes.push(svg("line", { x1: 0, x2: width, y1: top + 1, y2: top + 1, class: "edge" }), node);
      if (id) lines.push([{ node, x: -1 }]);
    }
    for (const row of rows) {
      const line = paintRow(row, drawn, chosen);
      nodes.push(...line.map(({ node }) => node));
      const reached = line.filter(({ node }) => node.hasAttribute("tabindex"));
      if (reached.length) lines.push(reached);
    }
  }
  const about = { viewBox: `0 0 ${width} ${height}`, width, height, "aria-label": SPOKEN };
  for (const [name, value] of Object.entries(about)) picture.setAttribute(name, String(value));
  picture.append(...nodes);
  return lines;
}

// Returns what is drawn of a row: its name, then its spans and marks, each with where it stands.
function paintRow({ label, id, y, spans, marks }, { isNarrow, left, size }, chosen) {
  const words = { x: 4, y: isNarrow ? y - 4 : y + 14, class: "row" };
  const named = id ? { ...words, ...button(id, label, chosen) } : words;
  const letters = isNarrow ? 60 : Math.floor((left - 8) / LETTER);
  return [
    { node: svg("text", named, shorten(label, letters), svg("title", {}, label)), x: -1 },
    ...spans.map((span) => ({ node: spanOf(span, y, chosen), x: span.x0 })),
    ...marks.map((mark) => ({ node: markOf(mark, y, size, chosen), x: mark.x0 })),
  ];
}

function button(id, words, chosen) {
  return {
    "data-id": id,
    role: "button",
    tabindex: "-1",
    "aria-label": words,
    "aria-pressed": String(id === chosen),
  };
}

function spanOf({ x0, x1, at, lane, text, full, id, tone, isUnsure }, top, chosen) {
  const y = top + lane * LANE;
  const about = id ? button(id, full ?? text, chosen) : { role: "img", "aria-label": full ?? text };
  const classes = ["span", tone, isUnsure && "unsure", id && id === chosen && "chosen"].filter(
    Boolean,
  );
  return svg(
    "g",
    { ...about, class: classes.join(" ") },
    svg("rect", { x: x0, y: y + 1, width: x1 - x0, height: LANE - 3, rx: 2 }),
    svg("text", { x: at + 5, y: y + 13.5 }, text),
  );
}

function markOf({ x0, lane, sign, text, id }, top, size, chosen) {
  const y = top + lane * size;
  const scale = size > 20 ? 1.5 : (size - 1.5) / 12;
  const inset = (size - 12 * scale) / 2;
  return svg(
    "g",
    { ...button(id, text, chosen), class: id === chosen ? "chosen" : null },
    svg("rect", { x: x0, y, width: size, height: size, class: "target" }),
    svg("path", {
      d: markPath(sign),
      fill: `var(${colourName(sign)})`,
      "fill-rule": "evenodd",
      transform: `translate(${x0 + inset} ${y + inset}) scale(${scale})`,
    }),
  );
}
