// What is printed: in place of a view its finished picture, then the details; of a table every row,
// and of the details all that they have.

import { finishedPicture } from "./saving.js";
import { el } from "../core/text.js";

// Makes ready for a print, and takes that away again.
/** @param {Context} context @param {HTMLElement} root @param {() => View} shown */
export function createPrinting(context, root, shown) {
  const sheet = el("div", { class: "printed" });
  root.append(sheet);
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    const isDrawn = put(context, sheet, shown());
    document.body.classList.toggle("prints-picture", isDrawn);
    unfold();
    opened = [...document.querySelectorAll("#panel details:not([open])")].map(open);
  });
  addEventListener("afterprint", () => {
    sheet.replaceChildren();
    document.body.classList.remove("prints-picture");
    for (const details of opened) details.open = false;
  });
}

// Puts the picture of a view on the sheet; returns whether it has one.
function put(context, sheet, view) {
  sheet.replaceChildren();
  if (!view.picture || view.isTable?.()) return false;
  try {
    const text = finishedPicture(context, view, "page");
    const picture = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    sheet.append(document.importNode(picture, true));
    return true;
  } catch {
    return false; // then the view is printed as it is
  }
}

function open(node) {
  node.open = true;
  return node;
}

function unfold() {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  for (const more of document.querySelectorAll("#panel .more"))
    /** @type {HTMLElement} */ (more).click();
  before?.focus?.({ preventScroll: true });
}
