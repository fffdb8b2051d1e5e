// Which story is told, and whether the page opens on one. Addresses name the step that is read
// (`story`, `step`) beside the state that its picture shows.

import { unpacked } from "../core/packed.js";

const KEPT_AS = "story-skipped";
const SHOWN = [
  ...["view", "id", "other", "on", "q", "set", "rows", "kinds", "relations", "topics"],
  ...["jurisdictions", "verdicts", "confidence", "tiers", "show"],
];
const NUMBER = /^[1-9]\d?$/;

/** @type {Promise<void> | null} */
let reading = null;

// Reads the stories that stand in the page packed: all but the first. Rejects in a browser that
// cannot unpack.
export function loadStories(model) {
  reading ??= unpacked("stories").then((text) => {
    const rest = new Map(JSON.parse(text).map((story) => [story.id, story]));
    model.stories = model.stories.map((story) => rest.get(story.id) ?? story);
  });
  return reading;
}

// Returns what cleans the fields of the state that say which step of which story is read.
export function storyFields(model) {
  const known = new Set(model.stories.map((story) => story.id));
  return {
    story: (text) => (known.has(text) ? text : ""),
    step: (text) => (NUMBER.test(text) ? text : ""),
  };
}

// Returns the story that a state names with the place of its step, or null.
export function toldIn(model, now) {
  const story = model.stories.find((one) => one.id === now.story);
  if (!story?.steps) return null;
  const at = Math.min(Number(now.step) || 1, story.steps.length) - 1;
  return { story, at, step: story.steps[at] };
}

// Returns the whole state of a step: what its picture shows, and where in which story it is.
export function stateOf(state, story, at) {
  return { ...state.read(story.steps[at].state), story: story.id, step: String(at + 1) };
}

// Whether a state still is what its step shows. Who has moved within the picture is still told of
// it: where they are stands in fields of the view's own.
export function isAsTold(model, state, now) {
  const told = toldIn(model, now);
  if (!told) return false;
  const shown = state.read(told.step.state);
  return SHOWN.every((name) => String(now[name]) === String(shown[name]));
}

export function isSkipped() {
  try {
    return localStorage.getItem(KEPT_AS) === "yes";
  } catch {
    return false; // some browsers keep nothing for files opened from a disk
  }
}

export function rememberSkipped() {
  try {
    localStorage.setItem(KEPT_AS, "yes");
  } catch {
    // then the next visit opens on the story again
  }
}
