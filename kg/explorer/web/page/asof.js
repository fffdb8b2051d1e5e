// The as-of slider: what existed on a day, month by month, with play.

import { dateWords, fromWords, parseDate } from "../core/dates.js";
import { existence, visible } from "../model/filters.js";
import { LIVING } from "../model/model.js";
import { icon } from "../core/icons.js";
import { count, el } from "../core/text.js";

const MONTHS = 12;
const SLOW = 900; // milliseconds a step where less motion is wanted: then a step is a year
const QUICK = 120;
const PAUSE = 1000; // milliseconds after which a movement of the slider is a new one
const STEP = 3; // months a step else

// Fills the footer; returns {update(now)}.
export function createAsOf(root, context, say) {
  const { model, state } = context;
  const [first, last] = range(model);
  if (first === null) {
    root.hidden = true;
    return { update() {} };
  }
  const wantsLess = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = 0;
  let slidAt = -PAUSE;

  const slider = el("input", {
    type: "range",
    id: "on",
    min: first,
    max: last + 1,
    step: 1,
    value: last + 1,
    "aria-label": "As of: month",
    input: () => slide(Number(slider.value), isStreaming()),
    change: () => say(words.textContent, { isSeen: true }),
    keydown: press,
  });
  const field = el("input", {
    type: "text",
    id: "on-text",
    class: "on-text",
    "aria-label": "As of: a year, month or day, such as 2013, 2013-06 or 2013-06-01",
    placeholder: "any time",
    maxlength: 20,
    size: 10,
    change: () => write(fromWords(field.value)),
  });
  const play = el("button", { type: "button", class: "quiet", click: toggle });
  const clear = el(
    "button",
    { type: "button", class: "quiet word", click: () => state.set({ on: "" }) },
    "Any time",
  );
  const words = el("span", { class: "on-words" });
  const ticks = el("div", { class: "ticks", "aria-hidden": "true" }, decades(first, last));
  root.append(
    el("label", { for: "on-text" }, "As of"),
    field,
    play,
    el("div", { class: "track" }, slider, ticks),
    clear,
    words,
  );

  function slide(month, isPassing) {
    state.set(
      { on: month > last ? "" : monthText(month) },
      { isPassing: isPassing && Boolean(state.get().on) },
    );
    slidAt = performance.now();
  }

  // Movements close after each other are one step to undo.
  function isStreaming() {
    return performance.now() - slidAt < PAUSE;
  }

  function write(text) {
    const isDate = parseDate(text)?.earliest;
    if (text && !isDate) {
      field.setAttribute("aria-invalid", "true");
      say("No such date. Write a year, a month or a day: 2013, 2013-06 or June 2013, 2013-06-01");
      return;
    }
    state.set({ on: text });
    update(state.get());
  }

  function press(event) {
    if (event.key !== "PageUp" && event.key !== "PageDown") return;
    event.preventDefault();
    const month = Number(slider.value) + (event.key === "PageUp" ? MONTHS : -MONTHS);
    slide(Math.min(Math.max(month, first), last + 1), isStreaming());
  }

  function toggle() {
    if (playing) return stop();
    const step = wantsLess.matches ? MONTHS : STEP;
    if (!state.get().on || Number(slider.value) >= last) slide(first, false);
    playing = setInterval(
      () => {
        const next = Number(slider.value) + step;
        if (next > last) {
          slide(last, true);
          return stop();
        }
        slide(next, true);
      },
      wantsLess.matches ? SLOW : QUICK,
    );
    show();
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    show();
    say(words.textContent, { isSeen: true });
  }

  function show() {
    play.replaceChildren(icon(playing ? "pause" : "play"));
    play.setAttribute("aria-label", playing ? "Stop" : "Play through the years");
    play.title = playing ? "Stop" : "Play through the years";
  }

  function update(now) {
    const day = parseDate(now.on);
    const month = day?.earliest ? monthNumber(day.earliest) : last + 1;
    slider.value = month;
    slider.setAttribute("aria-valuetext", now.on ? dateWords(now.on) : "any time");
    if (document.activeElement !== field || playing) field.value = now.on;
    field.removeAttribute("aria-invalid");
    clear.hidden = !now.on;
    root.classList.toggle("is-set", Boolean(now.on));
    words.textContent = now.on ? tally(now) : "";
  }

  function tally(now) {
    if (now.view === "recommendations")
      return `${dateWords(now.on)}: ${count(visible(model, now).recommendations.length, "recommendation")} made by then`;
    let certain = 0;
    let possible = 0;
    for (const id of visible(model, now).things) {
      const thing = model.things.get(id);
      if (!LIVING.includes(thing.kind)) continue; // a document that was written is no longer news
      if (existence(thing, now.on) === "certain") certain += 1;
      else possible += 1;
    }
    return `${dateWords(now.on)}: ${certain.toLocaleString("en-GB")} certain, ${possible.toLocaleString("en-GB")} possible`;
  }

  show();
  return { update };
}

function range(model) {
  let first = null;
  let last = model.now && monthNumber(model.now);
  for (const thing of model.things.values()) {
    for (const day of [thing.born?.[0], thing.dated?.[0], thing.ended?.[1]]) {
      if (!day) continue;
      const month = monthNumber(day);
      if (first === null || month < first) first = month;
      if (!model.now && (last === null || month > last)) last = month;
    }
  }
  return first === null || last === null || first > last
    ? [null, null]
    : [Math.floor(first / MONTHS) * MONTHS, last];
}

function monthNumber(day) {
  return Number(day.slice(0, 4)) * MONTHS + Number(day.slice(5, 7)) - 1;
}

function monthText(month) {
  return `${String(Math.floor(month / MONTHS)).padStart(4, "0")}-${String((month % MONTHS) + 1).padStart(2, "0")}`;
}

function decades(first, last) {
  const found = [];
  const span = last + 1 - first;
  const every = span > 80 * MONTHS ? 20 : 10;
  for (let year = Math.ceil(first / MONTHS / every) * every; year * MONTHS <= last; year += every) {
    const tick = el("span", {}, String(year));
    tick.style.left = `${((year * MONTHS - first) / span) * 100}%`;
    found.push(tick);
  }
  return found;
}
