// What is decided of proposals: kept in this browser at once, saved as the file that `kg accept`
// takes. The last decision about a proposal holds.

import { save } from "../core/save.js";

const FILE = "judgements.jsonl";

// Returns what is decided of the proposals of a record: get, set, take back, count and save.
export function createJudgements(base) {
  const place = `kg-review ${base}`;
  const held = load(place);
  const keep = () => store(place, held);
  return {
    get: (digest) => held.decided[digest] ?? null,
    get by() {
      return held.by;
    },
    set by(name) {
      held.by = name;
      keep();
    },
    set(digest, judgement, cells, isApart) {
      const decision = { proposal: digest, judgement, date: today(), cells, is_apart: isApart };
      held.decided[digest] = decision;
      keep();
    },
    takeBack(digest) {
      delete held.decided[digest];
      keep();
    },
    // Saves those of some proposals and returns how many there were.
    save(digests) {
      const decided = digests.map((digest) => held.decided[digest]).filter(Boolean);
      const lines = [{ record: base }, ...decided.map((one) => written(one, held.by))];
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
      save(new Blob([text], { type: "application/jsonl" }), FILE);
      return decided.length;
    },
  };
}

function written({ proposal, judgement, date, cells, is_apart }, by) {
  const line = { proposal, judgement, by, date };
  if (Object.keys(cells ?? {}).length) line.cells = cells;
  if (is_apart) line.is_apart = true;
  return line;
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// Returns what this browser keeps; nothing where it keeps nothing for files.
function load(place) {
  try {
    const held = JSON.parse(localStorage.getItem(place) ?? "null");
    if (held?.decided) return { by: String(held.by ?? ""), decided: held.decided };
  } catch {
    // kept in this window alone
  }
  return { by: "", decided: {} };
}

function store(place, held) {
  try {
    localStorage.setItem(place, JSON.stringify(held));
  } catch {
    // the same
  }
}
