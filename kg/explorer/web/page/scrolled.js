// How far what scrolls was scrolled when one left it, so that one comes back to where one was.

const SCROLLS = "#panel, .view, .gen-frame, .scroll, [data-scrolls]";

// Returns what scrolls by a name that it keeps while views come and go.
function all() {
  const name = (node) => `${node.closest(".view")?.id ?? ""} ${node.id} ${node.classList[0] ?? ""}`;
  const nodes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(SCROLLS));
  return new Map([...nodes].map((node) => [name(node), node]));
}

// Taken and put by the state: [name, from above, from the left] of each.
export const scrolled = {
  take: () =>
    [...all()]
      .map(([name, node]) => [name, node.scrollTop, node.scrollLeft])
      .filter(([, top, left]) => top || left),
  put(places) {
    const nodes = all();
    const go = () => {
      for (const [name, top, left] of places) nodes.get(name)?.scrollTo({ top, left });
    };
    go();
    requestAnimationFrame(go); // what is drawn with the next frame may make room first
  },
};
