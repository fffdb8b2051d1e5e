// The genealogy: bodies as bars over their lives, with what passed from one to the other.

import { makeBand } from "./band.js";
import { chosenThings } from "./bars.js";
import { walk } from "./keyboard.js";
import { isSliding, lookAt, pan, whole, zoom } from "./moving.js";
import { cleanPlace, goToPlace, notePlace } from "./standing.js";
import { request } from "./viewport.js";
import { dayFields } from "../model/day-fields.js";
import { visible } from "../model/filters.js";
import { listenForMoves } from "../core/gestures.js";
import { createKey, undatedWords } from "./genealogy-key.js";
import { captionOfLives, pictureFor } from "./genealogy-picture.js";
import { tableOf } from "./genealogy-words.js";
import { shade } from "./shading.js";
import { createHeld, createStage, layOut, putOn } from "./stage.js";
import { createSwitches } from "./switches.js";
import { el } from "../core/text.js";

/** @type {Genealogy} what the view holds from when it is first shown */
let held;

/** @type {View} */
export const genealogy = {
  id: "genealogy",
  label: "Genealogy",
  kinds: (model) => kindsDrawn(model),
  shows: (model) => model.switches.map((one) => one.id),
  fields: () => ({ ...cleanPlace, ...dayFields() }),
  mount(root, context) {
    const band = makeBand(context.model);
    held = createHeld(context, band, build(root, context, band));
    const { frame, body } = held.parts;
    listenForMoves(frame, {
      pan: (dx, dy) => pan(held, dx, dy),
      zoom: (factor, x) => zoom(held, factor, x),
      whole: () => whole(held),
    });
    body.addEventListener("keydown", (event) => walk(held, event));
    frame.addEventListener("scroll", () => scrolled(), { passive: true });
    new ResizeObserver(resize).observe(frame);
  },
  update() {
    const { model, context, parts } = held;
    const now = context.state.get();
    const { things } = visible(model, { ...now, on: "" });
    const { dated, undated } = chosenThings(model, now, things);
    const key = [...dated, ...undated].map((thing) => thing.id).join(" ");
    if (key !== held.drawn.key && !isSliding(held, now.on, genealogy.update))
      rebuild(key, dated, undated);
    parts.switches?.update(now, things);
    shade([...held.figures.values()], model, now);
    if (now.id !== held.looked) lookAt(held, now.id);
    goToPlace(held, now);
    held.looked = now.id;
    request(held);
  },
  rows: () => tableOf(held.model, held.drawn),
  picture: (room) => pictureFor(held, room),
  caption: (now) => captionOfLives(held, now),
};

// The kinds that are drawn, and those that are filtered for.
function kindsDrawn(model) {
  if (!held?.drawn.key) return [...model.kinds.living];
  const found = new Set(held.context.state.get().kinds);
  for (const { thing } of held.drawn.bars) found.add(thing.kind);
  for (const { kind } of held.drawn.undated) found.add(kind);
  return [...model.kinds.living].filter((kind) => found.has(kind));
}

function build(root, context, band) {
  root.classList.add("genealogy");
  const switches = createSwitches(context.model, context.state);
  const stage = createStage(band);
  root.append(
    el("div", { class: "gen-tools" }, switches.node),
    el("div", { class: "gen-stage" }, stage.frame),
    el("div", { class: "gen-foot" }, createKey(), zoomButtons()), // over no bar
  );
  return { switches, ...stage };
}

function zoomButtons() {
  const button = (words, sign, click) =>
    el(
      "button",
      {
        type: "button",
        class: "gen-zoom",
        "data-move": "‹›".includes(sign),
        "aria-label": words,
        title: words,
        click,
      },
      sign,
    );
  return el(
    "div",
    { class: "gen-zooms", role: "group", "aria-label": "Zoom" },
    button("Earlier", "‹", () => pan(held, -held.scale.width / 4, 0)),
    button("Zoom out", "−", () => zoom(held, 1 / 1.5)),
    button("Zoom in", "+", () => zoom(held, 1.5)),
    button("Later", "›", () => pan(held, held.scale.width / 4, 0)),
    button("Show all years", "Whole", () => whole(held)),
  );
}

function rebuild(key, dated, undated) {
  putOn(held, key, dated, undated);
  const { context, parts } = held;
  parts.undated.replaceChildren(...undatedWords(dated.length, undated, context.select));
  layOut(held, parts.frame.clientWidth);
}

function scrolled() {
  notePlace(held);
  request(held);
}

function resize() {
  const { clientWidth } = held.parts.frame;
  if (clientWidth && clientWidth !== held.scale.width) layOut(held, clientWidth);
  request(held);
}
