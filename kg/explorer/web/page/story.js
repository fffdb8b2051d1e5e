// The story that opens the page: a few numbers, each leading to what makes it up, and questions.

import { findQuestions } from "./questions.js";
import { whenPlain } from "../core/following.js";
import { el } from "../core/text.js";

// Fills the section with the numbers and questions that the graph yields; returns {update(isOpen)}.
export function createStory(root, { model, state }, views) {
  const numbers = model.headline.map((row) => number(row, model, state, views));
  const questions = findQuestions(model).filter(({ patch }) => views.includes(patch.view));
  if (numbers.length) root.append(el("ul", { class: "numbers" }, numbers));
  if (questions.length) {
    root.append(
      el(
        "div",
        { class: "questions" },
        el("h2", {}, "Begin with a question"),
        el(
          "ul",
          {},
          questions.map(({ words, patch }) => question(words, patch, state)),
        ),
      ),
    );
  }
  const isEmpty = !numbers.length && !questions.length;
  return { isEmpty, update: (isOpen) => (root.hidden = isEmpty || !isOpen) };
}

function number(row, model, state, views) {
  const isOfEvents = row.ids.every((id) => model.record(id)?.table === "events");
  const view = views.includes(row.view) ? row.view : views.at(-1);
  const patch = { ...state.empty, view, set: row.id, rows: isOfEvents ? "events" : "" };
  const note = `note-${row.id}`;
  return el(
    "li",
    {},
    el(
      "a",
      {
        href: state.address(patch),
        title: row.note,
        "aria-describedby": note,
        click: whenPlain(() => state.set(patch)),
      },
      el("b", {}, row.value),
      " ",
      el("span", {}, row.label),
    ),
    el("span", { id: note, hidden: true }, row.note),
  );
}

function question(words, patch, state) {
  const whole = { ...state.empty, ...patch };
  return el(
    "li",
    {},
    el("a", { href: state.address(whole), click: whenPlain(() => state.set(whole)) }, words),
  );
}
