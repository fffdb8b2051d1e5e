// Makes the figures of the genealogy: what each is, and what it does under pointer and keyboard.

import { createBar, createLink, createMark } from "./figures.js";
import { barLines, eventLines, eventWords } from "./genealogy-words.js";
import { rove } from "./keyboard.js";

// Makes a figure for each bar, link and mark that is drawn, in place of those before.
/** @param {Genealogy} held */
export function makeFigures(held) {
  const { model, drawn, parts } = held;
  for (const layer of ["links", "bars", "front", "names", "marks"])
    parts.layers[layer].replaceChildren();
  held.figures = new Map();
  held.attached = new Set();
  const put = (key, figure) => held.figures.set(key, { key, ...figure });
  for (const bar of drawn.bars) {
    const lines = () => barLines(model, bar.thing);
    put(bar.id, { bar, id: bar.id, ...createBar(bar, listeners(held, bar.id, bar.id, lines)) });
  }
  for (const link of drawn.links) {
    const key = `${link.id} ${link.how}`;
    const lines = () => eventLines(model, link.event);
    const figure = createLink(link, listeners(held, key, link.id, lines));
    figure.node.setAttribute("aria-label", eventWords(model, link.event));
    put(key, { link, id: link.id, ...figure });
  }
  drawn.marks.forEach((mark, i) => {
    const { event, name } = mark;
    const id = event?.id ?? mark.id;
    const named = `Named ${name?.name}`;
    const lines = () => (event ? eventLines(model, event) : [named, name?.start]);
    const figure = createMark(mark, listeners(held, `mark ${i}`, id, lines));
    figure.node.setAttribute("aria-label", event ? eventWords(model, event) : named);
    put(`mark ${i}`, { mark, id, ...figure });
  });
  held.marks = [...held.figures.values()].filter((figure) => figure.mark);
}

function listeners(held, key, id, lines) {
  const { tip, select } = held.context;
  return {
    pointermove: (event) => tip.show(lines(), event.clientX, event.clientY),
    pointerleave: tip.hide,
    blur: tip.hide,
    click: () => select(id),
    focus: (event) => {
      held.current = key;
      rove(held);
      const box = event.currentTarget.getBoundingClientRect();
      if (event.currentTarget.matches(":focus-visible"))
        tip.show(lines(), Math.max(box.left, 0), box.bottom);
    },
  };
}
