// Elements and words. Text from the data only ever becomes text nodes and attribute values, never
// markup, and links lead only to http and https.

const SVG = "http://www.w3.org/2000/svg";

// Returns an HTML element. Attributes: functions are listeners (`click: f`), `true` is an empty
// attribute, `false`, null and undefined are left out. Children: nodes or texts; null is left out.
export function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(
    ...children
      .flat(Infinity)
      .filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

// Returns what a canvas is drawn with.
/** @returns {CanvasRenderingContext2D} */
export function contextOf(canvas) {
  return canvas.getContext("2d");
}

// Returns the address if a link may lead there, else null.
/** @returns {string | null} */
export function safeAddress(text) {
  try {
    const address = new URL(String(text).trim());
    return ["http:", "https:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

// Returns a link that opens apart and tells the other side nothing; plain text where it may not be one.
export function outsideLink(address, words) {
  const href = safeAddress(address);
  if (href === null) return el("span", {}, words);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, words);
}

export function sentence(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : "";
}

export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}

export function shorten(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
