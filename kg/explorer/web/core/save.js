// Saving what is seen: PNG and SVG of a picture, CSV of rows.

import { el } from "./text.js";

const FORMULA = /^[=+\-@\t\r]/;
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const DENSITY = 2; // pixels of a PNG for one of the page
const MOST = 16000; // pixels of a side that browsers draw

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

// Saves an SVG text as PNG.
export async function savePng(text, name) {
  save(await pngOf(text), `${name}.png`);
}

// Puts an SVG text into the clipboard as PNG; rejects where the browser does not let it.
export async function copyPng(text) {
  await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(text) })]);
}

// Returns a promise of the picture at double density, less where that would be too large.
/** @param {string} text @returns {Promise<Blob>} */
async function pngOf(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const density = Math.min(DENSITY, MOST / Math.max(image.width, image.height));
  const canvas = el("canvas", {
    width: Math.round(image.width * density),
    height: Math.round(image.height * density),
  });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"),
  );
}
