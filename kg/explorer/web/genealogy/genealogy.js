// The genealogy: bodies as bars over their lives, with what passed from one to the other.

import { bandHeight, makeBand } from "./band.js";
import { chosenThings, horizonOf, makeBar, makeLinks, spanOf, SWITCHES, todayOf } from "./bars.js";
import { LANE, middleOf, placeLabels, placeLinks, roomFor } from "./drawing.js";
import { createBar, createLink, createMark, definitions, heightOf } from "./figures.js";
import { visible } from "../model/filters.js";
import { listenForMoves } from "../core/gestures.js";
import { drawGround } from "./ground.js";
import { wordingsOf } from "../core/labels.js";
import { LIVING } from "../model/model.js";
import { layOutLanes } from "./lanes.js";
import { createKey, undatedWords } from "./genealogy-key.js";
import { savePicture } from "./genealogy-picture.js";
import { barLines, eventLines, eventWords, tableOf } from "./genealogy-words.js";
import { shade } from "./shading.js";
import { createSwitches } from "./switches.js";
import { createScale } from "../core/timescale.js";
import { count, el, svg } from "../core/text.js";

const MARGIN = 4; // lanes drawn beyond those in sight
const NARROW = 640; // pixels below which details lie over the picture

export const genealogy = {
  id: "genealogy",
  label: "Genealogy",
  kinds: LIVING,
  shows: SWITCHES.map((one) => one.id),
  ...createGenealogy(),
};

