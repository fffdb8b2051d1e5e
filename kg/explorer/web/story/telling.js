// A reading: a story in steps beside the picture, which shows the state of the step that is read.

import { el } from "../core/text.js";
import { makeStep } from "./step.js";
import { isAsTold, isSkipped, rememberSkipped, stateOf, toldIn } from "./opening.js";
import { isOfStory, listenForSteps } from "./walking.js";

// Fills the section with the story that is told; returns {isTold(now), update(now), begin(), ...}.
// `saving` is the menu that saves what is seen, which stands under the text meanwhile.
export function createTelling(root, caption, context, { isWriting, saving }) {
  const { model, state } = context;
  let shown = "";
  let at = -1;
  const home = saving.parentElement;
  const place = el("p", { class: "place", "aria-live": "polite" });
  const button = (words, label, by) =>
    el("button", { type: "button", "aria-label": label, click: () => go(at + by) }, words);
  const before = button("‹ Back", "The step before", -1);
  const after = button("Next ›", "The next step", 1);
  const bar = el("div", { class: "telling-bar" }, before, place, after);
  const scroll = el("div", { class: "telling-text", tabindex: -1 });
  root.append(scroll, bar);
  const steps = listenForSteps(root, scroll, (found) => read(found));

  // looks at a step, in passing: going through a story is no step to undo
  function read(next, story = toldIn(model, state.get())?.story) {
    if (story && next !== at) state.set(stateOf(state, story, next), { isPassing: true });
  }

  function go(next) {
    const told = toldIn(model, state.get());
    if (!told || next < 0 || next >= told.story.steps.length) return;
    read(next);
    steps.to(next);
  }

  // leaves the story for the explorer, with what is seen or from its beginning
  function leave(patch) {
    rememberSkipped();
    state.set({ ...patch, story: "", step: "" });
    root.ownerDocument.getElementById("home")?.focus();
  }

  function build(story) {
    const parts = {
      address: (i) => state.address(stateOf(state, story, i)),
      open: (i) => (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        leave(state.read(story.steps[i].state));
      },
    };
    scroll.replaceChildren(
      ...headOf(model, story, { leave: () => leave(state.empty), choose: begin }),
      ...story.steps.map((_, i) =>
        makeStep(context, story, i, { open: parts.open(i), address: () => parts.address(i) }),
      ),
      othersOf(model, story, begin),
    );
  }

  function begin(story = model.stories[0]) {
    if (!story) return;
    at = -1;
    state.set(stateOf(state, story, 0), { isPassing: state.get().story !== "" || isBare(state) });
    scroll.scrollTop = 0;
    scrollTo(0, 0);
  }

  document.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || root.hidden || !isOfStory(event, isWriting)) return;
    event.preventDefault();
    go(at + by);
  });

  return {
    begin,
    isOpening: () => model.stories.length > 0 && !isSkipped(),
    // shows the step that an address names, whatever else it names
    open() {
      const told = toldIn(model, state.get());
      if (told) state.set(stateOf(state, told.story, told.at), { isPassing: true });
    },
    // whether the story is told: not where the reader has looked at something of their own
    isTold: (now) => Boolean(now.story) && isAsTold(model, state, now),
    update(now, isOpen) {
      root.hidden = caption.hidden = !isOpen;
      document.documentElement.toggleAttribute("data-reading", isOpen);
      (isOpen ? bar : home)?.append(saving);
      if (!isOpen) {
        at = -1;
        return;
      }
      const told = /** @type {Told} */ (toldIn(model, now));
      if (shown !== told.story.id) build(told.story);
      const isNew = shown !== told.story.id || at < 0;
      shown = told.story.id;
      at = told.at;
      caption.textContent = told.step.caption;
      place.textContent = `${at + 1} of ${told.story.steps.length}`;
      before.disabled = at === 0;
      after.disabled = at === told.story.steps.length - 1;
      for (const step of scroll.querySelectorAll(".step"))
        step.toggleAttribute("data-read", Number(step.dataset.at) === at);
      if (isNew && at > 0) steps.to(at);
    },
  };
}

function isBare(state) {
  return state.address() === "#";
}

function headOf(model, story, { leave, choose }) {
  return [
    el(
      "div",
      { class: "telling-head" },
      el("h2", {}, story.title),
      story.lead.map((words) => el("p", { class: "lead" }, words)),
      story.by &&
        el("p", { class: "by" }, `Told by ${story.by}. Every number is counted from the record.`),
      el("button", { type: "button", class: "skip-story", click: leave }, "Skip to the explorer"),
      others(model, story, choose, "Other stories"),
    ),
  ];
}

function othersOf(model, story, choose) {
  return el("div", { class: "telling-end" }, others(model, story, choose, "Read on"));
}

function others(model, story, choose, words) {
  const rest = model.stories.filter((one) => one !== story);
  if (!rest.length) return null;
  return el(
    "nav",
    { class: "other-stories", "aria-label": words },
    el("span", {}, `${words}: `),
    el(
      "ul",
      {},
      rest.map((one) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", class: "quiet word", click: () => choose(one) },
            one.title,
          ),
        ),
      ),
    ),
  );
}
