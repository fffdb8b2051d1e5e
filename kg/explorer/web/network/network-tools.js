// What stands around the network: what can be done with what is selected, and the zoom.

import { fit, scaleBy } from "./seeing.js";
import { noteSight } from "./net-standing.js";
import { el } from "../core/text.js";

// Fills the view; `of` gives what it holds from then on.
/** @param {HTMLElement} root @param {() => Network} of */
export function buildParts(root, of) {
  root.classList.add("network-view");
  const tools = createTools(of);
  const hint = el("span", { class: "net-hint" });
  const bar = el(
    "div",
    { class: "net-tools", role: "group", "aria-label": "What is selected" },
    Object.values(tools),
    hint,
  );
  const box = el("div", {
    class: "net-box",
    tabindex: 0,
    role: "application",
    "aria-label":
      "Network of what is related. Arrow keys move, plus and minus zoom, 0 shows all. The table says the same in words.",
  });
  root.append(bar, el("div", { class: "net-stage" }, box, createZooms(of)));
  return { box, tools, hint };
}

function createZooms(of) {
  const zoom = (words, sign, click) =>
    el(
      "button",
      { type: "button", class: "gen-zoom", "aria-label": words, title: words, click },
      sign,
    );
  const whole = () => {
    fit(of());
    noteSight(of());
  };
  return el(
    "div",
    { class: "gen-zooms", role: "group", "aria-label": "Zoom" },
    zoom("Zoom out", "−", () => scaleBy(of(), 1 / 1.4)),
    zoom("Zoom in", "+", () => scaleBy(of(), 1.4)),
    zoom("Show all of it", "Whole", whole),
  );
}

function createTools(of) {
  const button = (words, click) => el("button", { type: "button", click }, words);
  // what is done to the neighbours stands in the address, which is what the network follows
  const act = (words, make) =>
    button(words, () => {
      const { state } = of().context;
      const { id, near } = state.get();
      state.set({ near: make(id, near), at: "" });
    });
  return {
    narrow: act("Only its neighbours", (id) => id),
    expand: act("Add its neighbours", (id, near) => `${near},add.${id}`),
    collapse: act("Fold its neighbours", (id, near) => `${near},fold.${id}`),
    connect: button("How is it connected to …", () => of().ways.ask()),
    all: act("Show all", () => ""),
  };
}

/** @param {Network} held @param {State} now */
export function showTools({ shown, parts, focus, model }, now) {
  const isChosen = shown.nodes.has(now.id);
  for (const name of ["narrow", "expand", "collapse"]) parts.tools[name].hidden = !isChosen;
  parts.tools.connect.hidden = !model.knows(now.id);
  for (const name of ["expand", "collapse"]) parts.tools[name].hidden ||= !focus.isOn();
  parts.tools.all.hidden = !focus.isOn();
  parts.hint.hidden = isChosen || focus.isOn();
}
