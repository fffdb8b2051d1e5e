// The lines of the network: one for all that joins two things, the thicker the more does. They are
// drawn in few strokes for all, since one by one they would take most of each frame. A line that is
// lit says what it is, where there is room and nothing moves.

import { FAMILY } from "./network-names.js";
import { widthOf } from "../core/labels.js";
import { outlineOn } from "../core/paper.js";
import { shorten } from "../core/text.js";

const WITHIN = 0.55; // how strong the lines of a community are
const BETWEEN = [0.11, 0.3]; // and those between two: from afar, so that communities stand out, and near by
const SEVERAL = 2; // relations from which a line is thicker
const MANY = 6;
const NAMED = 40; // lines whose words are tried
const FONT = `11px ${FAMILY}`;
const WORDS = 34; // letters of what a line says
const HIGH = 14; // pixels of it
const PLACES = [0.5, 0.38, 0.62, 0.28, 0.72]; // along a line, where its words may stand

// Draws the lines of bundles: faint between communities, dashed where all that joins is opinion;
// those that are lit above, with heads; those of a way thick.
export function drawLines(ctx, bundles, { colours, scale, box, isAnyLit }) {
  const strokes = new Map();
  const lit = [];
  for (const bundle of bundles) {
    if (isOutside(bundle, box)) continue;
    if (bundle.isLit || bundle.isWay) {
      lit.push(bundle);
      continue;
    }
    const rank = bundle.from.island === bundle.to.island ? "within" : "between";
    const key = `${rank} ${bundle.isOpinion} ${thickness(bundle)}`;
    if (!strokes.has(key)) strokes.set(key, { path: outlineOn(ctx), rank, bundle });
    trace(strokes.get(key).path, bundle);
  }
  ctx.strokeStyle = colours.edge;
  for (const { path, rank, bundle } of strokes.values()) {
    ctx.globalAlpha = strengthOf(rank, scale) * (isAnyLit ? 0.35 : 1);
    ctx.lineWidth = thickness(bundle) / scale;
    ctx.setLineDash(bundle.isOpinion ? [4 / scale, 4 / scale] : []);
    ctx.stroke(path);
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  for (const bundle of lit) drawLit(ctx, bundle, colours, scale);
  const isHeaded = (bundle) =>
    !isOutside(bundle, box) && (!isAnyLit || bundle.isLit || bundle.isWay);
  if (scale > 0.7) for (const bundle of bundles.filter(isHeaded)) drawHeads(ctx, bundle, colours);
}

function thickness({ relations }) {
  return relations.length >= MANY ? 3 : relations.length >= SEVERAL ? 1.8 : 1;
}

function strengthOf(rank, scale) {
  const near = Math.max(0, Math.min(1, (scale - 0.2) / 0.6));
  return rank === "within" ? WITHIN : BETWEEN[0] + (BETWEEN[1] - BETWEEN[0]) * near;
}

function trace(path, { from, to }) {
  path.moveTo(from.x, from.y);
  path.lineTo(to.x, to.y);
}

function drawLit(ctx, bundle, colours, scale) {
  const path = outlineOn(ctx);
  trace(path, bundle);
  ctx.strokeStyle = bundle.isWay ? colours.focus : colours.ink;
  ctx.lineWidth = (bundle.isWay ? 4 : thickness(bundle) + 0.5) / scale;
  ctx.globalAlpha = bundle.isWay ? 1 : 0.75;
  ctx.setLineDash(bundle.isOpinion ? [4 / scale, 4 / scale] : []);
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

// A head at each end that a relation goes to.
function drawHeads(ctx, bundle, colours) {
  const { a, from, to, relations } = bundle;
  ctx.globalAlpha = bundle.isLit || bundle.isWay ? 1 : 0.45;
  ctx.fillStyle = bundle.isWay ? colours.focus : bundle.isLit ? colours.ink : colours.edge;
  if (relations.some(({ s }) => s === a)) drawHead(ctx, from, to);
  if (relations.some(({ s }) => s !== a)) drawHead(ctx, to, from);
  ctx.globalAlpha = 1;
}

function drawHead(ctx, start, end) {
  const angle = Math.atan2(end.y - start.y, end.x - start.x);
  const far = end.radius + 2;
  const [x, y] = [end.x - Math.cos(angle) * far, end.y - Math.sin(angle) * far];
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - 8 * Math.cos(angle - 0.4), y - 8 * Math.sin(angle - 0.4));
  ctx.lineTo(x - 8 * Math.cos(angle + 0.4), y - 8 * Math.sin(angle + 0.4));
  ctx.fill();
}

function isOutside({ from, to }, box) {
  return (
    (from.x < box.left && to.x < box.left) ||
    (from.x > box.right && to.x > box.right) ||
    (from.y < box.top && to.y < box.top) ||
    (from.y > box.bottom && to.y > box.bottom)
  );
}

// Returns what joins two things in few words: "supplied", "contract, 3 and 2 more".
export function wordsOf({ relations }) {
  const numbers = new Map();
  for (const { label } of relations) numbers.set(label, (numbers.get(label) ?? 0) + 1);
  const said = [...numbers]
    .filter(([label]) => label)
    .sort((a, b) => b[1] - a[1])
    .map(([label, number]) => (number > 1 ? `${label} (${number})` : label));
  const [first, second, ...rest] = said;
  if (!first) return "";
  const both = second ? `${first}, ${second}` : first;
  return shorten(both, WORDS) + (rest.length ? ` and ${rest.length} more` : "");
}

// Places the words of lines that are lit: [{text, left, top, right, bottom}] in pixels of the
// canvas; none covers another or a name. `space` knows what is taken; `place` where a node stands.
export function placeWords(bundles, { place, space, width, height }) {
  const lit = bundles.filter((bundle) => bundle.isLit || bundle.isWay);
  const placed = [];
  for (const bundle of lit.slice(0, NAMED)) {
    const text = wordsOf(bundle);
    const [one, other] = [place(bundle.from), place(bundle.to)];
    const half = widthOf(text, FONT) / 2 + 3;
    const far = Math.hypot(one.x - other.x, one.y - other.y);
    if (!text || far < 46) continue;
    for (const at of PLACES) {
      const [x, y] = [one.x + (other.x - one.x) * at, one.y + (other.y - one.y) * at];
      const box = [x - half, y - HIGH / 2, x + half, y + HIGH / 2];
      const isIn = box[0] > 0 && box[2] < width && box[1] > 0 && box[3] < height;
      if (!isIn || !space.take(box)) continue;
      placed.push({ bundle, text, left: box[0], top: box[1], right: box[2], bottom: box[3] });
      break;
    }
  }
  return placed;
}

// Draws placed words; `ratio` is of the screen's pixels to those of the page.
export function drawWords(ctx, words, colours, ratio) {
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(ctx, { textAlign: "center", textBaseline: "middle", font: FONT });
  Object.assign(ctx, { lineJoin: "round", lineWidth: 4, strokeStyle: colours.paper });
  for (const { text, left, right, top, bottom } of words) {
    ctx.fillStyle = colours.muted;
    ctx.strokeText(text, (left + right) / 2, (top + bottom) / 2);
    ctx.fillText(text, (left + right) / 2, (top + bottom) / 2);
  }
  ctx.restore();
}
