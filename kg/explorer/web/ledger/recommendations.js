// The ledger of recommendations: who was told what, what became of it, who says so, and who has
// inherited the duty. A picture of marks lies over the lines; a sentence counts what is shown.

import { adviceFields } from "../model/advice-filters.js";
import { adviceCount, verdictWords } from "../model/words.js";
import { markSign, VERDICTS } from "../core/marks.js";
import { visible } from "../model/filters.js";
import { createAsking } from "./narrowing.js";
import { createGrid } from "./grid.js";
import { inReports, ledgerColumns } from "./ledger-columns.js";
import { ledgerRows } from "./ledger-saved.js";
import { emptyWords, ledgerSentence } from "./ledger-sentence.js";
import { createRecurrence } from "./recurrence.js";
import { createSaidBefore } from "./said-before.js";
import { el } from "../core/text.js";

const OPEN = "-date"; // the newest first
const LEDGER = "ledger";
const CHOICES = { "": "With the picture", [LEDGER]: "Ledger alone" };
/** @type {Context} */
let context;
/** @type {Grid} */
let grid;
/** @type {ReturnType<typeof createRecurrence>} */
let recurrence;
/** @type {HTMLElement} */
let picker;
/** @type {HTMLElement} */
let sum;
/** @type {{found?: Recommendation[], rows?: Recommendation[], columns?: Column[]}} */
let shown = {};

/** @type {View} */
export const recommendations = {
  id: "recommendations",
  label: "Recommendations",
  legend: "verdicts",
  facets: [
    "told",
    "heir",
    "topics",
    "report",
    "maker",
    "verdicts",
    "state",
    "due",
    "response",
    "judge",
    "period",
  ],
  rowKinds: [LEDGER],
  fields: adviceFields,
  mount(root, given) {
    context = given;
    grid = createGrid({ pointed: (id) => recurrence.light(id) });
    recurrence = createRecurrence(context, light);
    sum = el("p", { class: "ledger-sum", role: "status" });
    const button = ([rows, words]) =>
      el(
        "button",
        { type: "button", "data-rows": rows, click: () => context.state.set({ rows }) },
        words,
      );
    picker = el(
      "div",
      { class: "picker", role: "group", "aria-label": "Shown as" },
      Object.entries(CHOICES).map(button),
    );
    const isAdvised = context.model.recommendations.some((row) => !row.whole);
    const tools = [createAsking(context), isAdvised && createSaidBefore(context), picker];
    root.append(el("div", { class: "ledger-tools" }, tools), sum, recurrence.root, grid.root);
  },
  update() {
    const now = context.state.get();
    const { recommendations: found } = visible(context.model, now);
    if (shown.found !== found) {
      shown = { found, rows: inReports(found), columns: filled(found) };
      sum.textContent = found.length
        ? ledgerSentence(context.model, found)
        : emptyWords(context.model, now);
    }
    const isLedger = now.rows === LEDGER;
    for (const button of picker.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String((button.dataset.rows === LEDGER) === isLedger));
    recurrence.root.hidden = isLedger;
    if (!isLedger) recurrence.update(found, now);
    grid.update(shown.columns ?? [], shown.rows ?? [], now.sort || OPEN, {
      caption: "Recommendations",
      total: found.some((row) => row.whole) ? adviceCount(found) : undefined,
      selected: now.id,
      sorted: (sort) => context.state.set({ sort }),
    });
  },
  isTable: () => context.state.get().rows === LEDGER,
  picture: () => {
    const found = new Set(shown.found?.map((row) => row.outcome));
    const key = Object.keys(VERDICTS).filter((one) => found.has(one));
    const signs = key.map((one) => markSign(one, verdictWords(context.model, one)));
    return { ...recurrence.picture(), key: signs };
  },
  caption: (now) => ({
    title: `Recommendations by topic and year${now.id ? `: ${context.model.label(now.id)}` : ""}`,
    subtitle: adviceCount(visible(context.model, now).recommendations, "recommendation"),
  }),
  rows: () => ledgerRows(context, grid.list()),
};

// Returns the columns in which some row has something.
function filled(rows) {
  return ledgerColumns(context).filter(({ value }, i) => !i || rows.some((row) => value(row)));
}

// A mark and its line: what the pointer is at lights up where it is seen, what the keyboard is at is
// brought into sight.
function light(id, isByKey) {
  recurrence.light(id);
  grid.light(id, isByKey);
}
