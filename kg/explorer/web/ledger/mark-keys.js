// Going through the marks of the picture by keys: Tab comes to one of them, left and right go along
// a topic to its name, up and down to the nearest mark of the next topic.

// Returns {read(names, signs, marks), begin(node)}: what was drawn, and where to begin; `at` is called
// with the id of the mark that the focus is at, `choose` with the element that was taken.
/** @param {any} held @param {(id: string) => void} at @param {(node: Element) => void} choose */
export function createWalk({ picture }, at, choose) {
  /** @type {{node: SVGElement, x: number}[][]} */
  let lines = []; // of each topic its name and then its marks
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
  return {
    read(names, signs, marks) {
      lines = names.map((name) => [{ node: name, x: -1 }]);
      const line = new Map(names.map((name, i) => [name.dataset.topic, lines[i]]));
      signs.forEach((node, i) => line.get(marks[i].topic)?.push({ node, x: marks[i].x }));
    },
    begin(picked) {
      const isLost = current !== null && document.activeElement === document.body;
      const { id, topic } = current?.dataset ?? {};
      const isSame = ({ node }) => (topic ? node.dataset.topic === topic : node.dataset.id === id);
      const same = current && lines.flat().find(isSame)?.node;
      move(same ?? picked ?? lines[0]?.[1]?.node ?? null);
      if (isLost && same) same.focus({ preventScroll: true });
    },
  };
}

function step(lines, node, key) {
  const row = lines.findIndex((line) => line.some((one) => one.node === node));
  if (row < 0) return null;
  const line = lines[row];
  const place = line.findIndex((one) => one.node === node);
  const near = (other) => {
    if (!other) return null;
    if (place === 0) return other[0].node;
    const away = ({ x }) => Math.abs(x - line[place].x);
    return other.slice(1).reduce((best, one) => (away(one) < away(best) ? one : best)).node;
  };
  return {
    ArrowRight: line[place + 1]?.node,
    ArrowLeft: line[place - 1]?.node,
    ArrowDown: near(lines[row + 1]),
    ArrowUp: near(lines[row - 1]),
    Home: line[1]?.node,
    End: line.at(-1)?.node,
  }[key];
}
