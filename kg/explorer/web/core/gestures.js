// Moving about a picture: drag, pinch, wheel and keys.

const NEAR = 5; // pixels that a press may move and still be a click
const STEP = 80;

// Calls pan(dx, dy) and zoom(factor, x, y) in pixels of the element. The wheel scrolls as it does
// everywhere; with Ctrl or ⌘, as touchpads send for a pinch, it zooms; sideways or with Shift it pans.
export function listenForMoves(element, { pan, zoom, whole }) {
  const held = new Map();
  let isMoving = false;
  const place = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  element.addEventListener(
    "wheel",
    (event) => {
      const { x, y } = place(event);
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (event.ctrlKey || event.metaKey)
        zoom(Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 300), x, y);
      else if (isSideways) pan(event.deltaX || event.deltaY, 0);
      else return;
      event.preventDefault();
    },
    { passive: false },
  );
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held.set(event.pointerId, place(event));
    if (held.size === 1) isMoving = false;
  });
  element.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const now = place(event);
    if (!isMoving && Math.hypot(now.x - before.x, now.y - before.y) < NEAR) return;
    if (!isMoving) element.setPointerCapture(event.pointerId);
    isMoving = true;
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const factor =
        Math.max(20, Math.hypot(now.x - other.x, now.y - other.y)) /
        Math.max(20, Math.hypot(before.x - other.x, before.y - other.y));
      zoom(factor, (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else {
      pan(before.x - now.x, before.y - now.y);
    }
    held.set(event.pointerId, now);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    element.addEventListener(name, (event) => held.delete(event.pointerId));
  }
  // what was dragged is not clicked
  element.addEventListener(
    "click",
    (event) => {
      if (!isMoving) return;
      isMoving = false;
      event.stopPropagation();
      event.preventDefault();
    },
    { capture: true },
  );
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    if (event.shiftKey && event.key in moves) pan(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") whole();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
