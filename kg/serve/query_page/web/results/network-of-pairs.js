// A network: two columns of things, each row a link from one to the other.

import { shorten, svg } from "../../../../explorer/web/core/text.js";
import { canvas, frame, text, told } from "./figure.js";
import { layOut } from "./link-layout.js";

const MOST_THINGS = 120;
const MOST_LINKS = 400;
const EDGE = 12;
const RADIUS = 5;
const LETTER = 6.9; // width of a letter of 12 pixels
const MOST_LETTERS = 22;

// Returns the picture of an answer; `parts` say from which column to which the links lead.
export function drawNetwork(answer, parts, cells, width) {
  const at = (name) => answer.columns.indexOf(name);
  const pairs = readPairs(answer.rows, at(parts.from), at(parts.to));
  const { things, links } = choose(pairs);
  const { places, height } = layOut(things.length, links, width - 2 * EDGE);
  const shown = links.map(([from, to]) => [things[from], things[to]]);
  return frame({
    title: `${parts.from} → ${parts.to}`,
    name: "network",
    picture: draw(things, links, places, cells, width, height + 2 * EDGE),
    notes: [
      pairs.length > links.length
        ? `${links.length} of ${pairs.length} links are drawn: those between the ${things.length} things that have most.`
        : "",
    ],
    columns: [parts.from, parts.to],
    rows: shown.map((pair) => pair.map((term) => cells.node(term))),
  });
}

// Returns each pair of things that some row joins, once.
function readPairs(rows, from, to) {
  const found = new Map();
  for (const row of rows) {
    const [a, b] = [row[from], row[to]];
    if (a?.type === "uri" && b?.type === "uri") found.set(`${a.value} ${b.value}`, [a, b]);
  }
  return [...found.values()];
}

// Returns as many things and links as can be read: those with most links first.
function choose(pairs) {
  const known = new Map();
  for (const term of pairs.flat()) {
    const one = known.get(term.value) ?? { term, number: 0 };
    one.number += 1;
    known.set(term.value, one);
  }
  const things = [...known.values()]
    .sort((a, b) => b.number - a.number)
    .slice(0, MOST_THINGS)
    .map(({ term }) => term);
  const at = new Map(things.map((term, i) => [term.value, i]));
  const links = pairs
    .map(([a, b]) => [at.get(a.value), at.get(b.value)])
    .filter(([a, b]) => a !== undefined && b !== undefined)
    .slice(0, MOST_LINKS);
  return { things, links: /** @type {[number, number][]} */ (links) };
}

function draw(things, links, places, cells, width, height) {
  const picture = canvas(width, height, "network-of-pairs");
  const head = svg("path", { class: "head", d: "M0 0L8 4L0 8Z" });
  const marker = {
    id: "arrow",
    viewBox: "0 0 8 8",
    refX: 8,
    refY: 4,
    markerWidth: 7,
    markerHeight: 7,
  };
  picture.append(svg("defs", {}, svg("marker", { ...marker, orient: "auto" }, head)));
  const point = (i) => ({ ...places[i], x: places[i].x + EDGE, y: places[i].y + EDGE });
  for (const [from, to] of links) {
    const said = `${cells.words(things[from])} to ${cells.words(things[to])}`;
    picture.append(told(arrow(point(from), point(to)), said));
  }
  things.forEach((term, i) => {
    const words = cells.words(term);
    const { x, y } = point(i);
    picture.append(
      told(svg("circle", { class: "node", cx: x, cy: y, r: RADIUS }), words),
      nameOf(words, point(i), width),
    );
  });
  return picture;
}

function arrow(a, b) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const part = (length - RADIUS - 1) / length;
  const end = { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
  return svg("line", {
    class: "link",
    x1: a.x,
    y1: a.y,
    x2: end.x,
    y2: end.y,
    "marker-end": "url(#arrow)",
  });
}

// The name stands on the side of its node on which its island has room.
function nameOf(words, { x, y, isRight }, width) {
  const place = isRight ? x - RADIUS - 4 : x + RADIUS + 4;
  const room = Math.floor((isRight ? place : width - place) / LETTER);
  const shown = shorten(words, Math.max(4, Math.min(MOST_LETTERS, room)));
  return text(place, y + 4, shown, { class: "halo", "text-anchor": isRight ? "end" : "start" });
}
