// What the names of a query are called: on hover, and in a list that every reader can open.

import { el } from "../../../../explorer/web/core/text.js";
import { createTip } from "../../../../explorer/web/core/tip.js";
import { expandName } from "../../../../explorer/web/editing/prefixes.js";
import { declaredPrefixes, readTokens } from "../../../../explorer/web/editing/tokens.js";

const REST = 400; // milliseconds after the last letter until names are looked up

// Lets the names of an editor's query tell what they are; returns {update(), learn(name, label)}.
// `known()` gives the terms, `labels` those of things.
export function createNaming(editor, root, { known, labels }) {
  /** @type {any} */
  const naming = { editor, root, known, labels, timer: 0, tip: createTip() };
  naming.list = el("dl", {});
  naming.box = el(
    "details",
    { class: "names", hidden: true },
    el("summary", {}, "Names in this query"),
    naming.list,
  );
  root.append(naming.box);
  const { area } = editor;
  area.addEventListener("mousemove", (event) => hover(naming, event));
  area.addEventListener("mouseleave", () => naming.tip.hide());
  area.addEventListener("keydown", () => naming.tip.hide());
  return {
    update() {
      clearTimeout(naming.timer);
      naming.timer = setTimeout(() => update(naming), REST);
    },
    learn(name, label) {
      const address = addressOf(naming, name);
      if (address) labels.learn(address, label);
    },
  };
}

function addressOf(naming, name) {
  const prefixes = naming.known()?.prefixes ?? {};
  return expandName(name, declaredPrefixes(naming.editor.text()), prefixes);
}

// Returns {label, kind, definition} of a name or an address of the query, or null.
function meaning(naming, text) {
  const { known, labels } = naming;
  const terms = known()?.terms ?? [];
  const term = terms.find(([name]) => name === text);
  if (term) return { label: term[2], kind: term[1], definition: term[3] };
  const address = text.startsWith("<") ? text.slice(1, -1) : addressOf(naming, text);
  const label = labels.of(address);
  return label ? { label, kind: "", definition: "" } : null;
}

async function update(naming) {
  const names = namesOf(naming.editor.text());
  const terms = new Set((naming.known()?.terms ?? []).map(([name]) => name));
  const addresses = names
    .filter((name) => !terms.has(name))
    .map((name) => (name.startsWith("<") ? name.slice(1, -1) : addressOf(naming, name)));
  await naming.labels.load(addresses.filter((one) => /^https?:/.test(one)));
  const told = names.map((name) => ({ name, told: meaning(naming, name) }));
  const shown = told.filter((one) => one.told?.label || one.told?.definition);
  naming.box.hidden = !shown.length;
  naming.list.replaceChildren(
    ...shown.flatMap(({ name, told: one }) => (one ? entry(name, one) : [])),
  );
}

function namesOf(text) {
  const tokens = readTokens(text);
  const found = tokens.filter(({ kind, text: name }, i) => {
    if (kind === "address") return /^<https?:/.test(name) && !isDeclaration(tokens, i);
    return kind === "name" && !name.endsWith(":");
  });
  return [...new Set(found.map((token) => token.text))];
}

function isDeclaration(tokens, i) {
  const before = tokens.slice(Math.max(0, i - 4), i).filter(({ kind }) => kind !== "space");
  return before.some(({ text }) => /^(?:PREFIX|BASE)$/i.test(text));
}

function entry(name, { label, kind, definition }) {
  const words = [label, kind && label && `, a ${kind}`, definition && `: ${definition}`];
  return [el("dt", {}, name), el("dd", {}, words.filter(Boolean).join(""))];
}

function hover(naming, event) {
  const token = naming.editor.tokenAt(event.clientX, event.clientY);
  const isNamed = token && (token.kind === "name" || token.kind === "address");
  const told = isNamed ? meaning(naming, token.text) : null;
  if (!told) return naming.tip.hide();
  const { label, kind, definition } = told;
  naming.tip.show([label || token.text, kind, definition], event.clientX, event.clientY);
}
