// The rows of a thing in the picture: its life, its names, who headed it, its contracts, the advice
// that it was given, and what was stated of it.

import { dateWords, periodWords } from "../core/dates.js";
import { lifeWords, outcomeWords } from "../model/words.js";
import { poundsWords } from "./compare-words.js";
import { daysIn } from "./compared-lives.js";

const LIFE = "life";

/** @param {Model} model @param {ComparedLife} life @returns {StrandRow[]} */
export function lifeRows(model, life) {
  const { thing, from, to, isBornKnown, isEndKnown } = life;
  const rows = [];
  if (from !== null && to !== null) {
    const text = lifeWords(thing) || "seen, days not recorded";
    const full = `${thing.label}\n${text}`;
    const isUnsure = !isBornKnown || !isEndKnown;
    const span = { from, to: Math.max(from, to), text, full, id: thing.id, tone: LIFE, isUnsure };
    rows.push({ label: "Life", spans: [span] });
  }
  const names = life.names.flatMap((row) => dated(life, row, row.name, "name", ""));
  const heads = life.heads.flatMap((row) =>
    dated(life, row, model.label(row.person), "head", row.person),
  );
  const contracts = life.contracts.flatMap((row) =>
    dated(
      life,
      { ...row, start: row.start ?? row.announced, end: row.end ?? row.agreedEnd },
      contractWords(row),
      "contract",
      row.id,
    ),
  );
  for (const [label, spans] of /** @type {[string, StrandSpan[]][]} */ ([
    ["Names", names],
    ["Heads", heads],
    ["Contracts", contracts],
  ]))
    if (spans.length) rows.push({ label, spans });
  return rows;
}

/** @param {Contract} row */
function contractWords({ label, id, value }) {
  return [value && poundsWords(Number(value)), label ?? id].filter(Boolean).join(" ");
}

// A span of a dated row; where it has no end, none is drawn beyond what is known.
/**
 * @param {ComparedLife} life
 * @param {{start?: string, end?: string, seen?: string[], date?: string}} row
 * @param {string} text @param {string} tone @param {string} id @returns {StrandSpan[]}
 */
function dated(life, { start, end, seen = [], date }, text, tone, id) {
  const days = [start ?? date, ...[...seen].sort()].map(daysIn).filter(Boolean);
  const until = end === ".." ? life.to : daysIn(end)?.[1];
  const from = days[0]?.[0] ?? until;
  if (from === undefined || from === null) return [];
  const to = Math.max(from, until ?? days.at(-1)?.[1] ?? from);
  const when = periodWords(start, end, seen) || (date ? dateWords(date) : "");
  return [
    {
      from,
      to,
      text,
      full: [text, when].filter(Boolean).join("\n"),
      id,
      tone,
      isUnsure: !start || !end,
    },
  ];
}

// Advice as marks in the year of its report: what it was told, what it recommended itself, and what
// its reviews recommended.
/** @param {Model} model @param {ComparedLife} life @returns {StrandRow[]} */
export function adviceSpans(model, { told, made, reviewed, figures }) {
  const marks = (rows) =>
    rows
      .filter(({ dated: day }) => day)
      .map((row) => ({
        day: daysIn(row.date)?.[0] ?? 0,
        sign: row.outcome,
        id: row.id,
        text: adviceWords(model, row),
      }));
  const costs = figures
    .filter((row) => row.unit === "PoundsUnit" && daysIn(row.date ?? row.start))
    .map((row) => costSpan(model, row));
  return [
    ...(costs.length ? [{ label: "Sums stated", spans: costs }] : []),
    ...[
      ["Told", told],
      ["Its advice", made],
      ["Reviews", reviewed],
    ]
      .map(([label, rows]) => ({ label: String(label), marks: marks(rows) }))
      .filter((row) => row.marks.length),
  ];
}

function adviceWords(model, row) {
  return [
    row.text ?? row.id,
    `${model.label(row.report)}, ${dateWords(row.date)}`,
    outcomeWords(model, row),
  ].join("\n");
}

function costSpan(model, row) {
  const [from] = daysIn(row.date ?? row.start) ?? [0];
  const number = Number(row.value ?? row.high ?? row.low ?? 0);
  const measure = model.word(row.measure);
  const by = row.by ? `, says ${model.label(row.by)}` : "";
  const text = `${poundsWords(number)} (${measure})`;
  return {
    from,
    to: from,
    text,
    full: `${text}${by}\n${dateWords(row.date ?? row.start)}`,
    id: row.by ?? "",
    tone: "figure",
  };
}
