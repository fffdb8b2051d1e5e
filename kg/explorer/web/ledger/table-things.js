// The table of things; on a day what certainly existed comes first.

import { dateWords, onDay, parseDate } from "../core/dates.js";
import { existed, headOn, isNear, ministerOn, nameOn } from "../model/existence.js";
import { cellsOf } from "./table-cells.js";
import { fold } from "../core/spelling.js";
import { compare } from "../model/model.js";
import { count, sentence } from "../core/text.js";

// `folds` are the day whose rest was asked for, and what asks for that of a day.
/**
 * @param {Context} context @param {Found} found @param {State} now
 * @param {{unfolded: string, unfold(day: string): void}} folds
 */
export function ofThings(context, found, now, folds) {
  const { model } = context;
  const { link, lastColumns } = cellsOf(context);
  const firstOf = firstIn(model);
  const rows = [...found.things].map((id) => model.things.get(id));
  const day = parseDate(now.on);
  const columns = [
    { id: "label", label: "Name", value: (t) => t.label, node: (t) => link(t.id) },
    { id: "kind", label: "Kind", value: (t) => sentence(model.word(t.kind)) },
    { id: "start", label: "From", value: firstOf, node: (t) => dateWords(firstOf(t)) },
    { id: "end", label: "To", value: lastOf, node: (t) => dateWords(lastOf(t)) },
    ...(day?.earliest ? thenColumns(model, day) : []),
    { id: "tier", label: "Tier", value: (t) => (t.tier ? sentence(model.word(t.tier)) : "") },
    {
      id: "jurisdiction",
      label: "Jurisdiction",
      value: (t) => (t.jurisdiction ? sentence(model.word(t.jurisdiction)) : ""),
    },
    { id: "relations", label: "Relations", value: (t) => model.connectionsOf(t.id).length },
    { id: "id", label: "Id", value: (t) => t.id },
    ...lastColumns().filter(({ label }) => label !== "Id"),
  ].filter(Boolean);
  return { rows, columns, caption: "Things", ...folding(model, rows, now, folds) };
}

// On a day: what is national or regional, the surest first; the rest is counted until asked for.
function folding(model, rows, now, { unfolded, unfold }) {
  const day = parseDate(now.on);
  if (!day?.earliest) return {};
  const named = (thing) => nameOn(thing, day) || thing.label;
  const near = rows
    .filter((thing) => isNear(model, thing, day))
    .sort((a, b) => compare(fold(named(a)), fold(named(b))));
  const rest = rows.filter((thing) => !near.includes(thing));
  const isWhole = unfolded === now.on || !near.length || now.kinds.length || now.tiers.length;
  if (isWhole || !rest.length) return { rows: [...near, ...rest], order: "then" };
  return {
    rows: near,
    order: "then",
    folded: { words: `and ${families(model, rest)}`, rows: rest, unfold: () => unfold(now.on) },
  };
}

// Returns how many there are of each kind and tier, such as "98 local bodies, 65 companies".
function families(model, things) {
  const numbers = new Map();
  for (const { kind, tier } of things) {
    const part = tier && kind !== "Company" ? `${model.word(tier)} ` : "";
    const key = `${part}\n${kind}`;
    numbers.set(key, (numbers.get(key) ?? 0) + 1);
  }
  return [...numbers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, number]) => {
      const [part, kind] = key.split("\n");
      return count(number, part + model.word(kind), part + model.plural(kind));
    })
    .join(", ");
}

// What is told of each thing on the day that is looked at.
function thenColumns(model, day) {
  const words = (t) =>
    Object.values(existed(model, t, day))
      .filter(Boolean)
      .join(": ");
  return [
    { id: "then", label: sentence(onDay(day)), value: words },
    { id: "named", label: "Name then", value: (t) => nameOn(t, day) },
    { id: "head", label: "Head then", value: (t) => headOn(model, t.id, day) },
    { id: "minister", label: "Minister then", value: (t) => ministerOn(model, t, day) },
  ];
}

const firstIn = (model) => (thing) => {
  if (model.kinds.living.has(thing.kind)) return thing.start || thing.born?.[0] || "";
  return thing.date || thing.start || "";
};

function lastOf(thing) {
  return thing.end || thing.ended?.[0] || "";
}
