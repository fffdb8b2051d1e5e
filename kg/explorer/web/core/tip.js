// The hover: a few lines beside the pointer.

import { el } from "./text.js";

// Returns {show(lines, x, y), hide()}; x and y are places in the window.
export function createTip() {
  const box = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  document.body.append(box);
  return {
    show(lines, x, y) {
      box.replaceChildren(
        ...lines.filter(Boolean).map((line, i) => el(i ? "p" : "strong", {}, line)),
      );
      box.hidden = false;
      const left = Math.min(x + 14, innerWidth - box.offsetWidth - 8);
      const top = y + 18 + box.offsetHeight > innerHeight ? y - box.offsetHeight - 12 : y + 18;
      box.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
