// Dates as people state them, and the one rule for time; the same as in the program that wrote
// this page. A date is an interval of days: `earliest` and `latest`, as ISO days.

const CIRCA_MONTHS = 6;
const DATE = /^(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?|(\d{3})X)$/;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAY = 86400000;

// Returns a date that is written in words ("June 2013", "1 Jun 2013") as 2013-06 or 2013-06-01;
// any other text as it is.
export function fromWords(text) {
  const found = /^(?:(\d{1,2}) )?([a-z]{3,9}),? (\d{4})$/i.exec(text.trim().replace(/\s+/g, " "));
  if (!found) return text.trim();
  const begin = found[2].toLowerCase();
  const month = MONTHS.findIndex((name) => name.toLowerCase().startsWith(begin));
  if (month < 0) return text.trim();
  const two = (number) => String(number).padStart(2, "0");
  return [found[3], two(month + 1), ...(found[1] ? [two(found[1])] : [])].join("-");
}

// Returns {text, earliest, latest}; both null for "..", an end that has not come. Returns null for
// what is no date.
/** @param {string | undefined} text @returns {StatedDate | null} */
export function parseDate(text) {
  if (text === "..") return { text, earliest: null, latest: null };
  const found = DATE.exec(text ?? "");
  if (!found) return null;
  const [, year, month, day, mark, decade] = found;
  if (decade !== undefined) {
    return decade === "000"
      ? null
      : { text, earliest: `${decade}0-01-01`, latest: `${decade}9-12-31` };
  }
  const lastMonth = month ?? "12";
  if (year === "0000" || lastMonth < "01" || lastMonth > "12") return null;
  const length = monthLength(+year, +lastMonth);
  if (day !== undefined && (+day < 1 || +day > length)) return null;
  /** @type {string | null} */
  let earliest = iso(+year, +(month ?? 1), +(day ?? 1));
  /** @type {string | null} */
  let latest = iso(+year, +lastMonth, +(day ?? length));
  if (mark === "~" || mark === "%") {
    earliest = addMonths(earliest, -CIRCA_MONTHS);
    latest = addMonths(latest, CIRCA_MONTHS);
    if (earliest === null || latest === null) return null;
  }
  return { text, earliest, latest };
}

// Returns "certain", "possible" or "no": whether what lasted from a start to an end held on a day.
// Lives are half-open. A missing end is unknown, so never certain; ".." is known to go on. Where
// `day` is a month or a year, certain means on all of its days and possible on at least one.
/** @returns {Verdict} */
export function holdsOn(day, start, end) {
  const first = day.earliest;
  const last = day.latest;
  const begins = start?.earliest ?? null;
  const begun = start?.latest ?? null;
  const isOpen = end?.text === "..";
  const ends = end?.earliest ?? null;
  const ended = end?.latest ?? null;
  if (begins !== null && last < begins) return "no";
  if (ended !== null && (first > ended || (first === ended && ends === ended))) return "no";
  if (begun !== null && begun <= first && (isOpen || (ends !== null && last < ends)))
    return "certain";
  return "possible";
}

// Returns a date as people read it: "1 April 2013", "about 2022", "the 1990s".
export function dateWords(text) {
  const found = DATE.exec(text ?? "");
  if (!found) return text === ".." ? "still going on" : (text ?? "");
  const [, year, month, day, mark, decade] = found;
  if (decade !== undefined) return `the ${decade}0s`;
  const words = [day && String(+day), month && MONTHS[+month - 1], year].filter(Boolean).join(" ");
  if (mark === "~") return `about ${words}`;
  if (mark === "?") return `${words} (doubtful)`;
  return mark === "%" ? `about ${words} (doubtful)` : words;
}

// Returns a day, month or year with its preposition: "on 1 April 2013", "in June 2002".
/** @param {StatedDate} day */
export function onDay({ text, earliest, latest }) {
  return `${earliest === latest ? "on" : "in"} ${dateWords(text)}`;
}

// Returns a period in words; what is not known is said to be so. An end stated to the day is the
// first day after; what is told is the last day before it.
export function periodWords(start, end, seen = []) {
  if (start && end === "..") return `since ${dateWords(start)}`;
  if (start && end) return `${dateWords(start)} to ${lastWords(end)}`;
  if (start) return `from ${dateWords(start)}, end not known`;
  if (end) return end === ".." ? "goes on" : `until ${lastWords(end)}`;
  return seen.length ? `seen ${[...seen].sort().map(dateWords).join(", ")}` : "";
}

function lastWords(end) {
  return dateWords(/^\d{4}-\d\d-\d\d$/.test(end) ? isoDay(dayNumber(end) - 1) : end);
}

// Returns bounds as precisely as they are known: a day, month or year, or else both with "/".
export function boundsWords([first, last]) {
  if (first === last) return first;
  if (first.endsWith("-01-01") && last === `${first.slice(0, 4)}-12-31`) return first.slice(0, 4);
  const isMonth = first.endsWith("-01") && first.slice(0, 7) === last.slice(0, 7);
  return isMonth && isoDay(dayNumber(last) + 1).endsWith("-01")
    ? first.slice(0, 7)
    : `${first}/${last}`;
}

// Returns the number of a day, counted from 1970.
export function dayNumber(isoDay) {
  const [year, month, day] = isoDay.split("-").map(Number);
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / DAY);
}

export function isoDay(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

function iso(year, month, day) {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function monthLength(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

// The last of a month stays the last where days are added: a circa must not lose days at its end.
function addMonths(isoText, months) {
  const [year, month, day] = isoText.split("-").map(Number);
  const total = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1];
  if (newYear < 1 || newYear > 9999) return null;
  const length = monthLength(newYear, newMonth);
  const isLast = day === monthLength(year, month);
  return iso(newYear, newMonth, isLast && months > 0 ? length : Math.min(day, length));
}
