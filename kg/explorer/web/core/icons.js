// The icons of the buttons, drawn as strokes.

import { svg } from "./text.js";

const PATHS = {
  search: "M11 4a7 7 0 1 0 0 14a7 7 0 1 0 0-14ZM16 16l5 5",
  undo: "M9 6L4 11l5 5M4 11h10a6 6 0 0 1 0 12h-3",
  redo: "M15 6l5 5l-5 5M20 11H10a6 6 0 0 0 0 12h3",
  reset: "M4 12a8 8 0 1 0 3-6.2M4 4v4h4",
  theme: "M12 3a9 9 0 1 0 0 18ZM12 3a9 9 0 0 1 0 18",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  save: "M12 4v11M7 11l5 5l5-5M4 20h16",
  filter: "M3 6h18M7 12h10M10 18h4",
  close: "M6 6l12 12M18 6L6 18",
  play: "M7 4l13 8l-13 8Z",
  pause: "M8 5v14M16 5v14",
  quote: "M9 7H5v6h4v1a4 4 0 0 1-3 3M19 7h-4v6h4v1a4 4 0 0 1-3 3",
  help: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.5M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18Z",
  book: "M12 6c-2-1.6-5-2-8-2v14c3 0 6 .4 8 2c2-1.6 5-2 8-2V4c-3 0-6 .4-8 2ZM12 6v14",
  story: "M4 5h16M4 10h16M4 15h10M4 20h6",
};

export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }),
  );
}
