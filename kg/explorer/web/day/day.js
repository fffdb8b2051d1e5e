// The day beside the picture: what existed then, by which name and under whom; and what changed until
// a later day.

import { chosenThings } from "../genealogy/bars.js";
import { dateWords, fromWords, parseDate } from "../core/dates.js";
import { findChanges, isLater } from "./changes.js";
import { changeList, stateList } from "./day-lists.js";
import { KEPT } from "../model/day-fields.js";
import { visible } from "../model/filters.js";
import { isNear, officesOn } from "../model/existence.js";
import { el, sentence } from "../core/text.js";

const VIEWS = ["genealogy", "network"]; // beside which it stands
const NARROW = "(max-width: 820px)"; // as style.css has it: there the page is one column

// Fills the part of the page; returns {update(now)}.
export function createDay(root, context, say) {
  let shown = "";
  const fields = createFields(context, say);
  placeWith(root);
  return {
    update(now) {
      const day = parseDate(now.on);
      const isShown = Boolean(day?.earliest) && VIEWS.includes(now.view);
      root.hidden = !isShown;
      const key = JSON.stringify({ ...now, id: now.view === "genealogy" ? now.id : "" });
      if (!isShown || key === shown) return;
      shown = key;
      fields.update(now);
      root.replaceChildren(...contents(context, now, day, fields).flat(Infinity).filter(Boolean));
    },
  };
}

// What existed is what was asked for: it stands after the picture, but before it in one column, where
// it would lie below all bars.
function placeWith(root) {
  const narrow = matchMedia(NARROW);
  const picture = root.previousElementSibling;
  const place = () => picture?.[narrow.matches ? "before" : "after"](root);
  narrow.addEventListener("change", place);
  place();
}

function contents(context, now, day, fields) {
  const { model } = context;
  const later = parseDate(now.then);
  const offices = officesOn(model, day).map(({ office, holder }) =>
    el("li", {}, `${sentence(office.label)}: ${holder}`),
  );
  const isTwo = later && isLater(day, later); // who was in office is told of one day
  return [
    el("h2", {}, dateWords(now.on), isTwo && ` to ${dateWords(now.then)}`),
    !isTwo &&
      offices.length > 0 &&
      el("ul", { class: "offices", "aria-label": "In office" }, offices),
    fields.node,
    isTwo
      ? changeList(context, findChanges(model, day, later).filter(inScope(model, now)))
      : stateList(context, scopeOf(model, now, day), day),
  ];
}

// What is told of one day: what the picture shows; in the network, what is national or regional.
function scopeOf(model, now, day) {
  const { things } = visible(model, { ...now, on: "" });
  if (now.view !== "genealogy") {
    const left = [...things].map((id) => model.things.get(id));
    return left.filter((thing) => isNear(model, thing, day));
  }
  const { dated, undated } = chosenThings(model, now, things);
  return [...dated, ...undated];
}

// What is told of two days: all that the filters leave.
/** @returns {(one: Turned) => boolean} */
function inScope(model, now) {
  const { things } = visible(model, { ...now, on: "" });
  return ({ thing, other }) => things.has(thing.id) || Boolean(other && things.has(other.id));
}

// The second day, the governments to choose from, and whether what is gone stays in the picture.
function createFields({ model, state }, say) {
  let told = "";
  const field = el("input", {
    type: "text",
    id: "then",
    class: "on-text",
    placeholder: "a later day",
    maxlength: 20,
    size: 12,
    change: () => write(field.value),
  });
  const write = (text) => {
    const then = fromWords(text);
    const isRight = !then || isLater(parseDate(state.get().on), parseDate(then));
    field.toggleAttribute("aria-invalid", !isRight);
    if (!isRight) return say("Write a day after the first: 2023, April 2023 or 2023-04-01");
    state.set({ then });
  };
  const terms = termsOf(model);
  const choice = el(
    "select",
    { "aria-label": "Or choose a government", change: () => choose(state, choice) },
    el("option", { value: "" }, "or a government"),
    terms.map(({ words, value }) => el("option", { value }, words)),
  );
  const grey = el("input", {
    type: "checkbox",
    change: () => state.set({ gone: grey.checked ? KEPT : "" }),
  });
  const node = el(
    "div",
    { class: "day-fields" },
    el("label", { for: "then" }, "Compare with"),
    field,
    terms.length > 0 && choice,
    el("label", { class: "grey" }, grey, " Keep what did not exist in the picture, grey"),
  );
  return {
    node,
    update(now) {
      if (document.activeElement !== field || now.then !== told) field.value = now.then;
      told = now.then;
      const value = `${now.on} ${now.then}`;
      choice.value = terms.some((term) => term.value === value) ? value : "";
      grey.checked = now.gone === KEPT;
    },
  };
}

function choose(state, { value }) {
  const [on, then] = value.split(" ");
  if (on) state.set({ on, then });
}

// The terms of the office whose terms are governments.
function termsOf(model) {
  const chief = model.offices.find((office) => office.chief);
  return model.tenures
    .filter((one) => chief && one.start && model.things.get(one.post)?.office === chief.id)
    .map((one) => {
      const then = one.end && one.end !== ".." ? one.end : (model.now ?? "");
      const years = `${one.start.slice(0, 4)} to ${then.slice(0, 4)}`;
      return { words: `${model.label(one.person)}, ${years}`, value: `${one.start} ${then}` };
    })
    .sort((a, b) => (a.value < b.value ? 1 : -1));
}
