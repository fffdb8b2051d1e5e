// A timeline: what is named, from its beginning to its end, at the precision that is known.

import { dayNumber } from "../../../../explorer/web/core/dates.js";
import { shorten, svg } from "../../../../explorer/web/core/text.js";
import { createScale } from "../../../../explorer/web/core/timescale.js";
import { readDay } from "./columns.js";
import { canvas, frame, text, told } from "./figure.js";

const MOST = 200;
const ROW = 32;
const LETTER = 6.6;
const YEAR = 365.25;

// Returns the picture of an answer; `parts` say which column names, which begins, which ends.
export function drawTimeline(answer, parts, cells, width) {
  const at = (name) => answer.columns.indexOf(name);
  const all = answer.rows.map((row) => ({
    term: row[at(parts.label)],
    label: cells.words(row[at(parts.label)]) || "(no name)",
    start: readDay(row[at(parts.start)]),
    end: parts.end ? readDay(row[at(parts.end)]) : null,
  }));
  const dated = all.filter(({ start, end }) => start?.earliest || end?.latest);
  dated.sort((a, b) => firstDay(a) - firstDay(b));
  const drawn = dated.slice(0, MOST);
  return frame({
    title: parts.end
      ? `${parts.label} from ${parts.start} to ${parts.end}`
      : `${parts.label} by ${parts.start}`,
    name: "timeline",
    picture: draw(drawn, width, Boolean(parts.end)),
    notes: [
      dated.length > MOST ? `The first ${MOST} of ${dated.length} rows are drawn.` : "",
      undated(all.length - dated.length),
      parts.end
        ? "Pale is what is not certain: a date that is known only roughly, or an end that is not known."
        : "",
    ],
    columns: [parts.label, parts.start, ...(parts.end ? [parts.end] : [])],
    rows: drawn.map(({ term, label, start, end }) => [
      term ? cells.node(term) : label,
      start?.text ?? "",
      ...(parts.end ? [end?.text ?? ""] : []),
    ]),
  });
}

function undated(number) {
  if (!number) return "";
  return number === 1 ? "One row has no date." : `${number} rows have no date.`;
}

const firstDay = ({ start, end }) => dayNumber(start?.earliest ?? end.earliest);
const lastDay = ({ start, end }) => dayNumber(end?.latest ?? start.latest);

function draw(rows, width, hasEnds) {
  const first = Math.min(...rows.map(firstDay)) - YEAR / 2;
  const last = Math.max(...rows.map(lastDay)) + YEAR / 2;
  const scale = createScale(first, last);
  scale.width = width - 24;
  const height = rows.length * ROW + 40;
  const picture = canvas(width, height, "timeline");
  const x = (day) => 12 + scale.x(day);
  for (const { day, label, isStrong } of scale.ticks()) {
    picture.append(
      svg("line", {
        class: isStrong ? "rule strong" : "rule",
        x1: x(day),
        x2: x(day),
        y1: 22,
        y2: height,
      }),
      text(x(day), 14, label, { class: "tick", "text-anchor": "middle" }),
    );
  }
  rows.forEach((row, i) => picture.append(...lineOf(row, 30 + i * ROW, x, width, hasEnds)));
  return picture;
}

function lineOf(row, y, x, width, hasEnds) {
  const words = shorten(row.label, Math.floor((width - 24) / LETTER));
  const from = x(firstDay(row));
  const isRight = from + words.length * LETTER > width - 8;
  const [place, anchor] = isRight ? [width - 8, "end"] : [from, "start"];
  const said = `${row.label}: ${[row.start?.text, hasEnds ? (row.end?.text ?? "?") : ""].filter(Boolean).join(" to ")}`;
  return [
    text(place, y + 10, words, { class: "halo", "text-anchor": anchor }),
    ...shapes(row, y + 15, x, width, hasEnds).map((shape) => told(shape, said)),
  ];
}

// The pale bar is the longest time that it can be, the full one that which is certain.
function shapes(row, y, x, width, hasEnds) {
  const { start, end } = row;
  const bar = (kind, from, to) =>
    svg("rect", { class: kind, x: from, y, width: Math.max(to - from, 3), height: 9, rx: 2 });
  if (!hasEnds) {
    return [bar("possible", x(dayNumber(start.earliest)), x(dayNumber(start.latest)))];
  }
  const isOpen = !end?.latest;
  const from = x(firstDay(row));
  const longest = bar("possible", from, isOpen ? width - 4 : x(dayNumber(end.latest)));
  const certain = [
    start?.latest ? x(dayNumber(start.latest)) : null,
    isOpen ? (end ? width - 4 : null) : x(dayNumber(end.earliest)),
  ];
  if (certain[0] === null || certain[1] === null || certain[1] <= certain[0]) return [longest];
  return [longest, bar("certain", certain[0], certain[1])];
}
