// Which pictures an answer can be, and which column plays which part in each.

const BEGINS = /^(?:start|begin|begun|began|from|born|opened|date|day|year|said|held|first)/i;
const ENDS = /^(?:end|ended|until|to$|closed|last|died|due)/i;
const MOST_GROUPS = 40; // more rows of a map of years than that nobody reads

export const VIEWS = {
  table: "Table",
  chart: "Chart",
  timeline: "Timeline",
  network: "Network",
  years: "Map of years",
};

// Returns, for each view but the table, why it cannot be drawn ("" where it can) and its parts.
/** @param {ResultColumn[]} columns @param {number} rows @returns {Record<string, Fit>} */
export function chooseViews(columns, rows) {
  const fits = {
    chart: chart(columns),
    timeline: timeline(columns),
    network: network(columns),
    years: years(columns),
  };
  if (rows) return fits;
  const none = { why: "The answer has no rows.", roles: [] };
  return Object.fromEntries(Object.keys(fits).map((view) => [view, none]));
}

const names = (columns) => columns.map(({ name }) => name);
const isNamed = ({ kind }) => kind === "thing" || kind === "text";
const isDated = ({ kind, isYear }) => kind === "date" || isYear;

function role(id, words, options, chosen) {
  return { id, words, options, chosen };
}

// Returns the column that tells rows apart best: things before words, then the first.
function naming(columns) {
  return columns.find(({ kind }) => kind === "thing") ?? columns.find(isNamed);
}

function chart(columns) {
  const numbers = columns.filter(({ kind, isYear }) => kind === "number" && !isYear);
  const number = numbers[0];
  if (!number)
    return { why: "A chart needs a column of numbers; this answer has none.", roles: [] };
  const labels = columns.filter((one) => isNamed(one) || isDated(one));
  const label = bestLabel(labels);
  if (!label) {
    const why = "A chart needs a column that names its numbers; this answer has only numbers.";
    return { why, roles: [] };
  }
  const form = isDated(label) ? "line" : "bars";
  return {
    why: "",
    roles: [
      role("label", "Name", names(labels), label.name),
      role("number", "Number", names(numbers), number.name),
      role("form", "Drawn as", ["bars", "line"], form),
    ],
  };
}

// A column in which each row has its own value names rows better than one that repeats.
function bestLabel(labels) {
  const most = Math.max(0, ...labels.map(({ distinct }) => distinct));
  const telling = labels.filter(({ distinct }) => distinct >= most * 0.9);
  return naming(telling) ?? telling[0];
}

function timeline(columns) {
  const dates = columns.filter(isDated);
  const labels = columns.filter(isNamed);
  if (!dates.length)
    return { why: "A timeline needs a column of dates; this answer has none.", roles: [] };
  if (!labels.length) {
    return {
      why: "A timeline needs a column that names what is dated; this answer has none.",
      roles: [],
    };
  }
  const start = dates.find(({ name }) => BEGINS.test(name)) ?? dates[0];
  const end = dates.find((one) => one !== start && ENDS.test(one.name));
  const label = naming(labels) ?? labels[0];
  return {
    why: "",
    roles: [
      role("label", "Name", names(labels), label.name),
      role("start", "Begins", names(dates), start.name),
      role("end", "Ends", ["", ...names(dates)], end?.name ?? ""),
    ],
  };
}

function network(columns) {
  const things = columns.filter(({ kind }) => kind === "thing");
  if (things.length < 2) {
    const found = things.length ? "only one" : "none";
    return { why: `A network needs two columns of things; this answer has ${found}.`, roles: [] };
  }
  const isTriples = names(columns).join() === "subject,predicate,object";
  const [from, to] = isTriples && things.length > 2 ? [things[0], things[2]] : things;
  return {
    why: "",
    roles: [
      role("from", "From", names(things), from.name),
      role("to", "To", names(things), to.name),
    ],
  };
}

function years(columns) {
  const dates = columns.filter(isDated);
  if (!dates.length) {
    return {
      why: "A map of years needs a column of dates or years; this answer has none.",
      roles: [],
    };
  }
  const date = dates.find(({ name }) => BEGINS.test(name)) ?? dates[0];
  const groups = columns.filter((one) => isNamed(one));
  const group = groups
    .filter(({ distinct }) => distinct > 1 && distinct <= MOST_GROUPS)
    .sort((a, b) => a.distinct - b.distinct)[0];
  const numbers = columns.filter(({ kind, isYear }) => kind === "number" && !isYear);
  return {
    why: "",
    roles: [
      role("date", "Year of", names(dates), date.name),
      role("group", "A row for each", ["", ...names(groups)], group?.name ?? ""),
      role("sum", "Shade by", ["", ...names(numbers)], ""),
    ],
  };
}
