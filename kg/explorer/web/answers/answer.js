// The answer of a ready question: what it is told, a sentence that counts, a table with sources, the
// way to the picture that shows it, the command that gives it in a terminal, and its query.

import { whenPlain } from "../core/following.js";
import { copy } from "../panel/evidence.js";
import { createGrid } from "../ledger/grid.js";
import { dateWords } from "../core/dates.js";
import { el } from "../core/text.js";
import { columnsOf, savedRows, wordsOf } from "./answer-table.js";
import { createForm } from "./answer-form.js";
import { askingPatch, fieldOf } from "./asking.js";
import { foldSources } from "./book.js";
import { fillQuery } from "./filling.js";
import { hasEngine, openEngine } from "./engine.js";
import { sentenceOf } from "./sentence-of.js";

// Returns {draw(book, name, given), update(now), rows()}; `go(name, given)` asks another question,
// `redraw()` draws anew when the engine of the page has answered.
/** @param {Context} context */
export function createAnswer(context, find, go, redraw) {
  const kept = new Map();
  /** @type {any} */
  const answer = { context, find, go, redraw, kept, grid: createGrid(), rows: null };
  return {
    draw: (book, name, given) => draw(answer, book, name, given),
    update: (now) => updateGrid(answer, now),
    rows: () => answer.rows && savedRows(context, answer.question, answer.rows),
  };
}

function draw(answer, book, name, given) {
  const { context, find } = answer;
  const { state, model } = context;
  const question = book.questions[name];
  const missing = question.parameters.filter((one) => one.need === "required" && !given[one.name]);
  const found = missing.length ? null : rowsOf(answer, book, name, given);
  answer.question = question;
  answer.rows = found && foldSources(question, found).map((row, i) => ({ ...row, at: i + 1 }));
  if (answer.rows) answer.columns = columnsOf(context, question, answer.rows);
  const tell = (parameter, value) => state.set({ [fieldOf(parameter)]: value, sort: "", id: "" });
  const all = () => state.set({ ...askingPatch(model, ""), id: "" });
  return [
    el(
      "p",
      { class: "way" },
      el("button", { type: "button", class: "quiet word", click: all }, "All questions"),
      ` / ${question.theme}`,
    ),
    el("h2", { tabindex: "-1" }, question.title),
    createForm(context, question, given, find, tell),
    ...(missing.length ? [needs(answer, name, missing)] : said(answer, name, given)),
  ].filter(Boolean);
}

// Returns the rows that the page holds, else those of its engine, which come later; null for none.
function rowsOf(answer, book, name, given) {
  const { context, kept, redraw } = answer;
  const held = book.answer(name, given);
  answer.fault = "";
  if (held || !hasEngine()) return held;
  const question = book.questions[name];
  const query = fillQuery(question, given);
  const known = kept.get(query);
  if (known) {
    answer.fault = known.fault ?? "";
    return known.rows ?? null;
  }
  answer.fault = "Asking the graph in this page…";
  openEngine(context.model)
    .then(({ ask }) => ({ rows: inColumns(question, ask(query)) }))
    .catch((error) => ({
      fault: `The graph in this page cannot be asked: ${error.message ?? error}.`,
    }))
    .then((found) => {
      kept.set(query, found);
      redraw();
    });
  return null;
}

function inColumns(question, { columns, rows }) {
  const places = question.columns.map((name) => columns.indexOf(name));
  return rows.map((row) => places.map((place) => row[place] ?? null));
}

function needs({ context, go }, asked, missing) {
  const { example, name } = missing[0];
  const { model } = context;
  const words = model.knows(example) ? model.label(example) : dateWords(example);
  const tell = Object.fromEntries(missing.map((one) => [one.name, one.example]));
  return el(
    "p",
    { class: "answer-said" },
    `Say ${missing.map((one) => one.name).join(" and ")} first, such as `,
    el(
      "button",
      { type: "button", class: "quiet word", click: () => go(asked, tell) },
      words || name,
    ),
    ".",
  );
}

function said(answer, name, given) {
  const { context, question, rows } = answer;
  const write = (parameter) => {
    const type = question.parameters.find((one) => one.name === parameter)?.type;
    return type === "date" ? dateWords(given[parameter]) : wordsOf(context, given[parameter]);
  };
  const words = rows
    ? sentenceOf(question, rows, write, (id) => wordsOf(context, id))
    : answer.fault || notHere(question);
  if (rows) context.say(words, { isSeen: true });
  return [
    el("p", { class: "answer-said" }, words),
    el(
      "p",
      { class: "answer-deeds" },
      pictureLink(context, question, given),
      commandOf(context, name, given),
    ),
    rows?.length && answer.grid.root,
    el("p", { class: "note" }, question.description),
    el(
      "details",
      { class: "answer-query", "data-fold": "query" },
      el("summary", {}, "The query behind it"),
      el(
        "pre",
        { tabindex: "0", role: "region", "aria-label": "Query" },
        el("code", {}, fillQuery(question, given)),
      ),
    ),
  ];
}

function notHere({ elsewhere }) {
  return elsewhere
    ? `Not answered here: ${elsewhere}. In a terminal the command below answers.`
    : "This page does not hold this answer; in a terminal the command below gives it.";
}

function pictureLink(context, { picture, parameters }, given) {
  if (!picture || parameters.some(({ name }) => picture.includes(`{${name}}`) && !given[name]))
    return null;
  const filled = picture.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(given[name] ?? ""));
  const patch = { ...context.state.empty };
  for (const [field, value] of new URLSearchParams(filled))
    patch[field] = Array.isArray(patch[field]) ? value.split(",") : value;
  return el(
    "a",
    {
      href: context.state.address(patch),
      click: whenPlain(() => {
        context.state.set(patch);
        document.getElementById(`tab-${patch.view}`)?.focus(); // the link is gone
      }),
    },
    "See it in the picture",
  );
}

function commandOf(context, name, given) {
  const quote = (text) => (/^[\w.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const told = Object.entries(given).map(([one, value]) => `${one}=${quote(value)}`);
  const command = ["kg ask", name, ...told].join(" ");
  return el(
    "span",
    { class: "command" },
    el("code", {}, command),
    el("button", { type: "button", click: () => copy(command, context.say) }, "Copy as command"),
  );
}

function updateGrid({ context, grid, rows, columns }, now) {
  if (!rows?.length) return;
  grid.update(columns, rows, now.sort || "n", {
    caption: "Answer",
    selected: now.id,
    sorted: (sort) => context.state.set({ sort }),
  });
}
