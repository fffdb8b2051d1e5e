// The rows of a table as a picture to keep: how many fall in each decade.

import { parseDate } from "../core/dates.js";
import { colourNow } from "../core/marks.js";
import { xmlText } from "../core/save.js";
import { count, svg } from "../core/text.js";

const SIZE = { width: 1000, height: 460 }; // where no room is given
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const LOW = 34; // pixels beneath the bars
const HIGH = 34; // and above them
const MOST = 60; // decades that are drawn

// Returns [{year, number}] for each decade from the first to the last, and how many have no date.
export function tallyDecades(rows, dateOf) {
  const numbers = new Map();
  let undated = 0;
  for (const row of rows) {
    const year = parseDate(dateOf(row))?.earliest?.slice(0, 3);
    if (year) numbers.set(Number(`${year}0`), (numbers.get(Number(`${year}0`)) ?? 0) + 1);
    else undated += 1;
  }
  const years = [...numbers.keys()].sort((a, b) => a - b);
  const [first, last] = [years[0], years[years.length - 1]];
  const many = years.length ? Math.min((last - first) / 10 + 1, MOST) : 0;
  const decades = Array.from({ length: many }, (_, i) => {
    const year = last - (many - 1 - i) * 10;
    return { year, number: numbers.get(year) ?? 0 };
  });
  return { decades, undated };
}

// Returns the picture for a room: {svg, width, height, note}.
/** @param {any[]} rows @param {(row: any) => string | undefined} dateOf @param {Room} room @param {string | null} now @returns {Drawn} */
export function pictureOfDecades(rows, dateOf, room, now) {
  const { decades, undated } = tallyDecades(rows, dateOf);
  const { width, height } = room.width ? room : SIZE;
  const [step, most] = [width / decades.length, Math.max(...decades.map((one) => one.number))];
  const colours = {
    bar: colourNow("--accent"),
    ink: colourNow("--ink"),
    edge: colourNow("--edge"),
  };
  const base = height - LOW;
  const picture = svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    decades.map(({ year, number }, i) => {
      const tall = ((base - HIGH) * number) / most;
      const broad = Math.min(step * 0.7, 120);
      const middle = (i + 0.5) * step;
      const isLast = Boolean(now) && String(now).startsWith(String(year).slice(0, 3));
      const text = { "text-anchor": "middle", "font-family": FONT, fill: colours.ink, x: middle };
      const bar = { x: middle - broad / 2, y: base - tall, width: broad, height: tall };
      return [
        svg("rect", { ...bar, fill: colours.bar }),
        svg("text", { ...text, y: base - tall - 9, "font-size": 18 }, String(number)),
        svg(
          "text",
          { ...text, y: base + 24, "font-size": 15 },
          `${year}s${isLast ? " so far" : ""}`,
        ),
      ];
    }),
    svg("line", { x1: 0, x2: width, y1: base, y2: base, stroke: colours.edge }),
  );
  const without = undated ? `, and ${undated.toLocaleString("en-GB")} without a date` : "";
  const note = `${count(rows.length - undated, "dated row")}${without}`;
  return { svg: xmlText(picture), width, height, note };
}
