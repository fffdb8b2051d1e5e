// A box that completes things by their names, as a combobox with its list.

import { el } from "./text.js";

const PAUSE = 150; // milliseconds of rest before what is written is looked for

// Returns {root, input}: `find(words)` gives what may be meant, `taken(found)` is called with the
// choice; attributes go to the input.
export function createThingBox(id, attributes, find, taken) {
  /** @type {any} */
  const box = { id, find, taken, found: [], at: -1, asked: 0, timer: 0 };
  box.list = el("ul", {
    id: `${id}-list`,
    role: "listbox",
    "aria-label": "Found",
    hidden: true,
    mousedown: (event) => event.preventDefault(),
  });
  box.input = el("input", {
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 200,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    input: () => search(box),
    keydown: (event) => press(box, event),
    blur: () => close(box),
    ...attributes,
  });
  return { root: el("span", { class: "box" }, box.input, box.list), input: box.input };
}

async function search(box) {
  const words = box.input.value.trim();
  const asked = ++box.asked;
  clearTimeout(box.timer);
  if (words.length < 2) return close(box);
  await new Promise((done) => (box.timer = setTimeout(done, PAUSE)));
  const found = await box.find(words);
  if (asked !== box.asked || document.activeElement !== box.input) return;
  box.found = found;
  box.at = -1;
  box.list.replaceChildren(...found.map((one, i) => option(box, one, i)));
  box.list.hidden = !found.length;
  box.input.setAttribute("aria-expanded", String(found.length > 0));
}

function option(box, { label, kind, via, about }, i) {
  const detail = via ? `also ${via}` : about;
  return el(
    "li",
    { role: "option", id: `${box.id}-${i}`, "aria-selected": "false", click: () => take(box, i) },
    el("span", { class: "label" }, label),
    el("span", { class: "kind" }, kind),
    detail && el("span", { class: "detail" }, detail),
  );
}

function press(box, event) {
  if (box.list.hidden) return;
  const last = box.found.length - 1;
  if (event.key === "ArrowDown") box.at = box.at >= last ? 0 : box.at + 1;
  else if (event.key === "ArrowUp") box.at = box.at <= 0 ? last : box.at - 1;
  else if (event.key === "Enter") take(box, Math.max(box.at, 0));
  else if (event.key === "Escape") close(box);
  else return;
  event.preventDefault();
  point(box);
}

function point({ list, input, at }) {
  [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
  const chosen = at >= 0 ? list.children[at] : null;
  if (!chosen) return;
  input.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function take(box, i) {
  const one = box.found[i];
  close(box);
  if (one) box.taken(one);
}

function close(box) {
  box.asked += 1;
  clearTimeout(box.timer);
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}
