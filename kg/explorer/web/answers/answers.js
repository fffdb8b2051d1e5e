// The ready questions: words that are matched to them, a list of all by theme, and the answer of the
// one that is asked, in a sentence and as a table with its sources. What is asked stands in the
// address: `ask` names the question, `ask.body` and the like what it is told.

import { whenPlain } from "../core/following.js";
import { fold } from "../core/spelling.js";
import { putFolds } from "../model/folds.js";
import { createSearch } from "../model/search.js";
import { count, el, shorten } from "../core/text.js";
import { createAnswer } from "./answer.js";
import { ASK, askingPatch, fieldsOfAsking, findNear, toldOf } from "./asking.js";
import { openBook } from "./book.js";
import { hasEngine } from "./engine.js";
import { findMeant } from "./matching.js";
import { cleanQuery, createOwnQuery, QUERY } from "./own-query.js";

const LONGEST = 200;
const NEAR = 8; // questions that are offered for some words
const THINGS = 2; // that are offered for what no question speaks of

/** @type {Context} */
let context;
/** @type {Book | null} */
let book = null;
/** @type {any} */
let parts;
let shown = "";

/** @type {View} */
export const answers = {
  id: "answers",
  label: "Questions",
  legend: "none",
  fields: (model) => ({ ...fieldsOfAsking(model), ...(hasEngine() && { [QUERY]: cleanQuery }) }),
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
    const given = toldOf(context.model, now);
    const key = JSON.stringify([now[ASK], given]);
    if (key !== shown) {
      shown = key;
      if (now[ASK]) parts.main.replaceChildren(...parts.answer.draw(book, now[ASK], given));
      else drawList();
      putFolds(parts.main, now);
      const at = document.activeElement;
      const isLost = at === document.body || !at?.checkVisibility(); // what was followed is gone
      if (isLost) parts.main.querySelector("h2")?.focus({ preventScroll: true });
    }
    if (now[ASK]) parts.answer.update(now);
    else parts.own?.update(now);
  },
  rows: () =>
    (context.state.get()[ASK] ? parts.answer.rows() : parts.own?.rows()) || [
      ["question", "title"],
      ...listed(),
    ],
};

function listed() {
  return Object.entries(context.model.questions).map(([name, [title]]) => [name, title]);
}

function createParts() {
  const found = el("ul", { class: "near", "aria-label": "Questions that these words may mean" });
  const input = el("input", {
    type: "search",
    id: "ask-words",
    autocomplete: "off",
    maxlength: LONGEST,
    placeholder: "Ask in words",
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
  const find = createSearch(context.model);
  const own = hasEngine() ? createOwnQuery(context, find) : null;
  const redraw = () => {
    shown = "";
    answers.update(context);
  };
  return { root, input, found, main, find, own, answer: createAnswer(context, find, go, redraw) };
}

function offer(list, words) {
  const near = findAll(words);
  const things = near.length || words.trim() ? parts.find(near[0]?.rest || words) : [];
  list.replaceChildren(
    ...near.map(({ name, given }) => el("li", {}, questionLink(name, given))),
    ...things.slice(0, THINGS).map(({ id, label }) => el("li", {}, cardLink(id, label))),
  );
  if (words.trim() && book)
    context.say(
      near.length
        ? `${count(near.length, "question")} may be meant`
        : "No question has these words",
      { isSeen: near.length > 0 },
    );
}

function findAll(words) {
  return findNear(context.model, book, parts.find, words, NEAR);
}

// Asks the question that is worded so, or that is meant, what it does not speak of being what it is
// told; where none is clearly meant, those that are near stay offered, and nothing is answered that was not asked. The
// nearest is meant too where all that it does not speak of is the name of what it may be told.
function askInWords(words) {
  const found = findAll(words);
  const meant = found.find(({ isWorded }) => isWorded) ?? findMeant(found) ?? found[0];
  if (
    meant?.isWorded ||
    (meant?.rest ? isNamedIn(meant.given ?? {}, words) : meant === findMeant(found))
  )
    return go(meant.name, meant.given);
  offer(parts.found, words);
  const isNear = parts.found.childElementCount > 0;
  context.say(
    isNear ? "Which of these is meant?" : "No question has these words; all are listed below",
  );
  if (isNear) parts.found.querySelector("a")?.focus();
}

function isNamedIn(given, words) {
  const said = ` ${fold(words.replaceAll("?", " "))} `;
  return Object.values(given).some((id) => {
    const { label = "", aliases = [] } = context.model.things.get(id) ?? {};
    return [label, ...aliases].some((name) => name && said.includes(` ${fold(name)} `));
  });
}

function cardLink(id, label) {
  return el(
    "a",
    {
      href: context.state.address({ id }),
      click: whenPlain(() => context.select(id)),
    },
    label,
    el("span", { class: "about" }, " – what is known of it"),
  );
}

function go(name, given) {
  parts.input.value = "";
  offer(parts.found, "");
  context.state.set({ ...askingPatch(context.model, name, given), id: "" });
  parts.root.scrollTop = 0;
  parts.main.querySelector("h2")?.focus();
}

function questionLink(name, given = {}) {
  const patch = askingPatch(context.model, name, given);
  const [title] = context.model.questions[name];
  const about = Object.values(given).map((id) => context.model.label(id));
  return el(
    "a",
    {
      href: context.state.address(patch),
      click: whenPlain(() => go(name, given)),
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
    ...(parts.own ? [parts.own.root] : []),
  );
}
