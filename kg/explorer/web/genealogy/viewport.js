// What of the genealogy is in sight, and drawing it: a picture of thousands of lives holds only
// the elements that are seen.

import { placeLabels, placeLinks, LANE } from "./drawing.js";
import { heightOf } from "./figures.js";
import { eventLines } from "./genealogy-words.js";
import { drawGround } from "./axis.js";

const MARGIN = 4; // lanes drawn beyond those in sight
const NEAR = 10; // pixels beyond the edge at which a mark is still drawn

// Draws at the next frame, once however often it is asked.
/** @param {Genealogy} held */
export function request(held) {
  if (!held.isWaiting)
    requestAnimationFrame(() => {
      held.isWaiting = false;
      draw(held);
    });
  held.isWaiting = true;
}

// Draws what is in sight, or all of it; and what the keyboard is at, so that it can be come back to.
/** @param {Genealogy} held */
export function draw(held, isAll = false) {
  const { parts, model, band, scale, drawn, lanes, context } = held;
  const { frame } = parts;
  if (!frame.clientWidth && !isAll) return;
  const top = isAll ? -Infinity : Math.max(0, Math.floor(frame.scrollTop / LANE) - MARGIN);
  const bottom = isAll
    ? Infinity
    : Math.ceil((frame.scrollTop + frame.clientHeight) / LANE) + MARGIN;
  const sight = { top, bottom, seen: new Set(), held: held.figures.get(held.current ?? "") };
  drawBars(held, sight);
  drawLinks(held, sight);
  drawMarks(held, sight);
  for (const figure of held.attached) {
    if (sight.seen.has(figure)) continue;
    for (const node of [figure.node, figure.lines, figure.label]) node?.remove();
  }
  held.attached = sight.seen;
  const { on } = context.state.get();
  context.seeYears?.(scale.from, scale.to);
  const height = heightOf(lanes.count);
  const listen = (lines, id) => bandListeners(held, lines, id);
  drawGround(parts, { model, band, scale, links: drawn.links, height, on, listen });
}

function drawBars({ rows, scale, figures, parts }, sight) {
  const kept = sight.held?.bar;
  rows.forEach((row, lane) => {
    if ((lane < sight.top || lane > sight.bottom) && !row.includes(kept)) return;
    const labels = placeLabels(row, scale);
    for (const bar of row) {
      const isOut = scale.x(bar.to) < -1 || scale.x(bar.from) > scale.width + 1;
      if (isOut && bar !== kept) continue;
      const figure = show(figures.get(bar.id), parts.layers.bars, sight);
      figure.place(scale, lane, labels.get(bar.id));
      if (!figure.label.parentNode) parts.layers.names.append(figure.label);
    }
  });
}

function drawLinks({ drawn, lanes, scale, figures, parts }, sight) {
  const { layers } = parts;
  const kept = sight.held?.link;
  for (const placed of placeLinks(drawn.links, lanes.lane, drawn.byId, scale, kept)) {
    const isNear = placed.bottom / LANE >= sight.top && placed.top / LANE <= sight.bottom;
    if (!isNear && placed.link !== kept) continue;
    const figure = show(figures.get(`${placed.link.id} ${placed.link.how}`), layers.marks, sight);
    figure.place(placed);
    const layer = figure.node.classList.contains("lit") ? layers.front : layers.links;
    if (figure.lines.parentNode !== layer) layer.append(figure.lines);
  }
}

function drawMarks({ marks, lanes, scale, parts }, sight) {
  for (const figure of marks) {
    const x = scale.x(figure.mark.day);
    const lane = lanes.lane.get(figure.mark.id);
    const isIn = lane >= sight.top && lane <= sight.bottom && x > -NEAR && x < scale.width + NEAR;
    if (isIn || figure === sight.held) show(figure, parts.layers.marks, sight).place(scale, lane);
  }
}

function show(figure, layer, { seen }) {
  if (!figure.node.parentNode) layer.append(figure.node);
  seen.add(figure);
  return figure;
}

function bandListeners({ context, model }, lines, id) {
  const { tip, select } = context;
  return {
    pointermove: (event) =>
      tip.show(lines ?? eventLines(model, model.record(id).row), event.clientX, event.clientY),
    pointerleave: tip.hide,
    click: () => select(id),
  };
}
