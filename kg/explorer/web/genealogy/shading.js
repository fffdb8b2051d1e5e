// What of the genealogy lights up and what fades: by what is selected and by the day looked at.

import { lineOf } from "./bars.js";
import { parseDate } from "../core/dates.js";
import { existence } from "../model/existence.js";
import { barWords } from "./genealogy-words.js";

// Marks each figure as lit, dim, possible, certain or chosen, and tells a screen reader so. Nothing
// fades where nothing that is drawn would light up.
export function shade(figures, model, now) {
  const line = lineOf(model, now.id);
  const day = now.on ? parseDate(now.on) : null;
  const isAny = figures.some((figure) => isOf(line, figure));
  for (const figure of figures) {
    const { bar, mark, link } = figure;
    const isLit = isOf(line, figure);
    const life =
      day?.earliest && !link ? existence(model, model.things.get((bar ?? mark).id), day) : "";
    if (bar) describe(figure, model, now, life);
    const classes = {
      lit: isLit,
      dim: (isAny && !isLit) || life === "no",
      possible: life === "possible",
      certain: life === "certain" || life === "going on",
      chosen: figure.id === now.id && !(mark && !mark.event),
    };
    for (const node of [figure.node, figure.lines, figure.label].filter(Boolean)) {
      for (const [name, isOn] of Object.entries(classes))
        node.classList.toggle(name, Boolean(isOn));
    }
  }
}

function isOf(line, { bar, link, mark }) {
  if (!link) return line.has((bar ?? mark).id);
  return link.befores.some((id) => line.has(id)) && link.afters.some((id) => line.has(id));
}

function describe({ node, id, bar }, model, now, life) {
  node.setAttribute("class", `gen-bar kind-${bar.thing.kind}${bar.isOpen ? " open" : ""}`);
  node.setAttribute("aria-pressed", String(id === now.id));
  node.setAttribute("aria-label", barWords(model, bar.thing, life));
}
