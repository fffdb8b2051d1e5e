// The page of proposals: the text at the left, what it proposes at the right, a key for each answer.

import { count, el } from "../core/text.js";
import { createJudgements } from "./judging.js";
import { createReading } from "./reading.js";
import { byId, followTheme, say } from "./desk.js";
import { drawSlip, lacking, openColumns } from "./slips.js";

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  s: () => step(1),
  y: () => act.accept(),
  n: () => act.reject(),
  u: () => act.unsure(),
  r: () => act.apart(),
  e: () => act.edit(),
  x: () => act.takeBack(),
  a: () => act.allLike(),
  w: () => change({ hasReasons: !look.hasReasons }),
};
const WORDS =
  "j k next, previous · y accept · n reject · u unsure · 1–9 choose · e edit · r as a row of its own · a all like it · w why · x take back · Ctrl S save";

const data = JSON.parse(byId("data").textContent ?? "");
const judgements = createJudgements(data.base);
const reading = createReading(byId("read"), data, select);
const items = new Map();
/** @type {{ at: number, cells: any, isEdited: boolean, hasReasons: boolean, alike: string[] }} */
const look = { at: 0, cells: {}, isEdited: false, hasReasons: false, alike: [] };
const act = {
  select,
  accept: () => accept(false),
  apart: () => current().may_stand_apart && accept(true),
  reject: () => decide("rejected"),
  unsure: () => decide("unsure"),
  edit() {
    change({ isEdited: !look.isEdited });
    items.get(current().digest).querySelector("form textarea, form input")?.focus();
  },
  allLike() {
    const alike = undecidedLike(current());
    look.alike = alike.map((slip) => slip.digest);
    const most = current().likeliest ? `, nothing likelier than ${current().likeliest}` : "";
    const kin = `${count(alike.length, "proposal")} like it (${current().kin}${most})`;
    say(`${kin}: n rejects them all, u is unsure of them all, any other key neither`, 0);
  },
  takeBack() {
    judgements.takeBack(current().digest);
    change({ cells: {} });
    say("Taken back");
  },
  choose(number) {
    const [column] = openColumns(current(), look.cells);
    const found = (current().choices[column] ?? [])[number];
    if (!found) return;
    look.cells = { ...look.cells, [column]: found.id };
    const slip = current();
    const waits = openColumns(slip, look.cells).length || lacking(slip, look.cells).length;
    if (waits || slip.is_beside) change({});
    else decide("accepted", look.cells);
  },
  give(cells) {
    change({ cells: { ...look.cells, ...identified(cells) }, isEdited: false });
    focusHead();
  },
};

function current() {
  return data.slips[look.at];
}

// Returns the proposals from the current one on that are of its kind, no likelier and undecided.
function undecidedLike(slip) {
  return data.slips
    .slice(look.at)
    .filter((one) => one.kin === slip.kin && one.likeliest <= slip.likeliest)
    .filter((one) => !judgements.get(one.digest));
}

// Judges all that were offered to be judged alike, each with a judgement of its own.
function answerAlike(judgement) {
  const digests = new Set(judgement ? look.alike : []);
  look.alike = [];
  for (const digest of digests) judgements.set(digest, judgement, {}, false);
  data.slips.forEach((slip, at) => digests.has(slip.digest) && draw(at));
  const next = data.slips.findIndex((slip) => !judgements.get(slip.digest));
  if (judgement) go(next < 0 ? look.at : next);
  say(judgement ? `${count(digests.size, "proposal")} ${judgement}` : "Neither");
}

function accept(isApart) {
  const slip = current();
  if (slip.is_beside && !isApart) say("r accepts it as a row of its own, n rejects it");
  else if (openColumns(slip, look.cells).length) say("Choose what the name means: 1 to 9, or edit");
  else if (lacking(slip, look.cells).length) act.edit();
  else decide("accepted", look.cells, isApart);
}

