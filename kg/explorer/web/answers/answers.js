// The ready questions: words that are matched to them, a list of all by theme, and the answer of the
// one that is asked, in a sentence and as a table with its sources. What is asked stands in the
// address: `ask` names the question, `ask.body` and the like what it is told.

import { copy } from "../panel/evidence.js";
import { createGrid } from "../ledger/grid.js";
import { createSearch } from "../model/search.js";
import { dateWords } from "../core/dates.js";
import { count, el, shorten } from "../core/text.js";
import { columnsOf, savedRows, wordsOf } from "./answer-table.js";
import { createForm } from "./answer-form.js";
import { foldSources, openBook } from "./book.js";
import { findMeant } from "./matching.js";
import { sentenceOf } from "./sentence-of.js";

const ASK = "ask";
const LONGEST = 200;
const NEAR = 8; // questions that are offered for some words

/** @type {Context} */
let context;
/** @type {Book | null} */
let book = null;
/** @type {any} */
let parts;
/** @type {any} */
let shown = {};

/** @type {View} */
export const answers = {
  id: "answers",
  label: "Questions",
  fields: (model) => {
    const names = new Set(Object.values(model.questions).flatMap(([, told]) => told));
    return {
      [ASK]: (text) => (Object.hasOwn(model.questions, text) ? text : ""),
      ...Object.fromEntries(
        [...names].map((name) => [fieldOf(name), (text) => text.slice(0, LONGEST)]),
      ),
    };
  },
  mount(root, given) {
    context = given;
    parts = createParts();
    root.append(parts.root);
    openBook(context.model).then(
      (opened) => {
        book = opened;
        answers.update(context);
      },
      () =>
        parts.main.replaceChildren(
          el("p", {}, "This browser cannot unpack the answers. The terminal has them: kg ask"),
        ),
    );
  },
  update() {
    if (!book) return;
    const now = context.state.get();
    const key = JSON.stringify([now[ASK], toldOf(now)]);
    if (key !== shown.key) {
      shown = { key, question: book.questions[now[ASK]] };
      if (shown.question) drawAnswer(now[ASK], toldOf(now));
      else drawList();
    }
    updateGrid(now);
  },
  rows: () =>
    shown.rows
      ? savedRows(context, shown.question, shown.rows)
      : [["question", "title"], ...listed()],
};

function listed() {
  return Object.entries(context.model.questions).map(([name, [title]]) => [name, title]);
}

export function fieldOf(parameter) {
  return `${ASK}.${parameter}`;
}

// Returns what the state looks like where a question is asked and told something.
export function asking(state, model, name, given = {}) {
  return { ...state.empty, view: answers.id, ...told(model, name, given) };
}

function told(model, name, given) {
  const names = new Set(Object.values(model.questions).flatMap(([, all]) => all));
  const cleared = Object.fromEntries([...names].map((one) => [fieldOf(one), ""]));
  const filled = Object.fromEntries(
    Object.entries(given).map(([one, value]) => [fieldOf(one), value]),
  );
  return { [ASK]: name, ...cleared, ...filled, sort: "" };
}

function toldOf(now) {
  const [, names] = context.model.questions[now[ASK]] ?? ["", []];
  return Object.fromEntries(
    names.map((name) => [name, now[fieldOf(name)]]).filter(([, value]) => value),
  );
}

function createParts() {
  const found = el("ul", { class: "near", "aria-label": "Questions that these words may mean" });
  const input = el("input", {
    type: "search",
    id: "ask-words",
    autocomplete: "off",
    maxlength: LONGEST,
    placeholder: "Ask in words: who moved to suppliers?",
    "aria-label": "Ask in words",
    input: () => offer(found, input.value),
  });
  const form = el(
    "form",
    {
      class: "ask-words",
      submit: (event) => {
        event.preventDefault();
        askInWords(input.value);
      },
    },
    input,
    el("button", { type: "submit" }, "Ask"),
  );
  const main = el(
    "div",
    { class: "answer-main" },
    el("p", { class: "note" }, "Reading the questions…"),
  );
  const root = el("div", { class: "answers", tabindex: "-1" }, form, found, main);
  return { root, input, found, main, find: createSearch(context.model), grid: createGrid() };
}

function offer(list, words) {
  const near = words.trim() && book ? book.match(words).slice(0, NEAR) : [];
  list.replaceChildren(...near.map(({ name, rest }) => el("li", {}, questionLink(name, rest))));
  if (words.trim() && book)
    context.say(
      near.length
        ? `${count(near.length, "question")} may be meant`
        : "No question has these words",
      { isSeen: near.length > 0 },
    );
}

// Asks the question that is meant, else the nearest; what no question speaks of is what it is told.
function askInWords(words) {
  const found = book?.match(words) ?? [];
  const meant = findMeant(found) ?? found[0];
  if (!meant) return context.say("No question has these words; all are listed below");
  go(meant.name, givenBy(meant.name, meant.rest));
}

