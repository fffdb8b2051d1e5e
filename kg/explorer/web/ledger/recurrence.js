// Topic by year: each recommendation a mark, its shape and colour the verdict, so that advice
// given again and again is seen at a glance.

import { dateWords } from "../core/dates.js";
import { verdictWords } from "../panel/about-record.js";
import { colourName, markPath, VERDICTS } from "../core/marks.js";
import { compare } from "../model/model.js";
import { el, shorten, svg } from "../core/text.js";

const VERDICT_ORDER = Object.keys(VERDICTS);
const SMALLEST = 8.5; // pixels of a mark with its room
const LARGEST = 13;
const ABREAST = 3; // marks side by side in a year, where there is room for small ones
const LABEL = { wide: 190, narrow: 116 };
const NARROW = 640;
const TOP = 24;
const NAMES = { wide: 27, narrow: 15 }; // letters of a topic's name that fit

// Returns {root, update(recommendations, now)}; a click looks at one, a topic keeps only itself.
export function createRecurrence({ model, state, select, tip }) {
  const nothing = el(
    "p",
    { class: "nothing" },
    "No dated recommendation is left. Take off a filter, or see the ledger.",
  );
  let looked = "";
  const picture = svg("svg", { class: "recurrence", role: "img" });
  const root = el(
    "div",
    {
      class: "scroll picture",
      tabindex: "0",
      role: "region",
      "aria-label": "Picture: topic by year",
    },
    picture,
    nothing,
  );
  picture.addEventListener("pointermove", (event) => hover(event));
  picture.addEventListener("pointerleave", () => tip.hide());
  picture.addEventListener("click", (event) => {
    const { id, topic } = event.target.closest("[data-id], [data-topic]")?.dataset ?? {};
    if (id) select(id);
    else if (topic) state.set({ topics: state.get().topics.includes(topic) ? [] : [topic] });
  });

  function hover(event) {
    const row = model.record(event.target.closest("[data-id]")?.dataset.id)?.row;
    if (!row) return tip.hide();
    tip.show(
      [
        row.text,
        `${model.label(row.report)}, ${dateWords(row.date)}`,
        `Told: ${row.addressees.map(model.label).join(", ") || row.addresseeNote || "nobody named"}`,
        verdictWords(model, row.outcome),
      ],
      event.clientX,
      event.clientY,
    );
  }

  function update(rows, now) {
    const cells = readCells(model, rows, now);
    picture.replaceChildren();
    picture.toggleAttribute("hidden", !cells.topics.length);
    nothing.hidden = cells.topics.length > 0;
    if (cells.topics.length) draw(cells, now);
    if (now.id !== looked) reveal();
    looked = now.id;
  }

  // Scrolls to what was chosen elsewhere.
  function reveal() {
    const chosen = picture.querySelector(".chosen")?.getBoundingClientRect();
    const frame = root.getBoundingClientRect();
    if (!chosen) return;
    if (chosen.top < frame.top || chosen.bottom > frame.bottom)
      root.scrollTop += chosen.top - frame.top - frame.height / 2;
    if (chosen.left < frame.left || chosen.right > frame.right)
      root.scrollLeft += chosen.left - frame.left - frame.width / 2;
  }

  function draw({ topics, first, last }, now) {
    const years = last - first + 1;
    const size = root.clientWidth < NARROW ? "narrow" : "wide";
    const labels = LABEL[size];
    const room = Math.max(root.clientWidth - labels - 40, 240);
    const column = Math.max(SMALLEST + 1, Math.floor(room / years));
    const step = Math.min(LARGEST, Math.max(SMALLEST, column / ABREAST));
    const across = Math.max(1, Math.floor(column / step + 0.01));
    const width = labels + column * years + 12;
    let y = TOP;
    const grid = [];
    const marks = [];
    for (const { id, label, years: cells } of topics) {
      const most = Math.max(...[...cells.values()].map((list) => list.length));
      const height = Math.max(2, Math.ceil(most / across)) * step + 7;
      const name = svg(
        "text",
        {
          x: labels - 10,
          y: y + step + 4,
          class: "topic",
          "data-topic": id,
          "text-anchor": "end",
          "dominant-baseline": "central",
        },
        shorten(label, NAMES[size]),
        svg("title", {}, label),
      );
      grid.push(
        svg("line", { x1: 0, x2: width, y1: y + height, y2: y + height, class: "rule" }),
        name,
      );
      for (const [year, list] of cells) {
        const left = labels + (year - first) * column;
        list.sort((a, b) => VERDICT_ORDER.indexOf(a.outcome) - VERDICT_ORDER.indexOf(b.outcome));
        list.forEach((row, i) =>
          marks.push(
            place(
              row,
              left + (i % across) * step,
              y + 3 + Math.floor(i / across) * step,
              step,
              now,
            ),
          ),
        );
      }
      y += height;
    }
    const every = column * 5 < 34 ? 10 : 5;
    for (let year = Math.ceil(first / every) * every; year <= last; year += every) {
      const x = labels + (year - first) * column;
      grid.push(
        svg("line", { x1: x, x2: x, y1: TOP - 6, y2: y, class: "rule" }),
        svg("text", { x: x + 3, y: 14, class: "year" }, String(year)),
      );
    }
    picture.setAttribute("viewBox", `0 0 ${width} ${y + 2}`);
    picture.setAttribute("width", width);
    picture.setAttribute("height", y + 2);
    picture.setAttribute(
      "aria-label",
      `${topics.length} topics from ${first} to ${last}; the table below says the same.`,
    );
    picture.append(...grid, ...marks);
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
    return svg(
      "g",
      { "data-id": row.id, class: now.id === row.id ? "chosen" : null },
      target,
      path,
    );
  }

  return { root, update, picture: () => picture };
}

// Returns {topics: [{id, label, years: Map year -> rows}], first, last}, the commonest topic first.
function readCells(model, rows, now) {
  const topics = new Map();
  let first = Infinity;
  let last = -Infinity;
  for (const row of rows) {
    const year = Number(row.dated?.[0].slice(0, 4));
    if (!year) continue;
    for (const id of row.topics.filter(
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
