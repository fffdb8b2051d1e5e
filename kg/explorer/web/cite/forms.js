// The forms of a citation: words, BibTeX, RIS (for reference managers) and CSL-JSON; letter for letter
// those of the program that wrote this page (kg/export/citations.py).

import { dateWords } from "../core/dates.js";

const HIDDEN =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\u{e0000}-\u{e007f}]/gu;
const SIGNS = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const KINDS = {
  bibtex: { part: "incollection", document: "techreport", entry: "misc" },
  ris: { part: "CHAP", document: "RPRT", entry: "DATA" },
  csl: { part: "chapter", document: "report", entry: "entry" },
};

export const FORMS = { Text: textOf, BibTeX: bibtexOf, RIS: risOf, CSL: cslOf };

function visible(text) {
  return text.replace(
    HIDDEN,
    (sign) => `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`,
  );
}

function oneLine(text) {
  return visible(text.split(/\s+/).filter(Boolean).join(" "));
}

// The year, month and day that are known.
function dateOf({ paper }) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(paper.date);
  return found ? found.slice(1).filter(Boolean).map(Number) : [];
}

function withinOf({ standing, paper }) {
  return standing === "document" ? "" : paper.label;
}

function makersOf({ paper }) {
  return paper.authors.length ? paper.authors : paper.publishers;
}

// Returns the family name and the given names of a person, particles with the family name.
function splitName(name) {
  const words = name
    .replace(/\s*\([^)]*\)/g, "")
    .split(/\s+/)
    .filter(Boolean);
  let cut = words.length - 1;
  const isSmall = (word) => word[0] !== word[0].toUpperCase();
  while (cut > 1 && isSmall(words[cut - 1])) cut -= 1;
  return [words.slice(Math.max(cut, 0)).join(" "), words.slice(0, Math.max(cut, 0)).join(" ")];
}

/** @param {Cited} one */
export function textOf(one) {
  const { paper } = one;
  const makers = makersOf(one)
    .map((maker) => maker.name)
    .join(", ");
  const when = paper.date ? ` (${dateWords(paper.date)})` : "";
  const pages = one.pages ? `, p. ${one.pages}` : "";
  const inside = withinOf(one) ? `${one.title.replace(/\.+$/, "")}. In: ` : "";
  const parts = [
    makers && `${makers}${when}.`,
    `${inside}${paper.label}${pages}${makers ? "" : when}.`,
    paper.url && `${paper.url}.`,
    one.note && `${one.note}.`,
  ];
  return visible(parts.filter(Boolean).join(" "));
}

/** @param {Cited} one */
export function bibtexOf(one) {
  const { paper, standing } = one;
  const kind = KINDS.bibtex[standing];
  const [year, month] = dateOf(one);
  const within = withinOf(one);
  const fields = {
    author: bibtexMakers(makersOf(one)),
    title: `{${tex(one.title)}}`,
    [standing === "part" ? "booktitle" : "howpublished"]: within ? `{${tex(within)}}` : "",
    number: tex(paper.number),
    [kind === "techreport" ? "institution" : "publisher"]: paper.publishers
      .map((maker) => `{${tex(maker.name)}}`)
      .join(" and "),
    year: String(year ?? ""),
    pages: one.pages.replaceAll("-", "--"),
    url: paper.url.replace(/[{}\\\s]/g, ""),
    note: tex(one.note),
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name} = {${value}},\n`);
  if (month) lines.push(`  month = ${MONTHS[month - 1]},\n`);
  return `@${kind}{${one.id.replace(/[^A-Za-z0-9:._/-]+/g, "-")},\n${lines.join("")}}\n`;
}

function bibtexMakers(makers) {
  const written = ({ name, isPerson }) =>
    isPerson ? splitName(name).filter(Boolean).map(tex).join(", ") : `{${tex(name)}}`;
  return makers.map(written).join(" and ");
}

function tex(text) {
  return oneLine(text).replace(/[\\{}&%$#_~^]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
}

/** @param {Cited} one */
export function risOf(one) {
  const { paper } = one;
  const date = dateOf(one);
  const two = (number) => String(number).padStart(2, "0");
  const [first, last = ""] = one.pages.split("-");
  const written = ({ name, isPerson }) =>
    isPerson ? splitName(name).filter(Boolean).join(", ") : name;
  const tags = [
    ["TY", KINDS.ris[one.standing]],
    ...makersOf(one).map((maker) => ["AU", written(maker)]),
    ["TI", one.title],
    ["T2", withinOf(one)],
    ...paper.publishers.map((maker) => ["PB", maker.name]),
    ["PY", String(date[0] ?? "")],
    ["DA", `${[...date.map(two), "", "", ""].slice(0, 3).join("/")}/`],
    ...Object.entries({ SP: first, EP: last, M1: paper.number, UR: paper.url }),
    ...Object.entries({ N1: one.note, ID: one.id }),
  ];
  const said = tags.filter(([, value]) => value.replace(/^\/+|\/+$/g, ""));
  return `${said.map(([tag, value]) => `${tag}  - ${oneLine(value)}\n`).join("")}ER  - \n`;
}

/** @param {Cited} one */
export function cslOf(one) {
  const { paper } = one;
  const date = dateOf(one);
  const written = ({ name, isPerson }) => {
    const [family, given] = splitName(name);
    return isPerson && given ? { family, given } : { literal: name };
  };
  const found = {
    id: one.id,
    type: KINDS.csl[one.standing],
    title: one.title,
    "container-title": withinOf(one),
    author: makersOf(one).map(written),
    issued: date.length ? { "date-parts": [date] } : null,
    publisher: paper.publishers.map((maker) => maker.name).join(", "),
    number: paper.number,
    page: one.pages,
    URL: paper.url,
    note: one.note,
  };
  const kept = Object.entries(found).filter(([, value]) =>
    Array.isArray(value) ? value.length : value,
  );
  return JSON.stringify([Object.fromEntries(kept)], null, 1);
}