function decide(judgement, cells = {}, isApart = false) {
  judgements.set(current().digest, judgement, cells, isApart);
  const from = look.at;
  const rest = [...data.slips.keys()].slice(from + 1);
  const next = rest.find((i) => !judgements.get(data.slips[i].digest));
  go(next ?? from);
  const then = next === undefined ? "nothing follows" : `next: ${current().called}`;
  say(`${judgement}; ${then}`);
}

function step(by) {
  go(Math.min(Math.max(look.at + by, 0), data.slips.length - 1));
}

function select(digest) {
  go(data.slips.findIndex((slip) => slip.digest === digest));
}

function go(at) {
  const before = look.at;
  Object.assign(look, { at, isEdited: false, hasReasons: false, alike: [] });
  look.cells = judgements.get(current().digest)?.cells ?? {};
  draw(before);
  draw(at);
  reading.show(current());
  focusHead();
  drawSaving();
}

function change(patch) {
  Object.assign(look, patch);
  draw(look.at);
  focusHead();
  drawSaving();
}

function draw(at) {
  const slip = data.slips[at];
  const decision = judgements.get(slip.digest);
  const item = drawSlip(
    slip,
    { ...look, isCurrent: at === look.at, decision, columns: data.columns[slip.table] },
    act,
  );
  items.get(slip.digest)?.replaceWith(item);
  items.set(slip.digest, item);
}

function focusHead() {
  const head = items.get(current().digest).querySelector(".slip-head");
  head.focus({ preventScroll: true });
  head.closest("li").scrollIntoView({ block: "nearest" });
}

// Returns cells with the ids of those that were given by a name.
function identified(cells) {
  const ids = new Map(data.things.map(([id, label]) => [label, id]));
  const one = (words) =>
    words
      .split("|")
      .map((word) => ids.get(word.trim()) ?? word.trim())
      .join("|");
  const columns = data.columns[current().table];
  return Object.fromEntries(
    Object.entries(cells).map(([name, cell]) => [name, columns[name].list ? one(cell) : cell]),
  );
}

function drawSaving() {
  const decided = data.slips.filter((slip) => judgements.get(slip.digest)).length;
  byId("decided").textContent = `${decided} of ${count(data.slips.length, "proposal")} decided`;
}

function createSaving() {
  const input = el("input", {
    id: "by",
    autocomplete: "name",
    value: judgements.by,
    input: (event) => (judgements.by = event.target.value.trim()),
  });
  byId("saving").append(
    el("span", { id: "decided", class: "number" }),
    el("label", { for: "by" }, "Decided by"),
    input,
    el("button", { type: "button", click: saveAll }, "Save judgements"),
  );
}

function saveAll() {
  if (!judgements.by) {
    byId("by").focus();
    say("Say first who decides");
    return;
  }
  const saved = judgements.save(data.slips.map((slip) => slip.digest));
  say(`Saved ${count(saved, "judgement")}; kg accept judgements.jsonl takes them in`);
}

function listen(event) {
  const { target } = event;
  const isWriting = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    saveAll();
  } else if (event.key === "Escape" && isWriting) {
    change({ isEdited: false });
  } else if (!isWriting && !event.ctrlKey && !event.metaKey && !event.altKey && data.slips.length) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!KEYS[key] && !/^[1-9]$/.test(key)) return;
    event.preventDefault();
    if (look.alike.length) answerAlike({ n: "rejected", u: "unsure" }[key]);
    else if (KEYS[key]) KEYS[key]();
    else act.choose(Number(key) - 1);
  }
}

followTheme();
createSaving();
byId("keys").append(WORDS);
byId("read").after(
  el(
    "datalist",
    { id: "things" },
    data.things.map(([id, label]) => el("option", { value: label }, id)),
  ),
);
if (data.slips.length) {
  const list = el("ol", {});
  look.at = Math.max(
    0,
    data.slips.findIndex((slip) => !judgements.get(slip.digest)),
  );
  data.slips.forEach((_, at) => draw(at));
  list.append(...items.values());
  byId("slips").append(list);
  go(look.at);
} else {
  byId("slips").append(el("p", { class: "plain" }, "Nothing waits to be judged."));
}
drawSaving();
document.addEventListener("keydown", listen);
document.documentElement.dataset.ready = "";
