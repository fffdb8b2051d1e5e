// The query page: an editor that knows the record, ready questions, answers to look at.

import { count, el } from "../../../explorer/web/core/text.js";
import { createThingBox } from "../../../explorer/web/core/thing-box.js";
import { readAddress, writeAddress } from "./asking/address.js";
import { createCopying, showKept } from "./asking/deeds.js";
import { createDownloads } from "./asking/downloads.js";
import { ask } from "./asking/endpoint.js";
import { findThings } from "./asking/find-things.js";
import { keep } from "./asking/kept.js";
import { createLabels } from "./asking/labels-of-things.js";
import { createCompletion } from "../../../explorer/web/editing/completion.js";
import { createEditor } from "../../../explorer/web/editing/editor.js";
import { createNaming } from "./editing/naming.js";
import { declarePrefixes } from "../../../explorer/web/editing/prefixes.js";
import { createQuestionList } from "./questions/question-list.js";
import { createCells } from "./results/cells.js";
import { createShowing } from "./results/showing.js";

const NARROW = 900;

/** @param {string} id @returns {any} */
const by = (id) => document.getElementById(id);

function start() {
  /** @type {any} */
  const page = { terms: null, labels: createLabels(), running: null };
  page.known = () => page.terms;
  page.say = (words) => (by("status").textContent = words);
  page.editor = createEditor(by("query"), {
    changed: () => page.naming?.update(),
    run: () => run(page),
  });
  page.naming = createNaming(page.editor, by("naming"), page);
  page.learn = page.naming.learn;
  createCompletion(page.editor, { ...page, findThings });
  page.showing = createShowing({
    ...page,
    cells: createCells(page.known, page.labels),
    changed: () => remember(page, "replaceState"),
  });
  layControls(page);
  by("form").addEventListener("submit", (event) => {
    event.preventDefault();
    run(page);
  });
  addEventListener("popstate", () => follow(page));
  load(page);
}

function layControls(page) {
  const stop = by("stop");
  stop.addEventListener("click", () => page.running?.abort());
  by("declare").addEventListener("click", () => {
    const text = page.editor.text();
    const declared = page.terms ? declarePrefixes(text, page.terms.prefixes) : text;
    if (declared !== text) page.editor.insert(declared, 0, text.length);
    page.say(declared === text ? "Every prefix is declared already" : "Prefixes are declared");
  });
  const attributes = { placeholder: "Name of a body, programme, person …" };
  const box = createThingBox("thing", attributes, findThings, (one) => {
    box.input.value = "";
    page.learn(one.name, one.label);
    const { selectionStart: from, selectionEnd: to } = page.editor.area;
    page.editor.insert(`${one.name} `, from, to);
    page.say(`${one.name}, ${one.label}, is put into the query`);
  });
  by("insert").append(el("label", { for: "thing" }, "Put in a thing"), box.root);
  by("copying").append(
    createCopying({
      query: () => page.editor.text(),
      address: () =>
        location.href.split("#")[0] + writeAddress(page.editor.text(), page.showing.view()),
      say: page.say,
    }),
  );
  for (const node of document.querySelectorAll("[data-live]")) node.removeAttribute("hidden");
  if (innerWidth < NARROW)
    for (const node of document.querySelectorAll("aside > details")) node.removeAttribute("open");
  showKept(by("kept"), (query) => take(page, query, true));
}

async function load(page) {
  try {
    const [terms, questions] = await Promise.all(["terms", "questions"].map(fetchJson));
    page.terms = terms;
    createQuestionList(by("questions"), questions, {
      known: page.known,
      learn: page.learn,
      fill: (query, isRun) => take(page, query, isRun),
    });
  } catch (error) {
    by("questions").textContent =
      `Names and questions could not be read: ${/** @type {Error} */ (error).message}`;
  }
  page.naming.update();
  document.documentElement.dataset.ready = "";
  follow(page);
}

async function fetchJson(name) {
  const answer = await fetch(`query/${name}`);
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said;
}

// Does what the address says.
function follow(page) {
  const { query, view } = readAddress(location.hash);
  if (!query) return;
  page.editor.set(query);
  run(page, view);
}

function take(page, query, isRun) {
  page.editor.set(query);
  if (innerWidth < NARROW) by("form").scrollIntoView();
  if (isRun) run(page);
  else page.editor.area.focus();
}

function remember(page, way) {
  const address = writeAddress(page.editor.text(), page.showing.view());
  if (address !== location.hash) history[way](null, "", address);
}

async function run(page, view = page.showing.view()) {
  const query = page.editor.text();
  page.running?.abort();
  const running = (page.running = new AbortController());
  begin(page);
  try {
    const answer = await ask(query, running.signal);
    if (page.running !== running) return;
    await show(page, query, answer, view);
  } catch (error) {
    if (page.running === running) fail(page, error);
  } finally {
    if (page.running === running) end(page);
  }
}

function begin(page) {
  by("stop").disabled = false;
  by("fault").hidden = true;
  by("results").setAttribute("aria-busy", "true");
  page.editor.mark(null);
  page.say("Asking…");
}

function end(page) {
  page.running = null;
  by("stop").disabled = true;
  by("results").setAttribute("aria-busy", "false");
}

async function show(page, query, answer, view) {
  const isGraph = answer.form === "CONSTRUCT" || answer.form === "DESCRIBE";
  const number = count(answer.rows.length, isGraph ? "triple" : "row");
  by("told").replaceChildren(
    el("strong", {}, number),
    ` in ${answer.seconds.toFixed(2)} s `,
    createDownloads(query, isGraph, page.say),
  );
  by("answer").replaceChildren(page.showing.root);
  await page.showing.show(answer, view);
  page.say(`${number} in ${answer.seconds.toFixed(2)} seconds`);
  remember(page, "pushState");
  keep(query, new Date().toISOString());
  showKept(by("kept"), (old) => take(page, old, true));
}

function fail(page, error) {
  if (error.name === "AbortError") return page.say("Stopped");
  const isLost = error instanceof TypeError;
  const told = isLost ? "The server does not answer; is it still running?" : error.message;
  const [sentence, ...excerpt] = told.split("\n");
  const { place } = error;
  by("fault").hidden = false;
  by("fault").replaceChildren(
    el("p", {}, sentence),
    ...(excerpt.length ? [el("pre", {}, excerpt.join("\n"))] : []),
    ...(place ? [el("button", { type: "button", click: () => go(page, place) }, "Go there")] : []),
  );
  page.editor.mark(place);
  for (const id of ["told", "answer"]) by(id).replaceChildren(); // no answer of another query
  page.say("");
}

// Puts the caret where the fault is.
function go({ editor }, { line, column }) {
  const before = editor
    .text()
    .split("\n")
    .slice(0, line - 1);
  const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  editor.area.focus();
  editor.area.setSelectionRange(at, at);
}

start();
