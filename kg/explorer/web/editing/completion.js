// The list below the caret: what may be meant, taken with the arrows and Enter, Tab or the mouse.

import { el } from "../core/text.js";
import { suggest } from "./suggestions.js";

const SHORTEST = 2; // letters from which the list opens by itself
const PAUSE = 150; // milliseconds of rest before the server is asked

// Lets an editor complete names; `known()` gives the terms, `findThings(words)` asks for things,
// `learn(name, label)` is told the label of a thing that was taken, `say` what there is.
export function createCompletion(editor, { known, findThings, learn, say }) {
  const { area } = editor;
  /** @type {any} */
  const list = { editor, known, findThings, learn, say, items: [], at: -1, asked: 0, timer: 0 };
  list.root = el("ul", {
    class: "completions",
    id: "completions",
    role: "listbox",
    "aria-label": "Completions",
    hidden: true,
    mousedown: (event) => event.preventDefault(),
  });
  area.closest(".code").after(list.root);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", "completions");
  area.addEventListener("input", () => open(list, SHORTEST));
  area.addEventListener("keydown", (event) => press(list, event), true);
  area.addEventListener("blur", () => close(list));
  area.addEventListener("click", () => close(list));
  return list.root;
}

async function open(list, shortest) {
  const { area } = list.editor;
  const terms = list.known();
  const asked = ++list.asked;
  clearTimeout(list.timer);
  const found =
    terms && area.selectionStart === area.selectionEnd
      ? suggest(area.value, area.selectionStart, terms)
      : null;
  if (!found || found.word.length < shortest) return close(list);
  list.found = found;
  show(list, found.items);
  if (!found.things) return;
  await new Promise((done) => (list.timer = setTimeout(done, PAUSE)));
  const things = await list.findThings(found.things);
  if (asked !== list.asked || document.activeElement !== area) return;
  const named = things.map(({ name, label, kind, via, about }) => {
    const detail = via ? `also ${via}` : about;
    return { insert: name, label, kind, detail, isThing: true };
  });
  const isNamed = found.word.startsWith("id:");
  show(list, isNamed ? named : [...found.items.slice(0, 6), ...named]);
}

function show(list, items) {
  const { root, editor } = list;
  list.items = items;
  list.at = -1;
  root.replaceChildren(...items.map((item, i) => option(list, item, i)));
  root.hidden = !items.length;
  editor.area.removeAttribute("aria-activedescendant");
  if (!items.length) return;
  place(list);
  const number = items.length === 1 ? "1 completion" : `${items.length} completions`;
  list.say(`${number}; the down arrow goes through them`);
}

function place({ root, editor, found }) {
  const box = editor.placeOf(found.from);
  const home = root.offsetParent.getBoundingClientRect();
  const code = editor.area.closest(".code").getBoundingClientRect();
  const left = Math.max(code.left, Math.min(box.left, code.right - root.offsetWidth - 8));
  root.style.left = `${left - home.left}px`;
  root.style.top = `${box.bottom - home.top + 4}px`;
}

function option(list, item, i) {
  return el(
    "li",
    {
      role: "option",
      id: `completion-${i}`,
      "aria-selected": "false",
      click: () => take(list, i),
    },
    el("span", { class: "insert" }, item.insert),
    el("span", { class: "label" }, item.label && item.label !== item.insert ? item.label : ""),
    el("span", { class: "kind" }, item.kind),
    item.detail && el("span", { class: "detail" }, item.detail),
  );
}

function press(list, event) {
  if ((event.ctrlKey || event.metaKey) && event.key === " ") {
    event.preventDefault();
    open(list, 0);
    return;
  }
  if (list.root.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  const last = list.items.length - 1;
  if (event.key === "ArrowDown") list.at = list.at >= last ? 0 : list.at + 1;
  else if (event.key === "ArrowUp") list.at = list.at <= 0 ? last : list.at - 1;
  else if (event.key === "Escape") close(list);
  else if (event.key === "Enter" && list.at >= 0) take(list, list.at);
  else if (event.key === "Tab" && !event.shiftKey) take(list, Math.max(list.at, 0));
  else {
    if (["Enter", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close(list);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  point(list);
}

function point({ root, editor, at }) {
  [...root.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
  const chosen = at >= 0 ? root.children[at] : null;
  if (!chosen) return;
  editor.area.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function take(list, i) {
  const { editor, found } = list;
  const item = list.items[i];
  if (item.isThing) list.learn(item.insert, item.label);
  close(list);
  const after = item.insert.endsWith(":") ? "" : " ";
  const next = editor.area.value[found.to] ?? "";
  editor.insert(item.insert + (/\s/.test(next) ? "" : after), found.from, found.to);
  close(list);
}

function close(list) {
  list.asked += 1;
  clearTimeout(list.timer);
  list.root.hidden = true;
  list.items = [];
  list.at = -1;
  list.editor.area.removeAttribute("aria-activedescendant");
}
