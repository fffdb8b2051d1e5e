// The time axis: days to pixels, zoom, pan and ticks.

import { dayNumber, isoDay } from "./dates.js";

const YEAR = 365.25;
const STEPS = [0.25, 1, 2, 5, 10, 20, 50];
const MONTHS = ["Jan", "Apr", "Jul", "Oct"];

export function createScale(first, last) {
  const scale = { first, last, from: first, to: last, width: 800 };
  scale.x = (day) => ((day - scale.from) / (scale.to - scale.from)) * scale.width;
  scale.day = (x) => scale.from + (x / scale.width) * (scale.to - scale.from);
  scale.daysPerPixel = () => (scale.to - scale.from) / scale.width;
  scale.isWhole = () => scale.from <= scale.first && scale.to >= scale.last;
  // shows a span of days, kept within the whole and no shorter than half a year
  scale.show = (from, to) => {
    const span = Math.min(Math.max(to - from, YEAR / 2), scale.last - scale.first);
    const middle = (from + to) / 2;
    scale.from = Math.min(Math.max(middle - span / 2, scale.first), scale.last - span);
    scale.to = scale.from + span;
  };
  scale.zoom = (factor, x = scale.width / 2) => {
    const at = scale.day(x);
    scale.show(at - (at - scale.from) / factor, at + (scale.to - at) / factor);
  };
  scale.pan = (pixels) => {
    const days = pixels * scale.daysPerPixel();
    scale.show(scale.from + days, scale.to + days);
  };
  scale.ticks = () => ticks(scale);
  return scale;
}

// Returns [{day, label, isStrong}], as close as they can be read.
function ticks(scale) {
  const wanted = 64 * scale.daysPerPixel();
  const step = STEPS.find((years) => years * YEAR >= wanted) ?? 100;
  const first = Number(isoDay(Math.floor(scale.from)).slice(0, 4));
  const last = Number(isoDay(Math.ceil(scale.to)).slice(0, 4));
  const found = [];
  const width = Math.max(step, 1);
  for (let year = Math.floor(first / width) * width; year <= last; year += width) {
    if (step < 1) {
      for (let quarter = 0; quarter < 4; quarter += 1) {
        const label = quarter ? MONTHS[quarter] : String(year);
        found.push(tick(year, quarter * 3 + 1, label, quarter === 0));
      }
    } else if (year > 0) {
      found.push(tick(year, 1, String(year), year % 10 === 0));
    }
  }
  return found.filter(({ day }) => day >= scale.from - wanted && day <= scale.to);
}

function tick(year, month, label, isStrong) {
  const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
  return { day: dayNumber(text), label, isStrong };
}
