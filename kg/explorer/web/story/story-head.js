// The head and the end of a story: what it is, whose, the way past it, and what else is told.

import { el } from "../core/text.js";

// Returns what stands above the steps; `leave()` skips them, `choose(story)` tells another.
export function headOf(model, story, { leave, choose }) {
  const by = story.by && `Told by ${story.by}. Every number is counted from the record.`;
  return el(
    "div",
    { class: "telling-head" },
    el("h2", {}, story.title),
    story.lead.map((words) => el("p", { class: "lead" }, words)),
    by && el("p", { class: "by" }, by),
    el("button", { type: "button", class: "skip-story", click: leave }, "Skip to the explorer"),
    othersOf(model, story, choose, "Other stories"),
  );
}

// Returns the other stories to choose from; null where there is none.
export function othersOf(model, story, choose, words) {
  const rest = model.stories.filter((one) => one !== story);
  if (!rest.length) return null;
  const about = (one) => ({ type: "button", class: "quiet word", click: () => choose(one) });
  return el(
    "nav",
    { class: "other-stories", "aria-label": words },
    el("span", {}, `${words}: `),
    el(
      "ul",
      {},
      rest.map((one) => el("li", {}, el("button", about(one), one.title))),
    ),
  );
}
