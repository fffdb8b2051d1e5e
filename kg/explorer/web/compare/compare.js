// Side by side: up to four things on one axis of time and in numbers, the attempts at an aim, and one
// function followed through bodies.

import { adviceSpans, lifeRows } from "./compare-rows.js";
import { added, compared } from "../model/compared.js";
import { attemptsAt } from "./attempts.js";
import { contractTable } from "./compare-contracts.js";
import { createCombobox } from "../core/combobox.js";
import { follow, functionsOf } from "./followed.js";
import { lifeSentence, numberRows, numberTable } from "./compare-words.js";
import { readLife } from "./compared-lives.js";
import { aimsOf, firstFunctions, pairsOf } from "./presets.js";
import { createSearch } from "../model/search.js";
import { createStrands } from "./strands.js";
import { unpacked } from "../core/packed.js";
import { standaloneSvg } from "../core/styled.js";
import { thingLink } from "../panel/lines.js";
import { icon } from "../core/icons.js";
import { el, sentence } from "../core/text.js";

const FOUND = 8;
const NOT_PAID =
  "What was awarded is not what was paid, and sums of different kinds are never added up.";
/** @type {Context} */
let context;
/** @type {any} */
let parts;
/** @type {{key?: string, told?: any, width?: number}} */
let shown = {};

/** @type {View} */
export const comparison = {
  id: "compare",
  label: "Compare",
  facets: [],
  legend: "none",
  fields: (model) => ({
    with: (text) => compared(model, text).join(","),
    aim: (text) => (Object.hasOwn(model.aims, text) ? text : ""),
    followed: (text) => (model.things.has(text) ? text : ""),
  }),
  mount(root, given) {
    context = given;
    const strands = createStrands(context);
    const words = el("div", { class: "compare-words", role: "status", tabindex: -1 });
    const [chosen, tables, offers] = ["chosen", "tables", "offers"].map((name) =>
      el("div", { class: `compare-${name}` }),
    );
    parts = { strands, words, chosen, tables, offers };
    const page = el("div", {
      class: "scroll compare-page",
      tabindex: "0",
      role: "region",
      "aria-label": "Compare",
    });
    page.append(searchFor(), chosen, words, strands.root, tables, offers);
    root.append(page);
    unpacked("attempts").then((text) => {
      context.model.attempts = JSON.parse(text);
      shown = {};
      if (context.state.get().view === comparison.id) comparison.update(context);
    });
  },
  update() {
    const now = context.state.get();
    const key = JSON.stringify([now.with, now.aim, now.followed]);
    if (shown.key !== key) {
      shown = { key, told: tell(now) };
      fill(now, shown.told);
    }
    parts.strands.root.hidden = !shown.told;
    if (shown.told) parts.strands.draw(shown.told.groups, now.id);
  },
  isTable: () => !shown.told,
  picture: () => {
    const { width, height } = parts.strands.picture.getBoundingClientRect();
    return { svg: standaloneSvg(parts.strands.picture), width, height };
  },
  caption: (now) => ({ title: titleOf(context.model, now) }),
  rows: () => shown.told?.rows ?? [],
};

function tell(now) {
  const { model } = context;
  if (now.aim) return attemptsAt(context, now.aim);
  if (now.followed) return follow(context, now.followed);
  const ids = compared(model, now.with);
  if (!ids.length) return null;
  const lives = ids.map((id) => readLife(model, /** @type {Thing} */ (model.things.get(id))));
  return {
    lives,
    groups: lives.map((life) => ({
      title: life.thing.label,
      id: life.thing.id,
      rows: [...lifeRows(model, life), ...adviceSpans(model, life)],
    })),
    table: [numberTable(context, lives), note(lives), contractTable(context, lives)],
    rows: [
      ["", ...lives.map(({ thing }) => thing.label)],
      ["id", ...ids],
      ["IRI", ...ids.map((id) => model.base + id)],
      ...numberRows(model, lives),
    ],
  };
}

function note(lives) {
  const hasSums = lives.some(({ contracts }) => contracts.some(({ value }) => value));
  return hasSums && el("p", { class: "note" }, NOT_PAID);
}

