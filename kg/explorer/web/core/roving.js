// A group of buttons that Tab comes to once; the arrow keys go from one to the next.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// Lets Tab come to one of the buttons in a group, the one that was come to last.
/** @param {HTMLElement} group @returns {HTMLElement} the same */
export function rove(group) {
  /** @returns {HTMLButtonElement[]} */
  const items = () =>
    [...group.querySelectorAll("button")].filter((one) => !one.hidden && !one.disabled);
  const put = (chosen) => {
    for (const one of items()) {
      const at = one === chosen ? 0 : -1;
      if (one.tabIndex !== at) one.tabIndex = at;
    }
  };
  const settle = () => {
    const all = items();
    const open = all.filter((one) => one.tabIndex === 0);
    if (open.length !== 1) put(open[0] ?? all[0]);
  };
  group.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLButtonElement) put(target);
  });
  group.addEventListener("keydown", (event) => step(event, items()));
  const what = { childList: true, subtree: true, attributeFilter: ["hidden", "disabled"] };
  new MutationObserver(settle).observe(group, { ...what, attributes: true });
  settle();
  return group;
}

function step(event, all) {
  const at = all.indexOf(event.target);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const ends = { Home: all[0], End: all.at(-1) };
  const next = ends[event.key] ?? all[at + (STEPS[event.key] ?? NaN)];
  if (!(event.key in STEPS) && !(event.key in ends)) return;
  event.preventDefault();
  next?.focus();
}
