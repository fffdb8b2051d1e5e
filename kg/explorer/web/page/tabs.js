// The tabs of the views: one is shown; the arrow keys go from one to the next.

import { el } from "../core/text.js";

const OWN = { rows: "", sort: "", page: "" }; // what each view understands in its own way

// Fills the list of tabs; returns {update(now)}.
/** @param {HTMLElement} root @param {StateStore} state @param {View[]} views */
export function createTabs(root, state, views) {
  const go = (view) => state.set({ view: view.id, ...OWN });
  const tabs = views.map((view) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${view.id}`,
        "aria-controls": `view-${view.id}`,
        click: () => go(view),
      },
      view.label,
    ),
  );
  root.append(...tabs);
  root.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const at = views.findIndex((view) => view.id === state.get().view);
    const next = (at + by + views.length) % views.length;
    go(views[next]);
    tabs[next].focus();
  });
  return {
    update(now) {
      views.forEach((view, i) => {
        const isShown = view.id === now.view;
        tabs[i].setAttribute("aria-selected", String(isShown));
        tabs[i].tabIndex = isShown ? 0 : -1;
      });
    },
  };
}
