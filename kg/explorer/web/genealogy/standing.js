// Where one is in the genealogy, as the address tells it: the years in sight and the lane at the top.

import { LANE } from "./drawing.js";
import { dayNumber, isoDay, parseDate } from "../core/dates.js";

const SETTLED = 300; // milliseconds after which somebody who moved is where they wanted to be
const ISO = /^\d{4}-\d\d-\d\d$/;
const LANES = /^[1-9]\d{0,4}$/;
const day = (text) => (ISO.test(text) && parseDate(text)?.earliest ? text : "");

export const cleanPlace = {
  from: day,
  to: day,
  row: (text) => (LANES.test(text) ? text : ""),
};

// Goes to where the address says, if it has come to say another place than before.
/** @param {Genealogy} held @param {State} now */
export function goToPlace(held, { from, to, row }) {
  const wanted = [from, to, row].join(" ");
  const { scale, parts, placed } = held;
  if (wanted === placed) return;
  const [years, lane] = [`${from} ${to}`, row];
  if (from && to && from < to) {
    scale.show(dayNumber(from), dayNumber(to));
    held.isMoved = true;
  } else if (!placed.startsWith(years)) {
    scale.show(held.drawn.opening, scale.last);
    held.isMoved = false;
  }
  if (lane || !placed.endsWith(` ${lane}`)) parts.frame.scrollTop = Number(lane) * LANE;
  held.placed = wanted;
}

// Writes into the address where somebody has moved to, once they have come to rest there.
/** @param {Genealogy} held */
export function notePlace(held) {
  clearTimeout(held.settling);
  if (held.isBrought) {
    held.isBrought = false;
    return;
  }
  held.settling = setTimeout(() => {
    const { scale, parts, context, isMoved } = held;
    if (!parts.frame.clientWidth) return;
    const lane = Math.round(parts.frame.scrollTop / LANE);
    const place = {
      from: isMoved ? isoDay(Math.round(scale.from)) : "",
      to: isMoved ? isoDay(Math.round(scale.to)) : "",
      row: lane ? String(lane) : "",
    };
    held.placed = [place.from, place.to, place.row].join(" ");
    held.back = null;
    context.state.place(place);
  }, SETTLED);
}
