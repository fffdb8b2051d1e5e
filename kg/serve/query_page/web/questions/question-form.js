// The form of a ready question: a box for each thing that it may be told.

import { el } from "../../../../explorer/web/core/text.js";
import { createThingBox } from "../../../../explorer/web/core/thing-box.js";
import { findThings } from "../asking/find-things.js";

const HINTS = {
  date: "such as 2013-04-01, 2013-04 or 2013",
  number: "a whole number",
  text: "any words",
};
const VERDICTS = ["implementations", "responses"];
const MOST = 12;

// Returns the form of a question; `fill(query, isRun)` is given its query when it is told enough.
/** @param {ReadyQuestion} question */
export function createQuestionForm(question, { known, learn, fill }) {
  const boxes = question.parameters.map((one) => field(question, one, { known, learn }));
  const told = el("p", { class: "told", role: "alert", hidden: true });
  const form = el(
    "form",
    { class: "question-form", submit: (event) => submit(event, question, boxes, told, fill) },
    el("p", { class: "note" }, question.description),
    ...boxes.map(({ root }) => root),
    told,
    el(
      "p",
      { class: "deeds" },
      el("button", { type: "submit", class: "main" }, "Ask"),
      el(
        "button",
        { type: "button", click: () => fill(question.query, false) },
        "Show the example",
      ),
    ),
  );
  return form;
}

function field(question, parameter, { known, learn }) {
  const { name, need, type, kinds, description } = parameter;
  const id = `${question.name}-${name}`;
  const isRequired = need === "required";
  /** @type {{root: HTMLElement, name: string, value(): string}} */
  const made = { name, value: () => "", root: el("div", { class: "field" }) };
  let chosen = { label: "", name: "" };
  const attributes = {
    required: isRequired,
    placeholder: example(parameter),
    "aria-describedby": `${id}-hint`,
  };
  const find = finder(type, kinds, known);
  const box = find
    ? createThingBox(id, attributes, find, (one) => {
        chosen = one;
        box.input.value = one.label;
        learn(one.name, one.label);
      })
    : plain(id, attributes, type);
  // what was chosen is told by its own name, what was typed as it is
  made.value = () => (box.input.value === chosen.label ? chosen.name : box.input.value.trim());
  const optional = isRequired ? "" : " (may be left out)";
  made.root.append(
    el("label", { for: id }, `${name}${optional}`),
    box.root,
    el(
      "span",
      { class: "note", id: `${id}-hint` },
      [description, HINTS[type]].filter(Boolean).join("; "),
    ),
  );
  return made;
}

function example({ need, example: text }) {
  const words = text.replaceAll('"', "").replaceAll("-", " ");
  const isDate = /^\d{4}/.test(text);
  return need === "default" ? `${text} if nothing is said` : `such as ${isDate ? text : words}`;
}

function plain(id, attributes, type) {
  const inputmode = type === "number" ? "numeric" : null;
  const input = el("input", {
    id,
    type: "text",
    autocomplete: "off",
    maxlength: 200,
    inputmode,
    ...attributes,
  });
  return { root: input, input };
}

// Returns how the values of a type are found, or null where any text will do.
function finder(type, kinds, known) {
  if (type === "entity") return (words) => findThings(words, kinds);
  if (type === "topic") return (words) => findThings(words, ["Concept"]);
  if (type === "kind") return async (words) => findKinds(known(), words);
  const fits = {
    property: (term) => term[1] === "property" && term[4] > 0 && term[2],
    verdict: (term) => VERDICTS.includes(term[5]),
  }[type];
  return fits ? async (words) => findTerms(known(), words, fits) : null;
}

function findKinds(terms, words) {
  const sought = words.toLowerCase();
  return (terms?.kinds ?? [])
    .filter((kind) => kind.join(" ").toLowerCase().includes(sought))
    .slice(0, MOST)
    .map(([name, label]) => ({ name, label: label || name, kind: "class", via: "", about: "" }));
}

function findTerms(terms, words, fits) {
  const sought = words.toLowerCase();
  return (terms?.terms ?? [])
    .filter((term) => fits(term) && `${term[0]} ${term[2]}`.toLowerCase().includes(sought))
    .slice(0, MOST)
    .map(([name, kind, label, about, , list]) => {
      const local = name.slice(name.indexOf(":") + 1);
      return { name: list ? local : name, label: label || name, kind, via: "", about };
    });
}

async function submit(event, question, boxes, told, fill) {
  event.preventDefault();
  const given = new URLSearchParams();
  for (const { name, value } of boxes) if (value()) given.set(name, value());
  const answer = await fetch(`query/questions/${encodeURIComponent(question.name)}?${given}`);
  const said = await answer.json();
  told.hidden = answer.ok;
  told.textContent = said.error ?? "";
  if (answer.ok) fill(said.query, true);
}
