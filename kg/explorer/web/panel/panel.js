// The details of what is looked at.

import { aboutRecord } from "./about-record.js";
import { aboutThing, lifeWords } from "./about-thing.js";
import { existsOn, headOn, nameOn } from "../model/existence.js";
import { existence } from "../model/filters.js";
import { LIVING } from "../model/model.js";
import { citationWords, copy } from "./evidence.js";
import { icon } from "../core/icons.js";
import { mark } from "../core/marks.js";
import { dateWords, parseDate } from "../core/dates.js";
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
  return {
    update(now) {
      root.hidden = !now.id;
      const key = `${now.id} ${now.on}`;
      if (key === shown) return;
      shown = key;
      root.replaceChildren();
      if (!now.id) return;
      root.append(...content(context, now, say).flat(Infinity).filter(Boolean));
      root.scrollTop = 0;
    },
  };
}

// Says whether a thing existed on the day looked at, why no more, its name then and who led it.
function seenWords(model, thing, on) {
  const day = parseDate(on);
  const said = `In ${dateWords(on)} it ${SEEN[existence(thing, on)]}`;
  if (!LIVING.includes(thing.kind) || !day?.earliest) return `${said}.`;
  const { held, reason } = existsOn(thing, day, model.now);
  if (held === "no") return `${said}.`;
  const name = nameOn(thing, day);
  const head = headOn(model, thing, day);
  const more = [name !== thing.label && `called ${name}`, head && `headed by ${head}`, reason];
  return `${[said, ...more].filter(Boolean).join("; ")}.`;
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
  const seen = now.on && isDated(thing) && seenWords(model, thing, now.on);
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
    deeds(model, now.id, about, say),
    about.parts.slice(0, 1),
    contents(about.parts.filter((part) => part?.tagName === "SECTION")),
    about.parts.slice(1),
  ];
}

function detailsOf(context, thing) {
  return {
    title: thing.label,
    kind: context.model.word(thing.kind),
    life: lifeWords(thing),
    evidence: thing.evidence,
    parts: aboutThing(context, thing),
  };
}

function deeds(model, id, { title, kind, life, evidence }, say) {
  const words = () =>
    citationWords(model, id, title, [kind, life].filter(Boolean).join(", "), evidence);
  const button = (sign, label, make) =>
    el("button", { type: "button", click: () => copy(make(), say) }, icon(sign), label);
  return el(
    "div",
    { class: "deeds" },
    button("quote", "Copy citation", words),
    button("link", "Copy link", () => location.href),
  );
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
        heading.lastChild.cloneNode(true),
      );
    }),
  );
}

function isDated(thing) {
  return Boolean(thing?.born || thing?.ended || thing?.dated);
}
