// The buttons of the page: the way back and forth, the theme, the link, and saving what is seen.

import { copyLink } from "../panel/sharing.js";
import { icon } from "../core/icons.js";
import { el } from "../core/text.js";

const THEMES = ["light", "dark"];
const KEPT_AS = "theme";

// Fills the toolbar; returns {update()}.
export function createActions(root, { model, state }, say) {
  const undo = button("undo", "Undo (Ctrl+Z)", () => state.undo());
  const redo = button("redo", "Redo (Ctrl+Y)", () => state.redo());
  const reset = button("reset", "Begin again", () => state.reset());
  const link = button("link", "Copy a link to what is seen", () => copyLink({ model, state }, say));
  root.append(undo, redo, reset, link, themeButton(say));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isWriting(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) state.redo();
    else state.undo();
  });
  return {
    update() {
      undo.disabled = !state.canUndo();
      redo.disabled = !state.canRedo();
    },
  };
}

export function isWriting(target) {
  return (
    target instanceof Element &&
    target.matches("input:not([type=checkbox], [type=range]), textarea, select")
  );
}

export function button(name, words, click) {
  return el(
    "button",
    { type: "button", class: "quiet", "aria-label": words, title: words, click },
    icon(name),
  );
}

// The theme is the system's until the reader chooses one; a print is always light. The views are
// told by an event, because what is drawn on a canvas does not follow the style of itself.
function themeButton(say) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = remembered();
  const theme = () => chosen || (system.matches ? "dark" : "light");
  const set = (name) => {
    if (document.documentElement.dataset.theme === name) return;
    document.documentElement.dataset.theme = name;
    document.dispatchEvent(new Event("themechange"));
  };
  set(theme());
  system.addEventListener("change", () => set(theme()));
  addEventListener("beforeprint", () => set("light"));
  addEventListener("afterprint", () => set(theme()));
  return button("theme", "Light or dark", () => {
    chosen = theme() === "dark" ? "light" : "dark";
    remember(chosen);
    set(chosen);
    say(`${chosen} theme`);
  });
}

function remembered() {
  try {
    const name = localStorage.getItem(KEPT_AS) ?? "";
    return THEMES.includes(name) ? name : "";
  } catch {
    return ""; // some browsers keep nothing for files opened from a disk
  }
}

function remember(name) {
  try {
    localStorage.setItem(KEPT_AS, name);
  } catch {
    // then it lasts as long as the page
  }
}

// A button that opens and shuts a part of the page.
export function opener(sign, words, part, click) {
  const about = { type: "button", "aria-expanded": "false", "aria-controls": part, click };
  return el("button", about, icon(sign), el("span", {}, words));
}
