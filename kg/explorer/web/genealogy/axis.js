// The ground of the genealogy: the band and the axis above it, the years, the day looked at.

import { bandHeight, dayOf, drawBand } from "./band.js";
import { todayOf } from "./bars.js";
import { dayNumber, parseDate } from "../core/dates.js";
import { svg } from "../core/text.js";

// Draws the head and what runs through all lanes: years, reorganisations that links belong to, the
// day that counts as now, and the day that is looked at.
export function drawGround({ head, layers }, { model, band, scale, links, height, on, listen }) {
  const rule = (kind, day) =>
    svg("line", { class: kind, x1: scale.x(day), x2: scale.x(day), y1: 0, y2: height });
  const changes = band.reorganisations.filter((event) =>
    links.some((link) => link.event.partOf === event.id),
  );
  layers.grid.replaceChildren(
    ...scale.ticks().map((tick) => rule(tick.isStrong ? "gen-rule strong" : "gen-rule", tick.day)),
    ...changes.map((event) => rule("gen-upheaval", dayOf(event))),
    rule("gen-now", todayOf(model)),
  );
  const day = parseDate(on);
  const asOf = (length) => (day?.earliest ? markDay(day, scale, length) : []);
  head.replaceChildren(...drawBand(band, scale, listen).filter(Boolean), ...asOf(bandHeight(band)));
  layers.days.replaceChildren(...asOf(height));
}

// A line where it begins; a month or a year has a breadth.
function markDay(day, scale, height) {
  const [left, right] = [scale.x(dayNumber(day.earliest)), scale.x(dayNumber(day.latest) + 1)];
  return [
    svg("rect", { class: "gen-span", x: left, y: 0, width: Math.max(right - left, 0.1), height }),
    svg("rect", { class: "gen-day", x: left - 1, y: 0, width: 2, height }),
  ];
}
