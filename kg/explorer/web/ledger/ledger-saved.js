// The ledger as a spreadsheet that can be sent: exactly the rows that are shown, each with its ids
// and addresses. The columns are those that the program writes.

/** @param {Context} context @param {Recommendation[]} rows @returns {(string | number)[][]} */
export function ledgerRows({ model }, rows) {
  const labels = (ids) => ids.map(model.label).join("; ");
  const word = (name) => (name ? model.word(name) : "");
  const judged = (row) => row.outcome !== "Unknown" && row.outcome !== "Unassessed";
  const sources = (numbers) => numbers.map((number) => model.citation(number));
  /** @type {[string, (row: Recommendation) => string | number][]} */
  const columns = [
    ["id", (r) => r.id],
    ["date", (r) => r.date],
    ["report", (r) => model.label(r.report)],
    ["number", (r) => r.number ?? ""],
    ["text", (r) => r.text ?? ""],
    ["addressed to", (r) => labels(r.addressees) || (r.addresseeNote ?? "")],
    ["heirs", (r) => labels(r.heirs)],
    ["outcome", (r) => (judged(r) ? word(r.outcome) : "")],
    ["outcome by", (r) => (r.outcomeBy ? model.label(r.outcomeBy) : "")],
    ["outcome date", (r) => r.outcomeDate ?? ""],
    ["contested", (r) => (r.contested ? "yes" : "no")],
    ["response", (r) => word(r.response)],
    ["sources", (r) => sources(r.evidence).map(cited).join("; ")],
    ["state", (r) => word(r.state)],
    ["response by", (r) => (r.responseBy ? model.label(r.responseBy) : "")],
    ["response date", (r) => r.responseDate ?? ""],
    ["due", (r) => r.due ?? ""],
    ["days late", (r) => r.late ?? ""],
    ["line of time", (r) => r.verdicts.map((view) => viewWords(model, view)).join("; ")],
    ["topics", (r) => labels(r.topics)],
    ["IRI", (r) => model.base + r.id],
    ["report id", (r) => r.report],
    ["report IRI", (r) => model.base + r.report],
    ["addressed to ids", (r) => r.addressees.join("; ")],
    ["heir ids", (r) => r.heirs.join("; ")],
    ["addresses", (r) => addresses(sources(r.evidence))],
    ["data to", () => model.now ?? ""],
  ];
  return [
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, value]) => value(row))),
  ];
}

function cited({ source, locator }) {
  return [source.title, locator].filter(Boolean).join(", ");
}

function addresses(some) {
  return [...new Set(some.map(({ source }) => source.url).filter(Boolean))].join(" ");
}

function viewWords(model, view) {
  const said = view.evidence.map((number) => model.citation(number));
  const rests = said.map((one) => [cited(one), one.source.url].filter(Boolean).join(" "));
  const by = view.by ? model.label(view.by) : "nobody named";
  return `${view.date ? `${view.date}: ` : ""}${model.word(view.verdict)} (${by}) [${rests.join("; ")}]`;
}
