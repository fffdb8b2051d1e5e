// A life as a strip of time: names, heads, contracts, reports and events on one axis of years. What is
// drawn in which lane is the program's; the lines below say the same in words.

import { dateWords, dayNumber, parseDate, periodWords } from "../core/dates.js";
import { compare } from "../model/model.js";
import { el, shorten, svg } from "../core/text.js";

const FEWEST = 3; // stretches and moments that are worth a strip
const ROW = 11;
const BAR = 9;
const AXIS = 14;
const NAMED = 84; // pixels of the names of lanes
const LETTER = 5.2; // pixels of one in a bar
const WIDTH = 380; // pixels that a card has at the least, for words in bars
const STEPS = [1, 2, 5, 10, 20, 50, 100, 1000];
const MOST = 6; // years that are written

// Returns [{name, stretches: [{words, start, end, when, isBrief}]}]: days as ISO, no `end` where none is
// known. The same as on the page of a thing on a site.
/** @param {Model} model @param {Thing} thing @param {any[]} questions @returns {Lane[]} */
export function lanesOf(model, thing, questions) {
  const lines = new Map(questions.map(({ key, lines }) => [key, lines]));
  const borne = thing.names.filter((one) => one.kind);
  const life =
    thing.start && !thing.date ? [stretch(model, thing.label, thing.start, thing.end)] : [];
  const names = borne.map((one) => stretch(model, one.name, one.start, one.end)).filter(Boolean);
  const heads = (lines.get("Heads") ?? []).filter(({ row }) => row.start && thing.kind !== "Post");
  return [
    { name: borne.length ? "Names" : "Life", stretches: names.length ? names : life },
    {
      name: "Heads",
      stretches: heads.map(({ row }) =>
        stretch(model, model.label(row.person), row.start, row.end),
      ),
    },
    ...model.cards.lanes.map(([name, keys]) => ({
      name,
      stretches: keys
        .flatMap((key) => lines.get(key) ?? [])
        .map(({ row, text }) => drawn(model, row, text)),
    })),
  ]
    .map(({ name, stretches }) => ({ name, stretches: stretches.filter(Boolean) }))
    .filter(({ stretches }) => stretches.length);
}

function drawn(model, row, text) {
  const { start, date = row.dated ? row.date : undefined, end = row.agreedEnd } = row;
  if (date || row.isMoment) return moment(text, date ?? start);
  return start ? stretch(model, text, start, end) : null;
}

function stretch(model, words, start, end) {
  const first = parseDate(start);
  if (!first?.earliest) return null;
  const last = end === ".." && model.now ? { latest: model.now } : parseDate(end);
  const until = last?.latest ? (last.latest > first.earliest ? last.latest : first.earliest) : "";
  return {
    words,
    start: first.earliest,
    end: until,
    when: periodWords(start, end),
    isBrief: false,
  };
}

function moment(words, stated) {
  const day = parseDate(stated);
  if (!day?.earliest) return null;
  return { words, start: day.earliest, end: day.latest, when: dateWords(stated), isBrief: true };
}

// Returns the strip; null where there is too little to draw.
export function drawStrip(thing, lanes) {
  const all = lanes.flatMap((lane) => lane.stretches);
  if (all.length < FEWEST) return null;
  const days = all
    .flatMap(({ start, end }) => [start, end])
    .filter(Boolean)
    .sort();
  const [first, last] = [Number(days[0].slice(0, 4)), Number(days.at(-1).slice(0, 4)) + 1];
  const from = dayNumber(`${days[0].slice(0, 4)}-01-01`);
  const length = (last - first) * 365.25;
  const at = (day) => Math.min(100, Math.max(0, ((dayNumber(day) - from) / length) * 100));
  const height = AXIS + lanes.length * ROW + 2;
  const words = lanes.map(({ name }) => name.toLowerCase()).join(", ");
  const names = lanes.map(({ name }, i) =>
    svg("text", { class: "strip-lane", x: 0, y: AXIS + i * ROW + BAR - 1 }, name),
  );
  const marks = lanes.map((lane, i) => drawLane(lane, AXIS + i * ROW, at));
  return el(
    "div",
    { class: "strip" },
    svg(
      "svg",
      {
        role: "img",
        "aria-label": `${thing.label} in time, ${first} to ${last - 1}: ${words}. The lines below say the same.`,
        width: "100%",
        height,
      },
      names,
      svg(
        "svg",
        { x: NAMED, width: `${100 - (NAMED / WIDTH) * 100}%`, height },
        yearsOf(first, last, at, height),
        marks,
      ),
    ),
  );
}

function yearsOf(first, last, at, height) {
  const step = STEPS.find((years) => (last - first) / years <= MOST) ?? 1000;
  const found = [];
  for (let year = Math.ceil(first / step) * step; year < last; year += step) {
    const x = `${at(`${String(year).padStart(4, "0")}-01-01`).toFixed(1)}%`;
    found.push(
      svg("line", { class: "strip-year", x1: x, x2: x, y1: 2, y2: height }),
      svg("text", { class: "strip-year-name", x, y: 9 }, String(year)),
    );
  }
  return found;
}

function drawLane({ name, stretches }, y, at) {
  const sorted = [...stretches].sort((a, b) => compare(a.start, b.start));
  return sorted.map((one, i) => {
    const title = svg("title", {}, [shorten(one.words, 90), one.when].filter(Boolean).join(", "));
    const left = at(one.start);
    if (one.isBrief)
      return svg(
        "circle",
        { class: "strip-tick", cx: `${left.toFixed(1)}%`, cy: y + BAR / 2, r: 3 },
        title,
      );
    const width = Math.max(0.8, (one.end ? at(one.end) : left + 2) - left);
    const room = (((sorted[i + 1] ? at(sorted[i + 1].start) : 100) - left) / 100) * (WIDTH - NAMED);
    const isChief = name === "Names" || name === "Life" || name === "Heads";
    const fits = Math.min(room, (width / 100) * (WIDTH - NAMED)) > one.words.length * LETTER;
    return svg(
      "svg",
      { x: `${left.toFixed(1)}%`, y, width: `${width.toFixed(1)}%`, height: BAR },
      title,
      svg("rect", { class: one.end ? "strip-bar" : "strip-bar open", width: "100%", height: BAR }),
      isChief && fits && svg("text", { class: "strip-words", x: 2, y: BAR - 2 }, one.words),
    );
  });
}
