// Going through the marks of a picture by keys: Tab comes to one of them, left and right go along a
// line to its name, up and down to the nearest mark of the next line.

// Returns {leave(), read(lines), begin(node)}: before the picture is drawn anew; what was drawn, in
// lines of {node, x}, the name of a line first with an x below 0; and where to begin. `at` is called
// with the id of the mark that the focus is at, `choose` with the element that was taken.
/** @param {any} held @param {(id: string) => void} at @param {(node: Element) => void} choose */
export function createWalk({ picture }, at, choose) {
  /** @type {{node: SVGElement, x: number}[][]} */
  let lines = [];
  /** @type {SVGElement | null} */
  let current = null;
  const move = (node) => {
    current?.setAttribute("tabindex", "-1");
    current = node;
    current?.setAttribute("tabindex", "0");
  };
  picture.addEventListener("focusin", (event) => {
    const node = event.target.closest("[data-id], [data-topic]");
    if (!node) return;
    move(node);
    at(node.dataset.id ?? "");
  });
  picture.addEventListener("keydown", (event) => {
    const node = event.target.closest("[data-id], [data-topic]");
    if (!node || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") choose(node);
    else {
      const next = step(lines, node, event.key);
      if (!next) return;
      move(next);
      next.focus({ focusVisible: true });
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    event.preventDefault();
  });
  let isLeft = false; // whether the focus was in what is drawn anew
  return {
    leave() {
      isLeft = picture.contains(document.activeElement);
    },
    read(some) {
      lines = some;
    },
    begin(picked) {
      const { id, topic } = current?.dataset ?? {};
      const isSame = ({ node }) => (topic ? node.dataset.topic === topic : node.dataset.id === id);
      const same = current && lines.flat().find(isSame)?.node;
      move(same ?? picked ?? first(lines) ?? null);
      if (isLeft && same) same.focus({ preventScroll: true });
      isLeft = false;
    },
  };
}

function first(lines) {
  const all = lines.flat();
  return (all.find(({ x }) => x >= 0) ?? all[0])?.node;
}

function step(lines, node, key) {
  const row = lines.findIndex((line) => line.some((one) => one.node === node));
  if (row < 0) return null;
  const line = lines[row];
  const place = line.findIndex((one) => one.node === node);
  const near = (other) => {
    if (!other) return null;
    const here = line[place].x;
    const marks = here < 0 ? other : other.filter(({ x }) => x >= 0);
    if (here < 0 || !marks.length) return other[0].node;
    const away = ({ x }) => Math.abs(x - here);
    return marks.reduce((best, one) => (away(one) < away(best) ? one : best)).node;
  };
  return {
    ArrowRight: line[place + 1]?.node,
    ArrowLeft: line[place - 1]?.node,
    ArrowDown: near(lines[row + 1]),
    ArrowUp: near(lines[row - 1]),
    Home: (line.find(({ x }) => x >= 0) ?? line[0]).node,
    End: line.at(-1)?.node,
  }[key];
}
