// Pictures that need nothing of the page: each element with the style that it has now.

import { xmlText } from "./save.js";

const DRAWN = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-anchor",
  "dominant-baseline",
  "letter-spacing",
  "stop-color",
];
const OURS = ["class", "style", "tabindex", "role", "aria-label", "aria-pressed", "aria-hidden"];

// Returns a copy of a drawn element and of what it holds, without what is not seen.
/** @param {Node} node @returns {Node} */
export function styledCopy(node) {
  const copy = node.cloneNode(false);
  if (!(node instanceof Element) || !(copy instanceof Element)) return copy;
  const style = getComputedStyle(node);
  if (style.display === "none" || style.visibility === "hidden") return document.createTextNode("");
  for (const name of DRAWN) {
    const value = style.getPropertyValue(name);
    if (value && !node.getAttribute(name)?.startsWith("url("))
      copy.setAttribute(name, value.replace(/url\("[^"]*#/, 'url("#'));
  }
  for (const name of OURS) copy.removeAttribute(name);
  copy.append(...[...node.childNodes].map(styledCopy));
  return copy;
}

// Returns an SVG element as a text that stands alone, as large as it is seen.
/** @param {SVGElement} node */
export function standaloneSvg(node) {
  const clone = /** @type {Element} */ (styledCopy(node));
  const { width, height } = node.getBoundingClientRect();
  if (!clone.hasAttribute("viewBox")) clone.setAttribute("viewBox", `0 0 ${width} ${height}`);
  clone.setAttribute("width", String(width));
  clone.setAttribute("height", String(height));
  return xmlText(clone);
}