// Shows what was chosen far below: the choice is gone, so the eye and the focus go to the answer.
function choose(patch) {
  context.state.set(patch);
  parts.words.focus({ preventScroll: true });
  parts.words.scrollIntoView({ block: "center" });
}

function fill(now, told) {
  const { model } = context;
  parts.chosen.replaceChildren(...chips(now));
  const lives = told?.lives ?? [];
  parts.words.replaceChildren(
    ...lives.map((life) =>
      el("p", {}, thingLink(context, life.thing.id), ": ", lifeSentence(model, life)),
    ),
    ...(told?.sentence ? [el("p", {}, told.sentence)] : []),
  );
  parts.tables.replaceChildren(...(told ? [el("div", { class: "sheet" }, told.table)] : []));
  const go = (words, patch) =>
    el("li", {}, el("button", { type: "button", click: () => choose(patch) }, words));
  const none = { with: "", aim: "", followed: "", id: "" };
  const list = (title, items) => items.length && [el("h3", {}, title), el("ul", {}, items)];
  parts.offers.replaceChildren(
    el("h2", {}, told ? "Something else" : "Begin with"),
    ...[
      list(
        "Two things",
        pairsOf(model).map(({ words, patch }) => go(words, { ...none, ...patch })),
      ),
      list(
        "Attempts at an aim",
        aimsOf(model).map((aim) => go(`${model.label(aim)}: ${model.aims[aim]}`, { ...none, aim })),
      ),
      list(
        "One function through bodies",
        firstFunctions(model).map((followed) => go(model.label(followed), { ...none, followed })),
      ),
    ]
      .flat()
      .filter(Boolean),
  );
}

function chips(now) {
  const { model, state } = context;
  const titles = { aim: "Attempts at", followed: "Followed" };
  const ids = compared(model, now.with);
  const one = (words, facet, patch) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-label": `Take off: ${words}`,
        click: () => state.set(patch),
      },
      facet && el("span", { class: "facet" }, facet),
      words,
      icon("close"),
    );
  return [
    ...Object.entries(titles)
      .filter(([name]) => now[name])
      .map(([name, facet]) => one(model.label(now[name]), facet, { [name]: "" })),
    ...(now.aim || now.followed
      ? []
      : ids.map((id) =>
          one(model.label(id), "", { with: ids.filter((other) => other !== id).join(",") }),
        )),
  ];
}

// The field that adds a thing, shows the attempts at an aim, or follows a function.
function searchFor() {
  /** @type {ReturnType<typeof createSearch> | null} */
  let search = null;
  /** @type {Set<string> | null} */
  let functions = null;
  const box = createCombobox({
    id: "add-compared",
    label: "Add a thing to compare, an aim, or a function to follow",
    placeholder: "Add a body, supplier, programme, system or aim",
    none: "No thing has such a name.",
    find: (text) => {
      const { model, state } = context;
      search ??= createSearch(model);
      functions ??= new Set(functionsOf(model));
      return search(text)
        .filter(({ id }) => model.things.has(id))
        .slice(0, FOUND)
        .flatMap(({ id, label, kind }) => {
          const of = sentence(model.word(kind));
          const other = (patch) => () => state.set({ with: "", aim: "", followed: "", ...patch });
          if (Object.hasOwn(model.aims, id))
            return [{ words: label, note: `${of}: its attempts`, take: other({ aim: id }) }];
          const add = {
            words: label,
            note: of,
            take: () => state.set(added(model, state.get(), id)),
          };
          const isFollowed = functions?.has(id) || model.before(id).length > 0;
          return isFollowed
            ? [
                add,
                {
                  words: `Follow ${label}`,
                  note: functions?.has(id) ? "who ran it" : "its line",
                  take: other({ followed: id }),
                },
              ]
            : [add];
        });
    },
  });
  return el("div", { class: "ledger-tools" }, box.root);
}

function titleOf(model, now) {
  if (now.aim) return `Attempts: ${model.label(now.aim)}`;
  if (now.followed) return `Followed through bodies: ${model.label(now.followed)}`;
  return compared(model, now.with).map(model.label).join(", ");
}
