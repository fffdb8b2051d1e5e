// Which things are compared, as the address holds them.

const MOST = 4;

// Returns the ids of what may be compared in a text, each once, at most four.
export function compared(model, text) {
  const ids = text.split(",").map((id) => (model.things.has(id) ? id : model.moved.get(id)));
  return [...new Set(ids.filter((id) => id && model.things.has(id)))].slice(0, MOST);
}

// Returns what the state becomes when a thing is added; the first goes where there are four.
export function added(model, now, id) {
  const others = compared(model, now.with ?? "").filter((one) => one !== id);
  const kept = [...others, id].slice(-MOST);
  return { view: "compare", with: kept.join(","), aim: "", followed: "", rows: "", sort: "" };
}
