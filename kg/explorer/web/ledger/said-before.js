// Asks the record what was advised before in the same sense as a sentence that somebody pastes, and
// shows it oldest first. Nothing of it leaves the page.

import { heirsOf, outcome, toldOf } from "../panel/record-lines.js";
import { dateWords, parseDate } from "../core/dates.js";
import { thingLink } from "../panel/lines.js";
import { createRanker } from "../model/sameness.js";
import { unpacked } from "../core/packed.js";
import { count, el } from "../core/text.js";

const SHOWN = 10; // pieces of advice in all, where fewer are the same
const LEAST = 2; // the score from which advice is related enough to be shown

/** @param {Context} context */
export function createSaidBefore(context) {
  /** @type {Promise<ReturnType<typeof createRanker>> | null} */
  let ranker = null;
  const text = el("textarea", { rows: 3, name: "text", id: "said-text" });
  const day = el("input", { type: "text", name: "before", id: "said-day", placeholder: "2010-05" });
  const found = el("div", { class: "said", "aria-live": "polite" });
  // what is asked stands in the page packed until somebody first opens the box
  const load = () => (ranker ??= unpacked("advice").then((held) => createRanker(JSON.parse(held))));
  const ask = async () => {
    try {
      const rank = await load();
      found.replaceChildren(...answer(context, rank, text.value, day.value.trim()));
    } catch (error) {
      ranker = null;
      const why = /** @type {Error} */ (error).message;
      found.replaceChildren(el("p", {}, `The record could not be asked: ${why}`));
    }
  };
  const form = el(
    "form",
    {
      submit: (event) => {
        event.preventDefault();
        ask();
      },
    },
    el("label", { for: "said-text" }, "A recommendation you mean to make"),
    text,
    el("label", { for: "said-day" }, "Only what was advised before (a date, or nothing)"),
    el("div", { class: "ask" }, day, el("button", { type: "submit" }, "Ask the record")),
  );
  const opened = (event) => event.target.open && load().catch(() => (ranker = null));
  const words = el("summary", {}, "Said before?");
  return el(
    "details",
    { class: "said-before", "data-fold": "said-before", toggle: opened },
    words,
    form,
    found,
  );
}

function answer(context, rank, text, day) {
  if (!/\p{L}/u.test(text)) return [el("p", {}, "Write or paste a sentence first.")];
  const before = day ? parseDate(day)?.earliest : "";
  if (before === undefined || before === null)
    return [el("p", {}, `“${day}” is no date; write 2010, 2010-05 or 2010-05-06.`)];
  const shown = choose(rank(text, before));
  const same = rows(
    context,
    shown.filter(({ isSame }) => isSame),
  );
  const related = rows(
    context,
    shown.filter(({ isSame }) => !isSame),
  );
  return [
    el("p", { class: "said-sum" }, summary(context, same)),
    ...listed(context, "In the same sense, oldest first", same),
    ...listed(context, "Related", related),
  ];
}

// Returns all that is the same, and of the rest the best as far as there is room.
function choose(ranked) {
  const same = ranked.filter(({ isSame }) => isSame);
  const rest = ranked.filter(({ isSame, score }) => !isSame && score >= LEAST);
  return [...same, ...rest.slice(0, Math.max(0, SHOWN - same.length))];
}

function rows({ model }, shown) {
  const day = (row) => parseDate(model.things.get(row.report)?.date ?? "")?.earliest ?? "9999";
  const known = shown.map(({ id }) => model.record(id)?.row).filter(Boolean);
  return known.sort((a, b) =>
    day(a) === day(b) ? (a.id < b.id ? -1 : 1) : day(a) < day(b) ? -1 : 1,
  );
}

function summary({ model }, same) {
  if (!same.length) return "Nothing in the same sense is in the record.";
  const told = new Set(same.flatMap((row) => row.addressees));
  const enacted = same.filter((row) => row.outcome === "Enacted").length;
  const year = same[0].date?.slice(0, 4);
  const gone = [...told].filter((id) => hasEnded(model, id)).length;
  return [
    `Advised ${count(same.length, "time")}${year ? ` since ${year}` : ""}`,
    told.size ? `, to ${count(told.size, "body", "bodies")}` : "",
    gone ? ` of which ${gone} ${gone === 1 ? "is" : "are"} gone` : "",
    enacted ? `; enacted ${count(enacted, "time")}.` : "; never found enacted.",
  ].join("");
}

function hasEnded(model, id) {
  const ended = model.things.get(id)?.ended;
  return Boolean(ended) && Boolean(model.readUpTo) && ended[1] <= model.readUpTo;
}

function listed(context, words, some) {
  if (!some.length) return [];
  return [
    el("h3", {}, words),
    el(
      "ol",
      {},
      some.map((row) => el("li", { "data-id": row.id }, ...line(context, row))),
    ),
  ];
}

function line(context, row) {
  const heirs = heirsOf(context, row);
  return [
    thingLink(context, row.id, row.text ?? row.label),
    el(
      "div",
      { class: "quick" },
      thingLink(context, row.report),
      row.number && `, ${row.number}`,
      row.date && `, ${dateWords(row.date)}`,
      ". Told: ",
      toldOf(context, row),
      heirs && [" (now ", heirs, ")"],
      ". ",
      outcome(context.model, row),
    ),
  ];
}
