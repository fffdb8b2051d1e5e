"""What a graph says of itself: the addresses of its things, its title and licence, its ontology."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model.terms import DCT, SHIPPED, STANDARD, Space
from kg.read.shipped import shipped

if TYPE_CHECKING:
    from kg.engine.graph import Answer, SparqlGraph
    from kg.model.record import Dataset

ONTOLOGY = "ontology"
"""The folder of a built graph that keeps the ontology of its record, where it has its own."""

_VOID, _VANN = STANDARD["void"], STANDARD["vann"]
_ADDRESSES = f"""
SELECT ?things ?ns ?prefix WHERE {{ ?dataset <{_VOID}uriSpace> ?things .
  OPTIONAL {{ ?dataset <{_VANN}preferredNamespaceUri> ?ns ;
    <{_VANN}preferredNamespacePrefix> ?prefix }} }} ORDER BY ?things LIMIT 1
"""
_WORDS = f"""
SELECT ?title ?licence WHERE {{ ?dataset <{_VOID}uriSpace> ?things .
  OPTIONAL {{ ?dataset <{DCT}title> ?title }} OPTIONAL {{ ?dataset <{DCT}license> ?licence }} }}
ORDER BY ?things ?title LIMIT 1
"""


def find_space(query: Callable[[str], Answer]) -> Space:
    """Return the addresses that a graph gives for its things; the shipped where it gives none."""
    for things, ns, prefix in _rows(query, _ADDRESSES):
        base = things.removesuffix("id/")
        if base != things:
            return Space(base, ns, prefix) if ns and prefix else replace(SHIPPED, base=base)
    return SHIPPED


def dataset_of(graph: SparqlGraph) -> Dataset:
    """Return what is known of the record that a graph is.

    A built graph knows all of it; of another graph its title and licence are read. A graph with
    the addresses of the shipped record is a copy of it, or of a part, and speaks as it does.
    """
    from kg.model.record import Dataset

    manifest: Mapping[str, Any] | None = getattr(graph, "manifest", None)
    if manifest is not None:
        return Dataset.from_dict(manifest["dataset"])
    space = graph.space
    if space.is_shipped and _is_copy(graph):
        from kg.read.dataset import shipped_dataset

        return replace(shipped_dataset(), coverage=None)
    for title, licence in _rows(graph.query, _WORDS):
        title = title or Dataset().title
        return Dataset(title, citation=title, licence_url=licence, space=space, page_title=title)
    called = Path(graph.place).name or graph.place
    return Dataset(called, citation=called, space=space, page_title=called)


def _is_copy(graph: SparqlGraph) -> bool:
    """Return whether a graph says that it is the shipped record, or holds some of its things."""
    return bool(_rows(graph.query, _ADDRESSES)) or bool(
        graph.query("ASK { ?thing ?p ?o FILTER(STRSTARTS(STR(?thing), STR(id:))) }")
    )


def ontology_of(graph: SparqlGraph) -> Path:
    """Return the folder of the ontology that a graph was built with; the shipped one elsewhere.

    The graph keeps it as long as it lives.
    """
    kept = vars(graph)
    if _KEPT not in kept:
        is_built = getattr(graph, "manifest", None) is not None
        folder = getattr(graph, "folder", None) or Path(graph.place)
        kept[_KEPT] = find_ontology(folder) if is_built else shipped("ontology")
    ontology: Path = kept[_KEPT]
    return ontology


_KEPT = "_ontology"


def find_ontology(folder: Path) -> Path:
    """Return the ontology that stands in the folder of a built graph; the shipped one elsewhere."""
    beside = folder / ONTOLOGY
    return beside if beside.is_dir() else shipped("ontology")


def _rows(query: Callable[[str], Answer], text: str) -> list[tuple[str, ...]]:
    answer: Any = query(text)
    asked = re.findall(r"\?(\w+)", text.partition("WHERE")[0])
    if [v.value for v in getattr(answer, "variables", ())] != asked:
        return []  # an endpoint that answers something else is found out by what is asked of it
    return [tuple(term.value if term is not None else "" for term in row) for row in answer]
