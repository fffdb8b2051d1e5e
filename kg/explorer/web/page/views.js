// The views of the page, in the order of their tabs.
//
// Plain modules, made into one script when the page is written: `import { a, b } from "./x.js";`
// at the top, `export function|class|const` before what others use, nothing else of the kind.
//
// A view is an object listed in VIEWS, the first being the one that opens:
//     id, label
//     mount(root, context)  called once, when it is first shown
//     update(context)       called then, on every change of state while it is shown, and when its
//                           size or the theme has changed
//     picture?(room)        what it shows as the text of an SVG, or {svg, width, height, key, note}:
//                           laid out for a room {width, height}, or as large as it is seen where the
//                           room has no width (all of it where `isWhole`); `isTable()` tells whether
//                           there is none now. saving.js puts title, key and source around it
//     caption?(now)         {title, subtitle}: what is said over that picture
//     name?()               what its rows are called where that is not by the filters
//     printsRows?           whether its rows are printed, and not its picture
//     rows?()               [header, ...rows] to save as CSV
//     legend?               "kinds" (where nothing is said), "verdicts" or "none"
//     kinds?                the kinds that it can show
//     rowKinds?, shows?     the words that it knows for `rows` and `show` in the state
//
// context = { model, state, select(id), loadLibrary(), tip, say }
//     model       what the data says (model.js, relations.js)
//     state       what is looked at: get(), set(patch), subscribe(f), address(patch) (state.js)
//     select      look at a thing or record by its id; null for none
//     loadLibrary a promise of vis-network, which stands in the page as text until it is needed
//     tip         show(lines, x, y) and hide(): the hover
//     say         tells a screen reader, and shows for a moment
// What filters and date leave: visible(model, state) and existence(model, thing, on)
// (filters.js, existence.js).

import { answers } from "../answers/answers.js";
import { comparison } from "../compare/compare.js";
import { cleanFolds } from "../model/folds.js";
import { genealogy } from "../genealogy/genealogy.js";
import { network } from "../network/network.js";
import { recommendations } from "../ledger/recommendations.js";
import { table } from "../ledger/table.js";
import { storyFields } from "../story/opening.js";

/** @type {View[]} */
export const VIEWS = [genealogy, network, recommendations, comparison, table, answers];

// Returns the values that each field of the state with a fixed choice may have.
export function knownValues(model) {
  const { schemes } = model;
  return {
    view: new Set(VIEWS.map((view) => view.id)),
    set: new Set(model.headline.map((row) => row.id)),
    rows: new Set(VIEWS.flatMap((view) => view.rowKinds ?? [])),
    kinds: new Set([...model.things.values()].map((thing) => thing.kind)),
    relations: new Set(model.relations.map((relation) => relation.p)),
    topics: new Set(model.topics.map((topic) => topic.id)),
    jurisdictions: new Set(schemes.jurisdictions),
    verdicts: new Set(["Contested", ...model.recommendations.map((row) => row.outcome)]),
    confidence: new Set(schemes.confidences),
    tiers: new Set(schemes.tiers),
    show: new Set(VIEWS.flatMap((view) => view.shows?.(model) ?? [])),
  };
}

// Returns what cleans each field of the state that a view has of its own; "" where it is nonsense.
export function fieldsOf(model) {
  const panes = (text) => (text === "filters" ? text : "");
  const own = VIEWS.map((view) => view.fields?.(model) ?? {});
  return Object.assign({ panes, open: cleanFolds }, storyFields(model), ...own);
}
