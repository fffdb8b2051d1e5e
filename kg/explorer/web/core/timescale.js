// The time axis: days to pixels, zoom, pan and ticks.

import { dayNumber, isoDay } from "./dates.js";

const YEAR = 365.25;
const LEAST = YEAR / 2; // the shortest span that is shown
const STEPS = [0.25, 1, 2, 5, 10, 20, 50];
const MONTHS = ["Jan", "Apr", "Jul", "Oct"];
const APART = 58; // pixels between two ticks that can be read

/** @returns {Scale} */
export function createScale(first, last) {
  const scale = /** @type {Scale} */ ({ first, last, from: first, to: last, width: 800 });
  scale.x = (day) => ((day - scale.from) / (scale.to - scale.from)) * scale.width;
  scale.day = (x) => scale.from + (x / scale.width) * (scale.to - scale.from);
  scale.daysPerPixel = () => (scale.to - scale.from) / scale.width;
  scale.isWhole = () => scale.from <= scale.first && scale.to >= scale.last;
  // shows a span of days, kept within the whole
  scale.show = (from, to) => {
    const span = Math.min(Math.max(to - from, LEAST), scale.last - scale.first);
    const wanted = (from + to - span) / 2;
    scale.from = Math.min(Math.max(wanted, scale.first), scale.last - span);
    scale.to = scale.from + span;
  };
  scale.zoom = (factor, x = scale.width / 2) => {
    const span = Math.min(
      Math.max((scale.to - scale.from) / factor, LEAST),
      scale.last - scale.first,
    );
    const from = scale.day(x) - (x / scale.width) * span;
    scale.show(from, from + span);
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
  const wanted = APART * scale.daysPerPixel();
  const step = STEPS.find((years) => years * YEAR >= wanted) ?? 100;
  const width = Math.max(step, 1);
  const first = Math.floor(yearOf(scale.from) / width) * width;
  const found = [];
  for (let year = first; year <= yearOf(scale.to); year += width) {
    for (let quarter = 0; quarter < (step < 1 ? 4 : 1); quarter += 1) {
      const isStrong = step < 1 ? quarter === 0 : year % 10 === 0;
      found.push({
        day: firstDay(year, quarter * 3 + 1),
        label: quarter ? MONTHS[quarter] : String(year),
        isStrong,
      });
    }
  }
  return found.filter(({ day }) => day >= scale.from && day <= scale.to);
}

function yearOf(day) {
  return Number(isoDay(Math.floor(day)).slice(0, 4));
}

function firstDay(year, month) {
  return dayNumber(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`);
}
