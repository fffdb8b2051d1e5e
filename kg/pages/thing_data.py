"""The data files beside the page of a thing: Turtle, JSON and CSV.

The Turtle of a thing holds what is said of it and every fact that is told of it, with where each
was read; together these files hold each fact once. JSON and CSV hold what the page says.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from kg.ask.cardtext import Card
from kg.export.rdf import write_turtle
from kg.history.homes import HOMES
from kg.history.nodes import Source, to_term
from kg.model.formulas import make_text
from kg.pages.library import Library
from kg.pages.page_lines import PageLine

_COLUMNS = ("heading", "when", "day", "text", "mark", "note", "thing", "sources", "row")


def write_json(card: Card, lines: Mapping[str, tuple[PageLine, ...]]) -> bytes:
    """Return what the page says as JSON; what is empty is left out, titles of sources stand once.

    A source of a line is its id and the place in it.
    """
    told = [line for found in lines.values() for line in found]
    sources = {*card.sources, *(s for line in told for s in line.sources)}
    plain = {
        "id": card.id,
        "iri": card.iri,
        "kind": card.kind,
        "label": card.label,
        "about": card.about,
        "life": card.life,
        "date": card.date,
        "start": card.start,
        "end": card.end,
        "facts": card.facts,
        "identifiers": card.identifiers,
        "aliases": card.aliases,
        "sources": [_plain_source(s) for s in card.sources],
        "lines": {heading: [_plain(line) for line in found] for heading, found in lines.items()},
        "titles": {s.slug: s.title for s in sorted(sources)},
    }
    text = json.dumps(_filled(plain), ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode("utf8", "replace")


def _plain(line: PageLine) -> dict[str, Any]:
    return _filled(
        {
            "text": line.text,
            "when": line.when,
            "day": line.day,
            "mark": line.mark,
            "note": line.note,
            "thing": line.other,
            "fact": line.node,
            "row": line.row,
            "sources": [_plain_source(s) for s in line.sources],
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _plain_source(source: Source) -> list[str]:
    return [source.slug, source.locator] if source.locator else [source.slug]


def write_csv(lines: Mapping[str, tuple[PageLine, ...]]) -> bytes:
    """Return the lines of a page as a table; what a spreadsheet would reckon is made text."""
    held = StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for heading, found in lines.items():
        for line in found:
            sources = "; ".join(f"{s.slug} {s.locator}".strip() for s in line.sources)
            row = (heading, line.when, line.day, line.text, line.mark, line.note)
            writer.writerow([make_text(cell) for cell in (*row, line.other, sources, line.row)])
    return held.getvalue().encode("utf8", "replace")


class Triples:
    """The statements of a library's graph, as Turtle by thing."""

    def __init__(self, library: Library) -> None:
        self._library = library
        space = library.space
        self._homes = {space.term(p): kind for kind, p in HOMES.items() if kind != "Citation"}
        self._evidence = (space.term("evidence"), space.term("counterEvidence"))

    def write(self, slug: str) -> bytes:
        """Return the Turtle of a thing."""
        facts, space = self._library.facts, self._library.space
        iri = space.iri(slug)
        told = [n for n, p in facts.mentions(iri) if p in self._homes]
        nodes = facts.read([iri, *told])
        kept = [n for n, node in nodes.items() if n == iri or self._is_home(iri, node.kind, n)]
        cites = {c for n in kept for p in self._evidence for c in nodes[n].values.get(p, ())}
        lines = self._lines([iri, *kept, *sorted(cites)])
        return write_turtle(lines, space).encode("utf8", "replace")

    def _is_home(self, iri: str, kind: str, fact: str) -> bool:
        if kind not in HOMES:
            return False
        node = self._library.facts.read([fact])[fact]
        return iri in node.all(HOMES[kind])[:1]

    def _lines(self, subjects: Iterable[str]) -> list[str]:
        """Return the statements of some nodes as N-Triples lines.

        They are asked for each time, also where all is read: their terms take more room than the
        texts of all nodes.
        """
        named = " ".join(map(to_term, dict.fromkeys(subjects)))
        answer: Any = self._library.graph.query(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {named} }} ?s ?p ?o }}"
        )
        return [f"{triple} ." for triple in answer]
