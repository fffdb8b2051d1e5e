// The frame of every picture: its title, what it leaves out, the same as a table, and saving it.

import { el, svg } from "../../../../explorer/web/core/text.js";
import { save, savePng } from "../../../../explorer/web/core/save.js";
import { standaloneSvg } from "../../../../explorer/web/core/styled.js";

const SHOWN = 500; // rows of the table beneath a picture

// Returns a picture with its frame; `rows` say the same as the picture, under the heads `columns`.
/** @param {{title: string, name: string, picture: SVGElement, notes: string[], columns: string[], rows: any[][]}} drawn */
export function frame({ title, name, picture, notes, columns, rows }) {
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${title}. The same stands as a table below.`);
  const scroll = el(
    "div",
    { class: "canvas", tabindex: "0", role: "region", "aria-label": "Picture" },
    picture,
  );
  return el(
    "figure",
    { class: "picture" },
    el(
      "figcaption",
      {},
      el("span", {}, title),
      el(
        "span",
        { class: "saving" },
        el("button", { type: "button", click: () => saveSvg(picture, name) }, "Save SVG"),
        el(
          "button",
          { type: "button", click: () => savePng(standaloneSvg(picture), name) },
          "Save PNG",
        ),
      ),
    ),
    notes.filter(Boolean).map((note) => el("p", { class: "note" }, note)),
    scroll,
    asTable(columns, rows),
  );
}

function asTable(columns, rows) {
  const head = el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column)));
  const lines = rows.slice(0, SHOWN).map((row) =>
    el(
      "tr",
      {},
      ...row.map((cell) => {
        const isFigure = typeof cell === "number";
        const shown = isFigure ? cell.toLocaleString("en-GB") : cell;
        return el("td", { class: isFigure ? "figure" : null }, shown);
      }),
    ),
  );
  const table = el("table", {}, el("thead", {}, head), el("tbody", {}, ...lines));
  const rest = rows.length > SHOWN ? `The first ${SHOWN} of ${rows.length} rows.` : "";
  return el(
    "details",
    { class: "same" },
    el("summary", {}, "The picture as a table"),
    rest && el("p", { class: "note" }, rest),
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Picture as a table" },
      table,
    ),
  );
}

function saveSvg(picture, name) {
  save(new Blob([standaloneSvg(picture)], { type: "image/svg+xml" }), `${name}.svg`);
}

// Returns an empty picture of a size.
export function canvas(width, height, kind) {
  return svg("svg", {
    class: `drawn ${kind}`,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
  });
}

export function text(x, y, words, attributes = {}) {
  return svg("text", { x, y, ...attributes }, words);
}

// Returns a shape that says what it is when it is pointed at.
export function told(shape, words) {
  shape.append(svg("title", {}, words));
  return shape;
}

// Returns round steps from 0 or below up to the greatest number.
/** @param {number} least @param {number} most @returns {number[]} */
export function steps(least, most) {
  const [low, high] = [Math.min(0, least), Math.max(0, most)];
  const span = high - low || 1;
  const rough = span / 5;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * ten).find((one) => one >= rough) ?? rough;
  const found = [];
  for (let i = Math.floor(low / step); i <= Math.ceil(high / step); i += 1) found.push(i * step);
  return found;
}

// Returns a number as an axis writes it: 1.5 m for 1,500,000.
/** @param {number} number */
export function short(number) {
  const sizes = /** @type {[number, string][]} */ ([
    [1e9, " bn"],
    [1e6, " m"],
    [1e4, " k"],
  ]);
  const found = sizes.find(([size]) => Math.abs(number) >= size);
  const trim = (value) => String(Number(value.toPrecision(4)));
  if (!found) return trim(number);
  return trim(number / (found[0] === 1e4 ? 1e3 : found[0])) + found[1];
}
