"""`kg cite`: recommendations as others cite them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphOption
from kg.cli.output import open_both

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph
    from kg.history.advice import Advice


class CiteFormat(StrEnum):
    """How a citation is printed."""

    text = "text"
    bibtex = "bibtex"
    ris = "ris"
    csl = "csl"


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(cite)


def cite(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="Ids of recommendations, such as wachter-review-2016-r2.",
            show_default=False,
        ),
    ],
    form: Annotated[CiteFormat, typer.Option("--format", "-f", help="How to print it.")] = (
        CiteFormat.text
    ),
    graph: GraphOption = None,
) -> None:
    """Cite recommendations: as words, BibTeX, RIS or CSL-JSON, each with its number and IRI.

    The number of a recommendation is its id: what others cite, and `kg show` finds.

        kg cite wachter-review-2016-r2 -f bibtex
    """
    from kg.ask.ledger import find_recommendations

    opened, index = open_both(graph)
    print_citations(opened, find_recommendations(opened, index, ids), form.value)


def print_citations(graph: LocalGraph, found: list[Advice], form: str) -> None:
    """Print some recommendations as they are cited."""
    from kg.cli.terminal import send
    from kg.engine.about import dataset_of
    from kg.export.citations import CitationFormat, write_citations
    from kg.export.citations import cite as make
    from kg.history.publications import read_publications

    papers = read_publications(graph, (one.report for one in found))
    cited = make(found, papers, graph.space, dataset_of(graph).title)
    send(write_citations(cited, CitationFormat(form)))
