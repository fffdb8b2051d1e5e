// The genealogy as a picture to keep: all of its lanes, with its style inside.

import { xmlText } from "../core/save.js";

const DRAWN = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "opacity",
  "visibility",
  "stop-color",
];
const PAD = 12;
const LINE = 18;
const LETTER = 7.2; // pixels of one, so that a line fits

// Returns the text of an SVG that needs nothing else.
export function savePicture(parts, { draw, request, width, height, top }) {
  draw(true);
  const paper = getComputedStyle(parts.frame).backgroundColor;
  const picture = parts.body.cloneNode(false);
  const undated = linesOf(parts.undated, width);
  const whole = {
    xmlns: "http://www.w3.org/2000/svg",
    width: width + PAD * 2,
    height: height + top + PAD * 2 + undated.length * LINE,
  };
  for (const [name, value] of Object.entries(whole)) picture.setAttribute(name, value);
  picture.setAttribute("viewBox", `0 0 ${whole.width} ${whole.height}`);
  picture.append(ground(paper), moved(parts.head, PAD), moved(parts.body, PAD + top));
  undated.forEach((words, i) =>
    picture.append(
      text(words, height + top + PAD + (i + 1) * LINE, getComputedStyle(parts.frame).color),
    ),
  );
  request();
  return xmlText(picture);
}

// What stands beneath, of those without a recorded date, in lines of the width.
function linesOf(node, width) {
  const names = [...node.querySelectorAll("li")].map(
    (item, i, all) => item.textContent + (i < all.length - 1 ? "; " : ""),
  );
  const lines = [];
  for (const word of [node.querySelector("p")?.textContent ?? "", ...names].filter(Boolean)) {
    if (lines.length && (lines.at(-1).length + word.length) * LETTER < width)
      lines[lines.length - 1] += ` ${word}`.replace(/ +/g, " ");
    else lines.push(word);
  }
  return lines;
}

function text(words, y, colour) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [name, value] of Object.entries({
    x: PAD,
    y,
    fill: colour,
    "font-size": "12px",
    "font-family": "sans-serif",
  }))
    node.setAttribute(name, value);
  node.textContent = words.trim();
  return node;
}

function ground(paper) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: paper }))
    rect.setAttribute(name, value);
  return rect;
}

// A copy of what an svg holds, each element with the style that it has now.
function moved(source, top) {
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  group.setAttribute("transform", `translate(${PAD} ${top})`);
  for (const child of source.childNodes) group.append(styled(child));
  return group;
}

function styled(node) {
  const copy = node.cloneNode(false);
  if (node.nodeType !== Node.ELEMENT_NODE) return copy;
  const style = getComputedStyle(node);
  for (const name of DRAWN) {
    const value = style.getPropertyValue(name);
    if (value && !node.getAttribute(name)?.startsWith("url("))
      copy.setAttribute(name, value.replace(/url\("[^"]*#/, 'url("#'));
  }
  for (const name of ["class", "tabindex", "role", "aria-label", "aria-pressed"])
    copy.removeAttribute(name);
  if (style.display === "none" || style.visibility === "hidden") return document.createTextNode("");
  copy.append(...[...node.childNodes].map(styled));
  return copy;
}
