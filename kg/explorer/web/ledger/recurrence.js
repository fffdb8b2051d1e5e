// Topic by year: each recommendation a mark, its shape and colour the verdict, so that advice
// given again and again is seen at a glance. A mark and its line in the ledger light up together.

import { dateWords } from "../core/dates.js";
import { outcomeWords } from "../model/words.js";
import { colourName, markPath } from "../core/marks.js";
import { standaloneSvg } from "../core/styled.js";
import { createWalk } from "../core/mark-keys.js";
import { layOut, readCells, TOP } from "./recurrence-layout.js";
import { el, shorten, svg } from "../core/text.js";

const NAMES = { wide: 27, narrow: 15 }; // letters of a topic's name that fit
const TOLD = 140; // letters of a recommendation that a screen reader is told
const NOTHING = "No dated recommendation on a topic is left. Take off a filter, or see the ledger.";

// Returns {root, update(recommendations, now), picture(), light(id)}; a click looks at one, a topic
// keeps only itself. `pointed(id, isByKey)` is called with what the pointer or the keyboard is at.
/** @param {Context} context @param {(id: string, isByKey: boolean) => void} pointed */
export function createRecurrence(context, pointed) {
  const { tip } = context;
  const nothing = el("p", { class: "nothing" }, NOTHING);
  const picture = svg("svg", { class: "recurrence", role: "group" });
  const about = { class: "scroll picture", role: "region", "aria-label": "Picture: topic by year" };
  const root = el("div", about, picture, nothing);
  /** @type {any} */
  const held = { context, root, picture, groups: {}, nodes: new Map(), drawn: {}, lit: "" };
  held.walk = createWalk(held, (id) => pointed(id, true), choose.bind(null, held));
  picture.addEventListener("pointermove", (event) => hover(held, event, pointed));
  picture.addEventListener("pointerleave", () => {
    tip.hide();
    pointed("", false);
  });
  picture.addEventListener("click", (event) =>
    choose(held, event.target.closest("[data-id], [data-topic]")),
  );
  root.addEventListener("scroll", () => stick(held), { passive: true });
  return {
    root,
    update: (rows, now) => update(held, nothing, rows, now),
    light: (id) => light(held, id),
    picture: () => {
      stick(held, 0, 0);
      const { width, height } = picture.getBoundingClientRect();
      const drawn = { svg: standaloneSvg(picture), width, height };
      stick(held);
      return drawn;
    },
  };
}

function update(held, nothing, rows, now) {
  const { context, picture, root, drawn } = held;
  const width = root.clientWidth;
  const isSame = drawn.rows === rows && drawn.width === width && drawn.topics === now.topics;
  if (!isSame) {
    const cells = readCells(context.model, rows, now.topics);
    const isEmpty = !cells.topics.length;
    const isTouched = matchMedia("(pointer: coarse)").matches;
    held.nodes = new Map();
    held.drawn = { rows, width, topics: now.topics };
    held.walk.leave();
    picture.replaceChildren();
    picture.toggleAttribute("hidden", isEmpty);
    nothing.hidden = !isEmpty;
    if (!isEmpty) draw(held, layOut(cells, width, isTouched), now);
  }
  pick(held, now.id);
  if (!isSame) held.walk.begin(held.nodes.get(now.id)?.[0]);
  stick(held);
  if (now.id !== held.looked) reveal(root, held.nodes.get(now.id)?.[0]);
  held.looked = now.id;
}

function pick({ nodes, looked }, id) {
  for (const one of new Set([looked, id])) {
    for (const node of nodes.get(one) ?? []) {
      node.classList.toggle("chosen", one === id);
      node.setAttribute("aria-pressed", String(one === id));
    }
  }
}

function choose({ context: { state, select } }, node) {
  const { id, topic } = node?.dataset ?? {};
  if (id) select(id);
  else if (topic) state.set({ topics: state.get().topics.includes(topic) ? [] : [topic] });
}

function hover({ context: { model, tip } }, event, pointed) {
  const id = event.target.closest("[data-id]")?.dataset.id ?? "";
  pointed(id, false);
  const row = model.record(id)?.row;
  if (!row) return tip.hide();
  tip.show(words(model, row), event.clientX, event.clientY);
}

function words(model, row) {
  const told = row.addressees.map(model.label).join(", ") || row.addresseeNote || "nobody named";
  return [
    row.text ?? row.label,
    `${model.label(row.report)}, ${dateWords(row.date)}`,
    `Told: ${told}`,
    outcomeWords(model, row),
  ];
}

function light(held, id) {
  if (held.lit === id) return;
  for (const node of held.nodes.get(held.lit) ?? []) node.classList.remove("lit");
  for (const node of held.nodes.get(id) ?? []) node.classList.add("lit");
  held.lit = id;
}