// Returns what a question is told by words that it does not have itself: the first thing it needs.
export function givenBy(name, rest) {
  const needed = book?.questions[name]?.parameters.find(({ need }) => need === "required");
  if (!rest || !needed || !["entity", "topic"].includes(needed.type)) return {};
  const kinds = needed.type === "topic" ? ["Concept"] : (needed.kinds ?? []);
  const [hit] = parts.find(rest, kinds);
  return hit ? { [needed.name]: hit.id } : {};
}

function go(name, given) {
  parts.input.value = "";
  offer(parts.found, "");
  context.state.set({ ...told(context.model, name, given), id: "" });
  parts.root.scrollTop = 0;
  parts.main.querySelector("h2")?.focus();
}

function questionLink(name, rest = "") {
  const given = givenBy(name, rest);
  const patch = { ...context.state.get(), ...asking(context.state, context.model, name, given) };
  const [title] = context.model.questions[name];
  const about = Object.values(given).map((id) => context.model.label(id));
  return el(
    "a",
    {
      href: context.state.address(patch),
      click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(name, given);
      },
    },
    title,
    about.length > 0 && el("span", { class: "about" }, ` – ${shorten(about[0], 60)}`),
  );
}

function drawList() {
  const themes = new Map();
  for (const [name, question] of Object.entries(book?.questions ?? {})) {
    if (!themes.has(question.theme)) themes.set(question.theme, []);
    themes.get(question.theme).push(name);
  }
  const sections = [...themes.keys()].sort().map((theme) =>
    el(
      "section",
      {},
      el("h3", {}, theme),
      el(
        "ul",
        {},
        themes.get(theme).map((name) => el("li", {}, questionLink(name))),
      ),
    ),
  );
  const heading = themes.size ? "All questions" : "This graph has no ready questions.";
  parts.main.replaceChildren(
    el("h2", { tabindex: "-1" }, heading),
    el("div", { class: "themes" }, sections),
  );
}

function drawAnswer(name, given) {
  const { question } = shown;
  const missing = question.parameters.filter((one) => one.need === "required" && !given[one.name]);
  const tell = (parameter, value) =>
    context.state.set({ [fieldOf(parameter)]: value, sort: "", id: "" });
  const found = missing.length ? null : book?.answer(name, given);
  shown.rows = found && foldSources(question, found).map((row, i) => ({ ...row, at: i + 1 }));
  if (shown.rows) shown.columns = columnsOf(context, question, shown.rows);
  const all = { ...told(context.model, "", {}), id: "" };
  parts.main.replaceChildren(
    ...[
      el(
        "p",
        { class: "way" },
        el(
          "button",
          { type: "button", class: "quiet word", click: () => context.state.set(all) },
          "All questions",
        ),
        ` / ${question.theme}`,
      ),
      el("h2", { tabindex: "-1" }, question.title),
      el("p", { class: "note" }, question.description),
      createForm(context, question, given, parts.find, tell),
      ...(missing.length ? [needs(missing)] : said(name, question, given)),
    ].filter(Boolean),
  );
}

function needs(missing) {
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
      { type: "button", class: "quiet word", click: () => go(context.state.get()[ASK], tell) },
      words || name,
    ),
    ".",
  );
}

function said(name, question, given) {
  const write = (parameter) => {
    const type = question.parameters.find((one) => one.name === parameter)?.type;
    return type === "date" ? dateWords(given[parameter]) : wordsOf(context, given[parameter]);
  };
  const words = shown.rows ? sentenceOf(question, shown.rows, write) : notHere(question);
  if (shown.rows) context.say(words, { isSeen: true });
  return [
    el("p", { class: "answer-said" }, words),
    el("p", { class: "answer-deeds" }, pictureLink(question, given), commandOf(name, given)),
    shown.rows?.length && parts.grid.root,
    el(
      "details",
      { class: "answer-query" },
      el("summary", {}, "The query behind it"),
      el(
        "pre",
        { tabindex: "0", role: "region", "aria-label": "Query" },
        el("code", {}, question.query),
      ),
    ),
  ];
}

function notHere({ elsewhere }) {
  return elsewhere
    ? `Not answered here: ${elsewhere}. In a terminal the command below answers.`
    : "This page does not hold this answer; in a terminal the command below gives it.";
}

function pictureLink({ picture, parameters }, given) {
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
      click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        context.state.set(patch);
      },
    },
    "See it in the picture",
  );
}

function commandOf(name, given) {
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

function updateGrid(now) {
  if (!shown.rows?.length) return;
  parts.grid.update(shown.columns, shown.rows, now.sort || "n", {
    caption: "Answer",
    selected: now.id,
    sorted: (sort) => context.state.set({ sort }),
  });
}
