// What can be done with a query beside asking it: share it, take it elsewhere, ask it again.

import { el } from "../../../../explorer/web/core/text.js";
import { queryForm } from "../../../../explorer/web/editing/tokens.js";
import { LANGUAGES, writeSnippet } from "./snippets.js";
import { forgetAll, readKept } from "./kept.js";

// Returns the buttons that copy; `query()` gives the query, `address()` the link to it.
export function createCopying({ query, address, say }) {
  const copy = async (text, words) => {
    try {
      await navigator.clipboard.writeText(text);
      say(`${words} copied`);
    } catch {
      offer(text, words);
    }
  };
  const copyAs = (language) => {
    const form = queryForm(query());
    const isGraph = form === "CONSTRUCT" || form === "DESCRIBE";
    const endpoint = new URL("sparql", document.baseURI).href;
    copy(writeSnippet(language, endpoint, query(), isGraph), LANGUAGES[language]);
  };
  const buttons = Object.entries(LANGUAGES).map(([language, words]) =>
    el("button", { type: "button", click: () => copyAs(language) }, words),
  );
  return el(
    "span",
    { class: "copying", role: "group", "aria-label": "Copy" },
    el("span", { class: "note" }, "Copy"),
    el("button", { type: "button", click: () => copy(address(), "link") }, "Link"),
    ...buttons,
  );
}

// Where the browser does not let a page copy (over plain HTTP), the text is shown, selected.
function offer(text, words) {
  const area = el("textarea", {
    readonly: true,
    rows: 12,
    "aria-label": words,
    spellcheck: "false",
  });
  area.value = text;
  const dialog = /** @type {HTMLDialogElement} */ (
    el(
      "dialog",
      { class: "offer", "aria-label": `Copy: ${words}` },
      el("p", {}, "This browser does not let the page copy. Copy the text yourself:"),
      area,
      el("form", { method: "dialog" }, el("button", {}, "Close")),
    )
  );
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  area.select();
}

// Fills a place with the queries that were run in this browser; `take(query)` asks one again.
/** @param {HTMLElement} root @param {(query: string) => void} take */
export function showKept(root, take) {
  const kept = readKept();
  const clear = () => {
    forgetAll();
    showKept(root, take);
    root.querySelector("p")?.focus();
  };
  if (!kept.length) {
    const words = "What you ask is kept here, in this browser and nowhere else.";
    root.replaceChildren(el("p", { class: "note", tabindex: "-1" }, words));
    return;
  }
  root.replaceChildren(
    el(
      "ul",
      { class: "kept" },
      ...kept.map(({ query, at }) =>
        el(
          "li",
          {},
          el("button", { type: "button", title: query, click: () => take(query) }, gist(query)),
          el("span", { class: "note" }, at.slice(0, 16).replace("T", " ")),
        ),
      ),
    ),
    el("button", { type: "button", click: clear }, "Forget them all"),
  );
}

// The part of a query that tells it from others: without its prefixes and comments.
function gist(query) {
  const lines = query.split("\n").filter((line) => !/^\s*(?:#|PREFIX\b|BASE\b|$)/i.test(line));
  return lines.join(" ").replace(/\s+/g, " ").trim().slice(0, 160);
}
