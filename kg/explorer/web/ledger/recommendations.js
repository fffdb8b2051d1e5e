// The ledger of recommendations: who was told what, what became of it, who says so, and who has
// inherited the duty; as a picture and as a table.

import { assessor, heirsOf, outcome, toldOf } from "../panel/record-lines.js";
import { adviceCount, outcomeWords, verdictWords } from "../model/words.js";
import { dateWords } from "../core/dates.js";
import { reference } from "../panel/evidence.js";
import { visible } from "../model/filters.js";
import { markSign, VERDICTS } from "../core/marks.js";
import { createGrid } from "./grid.js";
import { thingLink, thingLinks } from "../panel/lines.js";
import { createRecurrence } from "./recurrence.js";
import { createSaidBefore } from "./said-before.js";
import { standaloneSvg } from "../core/styled.js";
import { el } from "../core/text.js";

const OPEN = "-date"; // the newest first
const LEDGER = "ledger";
/** @type {Context} */
let context;
/** @type {Grid} */
let grid;
/** @type {ReturnType<typeof createRecurrence>} */
let recurrence;
/** @type {HTMLElement} */
let picker;
/** @type {{rows?: Recommendation[], id?: string, width?: number}} */
let drawn = {};

/** @type {View} */
export const recommendations = {
  id: "recommendations",
  label: "Recommendations",
  legend: "verdicts",
  rowKinds: [LEDGER],
  mount(root, given) {
    context = given;
    grid = createGrid();
    recurrence = createRecurrence(context);
    const choices = { "": "Topic by year", ledger: "Ledger" };
    picker = el(
      "div",
      { class: "picker", role: "group", "aria-label": "Shown as" },
      Object.entries(choices).map(([rows, words]) =>
        el(
          "button",
          { type: "button", "data-rows": rows, click: () => context.state.set({ rows }) },
          words,
        ),
      ),
    );
    const parts = [picker, recurrence.root, grid.root];
    root.append(...(context.model.hasAdvice ? [createSaidBefore(context)] : []), ...parts);
  },
  update() {
    const now = context.state.get();
    const rows = visible(context.model, now).recommendations;
    const isLedger = now.rows === LEDGER;
    for (const button of picker.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String((button.dataset.rows === LEDGER) === isLedger));
    recurrence.root.hidden = isLedger;
    grid.root.hidden = !isLedger;
    const width = recurrence.root.clientWidth;
    if (!isLedger && (drawn.rows !== rows || drawn.id !== now.id || drawn.width !== width)) {
      recurrence.update(rows, now);
      drawn = { rows, id: now.id, width };
    }
    grid.update(columns(), rows, now.sort || OPEN, {
      caption: "Recommendations",
      total: rows.some((row) => row.whole) ? adviceCount(rows) : undefined,
      selected: now.id,
      sorted: (sort) => context.state.set({ sort }),
    });
  },
  isTable: () => grid.root.offsetParent !== null,
  picture: () => {
    const node = recurrence.picture();
    const { width, height } = node.getBoundingClientRect();
    const found = new Set(
      visible(context.model, context.state).recommendations.map((r) => r.outcome),
    );
    const key = Object.keys(VERDICTS).filter((one) => found.has(one));
    return {
      svg: standaloneSvg(node),
      width,
      height,
      key: key.map((one) => markSign(one, verdictWords(context.model, one))),
    };
  },
  caption: (now) => ({
    title: `Recommendations by topic and year${now.id ? `: ${context.model.label(now.id)}` : ""}`,
    subtitle: adviceCount(visible(context.model, now).recommendations, "recommendation"),
  }),
  rows: () => grid.rows(),
};

function columns() {
  const { model } = context;
  const labels = (ids) => ids.map(model.label).join("; ");
  const heirs = (row) => [...new Set(row.addressees.flatMap(model.heirs))].sort();
  return [
    {
      id: "text",
      label: "Recommendation",
      value: (r) => r.text ?? r.label ?? r.id,
      node: (r) => thingLink(context, r.id, r.text ?? r.label),
    },
    { id: "date", label: "Date", value: (r) => r.date, node: (r) => dateWords(r.date) },
    {
      id: "report",
      label: "Made in",
      value: (r) => [model.label(r.report), r.number].filter(Boolean).join(", "),
      node: (r) => [thingLink(context, r.report), r.number && `, ${r.number}`],
    },
    {
      id: "told",
      label: "Told",
      value: (r) => [labels(r.addressees), r.addresseeNote].filter(Boolean).join("; "),
      node: (r) => toldOf(context, r),
    },
    {
      id: "heirs",
      label: "Duty now with",
      value: (r) => labels(heirs(r)),
      node: (r) => heirsOf(context, r) ?? "",
    },
    {
      id: "topics",
      label: "On",
      value: (r) => labels(r.topics),
      node: (r) => thingLinks(context, r.topics),
    },
    {
      id: "outcome",
      label: "What became of it",
      value: (r) => outcomeWords(model, r),
      node: (r) => outcome(model, r),
    },
    { id: "views", label: "Who says so", value: viewWords, node: (r) => views(r) },
  ];
}

function viewWords(row) {
  const { model } = context;
  return row.verdicts
    .map((view) => {
      const by =
        view.by === "project"
          ? "this project’s reading of the sources"
          : model.label(view.by ?? "nobody named");
      const cited = view.evidence
        .map((number) => model.citation(number))
        .map(({ source, locator }) => [source.title, locator].filter(Boolean).join(", "));
      return [`${verdictWords(model, view.verdict)}: ${by}`, view.date, ...cited]
        .filter(Boolean)
        .join(", ");
    })
    .join("; ");
}

function views(row) {
  const { model } = context;
  return el(
    "ul",
    { class: "views-of" },
    row.verdicts.map((view) =>
      el(
        "li",
        {},
        el("span", { class: "quick" }, verdictWords(model, view.verdict)),
        ": ",
        assessor(context, view.by),
        view.date && `, ${dateWords(view.date)}`,
        view.evidence
          .slice(0, 1)
          .map((number) => el("div", { class: "sources" }, reference(model, number))),
      ),
    ),
  );
}
