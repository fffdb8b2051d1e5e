// Paper that is drawn on like a canvas and gives an SVG, so that what a canvas shows can be kept as
// a picture of lines. It knows what the pictures of this page use of a canvas, and nothing more.

import { xmlText } from "./save.js";
import { svg } from "./text.js";

// Returns an outline for what is drawn on: the canvas's own, or the paper's.
/** @param {any} ctx @param {string} [d] */
export function outlineOn(ctx, d = "") {
  return ctx.outline ? ctx.outline(d) : new Path2D(d);
}

// Returns what stands for the context of a canvas; text() gives the SVG.
export function createPaper(width, height, colour) {
  const root = svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    svg("rect", { width, height, fill: colour }),
  );
  const paper = {
    ...plain(),
    outline: (d = "") => createOutline(d),
    current: createOutline(),
    /** @type {any[]} */
    kept: [],
    setLineDash: (dash) => (paper.dash = dash.join(" ")),
    setTransform: (...parts) => (paper.matrix = new DOMMatrix(parts)),
    translate: (x, y) => (paper.matrix = paper.matrix.translate(x, y)),
    scale: (x, y) => (paper.matrix = paper.matrix.scale(x, y)),
    save: () => paper.kept.push(Object.fromEntries(Object.keys(plain()).map((k) => [k, paper[k]]))),
    restore: () => Object.assign(paper, paper.kept.pop()),
    beginPath: () => (paper.current = createOutline()),
    moveTo: (x, y) => paper.current.moveTo(x, y),
    lineTo: (x, y) => paper.current.lineTo(x, y),
    arc: (x, y, r) => paper.current.circle(x, y, r),
    fill: (path = paper.current, rule = "nonzero") =>
      put(root, paper, { d: path.d, fill: paper.fillStyle, "fill-rule": rule }),
    stroke: (path = paper.current) => put(root, paper, { d: path.d, fill: "none", ...ink(paper) }),
    fillRect: (x, y, w, h) =>
      put(root, paper, { d: `M${x} ${y}h${w}v${h}h${-w}Z`, fill: paper.fillStyle }),
    fillText: (words, x, y) => write(root, paper, words, x, y, { fill: paper.fillStyle }),
    strokeText: (words, x, y) => write(root, paper, words, x, y, { fill: "none", ...ink(paper) }),
    text: () => xmlText(root),
  };
  return paper;
}

function plain() {
  return {
    matrix: new DOMMatrix(),
    globalAlpha: 1,
    fillStyle: "#000",
    strokeStyle: "#000",
    lineWidth: 1,
    lineJoin: "miter",
    dash: "",
    font: "12px sans-serif",
    textAlign: "start",
    textBaseline: "alphabetic",
  };
}

function createOutline(begun = "") {
  const outline = {
    d: begun,
    moveTo: (x, y) => (outline.d += `M${round(x)} ${round(y)}`),
    lineTo: (x, y) => (outline.d += `L${round(x)} ${round(y)}`),
    closePath: () => (outline.d += "Z"),
    circle: (x, y, r) =>
      (outline.d += `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`),
  };
  return outline;
}

function ink({ strokeStyle, lineWidth, lineJoin, dash }) {
  return {
    stroke: strokeStyle,
    "stroke-width": round(lineWidth),
    "stroke-linejoin": lineJoin,
    "stroke-dasharray": dash || null,
  };
}

function put(root, { matrix, globalAlpha }, about) {
  if (!about.d) return;
  const { a, b, c, d, e, f } = matrix;
  const transform = matrix.isIdentity ? null : `matrix(${[a, b, c, d, e, f].map(fine).join(" ")})`;
  root.append(
    svg("path", { ...about, transform, opacity: globalAlpha === 1 ? null : globalAlpha }),
  );
}

const ANCHORS = { center: "middle", right: "end", end: "end" };
const LOW = { top: 0.82, middle: 0.34 }; // of the size, from the baseline of a text

function write(root, paper, words, x, y, about) {
  const [, style, size, family] = /^(.*?)(\d+(?:\.\d+)?)px (.*)$/.exec(paper.font) ?? [];
  const { a, b, c, d, e, f } = paper.matrix;
  const given = {
    ...about,
    x: round(x),
    y: round(y + Number(size) * (LOW[paper.textBaseline] ?? 0)),
    transform: paper.matrix.isIdentity ? null : `matrix(${[a, b, c, d, e, f].map(fine).join(" ")})`,
    "text-anchor": ANCHORS[paper.textAlign],
    "font-size": size,
    "font-weight": style.trim() || null,
    "font-family": family,
  };
  root.append(svg("text", given, words));
}

function round(number) {
  return Math.round(number * 100) / 100;
}

function fine(number) {
  return Math.round(number * 1e4) / 1e4;
}
