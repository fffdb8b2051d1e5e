// The search box: a combobox with its list, by mouse, keyboard and "/".

import { icon } from "../core/icons.js";
import { mark } from "../core/marks.js";
import { createSearch } from "../model/search.js";
import { count, el, sentence } from "../core/text.js";

const RECORDS = { Contract: "contract", Recommendation: "recommendation" };

// Fills the search box; returns {focus()}.
export function createSearchBox(root, context, say) {
  /** @type {any} */
  const box = { root, context, say, find: createSearch(context.model), found: [], at: -1 };
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
    focus: () => search(box),
    blur: () => close(box),
  });
  root.append(icon("search"), box.input, el("kbd", { "aria-hidden": "true" }, "/"), box.list);
  return { focus: () => box.input.focus() };
}

function search(box) {
  const { input, list, say } = box;
  const found = box.find(input.value);
  box.found = found;
  box.at = found.length ? 0 : -1;
  const words = input.value.trim();
  list.replaceChildren(
    ...found.map((one, i) => option(box, one, i)),
    ...(words ? [everything(box, words)] : []),
  );
  list.hidden = !words;
  input.setAttribute("aria-expanded", String(!list.hidden));
  point(box);
  const told = found.length ? `${count(found.length, "name")} found` : "No name found";
  if (words) say(told, { isSeen: true });
}

function option(box, one, i) {
  const kind = RECORDS[one.kind] ?? box.context.model.word(one.kind);
  const via = one.via && el("span", { class: "via" }, `also ${one.via}`);
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

function everything(box, words) {
  const last = box.found.length;
  const text = last
    ? `Keep only what says “${words}”`
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
  if (i < found.length) context.select(found[i].id);
  else context.state.set({ q: input.value.trim() });
  input.value = "";
  box.found = [];
  close(box);
  document.getElementById("panel")?.focus({ preventScroll: true });
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
