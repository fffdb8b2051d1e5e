"""Labels of the worst kind, and a graph of things that bear them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.model.notation import NOT_XML
from kg.model.terms import SHIPPED

HOSTILE = {
    "controls": "bell\x07 escape\x1b[31m null\x00",
    "later-controls": "next\x85line \x9b31m \u2028 \ufffe\uffff",
    "bidi": "abc\u202egpj.exe\u2066",
    "quotes": "\"double\" 'single' `back` \\ slash \\\"",
    "lines": "first\nsecond\r\nthird\rfourth\ttab",
    "cdata": "a ]]> b <![CDATA[ c",
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "comment": "--> <!-- <b>&amp; &#0; %%{init: {}}%%",
    "emoji": "\U0001f469\u200d\u2695\ufe0f \U0001f3e5 e\u0301 \u8a18\u9332",
    "long": "l" * 10_000,
    "mermaid": 'a"] --> x; end; #quot; | {} () [] subgraph',
    "formula": '=HYPERLINK("http://x","y")',
    "plus": "+1", "minus": "-1", "at": "@SUM(1)", "tab": "\t=1", "return": "\r=1",
    "mathematics": "costs $1 and \\frac{, $\\frac$ too",
    "blank": " ", "nothing": "",
}  # fmt: skip
IN_XML = {name: label for name, label in HOSTILE.items() if not NOT_XML.search(label)}
_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def _lines(labels: dict[str, str]) -> Iterator[str]:
    """Yield a graph in which each thing has a hostile label and takes the place of the one before."""
    kind, label = f"<{SHIPPED.term('rdf:type')}>", f"<{_LABEL}>"
    names = list(labels)
    for before, name in zip(["", *names], names, strict=False):
        thing = f"<{SHIPPED.entity(name)}>"
        yield f"{thing} {kind} <{SHIPPED.term('Body')}> ."
        yield f"{thing} {label} {ox.Literal(labels[name])} ."
        yield f'{thing} <{SHIPPED.term("start")}> "2001-04-01" .'
        yield f"{thing} <{SHIPPED.term('tier')}> <{SHIPPED.term('NationalTier')}> ."
        yield f"{thing} <{SHIPPED.term('itRole')}> <{SHIPPED.term('ItMain')}> ."
        yield f"{thing} <{SHIPPED.term('description')}> {ox.Literal(labels[name], language='en')} ."
        if before:
            event = f"<{SHIPPED.entity(f'event-{name}')}>"
            yield f"{event} {kind} <{SHIPPED.term('Replacement')}> ."
            yield f"{event} {label} {ox.Literal(labels[name])} ."
            yield f"{event} <{SHIPPED.term('status')}> <{SHIPPED.term('Happened')}> ."
            yield f"{event} <{SHIPPED.term('endedBody')}> <{SHIPPED.entity(before)}> ."
            yield f"{event} <{SHIPPED.term('createdBody')}> {thing} ."


def write_graph(folder: Path, labels: dict[str, str]) -> str:
    """Write such a graph into a folder; return the name of the file."""
    (folder / "graph.nt").write_text("".join(f"{line}\n" for line in _lines(labels)), "utf8")
    return "graph.nt"
