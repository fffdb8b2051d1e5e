// What the genealogy draws: bars for lives, links for what passed from one to the other, marks for
// what happened to one alone.

import { dayNumber, parseDate } from "../core/dates.js";
import { KEPT } from "../day/day-fields.js";
import { existence } from "../model/existence.js";
import { compare } from "../model/model.js";

const YEAR = 365.25;
const PARTS = ["ended", "losing", "closes", "created", "gaining", "continuedIn", "opens"];
const OWN = ["ran", "partOfProgramme", "followedBy", "supersedes"];
const BEFORE = 3 * YEAR; // how far a life of which only the end is known is drawn before it
const DAWN = YEAR; // how far one is drawn before its first dated fact

// Whether a switch shows a thing.
export function fits({ kinds, tiers, beside = [], or = [] }, { kind, tier = "" }) {
  if (or.includes(tier)) return true;
  return kinds.includes(kind) && !beside.includes(tier) && (!tiers || tiers.includes(tier));
}

// Whether the view opens on a thing.
function isFirst({ tiers, roles }, thing) {
  return tiers.includes(thing.tier) && roles.includes(thing.itRole);
}

// Returns {dated: [thing], undated: [thing]}: what is switched on and left by the filters and may have
// existed on the day looked at, unless what is gone is kept; the line of the selected thing always; all that is left where filters ask for something definite,
// or where the graph holds no national body of the kind that opens the view.
export function chosenThings(model, now, things) {
  const on = model.switches.filter((one) => now.show.includes(one.id));
  const lives = [...model.things.values()].filter((thing) => model.kinds.living.has(thing.kind));
  const opens = (thing) => isFirst(model.opening, thing);
  const isAll = isDefinite(now) || (!on.length && !lives.some(opens));
  const line = lineOf(model, now.id);
  const isChosen = (thing) =>
    things.has(thing.id) && (isAll || opens(thing) || on.some((one) => fits(one, thing)));
  const day = now.gone === KEPT ? null : parseDate(now.on);
  const isThere = (thing) => !day?.earliest || existence(model, thing, day) !== "no";
  const found = lives.filter(
    (thing) => thing.id === now.id || ((line.has(thing.id) || isChosen(thing)) && isThere(thing)),
  );
  const isDated = (thing) => thing.born || thing.ended || thing.attested;
  return { dated: found.filter(isDated), undated: found.filter((thing) => !isDated(thing)) };
}

function isDefinite(now) {
  return Boolean(
    now.q ||
    now.set ||
    [now.kinds, now.tiers, now.topics, now.verdicts, now.relations, now.confidence].some(
      (list) => list.length,
    ),
  );
}

// Returns the ids that light up with what is selected: the lineage of a thing, with a programme or
// system who ran it, what it was part of and what was part of it too; or all who had a part in an
// event or contract, were told a recommendation or are spoken of in an opinion. Empty where nothing
// is selected or a thing has no life of its own.
export function lineOf(model, id) {
  const record = id ? model.record(id) : null;
  if (record) return new Set(PARTIES[record.table](record.row));
  const thing = model.things.get(id);
  if (!thing || !model.kinds.living.has(thing.kind)) return new Set();
  const own = isRun(thing) ? model.relationsOf(id).filter((one) => OWN.includes(one.p)) : [];
  return new Set([...model.lineage(id), ...own.flatMap(({ s, o }) => [s, o])]);
}

const PARTIES = {
  events: (event) =>
    [...PARTS, "wouldLose", "wouldGain", "concerns"].flatMap((part) => event[part]),
  contracts: (contract) => [...contract.buyers, ...contract.suppliers, ...contract.subjects],
  recommendations: (recommendation) => recommendation.addressees,
  opinions: (opinion) => opinion.about,
};

function isRun(thing) {
  return thing.kind === "Programme" || thing.kind === "System";
}

// Returns a bar in days: `from` and `to` as drawn; `sure`, within which it certainly lived;
// `maybe`, within which it may have by the precision of its dates; `seen`, the days of the first and
// the last dated fact that needs it, where its beginning or its end is not known. `isOpen` where no
// end is recorded, `isBornUnknown` where no beginning is.
// A life without a recorded end is drawn as far as the `horizon`, one that goes on until `today`.
/** @returns {Omit<Bar, "wordings">} */
export function makeBar(thing, today, horizon) {
  const born = thing.born?.map(dayNumber);
  const ended = thing.ended?.map(dayNumber);
  const seen = thing.attested?.map(dayNumber);
  const from = born ? born[0] : seen ? seen[0] - DAWN : ended[0] - BEFORE;
  const to = ended
    ? Math.max(ended[1], from + 1)
    : Math.max(thing.ongoing ? today : horizon, from + YEAR);
  const isOpen = !ended && !thing.ongoing;
  const sure = born && (ended || thing.ongoing) ? [born[1], ended ? ended[0] : to] : null;
  return {
    id: thing.id,
    thing,
    from,
    to,
    isOpen,
    isBornUnknown: !born,
    seen: seen && (!born || isOpen) ? seenWithin(seen, born ? born[1] : from, to) : null,
    sure: sure && sure[0] < sure[1] ? [sure[0], sure[1]] : null,
    maybe: [from, isOpen && born ? Math.min(born[1], to) : to],
  };
}

