// The form of a ready question: a box for each thing that it may be told.

import { createThingBox } from "../core/thing-box.js";
import { fromWords, parseDate } from "../core/dates.js";
import { el, sentence } from "../core/text.js";
import { wordsOf } from "./answer-table.js";

const HINTS = { date: "such as 1 April 2013, 2013-04 or 2013", number: "a whole number" };
const VERDICTS = ["implementations", "responses"];

// Returns the form of a question; `given` is what it is told, `tell(name, value)` tells more.
/**
 * @param {Context} context @param {Question} question @param {Record<string, string>} given
 * @param {(text: string, kinds: string[]) => any[]} find @param {(name: string, value: string) => void} tell
 */
export function createForm(context, question, given, find, tell) {
  if (!question.parameters.length) return null;
  const fields = question.parameters.map((one) => field(context, one, given[one.name], find, tell));
  return el(
    "div",
    { class: "answer-form", role: "group", "aria-label": "What it asks about" },
    fields,
  );
}

function field(context, parameter, value, find, tell) {
  const { name, need, type, description } = parameter;
  const id = `told-${name}`;
  const hint = [sentence(description), HINTS[type]].filter(Boolean).join("; ");
  const control = make(context, parameter, id, value, find, (chosen) => tell(name, chosen));
  const label = sentence(name) + (need === "required" ? "" : " (may be left out)");
  return el(
    "div",
    { class: "field" },
    el("label", { for: id }, label),
    control,
    el("span", { class: "note", id: `${id}-hint` }, hint),
  );
}

function make(context, parameter, id, value, find, tell) {
  const { type, kinds = [] } = parameter;
  const about = { "aria-describedby": `${id}-hint` };
  if (type === "entity")
    return thingBox(context, parameter, id, value, (text) => find(text, kinds), tell);
  if (type === "topic" || type === "verdict" || type === "kind")
    return choice(context, parameter, id, value, tell, about);
  const write = type === "date" ? fromWords : (text) => text.trim();
  const input = el("input", {
    id,
    type: "text",
    autocomplete: "off",
    maxlength: 200,
    value: value || (parameter.need === "default" ? parameter.example : ""),
    inputmode: type === "number" ? "numeric" : null,
    change: (event) => {
      const text = write(event.target.value);
      const isGood = !text || fits(type, text);
      event.target.setAttribute("aria-invalid", String(!isGood));
      if (isGood) tell(text);
    },
    ...about,
  });
  return input;
}

function fits(type, text) {
  if (type === "date") return Boolean(parseDate(text)?.earliest);
  return type !== "number" || /^-?\d{1,9}$/.test(text);
}

function thingBox(context, parameter, id, value, find, tell) {
  const { model } = context;
  const search = async (text) =>
    find(text).map((hit) => ({
      ...hit,
      name: hit.id,
      kind: sentence(model.word(hit.kind)),
      about: "",
    }));
  const box = createThingBox(
    id,
    {
      value: value ? model.label(value) : "",
      placeholder: parameter.need === "required" ? "Write a name" : "any",
      "aria-describedby": `${id}-hint`,
      change: (event) => {
        if (!event.target.value.trim() && parameter.need !== "required") tell("");
      },
    },
    search,
    (one) => tell(one.name),
  );
  return box.root;
}

function choice(context, { type, need }, id, value, tell, about) {
  const { model } = context;
  const { schemes, topics } = model;
  const ids = {
    topic: () => topics.map((topic) => topic.id),
    verdict: () => VERDICTS.flatMap((scheme) => schemes[scheme] ?? []),
    kind: () => [...new Set([...model.things.values()].map((thing) => thing.kind))],
  }[type]();
  const options = ids
    .map((one) => [one, wordsOf(context, one)])
    .sort((a, b) => a[1].localeCompare(b[1], "en"));
  return el(
    "select",
    { id, change: (event) => tell(event.target.value), ...about },
    el("option", { value: "" }, need === "required" ? "Choose" : "all"),
    options.map(([one, words]) => el("option", { value: one, selected: one === value }, words)),
  );
}
