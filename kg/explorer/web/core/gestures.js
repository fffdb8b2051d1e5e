// Moving about a picture: drag, pinch, wheel and keys.

const NEAR = 5; // pixels that a press may move and still be a click
const CLOSE = 20; // pixels between two fingers, at least
const STEP = 80;
const STEPS = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

// Calls pan(dx, dy) and zoom(factor, x, y) in pixels of the element. The wheel scrolls as it does
// everywhere; with Ctrl or ⌘, as touchpads send for a pinch, it zooms; sideways or with Shift it pans.
export function listenForMoves(element, moves) {
  const held = { element, moves, places: new Map(), isMoving: false };
  element.addEventListener("wheel", (event) => turn(held, event), { passive: false });
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held.places.set(event.pointerId, placeOf(held, event));
    if (held.places.size === 1) held.isMoving = false;
  });
  element.addEventListener("pointermove", (event) => drag(held, event));
  for (const name of ["pointerup", "pointercancel"]) {
    element.addEventListener(name, (event) => held.places.delete(event.pointerId));
  }
  // what was dragged is not clicked
  const click = (event) => {
    if (!held.isMoving) return;
    held.isMoving = false;
    event.stopPropagation();
    event.preventDefault();
  };
  element.addEventListener("click", click, { capture: true });
  element.addEventListener("keydown", (event) => press(held, event));
}

function placeOf({ element }, event) {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function turn(held, event) {
  const { pan, zoom } = held.moves;
  const { x, y } = placeOf(held, event);
  const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (event.ctrlKey || event.metaKey)
    zoom(Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 300), x, y);
  else if (isSideways) pan(event.deltaX || event.deltaY, 0);
  else return;
  event.preventDefault();
}

function drag(held, event) {
  const { places, element, moves } = held;
  const before = places.get(event.pointerId);
  if (!before) return;
  const now = placeOf(held, event);
  if (!held.isMoving && Math.hypot(now.x - before.x, now.y - before.y) < NEAR) return;
  if (!held.isMoving) element.setPointerCapture(event.pointerId);
  held.isMoving = true;
  const other = [...places].find(([id]) => id !== event.pointerId)?.[1];
  if (other) {
    const apart = (one) => Math.max(CLOSE, Math.hypot(one.x - other.x, one.y - other.y));
    moves.zoom(apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
  } else {
    moves.pan(before.x - now.x, before.y - now.y);
  }
  places.set(event.pointerId, now);
}

function press({ moves }, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = event.shiftKey ? STEPS[event.key] : null;
  if (by) moves.pan(...by);
  else if (event.key === "+" || event.key === "=") moves.zoom(1.4);
  else if (event.key === "-") moves.zoom(1 / 1.4);
  else if (event.key === "0") moves.whole();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