function createGenealogy() {
  let context, model, band, parts;
  let scale = createScale(0, 1);
  let drawn = {
    key: null,
    bars: [],
    byId: new Map(),
    links: [],
    marks: [],
    undated: [],
    opening: 0,
  };
  let lanes = { lane: new Map(), count: 0 };
  let rows = [];
  let figures = new Map();
  let marks = []; // those of the figures that stand on a bar of their own
  let attached = new Set(); // those that are in the picture
  let order = [];
  let current = null; // the figure that the keyboard is at
  let isWaiting = false;
  let isMoved = false; // whether a person has zoomed or panned
  let looked = ""; // what was selected last

  function mount(root, given) {
    context = given;
    model = context.model;
    band = makeBand(model);
    parts = build(root);
    listenForMoves(parts.frame, { pan, zoom, whole });
    parts.body.addEventListener("keydown", walk);
    parts.frame.addEventListener("scroll", request, { passive: true });
    new ResizeObserver(resize).observe(parts.frame);
    addEventListener("beforeprint", () => draw(true));
    addEventListener("afterprint", request);
  }

  function build(root) {
    root.classList.add("genealogy");
    const switches = createSwitches(model, context.state);
    const button = (words, sign, click) =>
      el(
        "button",
        {
          type: "button",
          class: "gen-zoom",
          "data-move": "‹›".includes(sign),
          "aria-label": words,
          title: words,
          click,
        },
        sign,
      );
    const zooms = el(
      "div",
      { class: "gen-zooms", role: "group", "aria-label": "Zoom" },
      button("Earlier", "‹", () => pan(-scale.width / 4, 0)),
      button("Zoom out", "−", () => zoom(1 / 1.5)),
      button("Zoom in", "+", () => zoom(1.5)),
      button("Later", "›", () => pan(scale.width / 4, 0)),
      button("Show all years", "Whole", whole),
    );
    const head = svg("svg", { class: "gen-head", height: bandHeight(band), "aria-hidden": "true" });
    const layers = Object.fromEntries(
      ["grid", "links", "bars", "front", "marks", "days"].map((name) => [
        name,
        svg("g", { class: `gen-${name}` }),
      ]),
    );
    const body = svg(
      "svg",
      { class: "gen-body", role: "group" },
      definitions(),
      Object.values(layers),
    );
    const undated = el("section", {
      class: "gen-undated",
      "aria-label": "Without a recorded date",
    });
    const frame = el("div", { class: "gen-frame" }, head, body, undated);
    root.append(
      el("div", { class: "gen-tools" }, switches.node),
      el("div", { class: "gen-stage" }, frame, zooms),
      createKey(),
    );
    return { switches, head, body, frame, undated, layers };
  }

  function update(given) {
    context = given;
    const now = context.state.get();
    const { things } = visible(model, { ...now, on: "" });
    const { dated, undated } = chosenThings(model, now, things);
    const key = [...dated, ...undated].map((thing) => thing.id).join(" ");
    if (key !== drawn.key) rebuild(key, dated, undated);
    parts.switches.update(now, things);
    shade([...figures.values()], model, now);
    if (now.id !== looked) lookAt(now.id);
    looked = now.id;
    request();
  }

  function rebuild(key, dated, undated) {
    const horizon = horizonOf(model);
    const bars = dated.map((thing) => ({
      ...makeBar(thing, todayOf(model), horizon),
      wordings: wordingsOf(thing),
    }));
    const span = spanOf(bars, horizon);
    const kept = isMoved ? [scale.from, scale.to] : [span.opening, span.last];
    scale = createScale(span.first, span.last);
    scale.show(...kept);
    drawn = {
      key,
      bars,
      byId: new Map(bars.map((bar) => [bar.id, bar])),
      ...makeLinks(model, bars),
      undated,
      opening: span.opening,
    };
    makeFigures();
    parts.undated.replaceChildren(...undatedWords(dated.length, undated, context.select));
    layOut();
  }

  function makeFigures() {
    for (const layer of ["links", "bars", "front", "marks"]) parts.layers[layer].replaceChildren();
    figures = new Map();
    attached = new Set();
    const put = (key, figure) => figures.set(key, { key, ...figure });
    for (const bar of drawn.bars) {
      put(bar.id, {
        bar,
        id: bar.id,
        ...createBar(
          bar,
          listeners(bar.id, bar.id, () => barLines(model, bar.thing)),
        ),
      });
    }
    for (const link of drawn.links) {
      const key = `${link.id} ${link.how}`;
      put(key, {
        link,
        id: link.id,
        ...createLink(
          link,
          listeners(key, link.id, () => eventLines(model, link.event)),
        ),
      });
      figures.get(key).node.setAttribute("aria-label", eventWords(model, link.event));
    }
    drawn.marks.forEach((mark, i) => {
      const id = mark.event?.id ?? mark.id;
      const lines = () =>
        mark.event ? eventLines(model, mark.event) : [`Named ${mark.name.name}`, mark.name.start];
      put(`mark ${i}`, { mark, id, ...createMark(mark, listeners(`mark ${i}`, id, lines)) });
      figures
        .get(`mark ${i}`)
        .node.setAttribute(
          "aria-label",
          mark.event ? eventWords(model, mark.event) : `Named ${mark.name.name}`,
        );
    });
    marks = [...figures.values()].filter((figure) => figure.mark);
  }

  // What a figure does under the pointer and the keyboard.
  function listeners(key, id, lines) {
    const hide = () => context.tip.hide();
    return {
      pointermove: (event) => context.tip.show(lines(), event.clientX, event.clientY),
      pointerleave: hide,
      blur: hide,
      click: () => context.select(id),
      focus: (event) => {
        current = key;
        rove();
        const box = event.currentTarget.getBoundingClientRect();
        if (event.currentTarget.matches(":focus-visible"))
          context.tip.show(lines(), Math.max(box.left, 0), box.bottom);
      },
    };
  }

  function bandListeners(lines, id) {
    return {
      pointermove: (event) =>
        context.tip.show(
          lines ?? eventLines(model, model.record(id).row),
          event.clientX,
          event.clientY,
        ),
      pointerleave: () => context.tip.hide(),
      click: () => context.select(id),
    };
  }

  function layOut() {
    scale.width = Math.max(parts.frame.clientWidth, 200);
    const perPixel = (scale.last - drawn.opening) / scale.width;
    const sized = drawn.bars.map((bar) => {
      const room = roomFor(
        bar,
        (bar.to - Math.max(bar.from, drawn.opening)) / perPixel,
        (scale.last - bar.to) / perPixel,
      );
      return {
        ...bar,
        left: room.left * perPixel,
        right: room.right * perPixel,
        least: room.least * perPixel,
      };
    });
    lanes = layOutLanes(sized, model.steps);
    rows = Array.from({ length: lanes.count }, () => []);
    for (const bar of drawn.bars) rows[lanes.lane.get(bar.id)].push(bar);
    for (const row of rows) row.sort((a, b) => a.from - b.from);
    const laneOf = ({ bar, link, mark }) =>
      lanes.lane.get(bar ? bar.id : link ? link.afters[0] : mark.id);
    const dayOfFigure = ({ bar, link, mark }) => bar?.from ?? (link ?? mark).day;
    order = [...figures.values()]
      .sort((a, b) => laneOf(a) - laneOf(b) || dayOfFigure(a) - dayOfFigure(b))
      .map(({ key }) => key);
    if (!figures.has(current)) current = order[0] ?? null;
    rove();
    parts.body.setAttribute("height", heightOf(lanes.count));
    parts.body.setAttribute(
      "aria-label",
      `Genealogy of ${count(drawn.bars.length, "life", "lives")}. Up and down go through it, left and right to what came before and after, plus and minus zoom.`,
    );
  }

  function rove() {
    for (const { key, node } of figures.values())
      node.setAttribute("tabindex", key === current ? 0 : -1);
  }

  function resize() {
    if (parts.frame.clientWidth && parts.frame.clientWidth !== scale.width) layOut();
    request();
  }

  function request() {
    if (!isWaiting)
      requestAnimationFrame(() => {
        isWaiting = false;
        draw();
      });
    isWaiting = true;
  }

  // Draws what is in sight, or all of it; and what the keyboard is at, so that it can be come back to.
  function draw(isAll = false) {
    const { frame, layers } = parts;
    if (!frame.clientWidth && !isAll) return;
    const top = Math.max(0, Math.floor(frame.scrollTop / LANE) - MARGIN);
    const bottom = Math.ceil((frame.scrollTop + frame.clientHeight) / LANE) + MARGIN;
    const isIn = (lane) => isAll || (lane >= top && lane <= bottom);
    const seen = new Set();
    const held = figures.get(current);
    rows.forEach((row, lane) => {
      if (!isIn(lane) && !row.includes(held?.bar)) return;
      const labels = placeLabels(row, scale);
      for (const bar of row) {
        if ((scale.x(bar.to) < -1 || scale.x(bar.from) > scale.width + 1) && bar !== held?.bar)
          continue;
        show(figures.get(bar.id), layers.bars, seen).place(scale, lane, labels.get(bar.id));
      }
    });
    for (const placed of placeLinks(drawn.links, lanes.lane, drawn.byId, scale, held?.link)) {
      const isNear = isAll || (placed.bottom / LANE >= top && placed.top / LANE <= bottom);
      if (!isNear && placed.link !== held?.link) continue;
      const figure = show(figures.get(`${placed.link.id} ${placed.link.how}`), layers.marks, seen);
      figure.place(placed);
      const layer = figure.node.classList.contains("lit") ? layers.front : layers.links;
      if (figure.lines.parentNode !== layer) layer.append(figure.lines);
    }
    for (const figure of marks) {
      const x = scale.x(figure.mark.day);
      const lane = lanes.lane.get(figure.mark.id);
      if ((isIn(lane) && x > -10 && x < scale.width + 10) || figure === held)
        show(figure, layers.marks, seen).place(scale, lane);
    }
    for (const figure of attached) {
      if (seen.has(figure)) continue;
      figure.node.remove();
      figure.lines?.remove();
    }
    attached = seen;
    drawGround(parts, {
      model,
      band,
      scale,
      links: drawn.links,
      height: heightOf(lanes.count),
      on: context.state.get().on,
      listen: bandListeners,
    });
  }

  function show(figure, layer, seen) {
    if (!figure.node.parentNode) layer.append(figure.node);
    seen.add(figure);
    return figure;
  }

  function pan(dx, dy) {
    isMoved = true;
    scale.pan(dx);
    if (dy) parts.frame.scrollTop += dy;
    context.tip.hide();
    request();
  }

  function zoom(factor, x = scale.width / 2) {
    isMoved = true;
    scale.zoom(factor, x);
    context.tip.hide();
    request();
  }

  function whole() {
    isMoved = false;
    scale.show(scale.first, scale.last);
    request();
  }

  // Brings what is selected into sight, or the first that lights up with it.
  function lookAt(id) {
    const all = order.map((key) => figures.get(key));
    const figure =
      figures.get(id) ??
      all.find((one) => one.id === id) ??
      all.find((one) => one.node.classList.contains("lit"));
    if (figure) bringIn(figure);
  }

  function bringIn({ bar, link, mark }) {
    const lane = lanes.lane.get(bar?.id ?? link?.afters[0] ?? mark.id);
    const { frame } = parts;
    const room = frame.clientHeight - bandHeight(band);
    const y = middleOf(lane);
    if (y - LANE < frame.scrollTop || y + LANE > frame.scrollTop + room)
      frame.scrollTop = y - (frame.clientWidth < NARROW ? LANE / 2 : room / 2);
    const [from, to] = bar ? [bar.from, bar.to] : [(link ?? mark).day, (link ?? mark).day];
    if (to < scale.from || from > scale.to) {
      const span = scale.to - scale.from;
      scale.show((from + to - span) / 2, (from + to + span) / 2);
    }
  }

  function walk(event) {
    const figure = figures.get(current);
    if (!figure || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = order.indexOf(current);
    const next = {
      ArrowDown: order[at + 1],
      ArrowUp: order[at - 1],
      Home: order[0],
      End: order.at(-1),
      ArrowRight: follow(figure, "after"),
      ArrowLeft: follow(figure, "before"),
    };
    if (event.key === "Enter" || event.key === " ") context.select(figure.id);
    else if (event.key in next) go(next[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function follow({ bar, link, mark }, way) {
    if (link) return link[`${way}s`][0];
    if (mark) return mark.id;
    return model[way](bar.id)
      .map((step) => step[way])
      .find((id) => figures.has(id));
  }

  function go(key) {
    if (key === undefined) return;
    current = key;
    rove();
    bringIn(figures.get(key));
    draw();
    figures.get(key).node.focus({ preventScroll: true, focusVisible: true });
  }

  return {
    mount,
    update,
    rows: () => tableOf(model, drawn),
    picture: () =>
      savePicture(parts, {
        draw,
        request,
        width: scale.width,
        height: heightOf(lanes.count),
        top: bandHeight(band),
      }),
  };
}
