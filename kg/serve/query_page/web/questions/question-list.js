// The ready questions by theme, found by words; each opens as a form.

import { count, el } from "../../../../explorer/web/core/text.js";
import { createQuestionForm } from "./question-form.js";

// Fills a place with the questions; `page` is what their forms need.
/** @param {HTMLElement} root @param {ReadyQuestion[]} questions */
export function createQuestionList(root, questions, page) {
  const told = el("p", { class: "note", role: "status" });
  const items = questions.map((question) => ({ question, root: item(question, page) }));
  const find = el("input", {
    type: "search",
    id: "find-question",
    autocomplete: "off",
    placeholder: "such as abolished, contract, said",
    input: () => narrow(items, themes, find.value, told),
  });
  const themes = [...new Set(questions.map(({ theme }) => theme))].sort().map((theme) => {
    const own = items.filter(({ question }) => question.theme === theme);
    const list = el("ul", {}, ...own.map((one) => one.root));
    return { own, root: el("section", {}, el("h2", {}, theme), list) };
  });
  root.replaceChildren(
    el("label", { for: "find-question" }, "Find a question"),
    find,
    told,
    ...themes.map((theme) => theme.root),
  );
}

function item(question, page) {
  const details = el("details", { toggle: () => open(details, question, page) });
  details.append(el("summary", {}, question.title));
  return el("li", { id: `question-${question.name}` }, details);
}

// The form is made when it is first looked at: there are many questions.
function open(details, question, page) {
  if (details.open && !details.querySelector("form")) {
    details.append(createQuestionForm(question, page));
  }
}

function narrow(items, themes, text, told) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { question, root } of items) {
    const { title, description, theme, name } = question;
    const said = `${title} ${description} ${theme} ${name}`.toLowerCase();
    root.hidden = !words.every((word) => said.includes(word));
    shown += Number(!root.hidden);
  }
  for (const { own, root } of themes) root.hidden = own.every((one) => one.root.hidden);
  told.textContent = words.length ? `${count(shown, "question")} found` : "";
}
