// Finds what the record says in words, where no name has them: descriptions, notes, advice and
// opinions.

import { fold } from "../core/spelling.js";

const SHORTEST = 3; // letters of a word that is looked for in texts

// Returns a function words -> [{id, label, kind, said}]: what says all of the words, the most
// mentioned first; `said` is the text around them.
/** @param {Model} model */
export function createMentions(model) {
  /** @type {{id: string, kind: string, text: string, folded: string, weight: number}[] | null} */
  let texts = null;
  return (words, most) => {
    const asked = fold(words).split(" ").filter(Boolean);
    if (!asked.some((word) => word.length >= SHORTEST)) return [];
    texts ??= [...textsOf(model)].sort((a, b) => b.weight - a.weight);
    const found = new Map();
    for (const one of texts) {
      if (found.has(one.id) || !asked.every((word) => holds(one.folded, word))) continue;
      found.set(one.id, { ...one, label: model.label(one.id), said: around(one.text, asked) });
      if (found.size === most) break;
    }
    return [...found.values()];
  };
}

// A word is found where one begins with it.
function holds(folded, word) {
  return ` ${folded}`.includes(` ${word}`);
}

function* textsOf(model) {
  const text = (row, id, kind, ...said) => {
    const whole = said.filter(Boolean).join(" ");
    return { id, kind, text: whole, folded: fold(whole), weight: row.w ?? 0 };
  };
  for (const thing of model.things.values()) {
    if (thing.description || thing.definition || thing.note)
      yield text(thing, thing.id, thing.kind, thing.description, thing.definition, thing.note);
  }
  for (const event of model.events)
    if (event.note) yield text(event, event.id, event.kind, event.note);
  for (const row of model.opinions)
    if (row.text) yield text(row, row.id, "Opinion", row.text, model.label(row.by));
  for (const row of model.recommendations)
    if (row.text) yield text(row, row.id, "Recommendation", row.text);
  for (const row of model.contracts)
    if (row.note || row.outcome) yield text(row, row.id, "Contract", row.outcome, row.note);
  for (const { s, o, note } of [...model.claims, ...model.relations])
    if (note) yield text({}, model.things.has(s) ? s : o, model.things.get(s)?.kind ?? "", note);
}

const BESIDE = 40; // letters that are shown before the first word

function around(text, asked) {
  const at = text.toLowerCase().indexOf(asked[0]);
  return at > BESIDE ? `… ${text.slice(text.indexOf(" ", at - BESIDE) + 1)}` : text;
}
