// Where each mark of the picture stands: topics beneath each other, and for each recommendation on
// it a mark in its year. With a fine pointer on a wide screen the years are an axis, from left to
// right; under fingers and on a narrow screen marks are large, and the newest year comes first.

import { VERDICTS } from "../core/marks.js";
import { compare } from "../model/model.js";

const ORDER = Object.keys(VERDICTS);
const SMALLEST = 8.5; // pixels of a mark with its room
const LARGEST = 13;
const TOUCHED = 26; // the same under a finger
const HIGH = 6; // large marks over each other in a year
const ABREAST = 3; // marks side by side in a year, where there is room for small ones
const LABELS = { widest: 230, wide: 190, narrow: 116 };
const NARROW = 640;
const WIDEST = 1900; // where letters are larger too
export const TOP = 24; // pixels of the line of years

// Returns {topics: [{id, label, number, years: Map year -> rows}], first, last}, the commonest
// topic first.
/** @param {Model} model @param {Recommendation[]} rows @param {readonly string[]} wanted */
export function readCells(model, rows, wanted) {
  /** @type {Map<string, {id: string, label: string, number: number, years: Map<number, Recommendation[]>}>} */
  const topics = new Map();
  let first = Infinity;
  let last = -Infinity;
  for (const row of rows) {
    const year = Number(row.dated?.[0].slice(0, 4));
    if (!year) continue;
    for (const id of row.under.filter((topic) => !wanted.length || wanted.includes(topic))) {
      const known = { id, label: model.label(id), number: 0, years: new Map() };
      const topic = topics.get(id) ?? known;
      topics.set(id, topic);
      topic.number += 1;
      topic.years.set(year, [...(topic.years.get(year) ?? []), row]);
      first = Math.min(first, year);
      last = Math.max(last, year);
    }
  }
  const sorted = [...topics.values()].sort((a, b) => b.number - a.number || compare(a.id, b.id));
  return { topics: sorted, first, last };
}

// Returns {labels, step, isLarge, width, height, years: [{year, x}], topics: [{id, label, y, height}],
// marks: [{row, topic, x, y}]}; the marks of a topic from left to right.
export function layOut(cells, available, isTouched) {
  const isNarrow = available < NARROW;
  const isLarge = isTouched || isNarrow;
  const labels = LABELS[isNarrow ? "narrow" : available < WIDEST ? "wide" : "widest"];
  const { columns, step } = isLarge ? inColumns(cells, labels) : onAxis(cells, labels, available);
  const topics = [];
  const marks = [];
  let y = TOP;
  for (const topic of cells.topics) {
    let lines = isLarge ? 1 : 2;
    const years = [...topic.years].sort(([a], [b]) => columns.get(a).x - columns.get(b).x);
    for (const [year, rows] of years) {
      const { x, across } = columns.get(year);
      lines = Math.max(lines, Math.ceil(rows.length / across));
      byVerdict(rows).forEach((row, i) =>
        marks.push({
          row,
          topic: topic.id,
          x: x + (i % across) * step,
          y: y + 3 + Math.floor(i / across) * step,
        }),
      );
    }
    const height = lines * step + 7;
    topics.push({ id: topic.id, label: topic.label, y, height });
    y += height;
  }
  const ends = [...columns.values()].map(({ x, width }) => x + width);
  const years = [...columns].map(([year, { x, isTold }]) => ({ year, x, isTold }));
  return {
    ...{ labels, step, isLarge, isNarrow, topics, marks },
    years: years.filter(({ isTold }) => isTold),
    width: Math.max(...ends) + 12,
    height: y + 2,
  };
}

function byVerdict(rows) {
  const rank = (row) => ORDER.indexOf(row.outcome);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

// Every year as wide as any other, told every five or ten.
function onAxis({ first, last }, labels, available) {
  const years = last - first + 1;
  const width = Math.max(SMALLEST + 1, Math.floor(Math.max(available - labels - 40, 240) / years));
  const step = Math.min(LARGEST, Math.max(SMALLEST, width / ABREAST));
  const across = Math.max(1, Math.floor(width / step + 0.01));
  const every = width * 5 < 34 ? 10 : 5;
  const columns = new Map();
  for (let year = first; year <= last; year += 1) {
    const isTold = year % every === 0;
    columns.set(year, { x: labels + (year - first) * width, width, across, isTold });
  }
  return { columns, step };
}

// Only the years in which something was advised, the newest first, each as wide as it needs.
function inColumns({ topics, first, last }, labels) {
  const columns = new Map();
  let x = labels;
  for (let year = last; year >= first; year -= 1) {
    const most = Math.max(...topics.map((topic) => topic.years.get(year)?.length ?? 0));
    if (!most) continue;
    const across = Math.ceil(most / HIGH);
    const width = Math.max(across * TOUCHED, 34) + 6;
    columns.set(year, { x, width, across, isTold: true });
    x += width;
  }
  return { columns, step: TOUCHED };
}