// The names of the topics and the years stay where the picture is scrolled.
function stick({ groups, root }, left = root.scrollLeft, top = root.scrollTop) {
  groups.years?.setAttribute("transform", `translate(0 ${top})`);
  groups.names?.setAttribute("transform", `translate(${left} 0)`);
  groups.corner?.setAttribute("transform", `translate(${left} ${top})`);
}

// Scrolls to what was chosen elsewhere.
function reveal(root, node) {
  if (!node) return;
  const chosen = node.getBoundingClientRect();
  const frame = root.getBoundingClientRect();
  if (chosen.top < frame.top + TOP || chosen.bottom > frame.bottom)
    root.scrollTop += chosen.top - frame.top - frame.height / 2;
  if (chosen.left < frame.left || chosen.right > frame.right)
    root.scrollLeft += chosen.left - frame.left - frame.width / 2;
}

function draw(held, layout, now) {
  const { picture, context, nodes } = held;
  const { labels, width, height, years, topics, marks, step } = layout;
  const rules = topics.map(({ y, height: tall }) =>
    svg("line", { x1: 0, x2: width, y1: y + tall, y2: y + tall, class: "rule" }),
  );
  const upright = years.map(({ x }) =>
    svg("line", { x1: x - 1, x2: x - 1, y1: TOP - 6, y2: height, class: "rule" }),
  );
  const signs = marks.map((mark) => {
    const node = place(context.model, mark, step);
    const { id } = mark.row;
    if (nodes.has(id)) nodes.get(id).push(node);
    else nodes.set(id, [node]);
    return node;
  });
  const paper = (wide, high) => svg("rect", { class: "paper", width: wide, height: high });
  const group = (name, ...children) => (held.groups[name] = svg("g", { class: name }, ...children));
  const names = topics.map((topic) => nameOf(topic, layout, now));
  const told = years.map(({ x, year }) =>
    svg("text", { x: x + 2, y: 14, class: "year" }, String(year)),
  );
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  const spoken = `Topic by year: ${topics.length === 1 ? topics[0].label : `${topics.length} topics`}. Arrow keys go from mark to mark; the ledger says the same in words.`;
  for (const [name, value] of Object.entries({ ...size, "aria-label": spoken }))
    picture.setAttribute(name, String(value));
  picture.append(
    ...[...rules, ...upright, ...signs],
    group("names", paper(labels - 4, height), ...names),
    group("years", paper(width, TOP), ...told),
    group("corner", paper(labels - 4, TOP)),
  );
  const lines = names.map((node) => [{ node, x: -1 }]);
  const line = new Map(topics.map(({ id }, i) => [id, lines[i]]));
  signs.forEach((node, i) => line.get(marks[i].topic)?.push({ node, x: marks[i].x }));
  held.walk.read(lines);
}

function nameOf({ id, label, y, height }, { labels, step, isNarrow }, now) {
  const at = Math.min(y + step + 4, y + height / 2 + 2);
  const about = {
    x: labels - 10,
    y: at,
    class: isNarrow ? "topic small" : "topic",
    "data-topic": id,
    role: "button",
    tabindex: "-1",
    "aria-label": `Only ${label}`,
    "aria-pressed": String(now.topics.includes(id)),
    "text-anchor": "end",
    "dominant-baseline": "central",
  };
  if (!isNarrow) return svg("text", about, shorten(label, NAMES.wide), svg("title", {}, label));
  const [first, second] = inTwo(label);
  const line = (text, dy) => svg("tspan", { x: labels - 10, dy }, text);
  const lines = second ? [line(first, -7), line(second, 14)] : [first];
  return svg("text", about, lines, svg("title", {}, label));
}

// Returns a name in one or two lines, each no longer than has room.
function inTwo(label) {
  const words = label.split(" ");
  let first = words.shift() ?? "";
  while (words.length && `${first} ${words[0]}`.length <= NAMES.narrow)
    first += ` ${words.shift()}`;
  return [shorten(first, NAMES.narrow), shorten(words.join(" "), NAMES.narrow)];
}

function place(model, { row, x, y }, step) {
  const room = step > 20 ? 8 : 1.5;
  const path = svg("path", {
    d: markPath(row.outcome),
    fill: `var(${colourName(row.outcome)})`,
    "fill-rule": "evenodd",
    transform: `translate(${x + (room - 1.5) / 2} ${y + (room - 1.5) / 2}) scale(${(step - room) / 12})`,
  });
  const target = svg("rect", {
    x: x - 0.5,
    y: y - 0.5,
    width: step,
    height: step,
    class: "target",
  });
  const [text, ...rest] = words(model, row);
  return svg(
    "g",
    {
      "data-id": row.id,
      role: "button",
      tabindex: "-1",
      "aria-pressed": "false",
      "aria-label": [rest[2], shorten(text ?? row.id, TOLD), rest[0], rest[1]].join(". "),
    },
    target,
    path,
  );
}
