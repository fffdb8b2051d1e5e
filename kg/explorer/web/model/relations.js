// Relations between things: those that claims state and those that events, tenures, contracts and
// opinions amount to; and who came after whom.

const STRICT = "succession";

// Adds model.relations, relationsOf(id), neighbours(id), steps, before(id), after(id),
// lineage(id) and heirs(id) to the model. An opinion is shown where it belongs, but it connects
// nothing: model.connections, connectionsOf(id) and neighbours(id) leave opinions out.
export function addRelations(model, claims) {
  model.relations = [
    ...claims.map((claim) => relation(model, claim.s, claim.p, claim.o, claim)),
    ...model.events.filter((event) => event.happened).flatMap((event) => ofEvent(model, event)),
    ...model.tenures
      .filter((t) => t.rank !== "Deprecated")
      .map((tenure) => ofTenure(model, tenure)),
    ...model.contracts.flatMap((contract) => ofContract(model, contract)),
    ...model.opinions.flatMap((opinion) => ofOpinion(model, opinion)),
    ...[...model.things.values()]
      .filter((t) => t.body)
      .map((post) => relation(model, post.id, "postIn", post.body, post)),
  ].filter(({ s, o }) => model.things.has(s) && model.things.has(o) && s !== o);
  model.connections = model.relations.filter((one) => !one.opinion);
  const ends = byEnds(model.relations);
  const connected = byEnds(model.connections);
  model.relationsOf = (id) => ends.get(id) ?? [];
  model.connectionsOf = (id) => connected.get(id) ?? [];
  model.neighbours = (id) => new Set(model.connectionsOf(id).map((r) => (r.s === id ? r.o : r.s)));
  addLineage(model);
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

function relation(model, s, p, o, behind, label, inverse) {
  const { start, end, confidence, note, evidence = [], seen = [], against = [] } = behind;
  const words = { label: label ?? model.word(p), inverse: inverse ?? model.inverse(p) };
  return { s, p, o, ...words, start, end, seen, confidence, note, evidence, against };
}

function ofEvent(model, event) {
  return stepsOf(event).map(({ before, after, how }) => {
    const words = {
      succession: ["replaced by", "replaces"],
      functions: ["functions to", "functions from"],
      continued: ["continued in", "continues"],
    }[how];
    const p = { succession: "replacedBy", functions: "functionsTo", continued: "continuedIn" }[how];
    const found = relation(model, before, p, after, event, ...words);
    return { ...found, start: event.date, end: event.date, via: event, isMoment: true };
  });
}

function stepsOf(event) {
  const found = [];
  const add = (befores, afters, how) => {
    for (const before of befores)
      for (const after of afters) found.push({ before, after, how, event });
  };
  if (!event.unpaired?.length) add(event.ended, [...event.created, ...event.gaining], STRICT);
  add(event.losing, [...event.created, ...event.gaining], "functions");
  add(event.closes, event.continuedIn, "continued");
  return found;
}

function ofTenure(model, tenure) {
  const post = model.label(tenure.post);
  return {
    ...relation(model, tenure.person, "held", tenure.body, tenure, post, post),
    via: tenure,
  };
}

function ofContract(model, contract) {
  const made = (s, o, label, inverse) => ({
    ...relation(model, s, "contract", o, contract, label, inverse),
    via: contract,
  });
  return contract.suppliers.flatMap((supplier) => [
    ...contract.buyers.map((buyer) => made(supplier, buyer, "contract with", "contract with")),
    ...contract.subjects.map((subject) => made(supplier, subject, "contract for", "contract with")),
  ]);
}

function ofOpinion(model, opinion) {
  const stance = model.word(opinion.stance);
  return opinion.about.map((about) => {
    const found = relation(
      model,
      opinion.by,
      "opinion",
      about,
      opinion,
      `opinion on (${stance})`,
      `opinion by (${stance})`,
    );
    return {
      ...found,
      start: opinion.date,
      end: opinion.date,
      via: opinion,
      opinion: true,
      isMoment: true,
    };
  });
}

function addLineage(model) {
  const forward = new Map();
  const back = new Map();
  model.steps = model.events.filter((event) => event.happened).flatMap(stepsOf);
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
  // who has the duty today: the last in each line of succession; none where nothing followed
  const strict = (id) => model.after(id).filter((step) => step.how === STRICT);
  const heirs = new Map();
  model.heirs = (id) => {
    if (!heirs.has(id))
      heirs.set(
        id,
        [...reach(id, strict, "after")]
          .filter((heir) => heir !== id && !strict(heir).length)
          .sort(),
      );
    return heirs.get(id);
  };
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
