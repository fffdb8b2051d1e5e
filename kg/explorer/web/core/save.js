// Saving what is seen: PNG and SVG of a picture, CSV of rows.

import { el } from "./text.js";

const FORMULA = /^[=+\-@\t\r]/;
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const DENSITY = 2; // pixels of a PNG for one of the page
const INLINED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linecap",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-anchor",
  "dominant-baseline",
  "letter-spacing",
  "display",
  "visibility",
];

// Returns CSV with a byte-order mark, so that spreadsheets read accents; a cell that a spreadsheet
// would take for a formula begins with an apostrophe.
export function csvText(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value) {
  const text = String(value ?? "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// Returns an SVG element as a text that stands alone: its styles are written as attributes.
export function standaloneSvg(node) {
  const clone = node.cloneNode(true);
  const { width, height } = node.getBoundingClientRect();
  clone.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  if (!clone.hasAttribute("viewBox")) clone.setAttribute("viewBox", `0 0 ${width} ${height}`);
  clone.setAttribute("width", width);
  clone.setAttribute("height", height);
  const originals = [node, ...node.querySelectorAll("*")];
  [clone, ...clone.querySelectorAll("*")].forEach((copy, i) => {
    const style = getComputedStyle(originals[i]);
    for (const name of INLINED) copy.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "style", "tabindex"]) copy.removeAttribute(name);
  });
  const paper = document.createElementNS(clone.namespaceURI, "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  clone.prepend(paper);
  return xmlText(clone);
}

// Returns a picture as a text, without the letters that no document of XML can hold.
export function xmlText(node) {
  return new XMLSerializer().serializeToString(node).replace(NOT_XML, "\ufffd");
}

// Saves a blob under a name.
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export function saveCsv(rows, name) {
  save(new Blob([csvText(rows)], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
}

export function saveSvg(text, name) {
  save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
}

// Saves a picture (an SVG text or a canvas) as PNG.
export async function savePng(picture, name) {
  const canvas = typeof picture === "string" ? await drawn(picture) : picture;
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  save(blob, `${name}.png`);
}

async function drawn(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = el("canvas", { width: image.width * DENSITY, height: image.height * DENSITY });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return canvas;
}
