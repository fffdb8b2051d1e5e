// The network: what is related to what, as laid out when the page was written.

import { el } from "./text.js";
import { visible } from "./filters.js";

let drawn = null;
let nodes = null;
let edges = null;

export const network = {
  id: "network",
  label: "Network",
  mount(root, context) {
    const box = el("div", { class: "network", "aria-label": "Network of what is related" });
    root.append(box);
    const { places, options } = context.model.network;
    context.loadLibrary().then((vis) => {
      nodes = new vis.DataSet();
      edges = new vis.DataSet();
      drawn = new vis.Network(box, { nodes, edges }, options);
      drawn.on("click", ({ nodes: [id] }) => id && context.select(id));
      this.update(context);
      drawn.fit({ animation: false });
    });
    this.places = places;
  },
  update(context) {
    if (!drawn) return;
    const { things, relations } = visible(context.model, context.state);
    const kept = [...things].filter((id) => this.places[id]);
    nodes.clear();
    edges.clear();
    nodes.add(kept.map((id) => {
      const { label } = context.model.things.get(id);
      return { id, label, shape: "dot", x: this.places[id][0], y: this.places[id][1] };
    }));
    edges.add(relations.filter((r) => this.places[r.s] && this.places[r.o]).map((r) => ({ from: r.s, to: r.o })));
  },
};
