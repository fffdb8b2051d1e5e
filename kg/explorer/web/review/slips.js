// A proposal in the list: one line, and when it is the current one all that it says.

import { el } from "../core/text.js";
import { marked } from "./reading.js";

const SAID = {
  same: "as in the record",
  fills: "the record has none",
  sharpens: "the record has",
  adds: "the record has",
  differs: "but the record has",
  apart: "the record, in its own words:",
};
const BUTTONS = [
  ["accept", "y", "Accept"],
  ["reject", "n", "Reject"],
  ["unsure", "u", "Unsure"],
  ["apart", "r", "As a row of its own"],
  ["edit", "e", "Edit"],
  ["allLike", "a", "All like it"],
  ["takeBack", "x", "Take back"],
];

// Returns the line of a proposal, with its body where it is the current one.
export function drawSlip(slip, { isCurrent, decision, cells, isEdited, hasReasons, columns }, act) {
  const id = `slip-${slip.digest}`;
  const judged = decision?.judgement ?? "";
  const head = el(
    "button",
    {
      type: "button",
      class: "slip-head",
      id,
      "aria-expanded": String(isCurrent),
      click: () => act.select(slip.digest),
    },
    el("span", { class: `state ${slip.state}` }, slip.state),
    el("span", { class: "called" }, slip.called || slip.digest),
    el("span", { class: "number" }, slip.table),
    judged && el("span", { class: `judged ${judged}` }, judged),
  );
  const item = el("li", { class: "slip", "data-current": isCurrent }, el("h2", {}, head));
  if (isCurrent) {
    item.append(
      el(
        "div",
        { class: "slip-body", role: "group", "aria-labelledby": id },
        el("p", { class: "told" }, `${slip.told[0].toUpperCase()}${slip.told.slice(1)}.`),
        slip.quotes.map(drawQuote),
        drawCells(slip, cells),
        openColumns(slip, cells).map((column, i) => drawChoices(slip, column, i === 0, act)),
        isEdited ? drawForm(slip, { cells, columns }, act) : drawLacks(slip, cells),
        drawNear(slip),
        hasReasons &&
          el(
            "ul",
            { class: "reasons" },
            slip.reasons.map((one) => el("li", {}, one)),
          ),
        drawButtons(slip, cells, decision, act),
      ),
    );
  }
  return item;
}

// Returns the columns whose names are still to be matched; what a row may lack may be emptied.
export function openColumns(slip, cells) {
  const filled = new Set(slip.cells.filter((cell) => cell.proposed).map((cell) => cell.column));
  const isEmptied = (name) => cells[name] === "" && slip.optional.includes(name);
  return Object.keys(slip.named).filter(
    (name) => !(cells[name] || filled.has(name) || isEmptied(name)),
  );
}

// Returns the cells that a new row must have and nobody gave, and those that nobody said anew.
export function lacking(slip, cells) {
  return [...ungiven(slip, cells), ...copied(slip, cells)];
}

// Whom a recommendation means need not be said in words where a thing is given.
function ungiven(slip, cells) {
  const isSaid = (name) => name === "addressee_note" && cells.addressed_to;
  return slip.lacks.filter((name) => !cells[name] && !isSaid(name));
}

// Returns the cells that still have the document's own words.
function copied(slip, cells) {
  const own = Object.fromEntries(slip.cells.map((cell) => [cell.column, cell.proposed]));
  return slip.copied.filter((name) => !cells[name] || cells[name] === own[name]);
}

// What stands in the other pane is shown here too where there is no room for two.
function drawQuote(quote) {
  const where = [quote.title, quote.locator].filter(Boolean).join(", ");
  const around = (words) => words && el("span", { class: "around" }, words);
  return el(
    "figure",
    { class: quote.text ? "quote" : "quote narrow" },
    el("blockquote", {}, around(quote.before), marked(quote), around(quote.after)),
    el("figcaption", {}, where),
  );
}

