// The page: it reads the data, keeps the state and shows the views.
//
// How the modules fit together
// ----------------------------
// Plain modules, made into one script when the page is written: `import { a, b } from "./x.js";`
// at the top, `export function|class|const` before what others use, nothing else of the kind.
//
// A view is an object
//     { id, label, mount(root, context), update(context), picture?(), rows?() }
// listed in VIEWS. `mount` is called once, when it is first shown; `update` then, and on every
// change of state while it is shown. `picture()` gives an SVG text or a canvas to save, `rows()`
// [header, ...rows] to save as CSV; the page shows the buttons where a view has them.
//
// context = { model, state, select(id), loadLibrary(), tip }
//     model       what the data says (model.js, relations.js)
//     state       what is looked at: get(), set(patch), subscribe(f), address(patch) (state.js)
//     select      look at a thing or record by its id; null for none
//     loadLibrary a promise of vis-network, which stands in the page as text until it is needed
//     tip         show(lines, x, y) and hide(): the hover
// What filters and date leave: visible(model, state) and existence(thing, on) in filters.js.

import { createModel } from "./model.js";
import { createState } from "./state.js";
import { el } from "./text.js";
import { createTip } from "./tip.js";
import { network } from "./network.js";

const VIEWS = [network];

const model = createModel(JSON.parse(byId("data").textContent));
const state = createState(model, knownValues(), VIEWS[0].id);
const context = { model, state, select, loadLibrary, tip: createTip() };
const mounted = new Map();
let library = null;

start();

function byId(id) {
  return document.getElementById(id);
}

function knownValues() {
  const { schemes } = model;
  return {
    view: new Set(VIEWS.map((view) => view.id)),
    set: new Set(model.headline.map((row) => row.id)),
    kinds: new Set([...model.things.values()].map((thing) => thing.kind)),
    relations: new Set(model.relations.map((relation) => relation.p)),
    topics: new Set(model.topics.map((topic) => topic.id)),
    jurisdictions: new Set(schemes.jurisdictions),
    verdicts: new Set(model.recommendations.map((row) => row.outcome)),
    confidence: new Set(schemes.confidences),
    tiers: new Set(schemes.tiers),
    show: new Set(),
  };
}

function select(id) {
  state.set({ id: id ?? "" });
}

function loadLibrary() {
  library ??= new Promise((done) => {
    const script = el("script", {}, byId("library").textContent);
    document.head.append(script);
    done(window.vis);
  });
  return library;
}

function start() {
  byId("tabs").append(...VIEWS.map(tab));
  state.subscribe(show);
  show();
  window.explorer = context;
}

function tab(view) {
  return el("button", {
    type: "button", role: "tab", id: `tab-${view.id}`, "aria-controls": `view-${view.id}`,
    click: () => state.set({ view: view.id }),
  }, view.label);
}

function show() {
  const now = state.get();
  for (const view of VIEWS) {
    const isShown = view.id === now.view;
    byId(`tab-${view.id}`).setAttribute("aria-selected", String(isShown));
    if (isShown && !mounted.has(view.id)) mount(view);
    const root = mounted.get(view.id);
    if (root) root.hidden = !isShown;
    if (isShown) view.update(context);
  }
}

function mount(view) {
  const root = el("div", { class: "view", role: "tabpanel", id: `view-${view.id}`, "aria-labelledby": `tab-${view.id}` });
  byId("views").append(root);
  mounted.set(view.id, root);
  view.mount(root, context);
}
