// The genealogy as a picture to keep: what is in sight, all of it, or laid out anew for a room, then
// only the family of what is selected, where something is.

import { bandHeight } from "./band.js";
import { lineOf } from "./bars.js";
import { LANE } from "./drawing.js";
import { heightOf } from "./figures.js";
import { signsOf } from "./genealogy-key.js";
import { shade } from "./shading.js";
import { createHeld, createStage, layOut, putOn } from "./stage.js";
import { draw, request } from "./viewport.js";
import { widthOf } from "../core/labels.js";
import { xmlText } from "../core/save.js";
import { styledCopy } from "../core/styled.js";
import { count, el, sentence, svg } from "../core/text.js";

const LINE = 18;
const UNDATED = 5; // lines of those without a date, at most
const FONT = "12px sans-serif";
const BROADER = [1, 1.2, 1.4, 1.7, 2, 2.4, 2.9, 3.5]; // what is drawn for more room than there is
const TALL = 1.02; // how much too high a picture may be and still be taken

// Returns the picture for a room: {svg, width, height, key, note}.
/** @param {Genealogy} held @param {Room} room @returns {Drawn} */
export function pictureFor(held, room) {
  if (room.width) return drawnApart(held, room);
  draw(held, room.isWhole);
  const { frame } = held.parts;
  const head = bandHeight(held.band);
  const whole = heightOf(held.lanes.count);
  const seen = Math.max(LANE, frame.clientHeight - head);
  const [top, height] = room.isWhole ? [0, whole] : [frame.scrollTop, Math.min(whole, seen)];
  const isEnd = top + height >= whole - LANE;
  const lines = isEnd ? linesOf(held.parts.undated, held.scale.width) : [];
  const picture = finished(held, Math.min(top, whole - height), height, lines);
  request(held);
  const total = count(held.drawn.bars.length, "life", "lives");
  return { ...picture, note: height === whole ? total : `Those in sight of ${total}` };
}

// Draws the family, or what is in sight, on a stage of its own for a room.
function drawnApart(held, room) {
  const { bars, isFamily } = barsFor(held, room);
  const root = el("div", { class: "genealogy apart", "aria-hidden": "true" });
  const apart = createHeld(held.context, held.band, createStage(held.band));
  root.append(apart.parts.frame);
  document.body.append(root);
  const things = bars.map((bar) => bar.thing);
  if (!isFamily || held.isMoved) Object.assign(apart, { scale: held.scale, isMoved: true });
  for (const factor of BROADER) {
    const width = room.width * factor;
    root.style.width = `${width}px`;
    if (apart.drawn.key === null) putOn(apart, "apart", things, []);
    layOut(apart, width);
    const height = heightOf(apart.lanes.count) + bandHeight(apart.band);
    if (height <= room.height * factor * TALL) break;
  }
  shade([...apart.figures.values()], apart.model, apart.context.state.get());
  draw(apart, true);
  const total = count((isFamily ? bars : held.drawn.bars).length, "life", "lives");
  const isPart = !isFamily && bars.length < held.drawn.bars.length;
  const said = isPart ? `${bars.length} of ${total}: those in sight` : total;
  const lines =
    isFamily || isPart ? [] : linesOf(held.parts.undated, apart.scale.width).slice(0, UNDATED);
  const picture = finished(apart, 0, heightOf(apart.lanes.count), lines);
  root.remove();
  const undated = isPart && held.drawn.undated.length;
  const note = undated ? `${said}, and ${undated} without a recorded date` : said;
  return { ...picture, note };
}

// The family of what is selected; where none is, what is in sight and as much more as has room.
function barsFor({ drawn, context, model, rows, parts, band }, room) {
  const line = lineOf(model, context.state.get().id);
  const family = drawn.bars.filter((bar) => line.has(bar.id));
  if (family.length) return { bars: family, isFamily: true };
  const first = Math.floor(parts.frame.scrollTop / LANE);
  const many = Math.max(1, Math.floor((room.height - bandHeight(band)) / LANE));
  return { bars: rows.slice(first, first + many).flat(), isFamily: false };
}

function finished(held, top, height, lines) {
  const { parts, scale, band } = held;
  const head = bandHeight(band);
  const size = { width: scale.width, height: head + height + lines.length * LINE };
  const cut = svg(
    "clipPath",
    { id: "gen-cut" },
    svg("rect", { x: 0, y: top, width: size.width, height }),
  );
  const picture = svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
    },
    svg("rect", { ...size, fill: getComputedStyle(parts.frame).backgroundColor }),
    svg("defs", {}, cut),
    svg("g", {}, [...parts.head.childNodes].map(styledCopy)),
    svg(
      "g",
      { transform: `translate(0 ${head - top})`, "clip-path": "url(#gen-cut)" },
      [...parts.body.childNodes].map(styledCopy),
    ),
    lines.map((words, i) => {
      const about = { x: 4, y: head + height + (i + 0.8) * LINE, "font-size": "12px" };
      const colour = getComputedStyle(parts.frame).color;
      return svg("text", { ...about, fill: colour, "font-family": "sans-serif" }, words);
    }),
  );
  return { svg: xmlText(picture), ...size, key: signsOf(held) };
}

// What stands beneath, of those without a recorded date, in lines of the width.
function linesOf(node, width) {
  const names = [...node.querySelectorAll("li")].map(
    (item, i, all) => item.textContent + (i < all.length - 1 ? "; " : ""),
  );
  /** @type {string[]} */
  const lines = [];
  for (const word of [node.querySelector("p")?.textContent ?? "", ...names].filter(Boolean)) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.replace(/ +/g, " ");
    if (lines.length && widthOf(longer, FONT) < width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => line.trim());
}

// Returns what is said over the picture.
/** @param {Genealogy} held @param {State} now */
export function captionOfLives({ model, drawn }, now) {
  const line = lineOf(model, now.id);
  const family = drawn.bars.filter((bar) => line.has(bar.id));
  const kinds = [...new Set(drawn.bars.map((bar) => model.plural(bar.thing.kind)))];
  const named =
    kinds.length > 1 ? `${kinds.slice(0, -1).join(", ")} and ${kinds.at(-1)}` : kinds[0];
  const title = family.length
    ? `${model.label(now.id)}: where it came from and what became of it`
    : `${sentence(named ?? "Lives")} through the years`;
  return { title };
}
