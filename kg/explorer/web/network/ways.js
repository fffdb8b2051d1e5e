// The panel that tells how two things are connected, step by step with sources.

import { findWays, stepsOf } from "../model/connection.js";
import { line, thingLink, when } from "../panel/lines.js";
import { createSearch } from "../model/search.js";
import { count, el } from "../core/text.js";

// Returns {node, way, update(now), close()}: `way` is the one that is shown, a list of ids. It asks
// for the other end by name; a click in the picture may give it too (isAsking).
export function createWays(context, redraw) {
  const { model, state } = context;
  const node = el("section", {
    class: "net-ways",
    "aria-label": "How two things are connected",
    hidden: true,
  });
  const found = { node, way: [], isAsking: false, update, ask, close };
  const search = createSearch(model);
  let ways = [];
  let key = "";

  function update(now) {
    const isPair = Boolean(
      now.id && now.other && model.things.has(now.id) && model.things.has(now.other),
    );
    if (isPair) found.isAsking = false;
    const next = isPair
      ? `${now.id} ${now.other}`
      : found.isAsking && now.id
        ? `ask ${now.id}`
        : "";
    if (next === key) return;
    key = next;
    ways = isPair ? findWays(model, now.id, now.other) : [];
    found.way = ways[0] ?? [];
    node.hidden = next === "";
    if (isPair) tell(now);
    else if (next) askFor(now);
  }

  function ask() {
    found.isAsking = true;
    state.set({ other: "" });
    update(state.get());
    node.querySelector("input")?.focus();
  }

  function close() {
    found.isAsking = false;
    state.set({ other: "" });
    update(state.get());
    redraw();
  }

  function heading(words) {
    const shut = el(
      "button",
      { type: "button", class: "net-shut", "aria-label": "Close", click: close },
      "×",
    );
    return el("header", {}, el("h2", {}, words), shut);
  }

  function askFor(now) {
    const list = el("ul", { class: "net-found" });
    const show = () =>
      list.replaceChildren(
        ...search(input.value)
          .filter((one) => model.things.has(one.id) && one.id !== now.id)
          .slice(0, 6)
          .map((one) =>
            el(
              "li",
              {},
              el(
                "button",
                { type: "button", click: () => state.set({ other: one.id }) },
                one.label,
              ),
            ),
          ),
      );
    const input = el("input", {
      type: "search",
      "aria-label": "The other one",
      placeholder: "Name of the other",
      input: show,
      keydown: (event) => {
        if (event.key === "Enter") list.querySelector("button")?.click();
      },
    });
    node.replaceChildren(
      heading(`How is ${model.label(now.id)} connected to …`),
      el("p", {}, "Write a name, or click the other one in the picture."),
      input,
      list,
    );
  }

  function tell(now) {
    const words = heading(`${model.label(now.id)} and ${model.label(now.other)}`);
    if (!ways.length) {
      node.replaceChildren(words, el("p", {}, "Nothing that the graph states connects them."));
      return;
    }
    const steps = el("ol", { class: "net-steps" });
    const buttons = ways.map((way, i) =>
      el(
        "button",
        { type: "button", click: () => show(i) },
        i ? count(way.length - 1, "step") : `Shortest: ${count(way.length - 1, "step")}`,
      ),
    );
    const show = (i) => {
      found.way = ways[i];
      buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === i)));
      steps.replaceChildren(...stepsOf(model, ways[i]).map((step) => tellStep(step)));
      redraw();
    };
    node.replaceChildren(
      words,
      el("div", { class: "net-choice", role: "group", "aria-label": "Ways" }, buttons),
      steps,
    );
    show(0);
  }

  function tellStep({ from, to, relations }) {
    return el(
      "li",
      {},
      el("p", {}, thingLink(context, from), " → ", thingLink(context, to)),
      el(
        "ul",
        {},
        relations.map((one) => {
          const said =
            one.s === from
              ? `${one.label} ${model.label(to)}`
              : `${one.inverse} ${model.label(to)}`;
          return line(context, said, { when: when(one), evidence: one.evidence });
        }),
      ),
    );
  }

  return found;
}
