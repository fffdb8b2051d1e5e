// Topic by year: each recommendation a mark, its shape and colour the verdict, so that advice
// given again and again is seen at a glance.

import { dateWords } from "../core/dates.js";
import { outcomeWords } from "../model/words.js";
import { colourName, markPath, VERDICTS } from "../core/marks.js";
import { compare } from "../model/model.js";
import { el, shorten, svg } from "../core/text.js";

const VERDICT_ORDER = Object.keys(VERDICTS);
const SMALLEST = 8.5; // pixels of a mark with its room
const LARGEST = 13;
const ABREAST = 3; // marks side by side in a year, where there is room for small ones
const LABEL = { wide: 190, narrow: 134 };
const NARROW = 640;
const TOP = 24;
const NAMES = { wide: 27, narrow: 15 }; // letters of a topic's name that fit
const NOTHING = "No dated recommendation is left. Take off a filter, or see the ledger.";

// Returns {root, update(recommendations, now), picture()}; a click looks at one, a topic keeps only
// itself.
export function createRecurrence(context) {
  const { model, state, select, tip } = context;
  const nothing = el("p", { class: "nothing" }, NOTHING);
  const picture = svg("svg", { class: "recurrence", role: "img" });
  const about = {
    class: "scroll picture",
    tabindex: "0",
    role: "region",
    "aria-label": "Picture: topic by year",
  };
  const root = el("div", about, picture, nothing);
  let looked = "";
  picture.addEventListener("pointermove", (event) => hover(context, event));
  picture.addEventListener("pointerleave", () => tip.hide());
  picture.addEventListener("click", (event) => {
    const { id, topic } = event.target.closest("[data-id], [data-topic]")?.dataset ?? {};
    if (id) select(id);
    else if (topic) state.set({ topics: state.get().topics.includes(topic) ? [] : [topic] });
  });
  return {
    root,
    update(rows, now) {
      const cells = readCells(model, rows, now);
      const isEmpty = !cells.topics.length;
      picture.replaceChildren();
      picture.toggleAttribute("hidden", isEmpty);
      nothing.hidden = !isEmpty;
      if (!isEmpty) draw(picture, cells, now, root.clientWidth);
      if (now.id !== looked) reveal(root, picture.querySelector(".chosen"));
      looked = now.id;
    },
    picture: () => picture,
  };
}

function hover({ model, tip }, event) {
  const row = model.record(event.target.closest("[data-id]")?.dataset.id)?.row;
  if (!row) return tip.hide();
  const told = row.addressees.map(model.label).join(", ") || row.addresseeNote || "nobody named";
  const lines = [
    row.text,
    `${model.label(row.report)}, ${dateWords(row.date)}`,
    `Told: ${told}`,
    outcomeWords(model, row),
  ];
  tip.show(lines, event.clientX, event.clientY);
}

// Scrolls to what was chosen elsewhere.
function reveal(root, node) {
  if (!node) return;
  const chosen = node.getBoundingClientRect();
  const frame = root.getBoundingClientRect();
  if (chosen.top < frame.top || chosen.bottom > frame.bottom)
    root.scrollTop += chosen.top - frame.top - frame.height / 2;
  if (chosen.left < frame.left || chosen.right > frame.right)
    root.scrollLeft += chosen.left - frame.left - frame.width / 2;
}

function draw(picture, { topics, first, last }, now, available) {
  const layout = measure(first, last, available);
  const { labels, column, width } = layout;
  const grid = [];
  const marks = [];
  let y = TOP;
  for (const topic of topics) {
    const height = heightOf(topic, layout);
    grid.push(svg("line", { x1: 0, x2: width, y1: y + height, y2: y + height, class: "rule" }));
    grid.push(nameOf(topic, y, layout));
    for (const [year, list] of topic.years)
      marks.push(...placeAll(list, labels + (year - first) * column, y + 3, layout, now));
    y += height;
  }
  const every = column * 5 < 34 ? 10 : 5;
  for (let year = Math.ceil(first / every) * every; year <= last; year += every) {
    const x = labels + (year - first) * column;
    grid.push(svg("line", { x1: x, x2: x, y1: TOP - 6, y2: y, class: "rule" }));
    grid.push(svg("text", { x: x + 3, y: 14, class: "year" }, String(year)));
  }
  const words = `${topics.length} topics from ${first} to ${last}; the table below says the same.`;
  const size = { viewBox: `0 0 ${width} ${y + 2}`, width, height: y + 2, "aria-label": words };
  for (const [name, value] of Object.entries(size)) picture.setAttribute(name, String(value));
  picture.append(...grid, ...marks);
}

// Returns {size, labels, column, step, across, width}: `column` pixels a year, in which `across`
// marks of `step` pixels stand side by side, right of the `labels`.
function measure(first, last, available) {
  const years = last - first + 1;
  const size = available < NARROW ? "narrow" : "wide";
  const labels = LABEL[size];
  const column = Math.max(SMALLEST + 1, Math.floor(Math.max(available - labels - 40, 240) / years));
  const step = Math.min(LARGEST, Math.max(SMALLEST, column / ABREAST));
  const across = Math.max(1, Math.floor(column / step + 0.01));
  return { size, labels, column, step, across, width: labels + column * years + 12 };
}

function heightOf({ years }, { across, step }) {
  const most = Math.max(...[...years.values()].map((list) => list.length));
  return Math.max(2, Math.ceil(most / across)) * step + 7;
}

function nameOf({ id, label }, y, { labels, step, size }) {
  const about = {
    x: labels - 10,
    y: y + step + 4,
    class: "topic",
    "data-topic": id,
    "text-anchor": "end",
    "dominant-baseline": "central",
  };
  return svg("text", about, shorten(label, NAMES[size]), svg("title", {}, label));
}

function placeAll(list, left, top, { across, step }, now) {
  const rank = (row) => VERDICT_ORDER.indexOf(row.outcome);
  return [...list]
    .sort((a, b) => rank(a) - rank(b))
    .map((row, i) =>
      place(row, left + (i % across) * step, top + Math.floor(i / across) * step, step, now),
    );
}

function place(row, x, y, step, now) {
  const path = svg("path", {
    d: markPath(row.outcome),
    fill: `var(${colourName(row.outcome)})`,
    "fill-rule": "evenodd",
    transform: `translate(${x} ${y}) scale(${(step - 1.5) / 12})`,
  });
  const target = svg("rect", {
    x: x - 0.5,
    y: y - 0.5,
    width: step,
    height: step,
    class: "target",
  });
  return svg("g", { "data-id": row.id, class: now.id === row.id ? "chosen" : null }, target, path);
}

// Returns {topics: [{id, label, years: Map year -> rows}], first, last}, the commonest topic first.
function readCells(model, rows, now) {
  const topics = new Map();
  let first = Infinity;
  let last = -Infinity;
  for (const row of rows) {
    const year = Number(row.dated?.[0].slice(0, 4));
    if (!year) continue;
    for (const id of row.under.filter(
      (topic) => !now.topics.length || now.topics.includes(topic),
    )) {
      if (!topics.has(id))
        topics.set(id, { id, label: model.label(id), number: 0, years: new Map() });
      const topic = topics.get(id);
      topic.number += 1;
      if (topic.years.has(year)) topic.years.get(year).push(row);
      else topic.years.set(year, [row]);
      first = Math.min(first, year);
      last = Math.max(last, year);
    }
  }
  const sorted = [...topics.values()].sort((a, b) => b.number - a.number || compare(a.id, b.id));
  return { topics: sorted, first, last };
}
