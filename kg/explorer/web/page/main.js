// The page: it reads the data, keeps the state and shows the views (views.js says what one is).

import { createActions, isWriting, opener } from "./actions.js";
import { createAsOf } from "./asof.js";
import { createChips, createLegend } from "./facets.js";
import { createFilterPane } from "./filter-pane.js";
import { createDay } from "../day/day.js";
import { createHelp } from "./help.js";
import { createSaving } from "./saving.js";
import { keepFolds, putFolds } from "../model/folds.js";
import { createModel } from "../model/model.js";
import { createPanel } from "../panel/panel.js";
import { createPrinting } from "./printing.js";
import { scrolled } from "./scrolled.js";
import { createSearchBox } from "./searchbox.js";
import { createState } from "../model/state.js";
import { createStory } from "./story.js";
import { createTelling } from "../story/telling.js";
import { el, shorten } from "../core/text.js";
import { keepFocus } from "../core/kept-focus.js";
import { rove } from "../core/roving.js";
import { createTabs } from "./tabs.js";
import { createTip } from "../core/tip.js";
import { unpacked } from "../core/packed.js";
import { fieldsOf, knownValues, VIEWS } from "./views.js";

const NAME = document.title;
const TITLE = 80; // letters of a name that the title of the window takes
const SAID = 4000; // milliseconds for which a message is seen

const model = createModel(JSON.parse(byId("data").textContent));
const state = createState(model, knownValues(model), fieldsOf(model));
/** @type {Context} */
const context = { model, state, select, loadLibrary, tip: createTip(), say };
const mounted = new Map();
/** @type {Promise<any> | null} */
let library = null;
/** @type {ReturnType<typeof createParts>} */
let parts;
/** @type {boolean | null} whether somebody wants it; null where nobody has said */
let isStoryWanted = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let saidUntil;

start();

/** @returns {any} an element that the page always has */
function byId(id) {
  return document.getElementById(id);
}

function select(id) {
  state.set({ id: id ?? "" });
}

// Tells a screen reader, and shows for a moment what is not seen already.
function say(words, { isSeen = false } = {}) {
  const box = byId("status");
  box.className = isSeen ? "sr" : "said-now";
  box.textContent = words;
  clearTimeout(saidUntil);
  saidUntil = setTimeout(() => (box.textContent = ""), SAID);
}

function loadLibrary() {
  library ??= unpacked("library").then((text) => {
    document.head.append(el("script", {}, text));
    return window.vis;
  });
  return library;
}

function start() {
  parts = createParts();
  byId("tools").append(parts.storyButton, parts.filtersButton, parts.saving.root);
  parts.telling = createTelling(byId("telling"), byId("caption"), context, {
    isWriting,
    refresh: show,
    saving: parts.saving.root,
    legend: byId("legend"),
  });
  byId("tools").prepend(parts.telling.button);
  byId("actions").append(createHelp(context, isWriting));
  parts.storyButton.hidden = parts.story.isEmpty;
  parts.telling.start(location.hash.length < 2); // whoever wrote an address has something in mind
  listen();
  show();
  byId("part").hidden = !model.part;
  byId("part").textContent =
    `This is a part of the graph: ${model.part}. Whatever is counted here is counted in this part.`;
  byId("nothing").hidden = model.things.size > 0;
  for (const group of ["actions", "legend"]) rove(byId(group));
  state.keepPlaces(scrolled);
  createPrinting(context, byId("views"), shown);
  document.documentElement.dataset.ready = "";
}

function createParts() {
  const views = VIEWS.map((view) => view.id);
  return {
    tabs: createTabs(byId("tabs"), state, VIEWS),
    saving: createSaving(context, say),
    filtersButton: opener("filter", "Filters", "filters", () =>
      openFilters(byId("filters").hidden),
    ),
    /** @type {any} */
    telling: null,
    storyButton: opener("story", "In short", "story", () => openStory(byId("story").hidden)),
    actions: createActions(byId("actions"), context, say),
    story: createStory(byId("story"), context, views),
    search: createSearchBox(byId("search"), context, say),
    panel: createPanel(byId("panel"), context, say),
    filters: createFilterPane(byId("filters"), context),
    chips: createChips(byId("chips"), context),
    legend: createLegend(byId("legend"), context),
    asOf: createAsOf(byId("time"), context, say),
    day: createDay(byId("day"), context, say),
  };
}

