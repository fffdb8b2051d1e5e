// A finished picture: what is seen with its title, what it is of, the signs that it has, its source
// and its address; on a slide, or as large as it is seen.

import { xmlText } from "./save.js";
import { widthOf } from "./labels.js";
import { svg } from "./text.js";

const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const SERIF = "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif";
const MARGIN = 36;
const LONG = 600; // letters of a title that are tried
const LEAST = 560; // pixels of a sheet's width
const STRETCHED = 1.6; // how much larger than it is seen a picture may be drawn
const TITLE = { size: 29, line: 36, font: SERIF, most: 2 };
const SUBTITLE = { size: 16, line: 23, font: FAMILY, most: 3 };
const SMALL = { size: 13, line: 19, font: FAMILY, most: 3 };
const SIGN = 6; // pixels between a sign and its words
const APART = 20; // and to the next sign

export const SHAPES = {
  slide: { words: "16:9", width: 1600, height: 900 },
  seen: { words: "As seen" },
  whole: { words: "All of it" },
  page: { words: "A page", width: 1000, height: 1330 },
};

// Returns the room that a shape has for the picture itself; of one that is as large as it is seen,
// only whether all of it is wanted.
/** @param {keyof typeof SHAPES} shape @param {Caption} caption @returns {Room} */
export function roomOf(shape, caption) {
  const { width, height } = /** @type {any} */ (SHAPES[shape]);
  if (!width) return { width: 0, height: 0, isWhole: shape === "whole" };
  const [above, below] = [headLines(caption, width), footLines(caption, width)];
  const taken = heightOf(above) + heightOf(below) + SMALL.line * 2 + MARGIN * 2 + 44;
  return { width: width - MARGIN * 2, height: height - taken, isWhole: false };
}

// Returns the text of an SVG: `picture` {svg, width, height} within a sheet of a shape.
/** @param {Drawn} picture @param {Caption} caption @param {Sign[]} key @param {keyof typeof SHAPES} shape @param {{ink: string, muted: string, paper: string, line: string}} colours */
export function sheetOf(picture, caption, key, shape, colours) {
  const fixed = /** @type {any} */ (SHAPES[shape]);
  const width = fixed.width ?? Math.max(LEAST, Math.ceil(picture.width) + MARGIN * 2);
  const inner = width - MARGIN * 2;
  const [above, signs, below] = [
    headLines(caption, width),
    placeKey(key, inner),
    footLines(caption, width),
  ];
  const keyHeight = signs.height ? signs.height + 12 : 0;
  const head = MARGIN + heightOf(above) + 14;
  const foot = keyHeight + heightOf(below) + 14 + MARGIN;
  const room = fixed.height ? fixed.height - head - foot : Infinity;
  const scale = fixed.width
    ? Math.min(inner / picture.width, room / picture.height, STRETCHED)
    : Math.min(1, inner / picture.width);
  const drawn = { width: picture.width * scale, height: picture.height * scale };
  const isPage = shape === "page";
  const height = Math.ceil(fixed.height && !isPage ? fixed.height : head + drawn.height + foot);
  const low = height - foot;
  const sheet = svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    svg("title", {}, caption.title),
    svg("rect", { width, height, fill: colours.paper }),
    write(above, MARGIN, colours),
    place(picture, MARGIN + (inner - drawn.width) / 2, head, drawn),
    svg("g", { transform: `translate(${MARGIN} ${low + 12})` }, signs.nodes(colours)),
    svg("line", {
      x1: MARGIN,
      x2: width - MARGIN,
      y1: low + keyHeight + 8,
      y2: low + keyHeight + 8,
      stroke: colours.line,
    }),
    write(below, low + keyHeight + 14, colours),
  );
  return xmlText(sheet);
}

function headLines({ title, subtitle }, width) {
  return [
    ...wrap(title, TITLE, width).map((words) => ({ words, ...TITLE, colour: "ink" })),
    ...wrap(subtitle, SUBTITLE, width).map((words) => ({ words, ...SUBTITLE, colour: "muted" })),
  ];
}

function footLines({ source, address }, width) {
  return [source, address].flatMap((text) =>
    wrap(text, SMALL, width).map((words) => ({ words, ...SMALL, colour: "muted" })),
  );
}

// Returns a text in lines that fit; what is too long for the last ends in "…".
function wrap(text, { size, font, most }, width) {
  const fits = (words) => widthOf(words, `${size}px ${font}`) <= width - MARGIN * 2;
  /** @type {string[]} */
  const lines = [];
  for (const word of (text ?? "").slice(0, LONG).split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
    if (lines.length > most) break;
  }
  const isCut = lines.length > most;
  return lines.slice(0, most).map((line, i) => {
    const isLast = isCut && i === most - 1;
    let end = line.length;
    const shown = () => (isLast || end < line.length ? `${line.slice(0, end).trimEnd()}…` : line);
    while (end > 1 && !fits(shown())) end -= Math.max(1, Math.floor(end / 20));
    return shown();
  });
}

function heightOf(lines) {
  return lines.reduce((sum, { line }) => sum + line, 0);
}

function write(lines, top, colours) {
  let y = top;
  return lines.map(({ words, size, line, font, colour }) => {
    y += line;
    const about = { x: MARGIN, y: y - line * 0.28, fill: colours[colour] };
    return svg("text", { ...about, "font-size": size, "font-family": font }, words);
  });
}

function place({ svg: text }, x, y, { width, height }) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const own = [root.getAttribute("width"), root.getAttribute("height")].map((text) =>
    parseFloat(text ?? ""),
  );
  if (!root.hasAttribute("viewBox")) root.setAttribute("viewBox", `0 0 ${own.join(" ")}`);
  for (const [name, value] of Object.entries({ x, y, width, height }))
    root.setAttribute(name, String(value));
  return root;
}

// Returns the height that the key takes, and its elements.
function placeKey(key, inner) {
  const font = `${SMALL.size}px ${SMALL.font}`;
  let [x, row] = [0, 0];
  const placed = key.map(({ sign, words }) => {
    const broad = Number(sign.getAttribute("width")) + SIGN + widthOf(words, font);
    if (x && x + broad > inner) [x, row] = [0, row + 1];
    const at = { sign, words, x, y: row * (SMALL.line + 3) };
    x += broad + APART;
    return at;
  });
  return {
    height: key.length ? (row + 1) * (SMALL.line + 3) : 0,
    nodes: (colours) =>
      placed.flatMap(({ sign, words, x, y }) => {
        const [width, height] = ["width", "height"].map((name) => Number(sign.getAttribute(name)));
        const copy = /** @type {Element} */ (sign.cloneNode(true));
        copy.setAttribute("x", String(x));
        copy.setAttribute("y", String(y + (SMALL.line - height) / 2));
        const about = { x: x + width + SIGN, y: y + SMALL.line * 0.74, fill: colours.ink };
        return [
          copy,
          svg("text", { ...about, "font-size": SMALL.size, "font-family": FAMILY }, words),
        ];
      }),
  };
}
