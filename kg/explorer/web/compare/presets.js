// What the view of comparison offers to begin with, chosen by what the data hold most of.

import { counts } from "../model/relations.js";
import { awarded } from "./compared-lives.js";
import { functionsOf } from "./followed.js";

const SHOWN = 6;

// Returns [{words, patch}]: what each is called and what it changes in the state.
/** @param {Model} model @returns {{words: string, patch: Partial<State>}[]} */
export function pairsOf(model) {
  return [...suppliers(model), ...attempts(model), ...heirs(model)].map(([words, a, b]) => ({
    words: `${words}: ${model.label(a)} and ${model.label(b)}`,
    patch: { with: `${a},${b}`, aim: "", followed: "" },
  }));
}

// Returns the aims that something attempted, what most attempted first.
/** @param {Model} model @returns {string[]} */
export function aimsOf(model) {
  return Object.keys(model.aims)
    .filter((aim) => model.things.has(aim))
    .sort((a, b) => model.aims[b] - model.aims[a] || (a < b ? -1 : 1));
}

/** @param {Model} model @returns {string[]} */
export function firstFunctions(model) {
  return functionsOf(model).slice(0, SHOWN);
}

// The supplier with the greatest awards and who succeeded it, or else the next greatest; and a
// supplier that was succeeded by another with both.
function suppliers(model) {
  /** @type {Map<string, Contract[]>} */
  const contracts = new Map();
  for (const row of model.contracts.filter(counts))
    for (const id of row.suppliers.filter((one) => model.things.has(one)))
      contracts.set(id, [...(contracts.get(id) ?? []), row]);
  const ranked = [...contracts]
    .map(([id, rows]) => ({ id, pounds: awarded(rows), number: rows.length }))
    .sort((a, b) => b.pounds - a.pounds || b.number - a.number || (a.id < b.id ? -1 : 1));
  const found = [];
  if (ranked.length > 1) found.push(["Two suppliers", ranked[0].id, ranked[1].id]);
  const gone = [...ranked]
    .sort((a, b) => b.number - a.number)
    .map(({ id }) => [id, model.after(id).find(({ how }) => how === "succession")?.after])
    .find(([, after]) => after && model.things.has(after));
  if (gone) found.push(["A supplier and its successor", ...gone]);
  return found;
}

// Of the aim whose attempts were advised on most, the two of which most was said to cost or advised.
function attempts(model) {
  const known = ({ advised, most = 0 }) => advised * 1e12 + most;
  return Object.entries(model.attempts)
    .map(([aim, all]) => ({ aim, best: [...all].sort((a, b) => known(b) - known(a)).slice(0, 2) }))
    .filter(({ best }) => best.length === 2 && best.every((one) => model.things.has(one.thing)))
    .sort((a, b) => known(b.best[1]) - known(a.best[1]))
    .slice(0, 2)
    .map(({ aim, best }) => [
      `Two attempts at “${model.label(aim)}”`,
      best[0].thing,
      best[1].thing,
    ]);
}

// The body that was told most and is gone, with who has its duty.
function heirs(model) {
  const told = new Map();
  for (const row of model.recommendations)
    for (const id of row.addressees) told.set(id, (told.get(id) ?? 0) + 1);
  const gone = [...told]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([id]) => [id, model.heirs(id).find((heir) => heir !== id)])
    .find(([, heir]) => heir);
  return gone ? [["A body and its heir", ...gone]] : [];
}
