// A field with a list of what its words may mean, by mouse, keyboard and touch.

import { el } from "./text.js";

/**
 * @typedef {{words: any, note?: any, take: () => void}} Option
 * @param {{id: string, label: string, placeholder: string, none: string, find: (text: string) => Option[]}} about
 */
export function createCombobox({ id, label, placeholder, none, find }) {
  const list = el("ul", {
    id: `${id}-list`,
    role: "listbox",
    "aria-label": label,
    hidden: true,
    mousedown: (event) => event.preventDefault(), // the focus stays in the field
  });
  const status = el("span", { class: "sr", role: "status" });
  /** @type {any} */
  const box = { id, none, find, list, status, found: [], at: -1 };
  box.input = el("input", {
    type: "search",
    id,
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 200,
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    placeholder,
    input: () => show(box),
    focus: () => show(box),
    blur: () => shut(box),
    keydown: (event) => press(box, event),
  });
  return { root: el("div", { class: "search field" }, box.input, list, status), input: box.input };
}

function show(box) {
  const { input, list, find, none } = box;
  const text = input.value.trim();
  box.found = text ? find(text) : [];
  box.at = box.found.length ? 0 : -1;
  list.replaceChildren(...box.found.map((offered, i) => option(box, offered, i)));
  list.hidden = !box.found.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  tell(box, text && !box.found.length ? none : "");
  point(box);
}

function tell({ status }, words) {
  status.textContent = words;
  status.className = words ? "none" : "sr";
}

/** @param {any} box @param {Option} offered @param {number} i */
function option(box, { words, note }, i) {
  const about = {
    role: "option",
    id: `${box.id}-${i}`,
    "aria-selected": "false",
    click: () => take(box, i),
  };
  const name = el("span", { class: "name" }, words);
  return el("li", about, name, note && el("span", { class: "kind" }, note));
}

function take(box, i) {
  const { take: act } = box.found[i];
  box.input.value = "";
  shut(box);
  act();
}

function press(box, event) {
  const { found, input } = box;
  if (event.key === "ArrowDown" && found.length) box.at = (box.at + 1) % found.length;
  else if (event.key === "ArrowUp" && found.length)
    box.at = (box.at + found.length - 1) % found.length;
  else if (event.key === "Enter" && box.at >= 0) {
    event.preventDefault();
    return take(box, box.at);
  } else if (event.key === "Escape" && input.value) {
    event.stopPropagation();
    input.value = "";
    return shut(box);
  } else return;
  event.preventDefault();
  point(box);
}

function point({ list, input, id, at }) {
  [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
  if (at >= 0) input.setAttribute("aria-activedescendant", `${id}-${at}`);
  else input.removeAttribute("aria-activedescendant");
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

function shut(box) {
  Object.assign(box, { found: [], at: -1 });
  box.list.hidden = true;
  tell(box, "");
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}
