// What the genealogy draws: bars for lives, links for what passed from one to the other, marks.

import { dayNumber } from "./dates.js";
import { LIVING } from "./model.js";

const FADE = 3 * 365; // how far an end that is not known is drawn beyond what is known

export const SWITCHES = [
  { id: "national", label: "All national bodies", fits: (t) => t.tier === "NationalTier" && isBody(t) },
  { id: "regional", label: "Regional", fits: (t) => t.tier === "RegionalTier" && isBody(t) },
  { id: "local", label: "Local", fits: (t) => t.tier === "LocalTier" && isBody(t) },
  { id: "groups", label: "Groups of bodies", fits: (t) => t.kind === "BodyGroup" },
  { id: "suppliers", label: "Suppliers", fits: (t) => t.kind === "Company" || t.tier === "SupplierTier" },
  { id: "programmes", label: "Programmes", fits: (t) => t.kind === "Programme" },
  { id: "systems", label: "Systems", fits: (t) => t.kind === "System" },
  { id: "other", label: "Others", fits: (t) => isBody(t) && ["ProfessionalTier", "InternationalTier", "OtherTier", undefined].includes(t.tier) },
];

function isBody(thing) {
  return thing.kind === "Body" || thing.kind === "Unit";
}

// Whether digital, data or IT is or was the purpose, or a part of it, of a national body.
function isFirst(thing) {
  return LIVING.includes(thing.kind) && thing.tier === "NationalTier" && ["ItMain", "ItPart"].includes(thing.itRole);
}

// Returns {dated: [thing], undated: [thing]}: what is switched on and left by the filters; the
// line of the selected thing always; everything left where filters ask for something definite.
export function chosenThings(model, now, things) {
  const fits = SWITCHES.filter((one) => now.show.includes(one.id)).map((one) => one.fits);
  const isDefinite = [now.kinds, now.tiers, now.topics, now.verdicts, now.relations, now.confidence].some((list) => list.length) || now.q || now.set;
  const line = now.id ? model.lineage(now.id) : new Set();
  let found = [...things].map((id) => model.things.get(id)).filter((thing) => LIVING.includes(thing.kind));
  const isOpening = (thing) => isFirst(thing) || fits.some((fit) => fit(thing));
  const hasNone = !isDefinite && !found.some(isFirst);
  if (!isDefinite && !hasNone) found = found.filter((thing) => isOpening(thing) || line.has(thing.id));
  for (const id of line) {
    const thing = model.things.get(id);
    if (thing && LIVING.includes(thing.kind) && !found.includes(thing)) found.push(thing);
  }
  const isDated = (thing) => thing.born || thing.ended;
  return { dated: found.filter(isDated), undated: found.filter((thing) => !isDated(thing)) };
}

// Returns a bar: from and to in days as drawn; sure the days within which it certainly lived; and
// whether either end is not known or is still to come.
export function makeBar(thing, now) {
  const born = thing.born?.map(dayNumber);
  const ended = thing.ended?.map(dayNumber);
  const today = dayNumber(now);
  const from = born ? born[0] : ended[0] - FADE;
  const to = ended ? ended[1] : Math.max(today, from + 365);
  return {
    id: thing.id, thing, from, to,
    bornUnknown: !born, endUnknown: !ended && !thing.ongoing, ongoing: !ended && thing.ongoing,
    sure: [born ? born[1] : ended[0], ended ? ended[0] : thing.ongoing ? to : born[1]],
  };
}

// Returns the links between bars, one for each event and pair: {event, before, after, day, how};
// and the marks of events that join none: {event, id, day, kind}.
export function makeLinks(model, bars) {
  const ids = new Set(bars.map((bar) => bar.id));
  const links = [];
  const marked = new Set();
  for (const { before, after, how, event } of model.steps) {
    if (!ids.has(before) || !ids.has(after) || !event.dated) continue;
    links.push({ event, before, after, how, day: middle(event.dated) });
    marked.add(event.id);
  }
  const marks = [];
  for (const event of model.events) {
    if (!event.happened || !event.dated) continue;
    const day = middle(event.dated);
    const add = (list, kind) => list.filter((id) => ids.has(id)).forEach((id) => marks.push({ event, id, day, kind }));
    if (!marked.has(event.id)) {
      add([...event.created, ...event.opens], "Creation");
      add(event.ended.concat(event.closes), event.created.length + event.gaining.length ? event.kind : "Abolition");
    }
  }
  return { links, marks: [...marks, ...renames(bars)] };
}

function middle([earliest, latest]) {
  return (dayNumber(earliest) + dayNumber(latest)) / 2;
}

// A name that began within a life is a renaming.
function renames(bars) {
  return bars.flatMap((bar) =>
    bar.thing.names
      .map((name) => ({ name, day: startOf(name) }))
      .filter(({ day }) => day !== null && day > bar.from + 31 && day < bar.to)
      .map(({ name, day }) => ({ name, id: bar.id, day, kind: "Rename" })),
  );
}

function startOf(name) {
  const found = /^\d{4}(-\d\d)?(-\d\d)?/.exec(name.start ?? "");
  if (!found) return null;
  const [text] = found;
  return dayNumber(text.length === 4 ? `${text}-07-01` : text.length === 7 ? `${text}-15` : text);
}

// Returns the posts whose holders make the band above the axis: of one holder at a time, at the
// head of a department or a government, with their dated tenures.
export function makeBand(model) {
  const isHead = /^(Prime Minister|First Minister|Secretary of State)\b/;
  return [...model.things.values()]
    .filter((thing) => thing.kind === "Post" && thing.holders === "1" && isHead.test(thing.label))
    .map((post) => ({ post, tenures: model.tenures.filter((t) => t.post === post.id && t.rank !== "Deprecated" && (t.start || t.end)) }))
    .filter(({ tenures }) => tenures.length > 1);
}
