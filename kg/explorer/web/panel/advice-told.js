// What a thing was told, advised and judged, what it bought and supplied, and what was said of it.

import { adviceLine, contractLine, opinionLine } from "./record-lines.js";
import { line, thingLink } from "./lines.js";
import { dateWords } from "../core/dates.js";
import { verdictWords } from "../model/words.js";
import { tell } from "./told.js";

// Returns the recommendations of a report, to a body, on a topic or a narrower one, and those that a
// body inherited.
export function adviceTold(context, thing) {
  const { model } = context;
  return model.recommendations.flatMap((row) => {
    const key = adviceKey(model, row, thing.id);
    if (!key) return [];
    const text = `${model.label(row.report)}, ${row.number ?? ""}: ${row.text ?? ""}`;
    return [tell(key, row, text, () => adviceLine(context, row, thing.id))];
  });
}

function adviceKey(model, row, id) {
  if (row.addressees.includes(id)) return "Recommendations to it";
  if (row.report === id || row.under.includes(id)) return "Recommendations";
  const isHeir = row.addressees.some((one) => model.heirs(one).includes(id));
  return isHeir ? "Inherited" : "";
}

// Returns the verdicts that it gave on recommendations.
export function verdictsTold(context, thing) {
  const { model } = context;
  const given = (row) => row.verdicts.filter((one) => one.by === thing.id);
  return model.recommendations.flatMap((row) =>
    given(row).map((one) =>
      tell("Verdicts given", one, row.text ?? row.id, () =>
        line(context, [`${verdictWords(model, one.verdict)}: `, thingLink(context, row.id)], {
          when: one.date ? dateWords(one.date) : "",
          note: one.note,
          evidence: one.evidence,
        }),
      ),
    ),
  );
}

// Returns the contracts, by the part that it had in each.
export function contractsTold(context, thing) {
  const parts = [
    ["buyers", "Bought"],
    ["suppliers", "Supplied"],
    ["subjects", "Bought for it"],
  ];
  return context.model.contracts.flatMap((row) => {
    const part = parts.find(([side]) => row[side].includes(thing.id));
    return part ? [tell(part[1], row, row.label ?? row.id, () => contractLine(context, row))] : [];
  });
}

// Returns what was said of it and what it said.
export function opinionsTold(context, thing) {
  const { opinions } = context.model;
  const told = (key, rows) =>
    rows.map((row) => tell(key, row, row.text ?? row.id, () => opinionLine(context, row)));
  return [
    ...told(
      "Opinions about it",
      opinions.filter((one) => one.about.includes(thing.id)),
    ),
    ...told(
      "Opinions held",
      opinions.filter((one) => one.by === thing.id),
    ),
  ];
}
