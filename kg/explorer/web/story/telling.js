// A reading: a story in steps beside the picture, which shows the state of the step that is read.

import { whenPlain } from "../core/following.js";
import { icon } from "../core/icons.js";
import { el } from "../core/text.js";
import { makeStep } from "./step.js";
import { isAsTold, isSkipped, loadStories, rememberSkipped, stateOf, toldIn } from "./opening.js";
import { headOf, othersOf } from "./story-head.js";
import { isOfStory, listenForSteps } from "./walking.js";

/** @type {Telling} what is told, from when the page is made */
let held;

// Fills `root` with the story that is told and `caption` with the title of its picture. What else
// is wanted meanwhile is put beside them: the menu that saves what is seen, and the key of signs.
export function createTelling(root, caption, context, { isWriting, refresh, saving, legend }) {
  const parts = { ...build(root), caption, moved: [put(saving), put(legend)] };
  held = { context, parts, refresh, steps: null, shown: "", at: -1 };
  held.steps = listenForSteps(root, parts.text, read);
  document.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || root.hidden || !isOfStory(event, isWriting)) return;
    event.preventDefault();
    go(held.at + by);
  });
  const { model, state } = context;
  context.toldOf = (now) => {
    const told = isAsTold(model, state, now) ? toldIn(model, now) : null;
    return (
      told && { title: told.step.caption, subtitle: `${told.story.title}: ${told.step.title}` }
    );
  };
  return {
    button: makeButton(model),
    begin,
    follow,
    // opens on the first story where nothing else is named, unless that was skipped before
    start: (isBare) => (isBare && model.stories.length && !isSkipped() ? begin() : open()),
    title: (now) => toldIn(model, now)?.story.title ?? "",
    isOpening: () => model.stories.length > 0 && !isSkipped(),
    // whether the story is told: not where the reader has looked at something of their own
    isTold: (now) => Boolean(now.story) && isAsTold(model, state, now),
    update,
  };
}

// The way back to the stories, for who has left them.
function makeButton(model) {
  const about = { type: "button", hidden: !model.stories.length, click: () => begin() };
  return el("button", about, icon("book"), el("span", {}, "Stories"));
}

// Returns what moves an element elsewhere and back.
function put(node) {
  const mark = document.createComment("");
  node.before(mark);
  return (place) => (place ?? mark)[place ? "append" : "after"](node);
}

function build(root) {
  const place = el("p", { class: "place", "aria-live": "polite" });
  const button = (words, label, by) =>
    el("button", { type: "button", "aria-label": label, click: () => go(held.at + by) }, words);
  const before = button("‹ Back", "The step before", -1);
  const after = button("Next ›", "The next step", 1);
  const bar = el("div", { class: "telling-bar" }, before, place, after);
  const text = el("div", { class: "telling-text", tabindex: -1 });
  root.append(text, bar);
  return { root, text, bar, before, place, after };
}

// Looks at a step, in passing: going through a story is no step to undo.
function read(at) {
  const { model, state } = held.context;
  const told = toldIn(model, state.get());
  if (told && at !== held.at) state.set(stateOf(state, told.story, at), { isPassing: true });
}

function go(at) {
  const told = toldIn(held.context.model, held.context.state.get());
  if (!told || at < 0 || at >= told.story.steps.length) return;
  read(at);
  held.steps?.to(at);
}

// Tells a story from its beginning, when it has been read.
function begin(story = held.context.model.stories[0]) {
  const { model, state } = held.context;
  if (!story) return;
  if (!story.steps) {
    whenRead(() => begin(model.stories.find((one) => one.id === story.id)));
    return;
  }
  const isPassing = state.get().story !== "" || state.address() === "#";
  state.set(stateOf(state, story, 0), { isPassing });
  held.parts.text.scrollTop = 0;
  scrollTo(0, 0);
}

// Shows the step that an address names, whatever else it names.
function open() {
  const { model, state } = held.context;
  const told = toldIn(model, state.get());
  if (told) {
    state.set(stateOf(state, told.story, told.at), { isPassing: true });
    held.refresh();
  } else if (state.get().story) whenRead(open);
}

// Who looks at something of their own has left the story, and the way back leads to it; an address
// that names another step opens it, whatever else it names.
function follow(now, before) {
  const { model, state } = held.context;
  if (!now.story || isAsTold(model, state, now)) return;
  if (before?.story !== now.story || before?.step !== now.step) open();
  else state.set({ story: "", step: "" }, { isPassing: true });
}

function whenRead(go) {
  const { model, say } = held.context;
  loadStories(model).then(go, () => say("This browser cannot unpack the other stories"));
}

// Leaves the story for the explorer, where some state is seen.
function leave(seen) {
  rememberSkipped();
  held.context.state.set({ ...seen, story: "", step: "" });
  document.getElementById("home")?.focus();
}

function update(now, isOpen) {
  const { root, caption, bar, moved } = held.parts;
  if (root.hidden === isOpen) {
    root.hidden = caption.hidden = !isOpen;
    document.documentElement.toggleAttribute("data-reading", isOpen);
    moved[0](isOpen ? bar : null);
    moved[1](isOpen ? caption : null);
  }
  if (isOpen) show(/** @type {ToldAt} */ (toldIn(held.context.model, now)));
  else held.at = -1;
}

function show({ story, at, step }) {
  const { caption, text, before, place, after } = held.parts;
  const isArriving = held.at < 0;
  if (held.shown !== story.id) tell(story);
  held.shown = story.id;
  held.at = at;
  caption.firstChild.textContent = step.caption;
  place.textContent = `${at + 1} of ${story.steps.length}`;
  before.disabled = at === 0;
  after.disabled = at === story.steps.length - 1;
  for (const one of text.querySelectorAll(".step"))
    one.toggleAttribute("data-read", Number(one.dataset.at) === at);
  if (isArriving && at > 0) held.steps?.to(at);
}

function tell(story) {
  const { model, state } = held.context;
  const steps = story.steps.map((step, at) =>
    makeStep(held.context, story, at, {
      address: () => state.address(stateOf(state, story, at)),
      open: whenPlain(() => leave(state.read(step.state))),
    }),
  );
  held.parts.text.replaceChildren(
    headOf(model, story, { leave: () => leave(state.empty), choose: begin }),
    ...steps,
    el("div", { class: "telling-end" }, othersOf(model, story, begin, "Read on") ?? ""),
  );
}