// The days between the first and the last dated fact, where they are more than one.
/** @returns {[number, number] | null} */
function seenWithin([first, last], from, to) {
  const [begin, end] = [Math.max(first, from), Math.min(last, to)];
  return begin < end ? [begin, end] : null;
}

// Returns the links of what is drawn, one for each event and way: {id, event, how, day, befores,
// afters}, and the marks of what happened to one bar: {id, event or name, kind, day}.
export function makeLinks(model, bars) {
  const byId = new Map(bars.map((bar) => [bar.id, bar]));
  const links = new Map();
  for (const { before, after, how, event } of model.steps) {
    if (!byId.has(before) || !byId.has(after) || !event.dated) continue;
    const key = `${event.id} ${how}`;
    if (!links.has(key))
      links.set(key, {
        id: event.id,
        event,
        how,
        day: middle(event.dated),
        befores: [],
        afters: [],
      });
    const link = links.get(key);
    if (!link.befores.includes(before)) link.befores.push(before);
    if (!link.afters.includes(after)) link.afters.push(after);
  }
  for (const event of model.events) {
    const befores = event.wouldLose.filter((id) => byId.has(id));
    const afters = event.wouldGain.filter((id) => byId.has(id));
    if (event.status !== "Planned" || !event.dated || !befores.length || !afters.length) continue;
    links.set(`${event.id} planned`, {
      id: event.id,
      event,
      how: "planned",
      day: middle(event.dated),
      befores,
      afters,
    });
  }
  const linked = new Set(
    [...links.values()].flatMap((link) =>
      [...link.befores, ...link.afters].map((id) => `${link.event.id} ${id}`),
    ),
  );
  const marks = model.events
    .filter((event) => event.counts && event.dated && event.kind !== "Reorganisation")
    .flatMap((event) =>
      PARTS.flatMap((part) => event[part]).map((id) => ({
        event,
        id,
        kind: event.kind,
        day: middle(event.dated),
      })),
    )
    .filter(
      ({ event, id }, i, all) =>
        byId.has(id) && !linked.has(`${event.id} ${id}`) && isFirstOfItsKind(all, i),
    );
  return {
    links: [...links.values()].sort((a, b) => a.day - b.day || compare(a.id, b.id)),
    marks: [...marks, ...renames(bars)],
  };
}

function isFirstOfItsKind(all, i) {
  return !(i > 0 && all[i - 1].event === all[i].event && all[i - 1].id === all[i].id);
}

function middle([earliest, latest]) {
  return (dayNumber(earliest) + dayNumber(latest)) / 2;
}

// A name that began within a life is a renaming.
function renames(bars) {
  return bars.flatMap((bar) =>
    bar.thing.names
      .map((name) => ({ name, id: bar.id, kind: "Rename", dated: parseDate(name.start) }))
      .filter(({ dated }) => dated?.earliest)
      .map(({ dated, ...mark }) => ({ ...mark, day: middle([dated.earliest, dated.latest]) }))
      .filter(({ day }) => day > bar.from + 31 && day < bar.to),
  );
}

// Returns the day that counts as now; where the data has none, the last that a life is known by.
export function todayOf(model) {
  if (model.now) return dayNumber(model.now);
  const days = [...model.things.values()]
    .flatMap((thing) => [thing.born, thing.ended, thing.dated])
    .filter(Boolean);
  return Math.max(0, ...days.map(([, latest]) => dayNumber(latest)));
}

// Returns the last day that is drawn: a year after now, or after what is planned.
export function horizonOf(model) {
  const planned = model.events
    .filter((event) => event.status === "Planned" && event.dated)
    .map((event) => middle(event.dated));
  const now = todayOf(model);
  return Math.max(now, ...planned.filter((day) => day < now + 10 * YEAR)) + YEAR;
}

// Returns the first and last day that a picture of bars spans, and the first that shows nearly all:
// one life that began long before all others must not press the rest into a corner.
export function spanOf(bars, horizon) {
  const froms = bars.map((bar) => bar.from).sort((a, b) => a - b);
  const last = Math.max(horizon, ...bars.map((bar) => bar.to));
  const first = (froms[0] ?? last - 50 * YEAR) - YEAR;
  const most = (froms[Math.floor(froms.length / 25)] ?? first) - YEAR;
  return { first, last, opening: most - first > (last - first) / 4 ? most : first };
}
