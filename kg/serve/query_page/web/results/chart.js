// A chart: bars, or a line, of one column of numbers by one that names them.

import { dayNumber } from "../../../../explorer/web/core/dates.js";
import { shorten, svg } from "../../../../explorer/web/core/text.js";
import { readDay, readNumber } from "./columns.js";
import { canvas, frame, short, steps, text, told } from "./figure.js";

const MOST_BARS = 60;
const MOST_POINTS = 2000;
const BAR = 22;
const LETTER = 6.6; // width of a letter of 12 pixels
const HEIGHT = 340;

// Returns the picture of an answer; `parts` say which column is the name, which the number.
export function drawChart(answer, parts, cells, width) {
  const at = (name) => answer.columns.indexOf(name);
  const points = answer.rows
    .map((row) => ({
      term: row[at(parts.label)],
      label: cells.words(row[at(parts.label)]) || "(no name)",
      value: readNumber(row[at(parts.number)]),
    }))
    .filter(({ value }) => value !== null);
  const isLine = parts.form === "line";
  const most = isLine ? MOST_POINTS : MOST_BARS;
  const drawn = points.slice(0, most);
  const picture = isLine ? line(drawn, width) : bars(drawn, width);
  return frame({
    title: `${parts.number} by ${parts.label}`,
    name: "chart",
    picture,
    notes: [
      points.length > most ? `The first ${most} of ${points.length} rows are drawn.` : "",
      leftOut(answer.rows.length - points.length),
    ],
    columns: [parts.label, parts.number],
    rows: drawn.map(({ term, label, value }) => [
      term ? cells.node(term) : label,
      /** @type {number} */ (value),
    ]),
  });
}

function leftOut(number) {
  if (!number) return "";
  return number === 1 ? "One row has no number." : `${number} rows have no number.`;
}

function bounds(points) {
  const values = points.map(({ value }) => value);
  return steps(Math.min(...values), Math.max(...values));
}

function bars(points, width) {
  const longest = Math.max(...points.map(({ label }) => label.length));
  const left = Math.min(longest * LETTER + 12, width * 0.4);
  const letters = Math.floor((left - 12) / LETTER);
  const ticks = bounds(points);
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const right = width - 64;
  const x = (value) => left + ((value - low) / (high - low)) * (right - left);
  const height = points.length * BAR + 30;
  const picture = canvas(width, height, "bars");
  for (const tick of ticks) {
    picture.append(
      svg("line", { class: "rule", x1: x(tick), x2: x(tick), y1: 22, y2: height - 6 }),
      text(x(tick), 14, short(tick), { class: "tick", "text-anchor": "middle" }),
    );
  }
  points.forEach(({ label, value }, i) => {
    const y = 26 + i * BAR;
    const [from, to] = [x(Math.min(0, value)), x(Math.max(0, value))];
    const bar = svg("rect", {
      class: "bar",
      x: from,
      y,
      width: Math.max(to - from, 1),
      height: 15,
    });
    picture.append(
      text(left - 8, y + 12, shorten(label, letters), { "text-anchor": "end" }),
      told(bar, `${label}: ${value.toLocaleString("en-GB")}`),
      text(to + 5, y + 12, short(value), { class: "value" }),
    );
  });
  return picture;
}

function line(points, width) {
  const placed = inOrder(points);
  const ticks = bounds(placed);
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const [left, right, top, bottom] = [52, width - 16, 14, HEIGHT - 34];
  const [first, last] = [placed[0].place, placed[placed.length - 1].place];
  const x = (place) =>
    last === first
      ? (left + right) / 2
      : left + ((place - first) / (last - first)) * (right - left);
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const picture = canvas(width, HEIGHT, "line");
  for (const tick of ticks) {
    picture.append(
      svg("line", { class: "rule", x1: left, x2: right, y1: y(tick), y2: y(tick) }),
      text(left - 6, y(tick) + 4, short(tick), { class: "tick", "text-anchor": "end" }),
    );
  }
  const path = placed.map(({ place, value }) => `${x(place)},${y(value)}`).join(" ");
  picture.append(svg("polyline", { class: "path", points: path }), ...names(placed, x, bottom));
  for (const { label, place, value } of placed) {
    const point = svg("circle", { class: "point", cx: x(place), cy: y(value), r: 3.5 });
    picture.append(told(point, `${label}: ${value.toLocaleString("en-GB")}`));
  }
  return picture;
}

// Dates stand where they belong in time, and in its order; anything else in that of the answer.
function inOrder(points) {
  const days = points.map(({ term }) => readDay(term)?.earliest);
  if (!days.every(Boolean)) return points.map((point, place) => ({ ...point, place }));
  return points
    .map((point, i) => ({ ...point, place: dayNumber(days[i]) }))
    .sort((a, b) => a.place - b.place);
}

// Names below a line, as many as can be read.
function names(placed, x, bottom) {
  const found = [];
  let end = -Infinity;
  for (const { label, place } of placed) {
    const words = shorten(label, 14);
    const half = (words.length * LETTER) / 2;
    if (x(place) - half < end + 8) continue;
    end = x(place) + half;
    found.push(text(x(place), bottom + 20, words, { class: "tick", "text-anchor": "middle" }));
  }
  return found;
}