function drawCells(slip, cells) {
  const given = Object.keys(cells).filter((name) => !slip.cells.some((c) => c.column === name));
  const all = [...slip.cells, ...given.map((column) => ({ column, words: "", fit: "" }))];
  return el(
    "dl",
    { class: "cells" },
    all.map((cell) => {
      const said = cell.fit && SAID[cell.fit];
      const held = ["same", "fills"].includes(cell.fit) ? "" : ` ${cell.held_words}`;
      return [
        el("dt", {}, cell.column),
        el(
          "dd",
          {},
          el("span", {}, cells[cell.column] ?? cell.words),
          said && el("span", { class: `fit ${cell.fit}` }, `${said}${held}`),
        ),
      ];
    }),
  );
}

function drawChoices(slip, column, isFirst, act) {
  const found = slip.choices[column] ?? [];
  return el(
    "div",
    { class: "choices", role: "group", "aria-label": `What ${column} may be` },
    el("p", {}, `${column}: “${slip.named[column]}” is`),
    found.map((one, i) =>
      el(
        "button",
        { type: "button", disabled: !isFirst, click: () => act.choose(i) },
        el("kbd", {}, String(i + 1)),
        el("span", {}, `${one.label} (${one.id})`),
        el("span", { class: "number" }, `${Math.round(one.score)}: ${one.reason}`),
      ),
    ),
    !found.length &&
      el("p", { class: "number" }, "Nothing in the record is like it; edit gives its id."),
  );
}

function drawLacks(slip, cells) {
  const [lacks, theirs] = [ungiven(slip, cells), copied(slip, cells)];
  return [
    lacks.length > 0 && el("p", { class: "lacks" }, `To be given: ${lacks.join(", ")}.`),
    theirs.length > 0 &&
      el("p", { class: "lacks" }, `To be said in your own words: ${theirs.join(", ")}.`),
  ];
}

function drawForm(slip, { cells, columns }, act) {
  const held = Object.fromEntries(slip.cells.map((cell) => [cell.column, cell.proposed]));
  const submit = (event) => {
    event.preventDefault();
    const given = {};
    for (const { name, value } of event.target.querySelectorAll("input, textarea")) {
      const words = value.replace(/\s+/g, " ").trim();
      if (words !== (held[name] ?? "") || name in slip.named) given[name] = words;
    }
    act.give(given);
  };
  return el(
    "form",
    { class: "edit", submit },
    slip.columns.map((name) =>
      (slip.copied.includes(name) ? drawWriting : drawInput)(
        `edit-${slip.digest}-${name}`,
        name,
        columns[name],
        cells[name] ?? held[name],
      ),
    ),
    el("div", { class: "row" }, el("button", {}, "Take these cells")),
  );
}

function drawInput(id, name, { words, pattern, list }, value) {
  const known = words.length ? `${id}-words` : list;
  return [
    el("label", { for: id }, name),
    el("input", {
      id,
      name,
      value: value ?? "",
      pattern: pattern || null,
      list: known || null,
      autocomplete: "off",
      title: pattern ? "A date such as 2019, 2019-07 or 2019-07-01" : null,
    }),
    words.length > 0 &&
      el(
        "datalist",
        { id: `${id}-words` },
        words.map((word) => el("option", { value: word })),
      ),
  ];
}

// A field for a sentence that is to be said anew, with the document's in it to begin with.
function drawWriting(id, name, _, value) {
  return [
    el("label", { for: id }, `${name}, in your own words`),
    el("textarea", { id, name, rows: "4" }, value ?? ""),
  ];
}

function drawNear(slip) {
  if (!slip.near.length) return null;
  return [
    el("p", { class: "number" }, slip.is_beside ? "The record says:" : "The record has already:"),
    el(
      "ul",
      { class: "near" },
      slip.near.map((row) => el("li", {}, row)),
    ),
  ];
}

function drawButtons(slip, cells, decision, act) {
  const fits = {
    accept: openColumns(slip, cells).length === 0 && !slip.is_beside,
    apart: slip.may_stand_apart,
    takeBack: Boolean(decision),
  };
  return el(
    "div",
    { class: "row" },
    BUTTONS.filter(([name]) => fits[name] ?? true).map(([name, key, words]) =>
      el("button", { type: "button", click: () => act[name]() }, el("kbd", {}, key), words),
    ),
  );
}
