// Which story is told, and whether the page opens on one. Addresses name the step that is read
// (`story`, `step`) beside the state that its picture shows.

const KEPT_AS = "story-skipped";
const NUMBER = /^[1-9]\d?$/;

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
  if (!story) return null;
  const at = Math.min(Number(now.step) || 1, story.steps.length) - 1;
  return { story, at, step: story.steps[at] };
}

// Returns the whole state of a step: what its picture shows, and where in which story it is.
export function stateOf(state, story, at) {
  return { ...state.read(story.steps[at].state), story: story.id, step: String(at + 1) };
}

// Whether a state still is what its step shows, and nobody has looked at anything else.
export function isAsTold(model, state, now) {
  const told = toldIn(model, now);
  if (!told) return false;
  const bare = { story: "", step: "" };
  return state.address({ ...now, ...bare }) === state.address({ ...state.read(told.step.state) });
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
