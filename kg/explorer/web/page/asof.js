// The as-of slider: what existed on a day, month by month, with play.

import { dateWords, fromWords, isoDay, parseDate } from "../core/dates.js";
import { existed } from "../model/existence.js";
import { visible } from "../model/filters.js";
import { adviceCount } from "../model/words.js";
import { icon } from "../core/icons.js";
import { el } from "../core/text.js";

const MONTHS = 12;
const SLOW = 900; // milliseconds a step where less motion is wanted: then a step is a year
const QUICK = 120;
const PAUSE = 1000; // milliseconds after which a movement of the slider is a new one
const STEP = 3; // months a step else

// Fills the footer; returns {update(now)}.
export function createAsOf(root, context, say) {
  const [first, last] = range(context.model);
  if (first === null) {
    root.hidden = true;
    return { update() {} };
  }
  /** @type {any} */
  const bar = { root, context, say, first, last, all: [first, last], playing: 0, slidAt: -PAUSE };
  Object.assign(bar, createElements(bar));
  bar.ticks = el("div", { class: "ticks", "aria-hidden": "true" }, decades(first, last));
  const track = el("div", { class: "track" }, bar.slider, bar.ticks);
  root.append(
    el("label", { for: "on-text" }, "As of"),
    bar.field,
    bar.play,
    track,
    bar.clear,
    bar.words,
  );
  showPlay(bar);
  context.seeYears = (from, to) => see(bar, from, to);
  return { update: (now) => update(bar, now) };
}

// Spans the slider over the days that the picture shows, as far as there is anything.
function see(bar, from, to) {
  const first = Math.max(monthNumber(isoDay(Math.round(from))), bar.all[0]);
  const last = Math.min(monthNumber(isoDay(Math.round(to))), bar.all[1]);
  if (last - first < MONTHS / 2 || (first === bar.first && last === bar.last)) return;
  Object.assign(bar, { first, last });
  bar.slider.min = String(first);
  bar.slider.max = String(endOf(bar));
  bar.ticks.replaceChildren(...decades(first, last));
  update(bar, bar.context.state.get());
}

// The last place of the slider: any time, where the picture shows today.
function endOf({ last, all }) {
  return last >= all[1] ? last + 1 : last;
}

function createElements(bar) {
  const { context, say, first, last } = bar;
  const words = el("span", { class: "on-words" });
  const slider = el("input", {
    type: "range",
    id: "on",
    min: first,
    max: last + 1,
    step: 1,
    value: last + 1,
    "aria-label": "As of: month",
    input: () => slide(bar, Number(slider.value), isStreaming(bar)),
    change: () => say(words.textContent, { isSeen: true }),
    keydown: (event) => press(bar, event),
  });
  const field = el("input", {
    type: "text",
    id: "on-text",
    class: "on-text",
    "aria-label": "As of: a year, month or day, such as 2013, 2013-06 or 2013-06-01",
    placeholder: "any time",
    maxlength: 20,
    size: 10,
    change: () => write(bar, fromWords(field.value)),
  });
  const play = el("button", { type: "button", class: "quiet", click: () => toggle(bar) });
  const anyTime = () => context.state.set({ on: "" });
  const clear = el("button", { type: "button", class: "quiet word", click: anyTime }, "Any time");
  return { words, slider, field, play, clear };
}

function slide(bar, month, isPassing) {
  const { state } = bar.context;
  const on = month > bar.all[1] ? "" : monthText(month);
  state.set({ on }, { isPassing: isPassing && Boolean(state.get().on) });
  bar.slidAt = performance.now();
}

// Movements close after each other are one step to undo.
function isStreaming({ slidAt }) {
  return performance.now() - slidAt < PAUSE;
}

function write(bar, text) {
  const { state } = bar.context;
  if (text && !parseDate(text)?.earliest) {
    bar.field.setAttribute("aria-invalid", "true");
    bar.say("No such date. Write a year, a month or a day: 2013, 2013-06 or June 2013, 2013-06-01");
    return;
  }
  state.set({ on: text });
  update(bar, state.get());
}

function press(bar, event) {
  if (event.key !== "PageUp" && event.key !== "PageDown") return;
  event.preventDefault();
  const month = Number(bar.slider.value) + (event.key === "PageUp" ? MONTHS : -MONTHS);
  slide(bar, Math.min(Math.max(month, bar.first), endOf(bar)), isStreaming(bar));
}

function toggle(bar) {
  if (bar.playing) return stop(bar);
  const { matches: wantsLess } = matchMedia("(prefers-reduced-motion: reduce)");
  const step = wantsLess ? MONTHS : STEP;
  const isAtEnd = Number(bar.slider.value) >= bar.last;
  if (!bar.context.state.get().on || isAtEnd) slide(bar, bar.first, false);
  bar.playing = setInterval(() => playStep(bar, step), wantsLess ? SLOW : QUICK);
  showPlay(bar);
}

function playStep(bar, step) {
  const next = Number(bar.slider.value) + step;
  slide(bar, Math.min(next, bar.last), true);
  if (next > bar.last) stop(bar);
}

function stop(bar) {
  clearInterval(bar.playing);
  bar.playing = 0;
  showPlay(bar);
  bar.say(bar.words.textContent, { isSeen: true });
}

function showPlay({ play, playing }) {
  const words = playing ? "Stop" : "Play through the years";
  play.replaceChildren(icon(playing ? "pause" : "play"));
  play.setAttribute("aria-label", words);
  play.title = words;
}

function update(bar, now) {
  const { slider, field, root } = bar;
  const day = parseDate(now.on);
  slider.value = String(day?.earliest ? monthNumber(day.earliest) : endOf(bar));
  slider.setAttribute("aria-valuetext", now.on ? dateWords(now.on) : "any time");
  // what somebody is writing stays, unless the date has been changed from elsewhere meanwhile
  if (document.activeElement !== field || bar.playing || now.on !== bar.told) field.value = now.on;
  bar.told = now.on;
  field.removeAttribute("aria-invalid");
  bar.clear.hidden = !now.on;
  root.classList.toggle("is-set", Boolean(now.on));
  bar.words.textContent = now.on ? tally(bar.context.model, now) : "";
}

function tally(model, now) {
  const day = dateWords(now.on);
  const { things, recommendations } = visible(model, now);
  if (now.view === "recommendations")
    return `${day}: ${adviceCount(recommendations, "recommendation")}, made by then`;
  // a document that was written is no longer news
  const found = [...things]
    .map((id) => model.things.get(id))
    .filter((thing) => thing && model.kinds.living.has(thing.kind))
    .map((thing) => existed(model, thing, now.on));
  const number = (fits) => found.filter(fits).length.toLocaleString("en-GB");
  const parts = ["certain", "going on", "possible"].map(
    (how) => `${number((one) => one.how === how)} ${how}`,
  );
  const read = model.readUpTo ? `; read up to ${dateWords(model.readUpTo)}` : "";
  return `${day}: ${parts.join(", ")}${read}`;
}

function range(model) {
  /** @type {number | null} */
  let first = null;
  /** @type {number | null} */
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
