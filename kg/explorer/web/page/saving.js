// Saving and copying what is seen, finished: a picture with what it is of, a table with its sources.

import { captionOf, pictureName, tableName, withFilters } from "./caption.js";
import { icon } from "../core/icons.js";
import { colourNow } from "../core/marks.js";
import { copyPng, saveCsv, savePng, saveSvg } from "../core/save.js";
import { roomOf, SHAPES, sheetOf } from "../core/sheet.js";
import { el } from "../core/text.js";

const OFFERED = ["slide", "seen", "whole"];

// Returns the text of an SVG: what a view shows as a finished picture.
/** @param {Context} context @param {View} view @param {keyof typeof SHAPES} shape */
export function finishedPicture(context, view, shape) {
  const given = view.picture?.(roomOf(shape, captionOf(context, view)));
  if (!given) throw new Error("there is nothing to draw");
  const drawn = typeof given === "string" ? { svg: given, ...sizeOf(given) } : given;
  const caption = captionOf(context, view);
  const subtitle = [caption.subtitle, drawn.note].filter(Boolean).join(". ");
  return sheetOf(drawn, { ...caption, subtitle }, drawn.key ?? [], shape, coloursNow());
}

function sizeOf(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const [width, height] = ["width", "height"].map((name) => Number(root.getAttribute(name)));
  return { width, height };
}

function coloursNow() {
  const names = { ink: "--ink", muted: "--muted", paper: "--surface", line: "--line" };
  const found = Object.entries(names).map(([name, variable]) => [name, colourNow(variable)]);
  return /** @type {{ink: string, muted: string, paper: string, line: string}} */ (
    Object.fromEntries(found)
  );
}

// Returns the menu that saves what a view shows, and an update for the view that is shown.
export function createSaving(context, say) {
  const { model, state } = context;
  /** @type {{view: View | null}} */
  const shown = { view: null };
  const shape = createShape();
  const name = (view) => pictureName(model, state.get(), view.id);
  const drawn = (view) => finishedPicture(context, view, /** @type {any} */ (shape.value));
  /** @type {[string, string, "picture" | "rows", (view: any) => unknown, string][]} */
  const offers = [
    ["PNG", "Save as PNG", "picture", (view) => savePng(drawn(view), name(view)), "Saved as PNG"],
    ["SVG", "Save as SVG", "picture", (view) => saveSvg(drawn(view), name(view)), "Saved as SVG"],
    ["Copy", "Copy the picture", "picture", (view) => copyPng(drawn(view)), "Picture copied"],
    ["CSV", "Save as CSV", "rows", (view) => saveRows(context, view), "Saved as CSV"],
  ];
  const buttons = offers.map(([format, words, needs, keep, done]) => {
    const click = () => attempt(() => keep(shown.view), done, say);
    const about = { type: "button", "aria-label": words, title: words, click };
    return { needs, node: el("button", about, format) };
  });
  const print = el(
    "button",
    { type: "button", title: "Print", click: () => window.print() },
    "Print",
  );
  const offered = el(
    "div",
    { class: "offered" },
    shape,
    buttons.map((one) => one.node),
    print,
  );
  const root = el(
    "div",
    { class: "saving", role: "group", "aria-label": "Save what is seen" },
    icon("save"),
    toggle(offered),
    offered,
  );
  return {
    root,
    update(view) {
      shown.view = view;
      const isDrawn = Boolean(view.picture) && !view.isTable?.();
      shape.hidden = !isDrawn;
      for (const { needs, node } of buttons)
        node.hidden = needs === "picture" ? !isDrawn : !view[needs];
    },
  };
}

function saveRows({ model, state }, view) {
  const now = state.get();
  saveCsv(withFilters(model, now, view.rows()), tableName(model, now, view.id));
}

async function attempt(keep, done, say) {
  try {
    await keep();
    say(done);
  } catch (error) {
    say(`That did not work: ${/** @type {Error} */ (error).message}`);
  }
}

function createShape() {
  return el(
    "select",
    { "aria-label": "Shape of the picture" },
    OFFERED.map((name) => el("option", { value: name }, SHAPES[name].words)),
  );
}

// Where there is little room all of it stands behind one button.
function toggle(offered) {
  const button = el(
    "button",
    {
      type: "button",
      class: "toggle",
      "aria-expanded": "false",
      click: () => {
        const isOpen = offered.classList.toggle("open");
        button.setAttribute("aria-expanded", String(isOpen));
      },
    },
    icon("save"),
    el("span", {}, "Save"),
  );
  return button;
}
