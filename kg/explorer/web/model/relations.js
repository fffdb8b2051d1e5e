// Relations between things: those that claims state and those that events, tenures, contracts and
// opinions amount to; and who came after whom, as the data says it.

const WAYS = {
  succession: { p: "replacedBy", label: "replaced by", inverse: "replaces" },
  functions: { p: "functionsTo", label: "functions to", inverse: "functions from" },
  continued: { p: "continuedIn", label: "continued in", inverse: "continues" },
};

// Adds model.claims, relations, relationsOf(id), neighbours(id), steps, before(id), after(id),
// lineage(id) and heirs(id) to the model. An opinion is shown where it belongs, but it connects
// nothing: model.connections, connectionsOf(id) and neighbours(id) leave opinions out.
/** @param {Model} model */
export function addRelations(model, data) {
  addLineage(model, data);
  model.claims = data.claims
    .filter(counts)
    .map((claim) => relation(model, claim.s, claim.p, claim.o, claim));
  model.relations = [
    ...model.claims,
    ...model.steps.map((step) => ofStep(model, step)),
    ...model.tenures.filter(counts).map((tenure) => ofTenure(model, tenure)),
    ...model.contracts.filter(counts).flatMap((contract) => ofContract(model, contract)),
    ...model.opinions.filter(counts).flatMap((opinion) => ofOpinion(model, opinion)),
    ...[...model.things.values()]
      .filter((thing) => thing.body)
      .map((post) =>
        relation(model, post.id, "postIn", post.body, post, "post in", "has the post"),
      ),
  ].filter(({ s, o }) => model.things.has(s) && model.things.has(o) && s !== o);
  model.connections = model.relations.filter((one) => !one.opinion);
  const ends = byEnds(model.relations);
  const connected = byEnds(model.connections);
  model.relationsOf = (id) => ends.get(id) ?? [];
  model.connectionsOf = (id) => connected.get(id) ?? [];
  model.neighbours = (id) => new Set(model.connectionsOf(id).map((r) => (r.s === id ? r.o : r.s)));
}

// Whether a row counts, as a rule of the graph has marked it.
export function counts(row) {
  return !row.void;
}

function byEnds(relations) {
  const ends = new Map();
  for (const found of relations) {
    for (const id of [found.s, found.o]) {
      if (ends.has(id)) ends.get(id).push(found);
      else ends.set(id, [found]);
    }
  }
  return ends;
}

/** @returns {Relation} */
function relation(model, s, p, o, behind, label = model.word(p), inverse = model.inverse(p)) {
  const { start, end, confidence, note, evidence = [], seen = [], against = [] } = behind;
  return { s, p, o, label, inverse, start, end, seen, confidence, note, evidence, against };
}

// What happened on one day stays so.
function moment(found, date, via) {
  return { ...found, start: date, end: date, via, isMoment: true };
}

function ofStep(model, { before, after, how, event }) {
  const { p, label, inverse } = WAYS[how];
  return moment(relation(model, before, p, after, event, label, inverse), event.date, event);
}

function ofTenure(model, tenure) {
  const post = model.label(tenure.post);
  const found = relation(model, tenure.person, "held", tenure.body, tenure, post, post);
  return { ...found, via: tenure };
}

function ofContract(model, contract) {
  const made = (s, o, label) => ({
    ...relation(model, s, "contract", o, contract, label, "contract with"),
    via: contract,
  });
  return contract.suppliers.flatMap((supplier) => [
    ...contract.buyers.map((buyer) => made(supplier, buyer, "contract with")),
    ...contract.subjects.map((subject) => made(supplier, subject, "contract for")),
  ]);
}

function ofOpinion(model, opinion) {
  const stance = model.word(opinion.stance);
  const [label, inverse] = [`opinion on (${stance})`, `opinion by (${stance})`];
  return opinion.about.map((about) => {
    const found = relation(model, opinion.by, "opinion", about, opinion, label, inverse);
    return { ...moment(found, opinion.date, opinion), opinion: true };
  });
}

function addLineage(model, data) {
  const forward = new Map();
  const back = new Map();
  model.steps = data.steps
    .map(([before, after, how, id]) => ({ before, after, how, event: model.record(id)?.row }))
    .filter((step) => step.event);
  for (const step of model.steps) {
    if (!forward.has(step.before)) forward.set(step.before, []);
    if (!back.has(step.after)) back.set(step.after, []);
    forward.get(step.before).push(step);
    back.get(step.after).push(step);
  }
  model.after = (id) => forward.get(id) ?? [];
  model.before = (id) => back.get(id) ?? [];
  // everything that led to a thing and everything it led to, itself included
  model.lineage = (id) =>
    new Set([id, ...reach(id, model.after, "after"), ...reach(id, model.before, "before")]);
  // who has the duty today; none where nothing followed
  const heirs = new Map(Object.entries(data.heirs));
  model.heirs = (id) => heirs.get(id) ?? [];
}

// Returns all that is reached step by step; functions that moved lead one step and no further,
// because the body that passed them on had a life of its own.
function reach(id, next, end) {
  const found = new Set();
  const todo = [id];
  while (todo.length) {
    const current = todo.pop();
    for (const step of next(current)) {
      if (step.how === "functions") {
        if (current === id) found.add(step[end]);
      } else if (!found.has(step[end])) {
        found.add(step[end]);
        todo.push(step[end]);
      }
    }
  }
  return found;
}
