// The filters as people choose them: the pane, the chips of what is set, and the legend.

import { activeFilters } from "../model/filters.js";
import { verdictWords } from "../model/words.js";
import { icon } from "../core/icons.js";
import { KINDS, mark, VERDICTS } from "../core/marks.js";
import { compare } from "../model/model.js";
import { el, sentence } from "../core/text.js";

export const TITLES = {
  kinds: "Kind",
  relations: "Relation",
  topics: "Topic",
  jurisdictions: "Jurisdiction",
  verdicts: "Verdict",
  confidence: "Confidence",
  tiers: "Tier",
  q: "Says",
  set: "What makes up",
};
const IN_ORDER = {
  kinds: Object.keys(KINDS),
  verdicts: Object.keys(VERDICTS),
  confidence: ["High", "Medium", "Low"],
};

// Returns [{name, title, values: [{value, words, number}]}], the values that the graph has.
export function readFacets(model) {
  const things = [...model.things.values()];
  const advice = model.recommendations.filter((row) => !row.whole);
  const tallies = {
    kinds: things.map((thing) => thing.kind),
    relations: model.relations.map((relation) => relation.p),
    topics: advice.flatMap((row) => row.under),
    jurisdictions: things.map((thing) => thing.jurisdiction),
    verdicts: advice.flatMap((row) => [row.outcome, row.contested && "Contested"]),
    confidence: model.relations.map((relation) => relation.confidence),
    tiers: things.map((thing) => thing.tier),
  };
  return Object.entries(tallies)
    .map(([name, found]) => {
      const numbers = new Map();
      for (const value of found.filter(Boolean)) numbers.set(value, (numbers.get(value) ?? 0) + 1);
      const values = [...numbers].map(([value, number]) => ({
        value,
        number,
        words: wordsFor(model, name, value),
      }));
      return { name, title: TITLES[name], values: values.sort(by(name)) };
    })
    .filter((facet) => facet.values.length);
}

function by(name) {
  const order = IN_ORDER[name];
  const place = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
  if (order) return (a, b) => place(a.value) - place(b.value) || compare(a.value, b.value);
  return (a, b) => b.number - a.number || compare(a.words, b.words);
}

export function wordsFor(model, name, value) {
  const own = {
    __proto__: null,
    held: "held a post",
    contract: "contract",
    opinion: "opinion",
    postIn: "post in",
    replacedBy: "replaced by",
    functionsTo: "functions to",
    continuedIn: "continued in",
  };
  if (name === "topics") return model.label(value);
  if (name === "verdicts") return verdictWords(model, value);
  if (name === "set") return numberWords(model, value);
  if (name === "q") return `“${value}”`;
  return sentence(name === "relations" ? (own[value] ?? model.word(value)) : model.word(value));
}

function numberWords(model, id) {
  const row = model.headline.find((one) => one.id === id);
  return row ? `“${row.value} ${row.label}”` : id;
}

// Fills the pane with a box for every value.
export function createFilterPane(root, { model, state }) {
  const facets = readFacets(model);
  const boxes = facets.flatMap(({ name, values }) =>
    values.map((one) => ({ name, value: one.value, ...createBox(state, name, one) })),
  );
  const shut = () => root.dispatchEvent(new Event("close"));
  root.append(
    el(
      "div",
      { class: "panel-head" },
      el("h2", {}, "Filters"),
      el(
        "button",
        { type: "button", class: "quiet", "aria-label": "Close the filters", click: shut },
        icon("close"),
      ),
    ),
    el("p", { class: "note" }, "Within a group any of the chosen; of several groups, all."),
    ...facets.map(({ name, title }, i) =>
      group(
        title,
        boxes.filter((box) => box.name === name),
        i === 0,
      ),
    ),
  );
  return {
    update(now) {
      for (const { input, name, value } of boxes) input.checked = now[name].includes(value);
    },
  };
}

function group(title, boxes, isOpen) {
  const list = el(
    "ul",
    {},
    boxes.map(({ node }) => el("li", {}, node)),
  );
  const body = el("div", { role: "group", "aria-label": title }, list);
  return el("details", { open: isOpen }, el("summary", {}, title), body);
}

function createBox(state, name, { value, words, number }) {
  const change = () => state.set({ [name]: toggled(state.get()[name], value) });
  const input = el("input", { type: "checkbox", change });
  const hasMark = name === "kinds" || name === "verdicts";
  const total = el("span", { class: "number" }, number.toLocaleString("en-GB"));
  return {
    input,
    node: el("label", {}, input, hasMark && mark(value), el("span", {}, words), total),
  };
}

function toggled(values, value) {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}

// Fills the row of chips: each filter that is set, with a button that takes it off.
export function createChips(root, { model, state }) {
  return {
    update(now) {
      const set = activeFilters(now);
      root.hidden = !set.length;
      root.replaceChildren(
        ...set.map(({ name, value }) => {
          const words = wordsFor(model, name, value);
          const off = () =>
            state.set({
              [name]: Array.isArray(now[name]) ? now[name].filter((one) => one !== value) : "",
            });
          return el(
            "button",
            {
              type: "button",
              class: "chip",
              "aria-label": `Take off: ${TITLES[name]} ${words}`,
              click: off,
            },
            el("span", { class: "facet" }, TITLES[name]),
            words,
            icon("close"),
          );
        }),
      );
      if (set.length > 1) {
        const none = Object.fromEntries(set.map(({ name }) => [name, state.empty[name]]));
        root.append(
          el(
            "button",
            { type: "button", class: "chip all", click: () => state.set(none) },
            "Take off all",
          ),
        );
      }
      const note = model.headline.find((row) => row.id === now.set)?.note;
      if (note) root.append(el("p", { class: "note" }, note));
    },
  };
}

// Fills the legend of a view: its kinds or its verdicts, each a button that keeps only those.
export function createLegend(root, { model, state }) {
  const facets = readFacets(model);
  let shown = "";
  return {
    update(now, name, isShown) {
      const facet = facets.find((one) => one.name === name);
      root.hidden = !facet;
      if (!facet) return;
      if (shown !== name) {
        shown = name;
        root.setAttribute(
          "aria-label",
          `Legend: ${facet.title}. A button keeps only what it names.`,
        );
        root.replaceChildren(
          ...facet.values.map(({ value, words }) =>
            el(
              "button",
              {
                type: "button",
                "data-value": value,
                click: () => state.set({ [name]: toggled(state.get()[name], value) }),
              },
              mark(value),
              words,
            ),
          ),
        );
      }
      for (const button of root.children) {
        const isOn = now[name].includes(button.dataset.value);
        button.setAttribute("aria-pressed", String(isOn));
        button.classList.toggle("faded", now[name].length > 0 && !isOn);
        button.hidden = !isOn && isShown !== undefined && !isShown.includes(button.dataset.value);
      }
    },
  };
}
