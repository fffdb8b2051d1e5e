// The numbers of a thing: what was stated of it and what it stated, and the codes that registers gave it.

import { line, section, thingLink, when } from "./lines.js";
import { dateWords } from "../core/dates.js";
import { inQuestions, tell } from "./told.js";
import { counts } from "../model/relations.js";
import { el, outsideLink, sentence } from "../core/text.js";

const PLACES = {
  WikidataItem: "https://www.wikidata.org/wiki/",
  LegislationNumber: "https://www.legislation.gov.uk/",
  RorCode: "https://ror.org/",
  GovUkSlug: "https://www.gov.uk/government/organisations/",
};

// Returns the figures of a thing or record: rivals of one measure and period stand together.
export function figuresTold(context, id) {
  const { model } = context;
  const told = (key, end, other) =>
    model.figures
      .filter((one) => one[end] === id)
      .map((one) => ({
        ...tell(
          key === "Figures" && !counts(one) ? "Said, but wrongly" : key,
          one,
          [model.word(one.measure), one.start ?? "", one.date ?? ""].join("\n"),
          () => figureLine(context, one, one[other]),
        ),
        day: "",
      }));
  return [...told("Figures", "of", "by"), ...told("Figures stated", "by", "of")];
}

// Returns the same as sections, for records.
export function aboutFigures(context, id) {
  const told = figuresTold(context, id);
  return inQuestions(context.model, "", told).map(({ title, lines }) =>
    section(title, lines, (one) => one.make()),
  );
}

function figureLine(context, one, other) {
  const { model } = context;
  const said = [other && thingLink(context, other), one.date && dateWords(one.date)];
  const kept = said.filter(Boolean);
  return line(
    context,
    [
      `${sentence(model.word(one.measure))}: `,
      el("strong", {}, amountWords(model, one)),
      kept.length > 0 && [" – ", kept[0], kept.length > 1 && [", ", kept[1]]],
    ],
    {
      when: one.start && !one.end ? dateWords(one.start) : when(one),
      note: one.note,
      evidence: one.evidence,
      tags: counts(one) ? [] : ["known to be wrong"],
      className: "figure",
    },
  );
}

// Returns the number of a figure with its unit, and the bounds that are stated. Where the number is
// the one bound that is stated, only that is told: "at least 90".
export function amountWords(model, one) {
  const [number, low, high] = [one.value, one.low, one.high].map((text) =>
    inUnit(model, one, text),
  );
  if (low === high) return number || low;
  const bound = low ? `at least ${low}` : `at most ${high}`;
  const bounds = low && high ? `${low} to ${high}` : bound;
  const isBound = number === (low || high) && !(low && high);
  return number && !isBound ? `${number} (${bounds})` : bounds;
}

function inUnit(model, { unit }, text) {
  if (!text) return "";
  const number = Number(text).toLocaleString("en-GB", { maximumFractionDigits: 6 });
  if (unit === "PoundsUnit") return `£${number}`;
  return unit === "NumberUnit" ? number : `${number} ${model.word(unit)}`;
}

// Returns the codes of a thing or record, in the order of their days.
export function codesTold(context, codes) {
  const { model } = context;
  return codes.map((one) => ({
    ...tell("Identities", one, `${model.word(one.register)} ${one.start ?? ""} ${one.code}`, () =>
      codeLine(context, one),
    ),
    day: "",
  }));
}

function codeLine(context, one) {
  const place = PLACES[one.register];
  return line(
    context,
    [
      `${context.model.word(one.register)} `,
      place
        ? outsideLink(place + one.code.split("/").map(encodeURIComponent).join("/"), one.code)
        : one.code,
    ],
    { when: when(one), evidence: one.evidence },
  );
}

// Returns the same as a section, for records.
export function aboutCodes(context, codes) {
  const told = codesTold(context, codes);
  return inQuestions(context.model, "", told).map(({ title, lines }) =>
    section(title, lines, (one) => one.make()),
  );
}
