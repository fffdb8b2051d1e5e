// The switches of the genealogy: what else is shown than what opens it.

import { fits } from "./bars.js";
import { rove } from "../core/roving.js";
import { el } from "../core/text.js";

// Returns {node, update(now, things)}; each switch tells how many of the things it would show.
export function createSwitches(model, state) {
  const flip = (id) => {
    const { show } = state.get();
    state.set({ show: show.includes(id) ? show.filter((one) => one !== id) : [...show, id] });
  };
  const buttons = model.switches.map((one) =>
    el(
      "button",
      {
        type: "button",
        class: "gen-switch",
        "data-switch": one.id,
        "aria-pressed": "false",
        click: () => flip(one.id),
      },
      one.label,
      el("span", { class: "gen-count" }),
    ),
  );
  const node = el(
    "div",
    { class: "gen-switches", role: "group", "aria-label": "Show also" },
    el("span", { class: "gen-lead" }, "Show also"),
    buttons,
  );
  return {
    node: rove(node),
    update(now, things) {
      const left = [...things].map((id) => model.things.get(id));
      model.switches.forEach((one, i) => {
        const total = left.filter((thing) => fits(one, thing)).length;
        buttons[i].setAttribute("aria-pressed", String(now.show.includes(one.id)));
        buttons[i].lastChild.textContent = total.toLocaleString("en-GB");
        buttons[i].hidden = total === 0;
      });
    },
  };
}
