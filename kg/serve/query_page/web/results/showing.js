// The answer and the ways to look at it: a tab each, with the parts that its columns play.

import { el } from "../../../../explorer/web/core/text.js";
import { VIEWS, chooseViews } from "./choosing.js";
import { describeColumns } from "./columns.js";
import { drawChart } from "./chart.js";
import { drawNetwork } from "./network-of-pairs.js";
import { addresses, createRowsTable } from "./rows-table.js";
import { drawTimeline } from "./timeline.js";
import { drawYears } from "./years.js";

const NOTHING = { sum: "number of rows" }; // what a part that no column plays is called
const DRAW = { chart: drawChart, timeline: drawTimeline, network: drawNetwork, years: drawYears };

// Returns {root, show(answer, view), view()}; `changed` is called when another view is looked at.
export function createShowing({ cells, labels, say, changed }) {
  /** @type {any} */
  const showing = { cells, labels, say, changed, view: "table", tabs: new Map(), answer: null };
  showing.table = createRowsTable({ cells, labels, say });
  showing.list = el("div", {
    class: "tabs",
    role: "tablist",
    "aria-label": "Ways to look at the answer",
  });
  for (const [view, words] of Object.entries(VIEWS)) {
    const tab = el("button", {
      type: "button",
      role: "tab",
      id: `tab-${view}`,
      "aria-controls": "view",
      click: () => choose(showing, view),
      keydown: (event) => press(showing, event),
    });
    tab.textContent = words;
    showing.tabs.set(view, tab);
    showing.list.append(tab);
  }
  showing.panel = el("div", { class: "view", id: "view", role: "tabpanel" });
  return {
    root: el("div", { class: "showing" }, showing.list, showing.panel),
    show: (answer, view) => show(showing, answer, view),
    view: () => showing.view,
  };
}

function show(showing, answer, view) {
  const described = describeColumns(answer);
  const fits = chooseViews(described, answer.rows.length);
  Object.assign(showing, { answer, described, fits, isLabelled: false });
  showing.table.show(answer, described);
  for (const [name, tab] of showing.tabs) {
    const why = fits[name]?.why ?? "";
    tab.classList.toggle("unfit", Boolean(why));
    if (why) tab.setAttribute("title", why);
    else tab.removeAttribute("title");
  }
  const isPossible = view === "table" || (fits[view] && !fits[view].why);
  return draw(showing, isPossible ? view : "table");
}

function choose(showing, view) {
  draw(showing, view);
  showing.changed();
}

function press(showing, event) {
  const views = [...showing.tabs.keys()];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = views.indexOf(showing.view);
  const ends = { Home: 0, End: views.length - 1 };
  const to = step ? (at + step + views.length) % views.length : ends[event.key];
  if (to === undefined) return;
  event.preventDefault();
  choose(showing, views[to]);
  showing.tabs.get(views[to]).focus();
}

async function draw(showing, view) {
  const { tabs, panel, answer, fits } = showing;
  showing.view = view;
  for (const [name, tab] of tabs) {
    tab.setAttribute("aria-selected", String(name === view));
    tab.setAttribute("tabindex", name === view ? "0" : "-1");
  }
  panel.setAttribute("aria-labelledby", `tab-${view}`);
  if (view === "table") return panel.replaceChildren(showing.table.root);
  const { why, roles } = fits[view];
  if (why) return panel.replaceChildren(el("p", { class: "why" }, why));
  if (!showing.isLabelled) {
    panel.replaceChildren(el("p", { class: "why" }, "Looking up names…"));
    await showing.labels.load(addresses(answer.rows));
    showing.isLabelled = true;
    if (showing.view !== view || showing.answer !== answer) return;
  }
  panel.replaceChildren(choices(showing, view, roles), el("div", { class: "drawing" }));
  paint(showing, view);
}

function choices(showing, view, roles) {
  return el(
    "p",
    { class: "roles" },
    ...roles.map((role) => {
      const select = el("select", {
        id: `role-${role.id}`,
        change: () => pick(showing, view, role, select.value),
      });
      for (const option of role.options) {
        const isChosen = option === role.chosen;
        select.append(
          el(
            "option",
            { value: option, selected: isChosen },
            option || NOTHING[role.id] || "nothing",
          ),
        );
      }
      return el("span", {}, el("label", { for: `role-${role.id}` }, role.words), select);
    }),
  );
}

function pick(showing, view, role, value) {
  role.chosen = value;
  paint(showing, view);
}

function paint({ panel, answer, fits, cells }, view) {
  const parts = Object.fromEntries(fits[view].roles.map(({ id, chosen }) => [id, chosen]));
  const root = panel.querySelector(".drawing");
  const width = Math.max(320, Math.min(1100, Math.floor(root.clientWidth) - 2));
  root.replaceChildren(pictureOf(view, answer, parts, cells, width));
}

function pictureOf(view, answer, parts, cells, width) {
  const isEmpty = !answer.rows.some((row) => row.some(Boolean));
  if (isEmpty) return el("p", { class: "why" }, "There is nothing to draw.");
  return DRAW[view](answer, parts, cells, width);
}
