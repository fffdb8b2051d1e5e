// The panel that tells how two things are connected, step by step with sources.

import { findWays, stepsOf } from "../model/connection.js";
import { line, thingLink, when } from "../panel/lines.js";
import { createSearch } from "../model/search.js";
import { dateWords } from "../core/dates.js";
import { count, el, sentence } from "../core/text.js";
import { verdictWords } from "../model/words.js";

const SHOWN = 6; // names to choose from

// Returns {node, way, isAsking, update(now), ask()}: `way` is the one that is shown, a list of ids.
// It asks for the other end by name; a click in the picture may give it too (isAsking).
/** @returns {Ways} */
export function createWays(context, redraw) {
  const hidden = { class: "net-ways", "aria-label": "How two things are connected", hidden: true };
  const ways = {
    context,
    redraw,
    node: el("section", hidden),
    search: createSearch(context.model),
    way: [],
    all: [],
    isAsking: false,
    key: "",
    update: (now) => update(ways, now),
    ask() {
      restart(ways, true);
      ways.node.querySelector("input")?.focus();
    },
  };
  return ways;
}

function update(ways, now) {
  const { model } = ways.context;
  const isPair = Boolean(now.id && now.other && model.knows(now.id) && model.knows(now.other));
  if (isPair) ways.isAsking = false;
  const asked = ways.isAsking && now.id ? `ask ${now.id}` : "";
  const key = isPair ? `${now.id} ${now.other}` : asked;
  if (key === ways.key) return;
  ways.key = key;
  ways.all = isPair ? findWays(model, now.id, now.other) : [];
  ways.way = ways.all[0] ?? [];
  ways.node.hidden = key === "";
  if (isPair) tell(ways, now);
  else if (key) askFor(ways, now);
}

function restart(ways, isAsking) {
  const { state } = ways.context;
  ways.isAsking = isAsking;
  state.set({ other: "" });
  update(ways, state.get());
}

function heading(ways, words) {
  const shut = () => {
    restart(ways, false);
    ways.redraw();
  };
  const button = { type: "button", class: "net-shut", "aria-label": "Close", click: shut };
  return el("header", {}, el("h2", {}, words), el("button", button, "×"));
}

function askFor(ways, now) {
  const { model, state } = ways.context;
  const list = el("ul", { class: "net-found" });
  const choice = (one) =>
    el(
      "li",
      {},
      el("button", { type: "button", click: () => state.set({ other: one.id }) }, one.label),
    );
  const show = () => {
    const found = ways.search(input.value).filter((one) => one.id !== now.id);
    list.replaceChildren(...found.slice(0, SHOWN).map(choice));
  };
  const input = el("input", {
    type: "search",
    "aria-label": "The other one",
    placeholder: "Name of the other",
    input: show,
    keydown: (event) => {
      if (event.key === "Enter") list.querySelector("button")?.click();
    },
  });
  ways.node.replaceChildren(
    heading(ways, `How is ${model.label(now.id)} connected to …`),
    el("p", {}, "Write a name, or click the other one in the picture."),
    input,
    list,
  );
}

function tell(ways, now) {
  const { context, node, all } = ways;
  const { model } = context;
  const words = heading(ways, `${model.label(now.id)} and ${model.label(now.other)}`);
  if (!all.length) {
    node.replaceChildren(words, el("p", {}, "Nothing that the graph states connects them."));
    return;
  }
  const steps = el("ol", { class: "net-steps" });
  const length = (way, i) => `${i ? "" : "Shortest: "}${count(way.length - 1, "step")}`;
  const buttons = all.map((way, i) =>
    el("button", { type: "button", click: () => show(i) }, length(way, i)),
  );
  const show = (i) => {
    ways.way = all[i];
    buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === i)));
    steps.replaceChildren(...stepsOf(model, all[i]).map((step) => tellStep(context, step)));
    ways.redraw();
  };
  const choice = el("div", { class: "net-choice", role: "group", "aria-label": "Ways" }, buttons);
  node.replaceChildren(words, choice, steps);
  show(0);
}

function tellStep(context, { from, to, facts }) {
  const said = facts.map((fact) =>
    line(context, factWords(context, fact, from, to), {
      when: factDates(fact),
      evidence: fact.row.evidence,
    }),
  );
  const ends = el("p", {}, thingLink(context, from), " → ", thingLink(context, to));
  return el("li", {}, ends, el("ul", {}, said));
}

// What a fact says of two things; where it is a record of its own, that is what is told.
function factWords(context, { kind, row }, from, to) {
  const { model } = context;
  if (kind === "claim") return `${row.s === from ? row.label : row.inverse} ${model.label(to)}`;
  if (kind === "tenure")
    return [thingLink(context, row.person), ", ", thingLink(context, row.post)];
  if (kind === "post") return `${model.label(row.id)}, post in ${model.label(row.body)}`;
  if (kind === "view") return ["said ", verdictWords(model, row.verdict).toLowerCase()];
  const words = { event: model.word(row.kind), contract: "contract", advice: "recommendation" }[
    kind
  ];
  return [sentence(words), ": ", thingLink(context, row.id)];
}

function factDates({ kind, row }) {
  if (kind === "event" || kind === "view" || kind === "advice") return dateWords(row.date);
  return when(row);
}
