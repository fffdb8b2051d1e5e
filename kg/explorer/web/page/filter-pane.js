// The pane of filters: of the view that is shown, each facet with its values and how many are left
// of each by all that is chosen in the others.

import { chosen, readPeriod, written } from "../model/advice-filters.js";
import { countFacet, facetWords, OF_THINGS, TITLES } from "../model/facet-words.js";
import { icon } from "../core/icons.js";
import { KINDS, mark, VERDICTS } from "../core/marks.js";
import { fold } from "../core/spelling.js";
import { fromWords } from "../core/dates.js";
import { isTurned, putFolds, turn } from "../model/folds.js";
import { compare } from "../model/model.js";
import { el } from "../core/text.js";
import { toggled } from "./facets.js";
import { VIEWS } from "./views.js";

const SHOWN = 12; // values of a facet before the rest is asked for
const IN_ORDER = {
  kinds: Object.keys(KINDS),
  verdicts: Object.keys(VERDICTS),
  confidence: ["High", "Medium", "Low"],
};

/** @param {HTMLElement} root @param {Context} context */
export function createFilterPane(root, context) {
  const shut = () => root.dispatchEvent(new Event("close"));
  const find = el("input", {
    type: "search",
    class: "facet-find",
    "aria-label": "Find in the filters",
    placeholder: "Find a body, report, topic",
    input: () => pane.show(context.state.get()),
  });
  const groups = el("div", {});
  const about = { type: "button", class: "quiet", "aria-label": "Close the filters", click: shut };
  root.append(
    el("div", { class: "panel-head" }, el("h2", {}, "Filters"), el("button", about, icon("close"))),
    el("p", { class: "note" }, "Within a group any of the chosen; of several groups, all."),
    find,
    groups,
  );
  const pane = createGroups(groups, context, find);
  // what nobody sees is not counted
  new MutationObserver(() => pane.show(context.state.get())).observe(root, {
    attributeFilter: ["hidden"],
  });
  return { update: (now) => root.hidden || pane.show(now) };
}

function createGroups(root, context, find) {
  /** @type {ReturnType<typeof createGroup>[]} */
  let groups = [];
  let shown = "";
  return {
    show(now) {
      const names = VIEWS.find((view) => view.id === now.view)?.facets ?? OF_THINGS;
      if (shown !== names.join()) {
        shown = names.join();
        groups = names.map((name) =>
          name === "period" ? createPeriod(context) : createGroup(context, name),
        );
        root.replaceChildren(...groups.map(({ node }) => node));
        groups[0]?.node.setAttribute("data-first", "open");
      }
      const words = fold(find.value).split(" ").filter(Boolean);
      for (const group of groups) group.update(now, words);
      putFolds(root, now);
    },
  };
}

function createGroup(context, name) {
  const { model, state } = context;
  /** @type {Map<string, any>} */
  const boxes = new Map();
  const list = el("ul", {});
  const more = el("button", {
    type: "button",
    class: "more",
    click: () => {
      turn(state, `${name}-all`, true);
      update(state.get(), []);
    },
  });
  const body = el("div", { role: "group", "aria-label": TITLES[name] }, list, more);
  const node = el("details", { "data-fold": name }, el("summary", {}, TITLES[name]), body);
  const order = IN_ORDER[name];
  const place = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
  for (const [value, number] of countFacet(model, state.empty, name)) {
    const box = createBox(context, name, value);
    boxes.set(value, { ...box, folded: fold(box.words), number });
  }
  const ranked = [...boxes].sort(([a, one], [b, other]) =>
    order ? place(a) - place(b) : other.number - one.number || compare(one.words, other.words),
  );
  list.append(...ranked.map(([, box]) => box.node));
  function update(now, words) {
    const numbers = countFacet(model, now, name);
    const picked = chosen(now, name);
    const isWhole = isTurned(now, `${name}-all`);
    let [fitting, left] = [0, 0];
    for (const [value, { node: item, input, total, folded }] of ranked) {
      input.checked = picked.includes(value);
      const number = numbers.get(value) ?? 0;
      total.textContent = number.toLocaleString("en-GB");
      const isFitting = words.every((word) => folded.includes(word));
      const isKept = isFitting && (number > 0 || input.checked);
      if (isKept) fitting += 1;
      const isOver = isKept && !input.checked && !isWhole && !words.length && fitting > SHOWN;
      if (isOver) left += 1;
      item.hidden = !isKept || isOver;
    }
    node.hidden = !fitting;
    // who looks for words sees where they are: that is no state to keep
    node.dataset.fold = words.length ? "" : name;
    if (words.length) node.open = fitting > 0;
    more.hidden = !left;
    more.textContent = `Show ${left} more`;
  }
  return { node, update };
}

function createBox({ model, state }, name, value) {
  const words = facetWords(model, name, value);
  const change = () => {
    const values = toggled([...chosen(state.get(), name)], value);
    state.set({ [name]: written(name, values) });
  };
  const input = el("input", { type: "checkbox", change });
  const hasMark = name === "kinds" || name === "verdicts";
  const total = el("span", { class: "number" });
  const label = el("label", {}, input, hasMark && mark(value), el("span", {}, words), total);
  return { words, input, total, number: 0, node: el("li", {}, label) };
}

// Two dates between which reports were made; either may be left out.
function createPeriod({ state, say }) {
  const fields = ["From", "To"].map((words) => {
    const input = el("input", { type: "text", inputmode: "numeric", placeholder: "2010", change });
    return { input, node: el("label", {}, el("span", {}, words), input) };
  });
  function change() {
    const [from, to] = fields.map(({ input }) => fromWords(input.value));
    const period = from && from === to ? from : from || to ? `${from}..${to}` : "";
    if (period && !readPeriod(period)) say("No such period: write years, such as 2010 and 2015");
    else state.set({ period });
  }
  const body = el(
    "div",
    { role: "group", "aria-label": TITLES.period, class: "period" },
    fields.map(({ node }) => node),
  );
  const node = el("details", { "data-fold": "period" }, el("summary", {}, TITLES.period), body);
  return {
    node,
    update(now, words) {
      const [from, to = from] = (now.period ?? "").split("..");
      fields[0].input.value = from;
      fields[1].input.value = to;
      node.hidden = words.length > 0;
    },
  };
}
