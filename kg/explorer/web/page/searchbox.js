// The search box: a combobox with its list, by mouse, keyboard and "/". It finds things by their
// names, ready questions by their words, and what the record says.

import { askingPatch, findNear } from "../answers/asking.js";
import { openBook } from "../answers/book.js";
import { icon } from "../core/icons.js";
import { mark } from "../core/marks.js";
import { fold } from "../core/spelling.js";
import { createMentions } from "../model/mentions.js";
import { createSearch } from "../model/search.js";
import { count, el, sentence, shorten } from "../core/text.js";

const RECORDS = { Contract: "contract", Recommendation: "recommendation", Opinion: "opinion" };
const QUESTIONS = 2; // that are offered at most
const NEAR = 0.5; // how near a question must be to be offered
const MENTIONS = 4;
const LINE = 110; // letters of what is said that a line shows

// Fills the search box; returns {focus()}.
export function createSearchBox(root, context, say) {
  /** @type {any} */
  const box = { root, context, say, find: createSearch(context.model), found: [], at: -1 };
  box.mentions = createMentions(context.model);
  box.list = el("ul", {
    id: "found",
    role: "listbox",
    "aria-label": "Found",
    hidden: true,
    mousedown: (event) => event.preventDefault(), // the focus stays in the box
  });
  box.input = el("input", {
    type: "search",
    id: "find",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 200,
    "aria-label": "Search by name, former name or acronym",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "found",
    placeholder: "Search names, former names, acronyms",
    input: () => search(box),
    keydown: (event) => press(box, event),
    focus: () => {
      openBook(context.model).then(
        (book) => {
          const isNew = !box.book;
          box.book = book;
          if (isNew && box.input.value) search(box);
        },
        () => (box.book = null),
      );
      search(box);
    },
    blur: () => close(box),
  });
  root.append(icon("search"), box.input, el("kbd", { "aria-hidden": "true" }, "/"), box.list);
  return { focus: () => box.input.focus() };
}

function search(box) {
  const { input, list, say } = box;
  const names = box.find(input.value);
  const words = input.value.trim();
  box.found = inOrder(box, words, names);
  box.at = box.found.length ? 0 : -1;
  list.replaceChildren(
    ...box.found.map((one, i) => option(box, one, i)),
    ...(words ? [everything(box, words, names)] : []),
  );
  list.hidden = !words;
  input.setAttribute("aria-expanded", String(!list.hidden));
  point(box);
  if (words) say(told(names, box.found), { isSeen: true });
}

// Questions come first where the words read like one and are no name, else after the names.
function inOrder(box, words, names) {
  const isNear = ({ score, isEnough }) => score >= NEAR && isEnough;
  const questions = findNear(box.context.model, box.book, box.find, words, QUESTIONS, isNear).map(
    ({ name, given }) => ({ question: name, given }),
  );
  const known = new Set(names.map(({ id }) => id));
  const said = names.more ? [] : box.mentions(words, MENTIONS).filter(({ id }) => !known.has(id));
  const isName = names.some(({ label, via }) => [label, via].some((name) => isSame(name, words)));
  return !isName && box.book?.readsLikeOne(words)
    ? [...questions, ...names, ...said]
    : [...names, ...questions, ...said];
}

function isSame(name, words) {
  return Boolean(name) && fold(name) === fold(words);
}

function told(names, found) {
  const questions = found.filter(({ question }) => question).length;
  const parts = [
    names.more
      ? `The first ${names.length} of ${count(names.length + names.more, "name")}`
      : names.length
        ? `${count(names.length, "name")} found`
        : "No name found",
    questions && count(questions, "question"),
  ];
  return parts.filter(Boolean).join(", ");
}

function option(box, one, i) {
  if (one.question) return questionOption(box, one, i);
  const kind = RECORDS[one.kind] ?? box.context.model.word(one.kind);
  const words = one.said ? `says: ${shorten(one.said, LINE)}` : one.via && `also ${one.via}`;
  const via = words && el("span", { class: "via" }, words);
  return el(
    "li",
    {
      role: "option",
      id: `found-${i}`,
      "aria-selected": "false",
      click: (event) => take(box, event, i),
    },
    mark(one.kind),
    el("span", { class: "name" }, one.label, via),
    el("span", { class: "kind" }, sentence(kind)),
  );
}

function questionOption(box, { question, given }, i) {
  const { model } = box.context;
  const about = Object.values(given).map((id) => model.label(id));
  return el(
    "li",
    {
      role: "option",
      id: `found-${i}`,
      class: "ready",
      "aria-selected": "false",
      click: (event) => take(box, event, i),
    },
    icon("help"),
    el(
      "span",
      { class: "name" },
      model.questions[question][0],
      about.length > 0 && el("span", { class: "via" }, about[0]),
    ),
    el("span", { class: "kind" }, "Question"),
  );
}

function everything(box, words, names) {
  const last = box.found.length;
  const more = names.more ? `${names.length} of ${names.length + names.more} names. ` : "";
  const text = names.length
    ? `${more}Keep only what says “${words}”`
    : `No such name. Keep only what says “${words}”`;
  const click = (event) => take(box, event, last);
  return el(
    "li",
    { role: "option", id: `found-${last}`, class: "all", "aria-selected": "false", click },
    text,
  );
}

function take(box, event, i) {
  const { context, input, found } = box;
  event.preventDefault();
  const one = found[i];
  if (one?.question) ask(context, one);
  // what a step of a story shows already is looked at for itself too: the story is left
  else if (one) context.state.set({ id: one.id, story: "", step: "" });
  else context.state.set({ q: input.value.trim() });
  input.value = "";
  box.found = [];
  close(box);
  if (!one?.question) document.getElementById("panel")?.focus({ preventScroll: true });
}

function ask(context, { question, given }) {
  context.state.set({ ...askingPatch(context.model, question, given), id: "" });
  document.getElementById("views")?.focus({ preventScroll: true });
}

function press(box, event) {
  const { list, input, at } = box;
  const last = list.children.length - 1;
  if (event.key === "ArrowDown" && last >= 0) box.at = at >= last ? 0 : at + 1;
  else if (event.key === "ArrowUp" && last >= 0) box.at = at <= 0 ? last : at - 1;
  else if (event.key === "Enter" && !list.hidden) return take(box, event, Math.max(at, 0));
  else if (event.key === "Escape") {
    event.stopPropagation();
    input.value = "";
    return close(box);
  } else return;
  event.preventDefault();
  point(box);
}

function point({ list, input, at }) {
  [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
  const chosen = at >= 0 ? list.children[at] : null;
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

function close({ list, input }) {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}
