// What joins two things: a claim, an event that happened, a tenure, a contract, a recommendation, what
// an assessor said of one, a post; by the fields that the data names, as the ontology marks them. What
// does not count joins nothing, nor do opinions and topics.

import { counts } from "./relations.js";

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
  const ends = (table, row) => model.joins[table].flatMap((field) => row[field] ?? []);
  for (const one of model.claims) yield { kind: "claim", row: one, ends: ends("claims", one) };
  for (const event of model.events.filter((one) => one.counts))
    yield { kind: "event", row: event, ends: [event.id, ...ends("events", event)] };
  for (const tenure of model.tenures.filter(counts))
    yield { kind: "tenure", row: tenure, ends: ends("tenures", tenure) };
  for (const one of model.contracts.filter(counts))
    yield { kind: "contract", row: one, ends: [one.id, ...ends("contracts", one)] };
  for (const one of model.recommendations) {
    yield { kind: "advice", row: one, ends: [one.id, ...ends("recommendations", one)] };
    for (const view of one.verdicts)
      yield { kind: "view", row: view, ends: ends("assessments", view) };
  }
  for (const post of model.things.values())
    if (post.body) yield { kind: "post", row: post, ends: [post.id, ...ends("things", post)] };
}
