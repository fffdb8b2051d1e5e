// A map of years: a square for each year and group, the darker the more rows fall on it.

import { shorten, svg } from "../../../../explorer/web/core/text.js";
import { readDay, readNumber } from "./columns.js";
import { canvas, frame, short, text, told } from "./figure.js";

const MOST_GROUPS = 40;
const CELL = 24;
const NARROWEST = 15;
const LETTER = 6.6;
const REST = "all others";

// Returns the picture of an answer; `parts` say which column is the date, which the group.
export function drawYears(answer, parts, cells, width) {
  const at = (name) => answer.columns.indexOf(name);
  const counted = answer.rows
    .map((row) => ({
      year: yearOf(row[at(parts.date)]),
      group: parts.group ? cells.words(row[at(parts.group)]) || "(none)" : "all rows",
      value: parts.sum ? readNumber(row[at(parts.sum)]) : 1,
    }))
    .filter(({ year, value }) => year !== null && value !== null);
  const table = tally(counted);
  const lost = answer.rows.length - counted.length;
  const what = parts.sum || "rows";
  return frame({
    title: `${what} by year of ${parts.date}${parts.group ? ` and ${parts.group}` : ""}`,
    name: "years",
    picture: draw(table, width),
    notes: [
      "A date that is known only roughly counts in the first year that it can mean.",
      lost
        ? `${lost} of ${answer.rows.length} rows have no year${parts.sum ? " or no number" : ""}.`
        : "",
      table.rest ? `${table.rest} small groups stand together as “${REST}”.` : "",
    ],
    columns: [parts.group || "group", "year", what],
    rows: table.groups.flatMap(({ name, values }) =>
      [...values].sort((a, b) => a[0] - b[0]).map(([year, value]) => [name, String(year), value]),
    ),
  });
}

function yearOf(term) {
  const day = readDay(term)?.earliest;
  return day ? Number(day.slice(0, 4)) : null;
}

// Returns the sum of each group in each year, the largest groups first, small ones put together.
function tally(counted) {
  const groups = new Map();
  for (const { year, group, value } of counted) {
    const one = groups.get(group) ?? { name: group, total: 0, values: new Map() };
    groups.set(group, add(one, year, value));
  }
  const sorted = [...groups.values()].sort((a, b) => b.total - a.total);
  const isMany = sorted.length > MOST_GROUPS;
  const shown = isMany ? sorted.slice(0, MOST_GROUPS - 1) : sorted;
  const others = sorted.slice(shown.length);
  const rest = { name: REST, total: 0, values: new Map() };
  for (const other of others) for (const [year, value] of other.values) add(rest, year, value);
  const years = counted.map(({ year }) => year);
  return {
    groups: others.length ? [...shown, rest] : shown,
    rest: others.length,
    first: Math.min(...years),
    last: Math.max(...years),
  };
}

function add(group, year, value) {
  group.total += value;
  group.values.set(year, (group.values.get(year) ?? 0) + value);
  return group;
}

function draw({ groups, first, last }, width) {
  const longest = Math.max(...groups.map(({ name }) => name.length));
  const left = Math.min(longest * LETTER + 12, Math.max(90, width * 0.3));
  const letters = Math.floor((left - 12) / LETTER);
  const number = last - first + 1;
  const cell = Math.max(NARROWEST, Math.min(44, (width - left - 8) / number));
  const picture = canvas(left + number * cell + 8, groups.length * CELL + 34, "years");
  const most = Math.max(...groups.flatMap(({ values }) => [...values.values()]), 0) || 1;
  const every = Math.ceil(38 / cell);
  for (let year = first; year <= last; year += 1) {
    if ((year - first) % every) continue;
    const x = left + (year - first + 0.5) * cell;
    picture.append(text(x, 14, String(year), { class: "tick", "text-anchor": "middle" }));
  }
  groups.forEach(({ name, values }, i) => {
    const y = 24 + i * CELL;
    picture.append(text(left - 8, y + 16, shorten(name, letters), { "text-anchor": "end" }));
    for (const [year, value] of values) {
      picture.append(...square(left + (year - first) * cell, y, cell, { name, year, value, most }));
    }
  });
  return picture;
}

function square(x, y, cell, { name, year, value, most }) {
  const part = Math.max(0, Math.min(1, value / most));
  const size = { x: x + 1, y: y + 1, width: cell - 2, height: CELL - 2, rx: 2 };
  const shape = svg("rect", { class: "heat", ...size, "fill-opacity": 0.12 + 0.88 * part });
  const words = short(value);
  const isShown = words.length * LETTER < cell;
  const kind = part > 0.5 ? "on-heat" : "in-heat";
  const place = [x + cell / 2, y + CELL / 2 + 4];
  return [
    told(shape, `${name}, ${year}: ${value.toLocaleString("en-GB")}`),
    ...(isShown ? [text(place[0], place[1], words, { class: kind, "text-anchor": "middle" })] : []),
  ];
}
