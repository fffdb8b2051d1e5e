// The events and the offices of a thing, each as a line.

import { dateWords } from "../core/dates.js";
import { line, thingLink, thingLinks, when } from "./lines.js";
import { counts } from "../model/relations.js";
import { tell } from "./told.js";

const ROLES = {
  ended: "ended",
  losing: "taken from",
  created: "created",
  gaining: "went to",
  closes: "closed",
  opens: "opened",
  continuedIn: "continued in",
  wouldLose: "would take from",
  wouldGain: "would go to",
  concerns: "concerned",
};
const SIDES = [
  ["After", "ended", "closes"],
  ["Before", "created", "opens"],
  ["Gained and lost", "gaining", "losing"],
];
const ALIKE = 8; // first letters by which two words are of one root

// Returns the events in which a thing or law had a part.
export function eventsTold(context, thing) {
  return context.model
    .eventsOf(thing.id)
    .map((event) =>
      tell(keyOf(event, thing.id), event, event.label ?? event.id, () =>
        eventLine(context, event, thing.id),
      ),
    );
}

function keyOf(event, id) {
  if (event.status !== "Happened") return "Announced, not happened";
  const side = SIDES.find(([, ...roles]) => roles.some((role) => event[role].includes(id)));
  return side?.[0] ?? "Events";
}

// Returns what kind of event it is, and that it has not happened, without saying a word twice.
export function kindWords(model, event) {
  const [kind, status] = [model.word(event.kind), event.counts ? "" : model.word(event.status)];
  const isSaid = !status || kind.slice(0, ALIKE) === status.slice(0, ALIKE);
  return isSaid ? kind : `${kind}, ${status}`;
}

function eventLine(context, event, id) {
  const { model } = context;
  const did = Object.entries(ROLES).map(([role, words]) => [
    words,
    event[role].filter((one) => one !== id),
  ]);
  const parts = [
    ...did,
    ["by", event.laws.filter((one) => one !== id)],
    ["because of", event.triggers],
  ].filter(([, ids]) => ids.length);
  return line(context, thingLink(context, event.id), {
    when: event.date ? dateWords(event.date) : "date not known",
    tags: [kindWords(model, event)],
    note: [
      parts.map(([words, ids], i) => [i ? "; " : "", `${words} `, thingLinks(context, ids)]),
      event.note && [parts.length > 0 && ". ", event.note],
    ],
    evidence: event.evidence,
  });
}

// Returns who held which post: of a person, in a body, or of a post.
export function tenuresTold(context, thing) {
  const { model } = context;
  return model.tenures
    .filter((one) => [one.person, one.post, one.body].includes(thing.id))
    .map((one) =>
      tell(tenureKey(model, thing, one), one, model.label(one.person), () =>
        tenureLine(context, thing, one),
      ),
    );
}

function tenureKey(model, thing, one) {
  if (!counts(one)) return "Said, but wrongly";
  if (thing.id === one.person) return "Posts held";
  return thing.id === one.post || model.heads.has(one.post) ? "Heads" : "People";
}

function tenureLine(context, thing, one) {
  const said = [one.person, one.post, one.body].filter((id) => id && id !== thing.id);
  return line(context, thingLinks(context, said), {
    when: when(one) || "dates not known",
    note: one.note,
    evidence: one.evidence,
    tags: [
      one.capacity && context.model.word(one.capacity),
      !counts(one) && "known to be wrong",
    ].filter(Boolean),
  });
}
