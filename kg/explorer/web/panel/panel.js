// The details of what is looked at.

import { aboutRecord } from "./about-record.js";
import { aboutThing } from "./about-thing.js";
import { lifeWords } from "../model/words.js";
import { existed, headOn, nameOn } from "../model/existence.js";
import { citeThing } from "./citing.js";
import { added } from "../model/compared.js";
import { citationWords, copy } from "./evidence.js";
import { copyLink } from "./sharing.js";
import { livesNow, loadLives } from "./lives.js";
import { icon } from "../core/icons.js";
import { mark } from "../core/marks.js";
import { onDay, parseDate } from "../core/dates.js";
import { el, sentence } from "../core/text.js";

const MANY = 4;
const SEEN = {
  certain: "certainly existed",
  "going on": "went on",
  possible: "may have existed",
  no: "did not exist",
};

// Fills the panel with what is selected; hides it where nothing is.
export function createPanel(root, context, say) {
  let shown = "";
  const fill = (now, top) => {
    root.replaceChildren(...content(context, now, say).flat(Infinity).filter(Boolean));
    root.scrollTop = top;
  };
  return {
    update(now) {
      root.hidden = !now.id;
      const key = `${now.id} ${now.on}`;
      if (key === shown) return;
      shown = key;
      if (!now.id) return root.replaceChildren();
      fill(now, 0);
      // the first time, what stands packed comes a moment later
      if (!livesNow()) loadLives().then(() => shown === key && fill(now, root.scrollTop));
    },
  };
}

function content(context, now, say) {
  const { model, state } = context;
  const thing = model.things.get(now.id);
  const about = thing ? detailsOf(context, thing) : aboutRecord(context, model.record(now.id));
  const shut = {
    type: "button",
    class: "quiet",
    "aria-label": "Close the details",
    title: "Close (Esc)",
    click: () => state.set({ id: "" }),
  };
  const seen = now.on && thing && isLife(model, thing) && existenceWords(model, thing, now.on);
  return [
    el(
      "div",
      { class: "panel-head" },
      el("p", { class: "kind" }, thing && mark(thing.kind), sentence(about.kind)),
      el("button", shut, icon("close")),
    ),
    el("h2", {}, about.title),
    about.life && el("p", { class: "life" }, about.life),
    seen && el("p", { class: "seen" }, seen),
    about.story,
    deeds(context, now.id, about, say),
    about.parts.filter((part) => !isSection(part)),
    contents(about.parts.filter(isSection)),
    about.parts.filter(isSection),
  ];
}

function isSection(part) {
  return part?.tagName === "SECTION";
}

function detailsOf(context, thing) {
  return {
    title: thing.label,
    kind: context.model.word(thing.kind),
    life: lifeWords(thing),
    evidence: thing.evidence,
    ...aboutThing(context, thing, livesNow()),
  };
}

function deeds(context, id, { title, kind, life, evidence }, say) {
  const { model, state } = context;
  const words = () =>
    citationWords(model, id, title, [kind, life].filter(Boolean).join(", "), evidence);
  const button = (sign, label, make) =>
    el("button", { type: "button", click: () => copy(make(), say) }, icon(sign), label);
  return el(
    "div",
    { class: "deeds" },
    button("quote", "Copy citation", words),
    citeThing(context, id),
    el(
      "button",
      { type: "button", click: () => copyLink(context, say) },
      icon("link"),
      "Copy link",
    ),
    model.things.has(id) &&
      el(
        "button",
        { type: "button", click: () => state.set(added(model, state.get(), id)) },
        "Add to compare",
      ),
    pageLink(model, id),
  );
}

// The link to the page of a thing, where the file stands beside a site of pages.
function pageLink(model, id) {
  if (!model.pages) return null;
  const { begin, end, others } = model.pages;
  const stem = Object.hasOwn(others, id) ? others[id] : id;
  return el("a", { href: `${begin}${stem}${end}` }, "Open its page");
}

// Buttons that lead to the sections, where there are more than are seen at once.
function contents(sections) {
  if (sections.length < MANY) return null;
  const go = (heading) => {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  };
  return el(
    "nav",
    { class: "contents", "aria-label": "Sections" },
    sections.map((section) => {
      const heading = section.querySelector("h3");
      return el(
        "button",
        { type: "button", click: () => go(heading) },
        heading.firstChild.textContent,
        " ",
        el("span", { class: "number" }, shortNumber(heading.lastChild.textContent)),
      );
    }),
  );
}

// "35, and 2 that stand for whole documents": 35.
function shortNumber(words) {
  return /^\d+(,\d{3})*/.exec(words)?.[0] ?? "";
}

// Whether a day says anything of it: what lives, and what is dated, such as a document.
function isLife(model, thing) {
  return model.kinds.living.has(thing.kind) || Boolean(thing.dated);
}

// Returns whether a thing existed on a day and why that is not sure, under which name and head.
function existenceWords(model, thing, on) {
  const day = parseDate(on);
  if (!day) return "";
  const { how, reason } = existed(model, thing, day);
  const [name, head] = how === "no" ? ["", ""] : [nameOn(thing, day), headOn(model, thing.id, day)];
  const said = [
    `${sentence(onDay(day))} it ${SEEN[how]}`,
    reason && ` (${reason})`,
    name && name !== thing.label && `, as ${name}`,
    head && `, headed by ${head}`,
  ];
  return `${said.filter(Boolean).join("")}.`;
}
