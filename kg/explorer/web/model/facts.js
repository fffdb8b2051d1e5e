// What joins two things: a claim, an event that happened, a tenure, a contract, a recommendation, what
// an assessor said of one, a post. What does not count joins nothing, nor do opinions and topics.

import { counts } from "./relations.js";

const ROLES = [
  "ended",
  "created",
  "gaining",
  "losing",
  "opens",
  "closes",
  "continuedIn",
  "laws",
  "triggers",
];

// Returns id -> neighbour -> the facts that join the two: {kind, row, relation?}. An event, a
// contract, a recommendation and a post are themselves things that a way may pass.
/** @param {Model} model @returns {Map<string, Map<string, Set<Fact>>>} */
export function joinFacts(model) {
  const network = new Map();
  const put = (a, b, fact) => {
    if (!network.has(a)) network.set(a, new Map());
    if (!network.get(a).has(b)) network.get(a).set(b, new Set());
    network.get(a).get(b).add(fact);
  };
  for (const { ends, ...fact } of factsOf(model)) {
    const known = [...new Set(ends.filter((id) => id && model.knows(id)))];
    for (const a of known) for (const b of known) if (a !== b) put(a, b, fact);
  }
  return network;
}

function* factsOf(model) {
  for (const one of model.claims) yield { kind: "claim", row: one, ends: [one.s, one.o] };
  for (const event of model.events.filter((one) => one.counts)) {
    const ends = [event.id, event.partOf, ...ROLES.flatMap((role) => event[role])];
    yield { kind: "event", row: event, ends };
  }
  for (const tenure of model.tenures.filter(counts))
    yield { kind: "tenure", row: tenure, ends: [tenure.person, tenure.post, tenure.body] };
  for (const one of model.contracts.filter(counts)) {
    const ends = [one.id, ...one.buyers, ...one.suppliers, ...one.subjects];
    yield { kind: "contract", row: one, ends };
  }
  for (const one of model.recommendations) {
    yield {
      kind: "advice",
      row: one,
      ends: [one.id, one.report, ...one.addressees, ...one.reiterates],
    };
    for (const view of one.verdicts) yield { kind: "view", row: view, ends: [one.id, view.by] };
  }
  for (const post of model.things.values())
    if (post.body) yield { kind: "post", row: post, ends: [post.id, post.body] };
}