function listen() {
  byId("filters").addEventListener("close", () => {
    openFilters(false);
    parts.filtersButton.focus();
  });
  byId("home").addEventListener("click", () => {
    if (parts.telling.isOpening()) return parts.telling.begin();
    state.reset();
    openStory(true);
  });
  for (const link of document.querySelectorAll(".skip")) link.addEventListener("click", skip);
  document.addEventListener("keydown", shortcut);
  keepFolds(state);
  const focus = keepFocus({ details: byId("panel"), main: byId("views") });
  const redraw = () => {
    shown().update(context);
    focus.mend();
  };
  document.addEventListener("themechange", redraw);
  new ResizeObserver(() => requestAnimationFrame(redraw)).observe(byId("views"));
  state.subscribe((now, before) => {
    if (before && isOpening(before)) isStoryWanted = null;
    show();
    parts.telling.follow(now, before);
    focus.mend({
      isOpened: !before?.id && Boolean(now.id),
      isShut: Boolean(before?.id) && !now.id,
    });
  });
}

function openStory(isOpen) {
  isStoryWanted = isOpen;
  show();
}

function shown() {
  return VIEWS.find((view) => view.id === state.get().view) ?? VIEWS[0];
}

function isOpening(now) {
  return state.address({ ...now, open: "" }) === "#"; // whatever is folded
}

function openFilters(isOpen) {
  state.place({ panes: isOpen ? "filters" : "" });
  showFilters(isOpen);
  if (isOpen) byId("filters").querySelector("input, summary")?.focus();
}

function showFilters(isOpen) {
  byId("filters").hidden = !isOpen;
  parts.filtersButton.setAttribute("aria-expanded", String(isOpen));
}

// The address holds the state, so a skip link moves the focus and leaves the address as it is.
function skip(event) {
  event.preventDefault();
  byId(event.target.hash.slice(1)).focus();
}

function shortcut(event) {
  if (event.key === "/" && !isWriting(event.target)) {
    event.preventDefault();
    parts.search.focus();
  }
  if (event.key !== "Escape" || event.defaultPrevented || event.target.closest?.("dialog")) return;
  context.tip.hide();
  if (!byId("filters").hidden && byId("filters").contains(event.target))
    byId("filters").dispatchEvent(new Event("close"));
  else if (state.get().id) state.set({ id: "", other: "" });
}

function show() {
  const now = state.get();
  const isReading = parts.telling.isTold(now);
  parts.telling.update(now, isReading);
  const isStoryOpen = !isReading && (isStoryWanted ?? isOpening(now));
  parts.story.update(isStoryOpen);
  parts.storyButton.setAttribute("aria-expanded", String(isStoryOpen));
  showFilters(now.panes === "filters");
  parts.panel.update(isReading ? { ...now, id: "" } : now);
  byId("to-panel").hidden = !now.id || isReading;
  const title = isReading ? parts.telling.title(now) : now.id && model.label(now.id);
  document.title = title ? `${shorten(title, TITLE)} – ${NAME}` : NAME;
  for (const view of VIEWS) {
    const isShown = view.id === now.view;
    if (isShown && !mounted.has(view.id)) mount(view);
    const root = mounted.get(view.id);
    if (root) root.hidden = !isShown;
    if (isShown) {
      view.update(context);
      parts.legend.update(now, view.legend ?? "kinds", view.kinds?.(model));
      parts.saving.update(view);
      parts.filtersButton.hidden = view.facets?.length === 0;
      if (parts.filtersButton.hidden) openFilters(false);
    }
  }
  for (const part of [parts.tabs, parts.actions, parts.filters, parts.chips, parts.asOf, parts.day])
    part.update(now);
  putFolds(document, now);
}

function mount(view) {
  const root = el("div", {
    class: `view view-${view.id}`,
    role: "tabpanel",
    id: `view-${view.id}`,
    "aria-labelledby": `tab-${view.id}`,
  });
  byId("views").append(root);
  mounted.set(view.id, root);
  view.mount(root, context);
}
