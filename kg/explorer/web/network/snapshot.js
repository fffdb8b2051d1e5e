// A picture of the network and of some of what lies around it. While the network moves, its picture
// moves: to draw each line anew in every frame would be too slow for large ones.

import { contextOf } from "../core/text.js";

const MARGIN = 0.4; // of the width and the height, on each side
const MOST_STRETCHED = 1.6; // beyond which the picture is taken anew

// `paint(ctx, view)` draws in the coordinates of the network; a view is {x, y, scale, width,
// height}, its middle and its size on the screen.
export function createSnapshot(paint) {
  const canvas = document.createElement("canvas");
  /** @type {Sight & { ratio: number } | null} */
  let taken = null;

  function take(view, ratio) {
    const [width, height] = [view.width * (1 + 2 * MARGIN), view.height * (1 + 2 * MARGIN)];
    canvas.width = Math.ceil(width * ratio);
    canvas.height = Math.ceil(height * ratio);
    const ctx = contextOf(canvas);
    toNetwork(ctx, { ...view, width, height }, ratio);
    const found = { ...view, width, height, ratio };
    paint(ctx, found, ratio);
    return found;
  }

  function isEnough(taken, view, ratio) {
    if (taken.ratio !== ratio) return false;
    const stretched = view.scale / taken.scale;
    if (stretched > MOST_STRETCHED || stretched < 1 / MOST_STRETCHED) return false;
    const isWithin = (at, other, length, least) =>
      Math.abs(at - other) <= (length - least / stretched) / 2 / taken.scale + 1;
    return (
      stretched < 1 ||
      (isWithin(view.x, taken.x, taken.width, view.width) &&
        isWithin(view.y, taken.y, taken.height, view.height))
    );
  }

  return {
    // draws the picture where the view is now
    draw(ctx, view, ratio) {
      const found = taken && isEnough(taken, view, ratio) ? taken : take(view, ratio);
      taken = found;
      const stretched = view.scale / found.scale;
      const [width, height] = [found.width * stretched, found.height * stretched];
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const left = (found.x - view.x) * view.scale + view.width / 2 - width / 2;
      const top = (found.y - view.y) * view.scale + view.height / 2 - height / 2;
      // whole pixels need no smoothing
      if (stretched === 1)
        ctx.drawImage(
          canvas,
          Math.round(left * ratio) / ratio,
          Math.round(top * ratio) / ratio,
          width,
          height,
        );
      else ctx.drawImage(canvas, left, top, width, height);
      ctx.restore();
    },
    forget() {
      taken = null;
    },
  };
}

// Makes the coordinates of what is drawn on those of the network.
export function toNetwork(ctx, { x, y, scale, width, height }, ratio) {
  const by = scale * ratio;
  ctx.setTransform(by, 0, 0, by, (width / 2 - x * scale) * ratio, (height / 2 - y * scale) * ratio);
}
