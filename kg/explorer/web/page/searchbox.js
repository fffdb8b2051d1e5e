// The search box: a combobox with its list, by mouse, keyboard and "/".

import { icon } from "../core/icons.js";
import { mark } from "../core/marks.js";
import { createSearch } from "../model/search.js";
import { count, el, sentence } from "../core/text.js";

const RECORDS = { Contract: "contract", Recommendation: "recommendation" };

export function createSearchBox(root, context, say) {
  const { model, state } = context;
  const find = createSearch(model);
  let found = [];
  let at = -1;

  const list = el("ul", {
    id: "found",
    role: "listbox",
    "aria-label": "Found",
    hidden: true,
    mousedown: (event) => event.preventDefault(),
  }); // the focus stays in the box
  const input = el("input", {
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
    input: search,
    keydown: press,
    focus: search,
    blur: close,
  });
  root.append(icon("search"), input, el("kbd", { "aria-hidden": "true" }, "/"), list);

  function search() {
    found = find(input.value);
    at = found.length ? 0 : -1;
    const words = input.value.trim();
    list.replaceChildren(...found.map(option), ...(words ? [everything(words)] : []));
    list.hidden = !words;
    input.setAttribute("aria-expanded", String(!list.hidden));
    point();
    if (words)
      say(found.length ? `${count(found.length, "name")} found` : "No name found", {
        isSeen: true,
      });
  }

  function option(one, i) {
    const kind = RECORDS[one.kind] ?? model.word(one.kind);
    return el(
      "li",
      {
        role: "option",
        id: `found-${i}`,
        "aria-selected": "false",
        click: (event) => take(event, i),
      },
      mark(one.kind),
      el(
        "span",
        { class: "name" },
        one.label,
        one.via && el("span", { class: "via" }, `also ${one.via}`),
      ),
      el("span", { class: "kind" }, sentence(kind)),
    );
  }

  function everything(words) {
    const text = found.length
      ? `Keep only what says “${words}”`
      : `No such name. Keep only what says “${words}”`;
    return el(
      "li",
      {
        role: "option",
        id: `found-${found.length}`,
        class: "all",
        "aria-selected": "false",
        click: (event) => take(event, found.length),
      },
      text,
    );
  }

  function take(event, i) {
    event.preventDefault();
    if (i < found.length) context.select(found[i].id);
    else state.set({ q: input.value.trim() });
    input.value = "";
    found = [];
    close();
    document.getElementById("panel").focus({ preventScroll: true });
  }

  function press(event) {
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" && last >= 0) at = at >= last ? 0 : at + 1;
    else if (event.key === "ArrowUp" && last >= 0) at = at <= 0 ? last : at - 1;
    else if (event.key === "Enter" && !list.hidden) return take(event, Math.max(at, 0));
    else if (event.key === "Escape") {
      event.stopPropagation();
      input.value = "";
      return close();
    } else return;
    event.preventDefault();
    point();
  }

  function point() {
    [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
    const chosen = at >= 0 ? list.children[at] : null;
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  return { focus: () => input.focus() };
}
