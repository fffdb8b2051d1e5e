// The filters that are set, as chips, and the legend, whose buttons filter.

import { chosen, written } from "../model/advice-filters.js";
import { countFacet, facetWords, TITLES } from "../model/facet-words.js";
import { activeFilters } from "../model/filters.js";
import { icon } from "../core/icons.js";
import { KINDS, mark, VERDICTS } from "../core/marks.js";
import { el } from "../core/text.js";
import { VIEWS } from "./views.js";

const ORDER = { kinds: Object.keys(KINDS), verdicts: Object.keys(VERDICTS) };

export function toggled(values, value) {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}

// Returns whether a filter acts in the view that is shown.
export function isActing(now, name) {
  const facets = VIEWS.find((view) => view.id === now.view)?.facets;
  return !facets || facets.includes(name) || name === "q" || name === "set";
}

// Fills the row of chips: each filter that is set, with a button that takes it off.
export function createChips(root, { model, state }) {
  return {
    update(now) {
      const set = activeFilters(now);
      root.hidden = !set.length;
      root.replaceChildren(
        ...set.map(({ name, value }) => {
          const words = facetWords(model, name, value);
          const left = chosen(now, name).filter((one) => one !== value);
          const isList = name !== "q" && name !== "set" && name !== "period";
          const off = () => state.set({ [name]: isList ? written(name, left) : "" });
          const idle = isActing(now, name) ? "" : " (does nothing in this view)";
          return el(
            "button",
            {
              type: "button",
              class: idle ? "chip idle" : "chip",
              "aria-label": `Take off: ${TITLES[name]} ${words}${idle}`,
              title: idle.trim() || null,
              click: off,
            },
            el("span", { class: "facet" }, TITLES[name]),
            words,
            icon("close"),
          );
        }),
      );
      if (set.length > 1) {
        const none = Object.fromEntries(set.map(({ name }) => [name, state.empty[name]]));
        root.append(
          el(
            "button",
            { type: "button", class: "chip all", click: () => state.set(none) },
            "Take off all",
          ),
        );
      }
      const note = model.headline.find((row) => row.id === now.set)?.note;
      if (note) root.append(el("p", { class: "note" }, note));
    },
  };
}

// Fills the legend of a view: its kinds or its verdicts, each a button that keeps only those.
export function createLegend(root, { model, state }) {
  const values = {
    kinds: () => new Set([...model.things.values()].map((thing) => thing.kind)),
    verdicts: () => new Set(countFacet(model, state.empty, "verdicts").keys()),
  };
  let shown = "";
  return {
    update(now, name, isShown) {
      if (!(name in values)) return void (root.hidden = true);
      if (shown !== name) {
        shown = name;
        const words = `Legend: ${TITLES[name]}. A button keeps only what it names.`;
        root.setAttribute("aria-label", words);
        root.replaceChildren(
          ...inOrder(values[name](), ORDER[name]).map((value) =>
            el(
              "button",
              {
                type: "button",
                "data-value": value,
                click: () => state.set({ [name]: toggled(state.get()[name], value) }),
              },
              mark(value),
              facetWords(model, name, value),
            ),
          ),
        );
      }
      for (const button of root.children) {
        const isOn = now[name].includes(button.dataset.value);
        button.setAttribute("aria-pressed", String(isOn));
        button.classList.toggle("faded", now[name].length > 0 && !isOn);
        button.hidden = !isOn && isShown !== undefined && !isShown.includes(button.dataset.value);
      }
      root.hidden = [...root.children].every((button) => button.hidden);
    },
  };
}

function inOrder(values, order) {
  const place = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...values].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
