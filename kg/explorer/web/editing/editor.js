// The editor: the text field of the form, with its colours and line numbers laid beneath it. The
// field stays what it is, so that keyboards, screen readers and the browser's own undo know it.

import { el } from "../core/text.js";
import { readTokens } from "./tokens.js";

const LEAST = 6; // lines that are shown though fewer are written

// Returns {area, text(), set(text), insert(text, from, to), mark(error), placeOf(at), tokenAt(x, y)}.
// `changed` is called after each change, `run` for Ctrl+Enter.
export function createEditor(area, { changed, run }) {
  /** @type {any} */
  const editor = { area, bad: null };
  editor.gutter = el("div", { class: "gutter", "aria-hidden": "true" });
  editor.paint = el("pre", { class: "paint", "aria-hidden": "true" });
  editor.sheet = el("div", { class: "sheet-of-code" });
  area.parentNode.classList.add("is-live");
  area.rows = LEAST;
  area.replaceWith(editor.sheet);
  editor.sheet.append(editor.paint, area);
  editor.sheet.before(editor.gutter);
  const redraw = () => {
    mark(editor, null);
    draw(editor);
    changed();
  };
  area.addEventListener("input", redraw);
  area.addEventListener("keydown", (event) => press(editor, event, run));
  draw(editor);
  return {
    area,
    text: () => area.value,
    set(text) {
      area.value = text;
      redraw();
    },
    insert: (text, from, to) => insert(editor, text, from, to),
    mark: (place) => mark(editor, place),
    placeOf: (at) => placeOf(editor, at),
    tokenAt: (x, y) => tokenAt(editor, x, y),
  };
}

function draw(editor) {
  const text = editor.area.value;
  editor.tokens = readTokens(text);
  editor.paint.replaceChildren(
    ...editor.tokens.map(({ kind, text: part }) =>
      kind === "space" || kind === "plain" ? part : el("span", { class: `t-${kind}` }, part),
    ),
    "\n ", // the last line counts though nothing stands on it
  );
  const lines = text.split("\n").length;
  if (lines !== editor.lines) {
    editor.lines = lines;
    editor.gutter.replaceChildren(
      ...Array.from({ length: lines }, (_, i) => el("span", {}, String(i + 1))),
    );
  }
  mark(editor, editor.bad);
}

// Marks the line that an error stands on; null takes the mark away.
/** @param {any} editor @param {{line: number, column: number} | null} place */
function mark(editor, place) {
  editor.bad = place;
  [...editor.gutter.children].forEach((one, i) =>
    one.classList.toggle("bad", place?.line === i + 1),
  );
  if (place) editor.area.setAttribute("aria-invalid", "true");
  else editor.area.removeAttribute("aria-invalid");
}

// Puts a text in the place of another, so that the browser can undo it.
function insert(editor, text, from, to) {
  const { area } = editor;
  area.focus();
  area.setSelectionRange(from, to);
  const isDone = text
    ? document.execCommand("insertText", false, text)
    : document.execCommand("delete");
  if (isDone) return;
  area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input"));
}

function press(editor, event, run) {
  if (event.key !== "Enter" || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    run();
    return;
  }
  const { area } = editor;
  if (event.shiftKey || event.altKey || event.isComposing) return;
  event.preventDefault();
  const line = area.value.slice(0, area.selectionStart).split("\n").at(-1) ?? "";
  const indent = (/^ */.exec(line)?.[0] ?? "") + (/\{\s*$/.test(line) ? "  " : "");
  insert(editor, `\n${indent}`, area.selectionStart, area.selectionEnd);
}

// Returns where a letter stands in the window: {left, top, bottom}.
function placeOf(editor, at) {
  const range = rangeAt(editor, at);
  const box = range.getBoundingClientRect();
  return { left: box.left, top: box.top, bottom: box.bottom };
}

function rangeAt({ paint }, at) {
  const range = document.createRange();
  const walk = document.createTreeWalker(paint, NodeFilter.SHOW_TEXT);
  let left = at;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (left < length) {
      range.setStart(node, left);
      range.setEnd(node, left + 1);
      return range;
    }
    left -= length;
  }
  range.selectNodeContents(paint);
  return range;
}

// Returns the part of the query at a place in the window, or undefined.
function tokenAt(editor, x, y) {
  const spans = [...editor.paint.querySelectorAll("span")];
  const at = spans.findIndex((span) =>
    [...span.getClientRects()].some(
      (box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
    ),
  );
  const shown = editor.tokens.filter(({ kind }) => kind !== "space" && kind !== "plain");
  return shown[at];
}
