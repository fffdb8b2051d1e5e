// The field of the ledger that takes words: "NHS England interoperability not enacted" becomes three
// filters. What each part of it means is shown, with how much advice is left, before it is taken.

import { createCombobox } from "../core/combobox.js";
import { chosen, written } from "../model/advice-filters.js";
import { TITLES } from "../model/facet-words.js";
import { select } from "../model/filters.js";
import { createReading } from "../model/meaning.js";

const SHOWN = 9;

/** @param {Context} context */
export function createAsking(context) {
  const { model, state } = context;
  /** @type {ReturnType<typeof createReading> | null} */
  let reading = null;
  const box = createCombobox({
    id: "ask-ledger",
    label: "Narrow the ledger by words",
    placeholder: "Who was told, a topic, what became of it",
    none: "No body, report, topic or verdict is called so, and no recommendation says it.",
    find: (text) => {
      reading ??= createReading(model, state.empty);
      const now = state.get();
      const { parts, rest } = reading.read(text);
      const offers = [];
      const said = rest && offer(context, now, parts, rest);
      if (parts.length > 0) {
        if (said) offers.push(said);
        offers.push(offer(context, now, parts, ""));
      }
      for (const part of reading.holding(text).slice(0, SHOWN))
        if (parts.length !== 1 || parts[0].value !== part.value || parts[0].name !== part.name)
          offers.push(offer(context, now, [part], ""));
      if (!parts.length && said) offers.push(said);
      return offers.filter(Boolean).slice(0, SHOWN);
    },
  });
  return box.root;
}

// Returns what is offered: some filters in words with how many recommendations they leave; null
// where words leave none.
function offer({ model, state }, now, parts, says) {
  const patch = {};
  for (const { name, value } of parts)
    patch[name] =
      name === "period"
        ? value
        : written(name, [...new Set([...chosen({ ...now, ...patch }, name), value])].sort());
  if (says) patch.q = says;
  const left = select(model, { ...now, ...patch }).recommendations.filter((row) => !row.whole);
  if (says && !left.length) return null;
  const words = parts.map(({ name, words: called }) => `${TITLES[name]}: ${called}`);
  return {
    words: [...words, ...(says ? [`Says “${says}”`] : [])].join(" · "),
    note: left.length.toLocaleString("en-GB"),
    take: () => state.set(patch),
  };
}
