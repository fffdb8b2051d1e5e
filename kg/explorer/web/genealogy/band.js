// The band above the axis: who was in office, and the reorganisations.

import { todayOf } from "./bars.js";
import { dayNumber, parseDate, periodWords } from "../core/dates.js";
import { createSpace, widthOf } from "../core/labels.js";
import { counts } from "../model/relations.js";
import { sentence, svg } from "../core/text.js";

const SOFT = 2 * 365; // how far a term whose beginning is not known is drawn before its end
const FONT =
  "11px system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const MOST = 3;
const ROW = 33; // a caption and what is under it
const CHANGES = 15;
const AXIS = 20;

// Returns {posts: [{post, terms}], reorganisations: [event]}: the offices of state under all their
// names, governments first, with their dated terms {tenure, names, from, to, isBornUnknown, isOpen}
// in days.
export function makeBand(model) {
  const today = todayOf(model);
  const posts = [...model.offices]
    .sort((a, b) => Number(Boolean(b.chief)) - Number(Boolean(a.chief)))
    .map((office) => ({
      post: { ...office, label: sentence(office.label) },
      terms: model.tenures
        .filter((one) => model.things.get(one.post)?.office === office.id && counts(one))
        .map((t) => makeTerm(model, t, today))
        .filter(Boolean),
    }))
    .filter(({ terms }) => terms.length > 1)
    .slice(0, MOST);
  for (const { terms } of posts) terms.sort((a, b) => a.from - b.from || a.to - b.to);
  const isChange = (event) => event.kind === "Reorganisation" && event.counts && event.dated;
  return {
    posts,
    reorganisations: model.events.filter(isChange).sort((a, b) => dayOf(a) - dayOf(b)),
  };
}

function makeTerm(model, tenure, today) {
  const [start, end] = [parseDate(tenure.start), parseDate(tenure.end)];
  const [began, ended] = [start, end].map((day) => (day?.earliest ? middle(day) : null));
  if (began === null && ended === null) return null;
  const to = ended ?? Math.max(today, began ?? today);
  const name = model.label(tenure.person);
  return {
    tenure,
    to,
    names: [name, name.split(" ").at(-1)],
    from: began ?? to - SOFT,
    isBornUnknown: began === null,
    isOpen: ended === null && tenure.end !== "..",
  };
}

function middle({ earliest, latest }) {
  return (dayNumber(earliest) + dayNumber(latest)) / 2;
}

export function dayOf(event) {
  return middle({ earliest: event.dated[0], latest: event.dated[1] });
}

export function bandHeight(band) {
  return band.posts.length * ROW + (band.reorganisations.length ? CHANGES : 0) + AXIS;
}

// Returns the elements of the band and the axis for a scale. `on` is a term's or an event's
// listeners: on(lines, id) gives {pointermove, pointerleave, click}.
export function drawBand(band, scale, on) {
  const found = [];
  let top = 0;
  for (const { post, terms } of band.posts) {
    found.push(caption(post.label, top));
    for (const [i, term] of terms.entries())
      found.push(...drawTerm(post, term, i, top + 14, scale, on));
    top += ROW;
  }
  if (band.reorganisations.length) {
    found.push(...drawChanges(band.reorganisations, top + 7, scale, on));
    top += CHANGES;
  }
  for (const tick of scale
    .ticks()
    .filter(({ day, label }) => scale.x(day) + widthOf(label, FONT) + 6 < scale.width)) {
    found.push(
      svg(
        "text",
        {
          class: tick.isStrong ? "gen-tick strong" : "gen-tick",
          x: round(scale.x(tick.day) + 3),
          y: top + 15,
        },
        tick.label,
      ),
    );
  }
  return found;
}

function caption(words, top) {
  return svg("text", { class: "gen-caption", x: 4, y: top + 10 }, words);
}

function drawTerm(post, term, i, top, scale, on) {
  const [left, right] = [
    Math.max(scale.x(term.from), -2),
    Math.min(scale.x(term.to), scale.width + 2),
  ];
  if (right < 0 || left > scale.width || right - left < 0.5) return [];
  const { tenure } = term;
  const lines = [term.names[0], post.label, periodWords(tenure.start, tenure.end, tenure.seen)];
  const kind = `gen-term${i % 2 ? " odd" : ""}${term.isBornUnknown || term.isOpen ? " soft" : ""}`;
  const box = svg("rect", {
    class: kind,
    "data-term": tenure.person,
    x: round(left),
    y: top,
    width: round(Math.max(right - left - 1, 0.5)),
    height: 16,
    ...on(lines, tenure.person),
  });
  const text = term.names.find((name) => widthOf(name, FONT) <= right - left - 6);
  return [
    box,
    text &&
      svg("text", { class: "gen-term-name", x: round(Math.max(left, 0) + 3), y: top + 12 }, text),
  ];
}

function drawChanges(events, y, scale, on) {
  const space = createSpace();
  const shown = events
    .map((event) => ({ event, x: scale.x(dayOf(event)) }))
    .filter(({ x }) => x >= 0 && x <= scale.width);
  for (const { x } of shown) space.take([x - 5, 0, x + 5, 10]);
  return shown.flatMap(({ event, x }) => {
    const mark = svg("path", {
      class: "gen-change",
      "data-event": event.id,
      transform: `translate(${round(x)} ${y})`,
      d: "M-5 -5H5L0 4Z",
      ...on(null, event.id),
    });
    const width = widthOf(event.label, FONT);
    if (x + 8 + width > scale.width || !space.take([x + 5, 0, x + 10 + width, 10])) return [mark];
    return [
      mark,
      svg("text", { class: "gen-change-name", x: round(x + 8), y: y + 3 }, event.label),
    ];
  });
}

function round(number) {
  return Math.round(number * 10) / 10;
}
