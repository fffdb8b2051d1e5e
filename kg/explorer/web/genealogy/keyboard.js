// Going through the genealogy by keys: one figure at a time can be come to with Tab.

import { bringIn } from "./moving.js";
import { draw } from "./viewport.js";

// Lets Tab come to the figure that the keyboard is at.
/** @param {Genealogy} held */
export function rove({ figures, current }) {
  for (const { key, node } of figures.values())
    node.setAttribute("tabindex", key === current ? "0" : "-1");
}

// Up and down through all, left and right to what came before and after.
/** @param {Genealogy} held */
export function walk(held, event) {
  const { figures, order, current, context } = held;
  const figure = figures.get(current ?? "");
  if (!figure || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = order.indexOf(current ?? "");
  const next = {
    ArrowDown: order[at + 1],
    ArrowUp: order[at - 1],
    Home: order[0],
    End: order.at(-1),
    ArrowRight: follow(held, figure, "after"),
    ArrowLeft: follow(held, figure, "before"),
  };
  if (event.key === "Enter" || event.key === " ") context.select(figure.id);
  else if (event.key in next) go(held, next[event.key]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Genealogy} held @param {Figure} figure @param {"before" | "after"} way */
function follow({ model, figures }, { bar, link, mark }, way) {
  if (link) return link[`${way}s`][0];
  if (!bar) return mark?.id;
  return model[way](bar.id)
    .map((step) => step[way])
    .find((id) => figures.has(id));
}

function go(held, key) {
  if (key === undefined) return;
  held.current = key;
  rove(held);
  bringIn(held, held.figures.get(key));
  draw(held);
  held.figures.get(key).node.focus({ preventScroll: true, focusVisible: true });
}
