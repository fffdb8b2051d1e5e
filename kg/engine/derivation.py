"""What follows from a graph that speaks the vocabulary, where nobody has worked it out.

A build derives what counts, who replaced whom and how long things lived, and puts the vocabulary
beside it. A graph that somebody wrote by hand, or made with another tool, has none of this; here it
is given it for the time of a question, by the same rules. What is exported is the graph as it was.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engine.store import LocalGraph, is_web, open_any, open_graph
from kg.model.dates import PartialDate
from kg.model.terms import XSD, Space

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.cached_files import FileCache
    from kg.engine.graph import SparqlGraph

_SPOKEN = "ASK { ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(nhsit:))) }"
_DERIVED = "ASK { { ?node nhsit:counts ?mark } UNION { ?p nhsit:derived ?mark } }"
_DATED = ("start", "end", "date")


def open_complete(
    location: str | Path | None = None, wait: float | None = None, *, live: bool = False
) -> SparqlGraph:
    """Open a graph with what follows from it.

    An endpoint is opened as its copy; `live` asks it itself, which has all that it will have.
    """
    if live and is_web(location):
        return open_any(location, wait)
    return complete(open_graph(location))


def complete(graph: LocalGraph) -> LocalGraph:
    """Return a graph with what the rules derive and the vocabulary; itself where it has them.

    A graph in other vocabularies is returned as it is.
    """
    if graph.manifest is not None or not _lacks_any(graph):
        return graph
    import pyoxigraph as ox

    kept = None if graph.cache is None else _complete_once(graph, graph.cache)
    if kept is not None:
        return kept
    store = ox.Store()
    store.bulk_extend(graph.store)
    _derive(graph, store)
    return replace(graph, store=store, cache=None)


def _derive(graph: LocalGraph, store: ox.Store) -> None:
    """Add to a store that holds a graph what follows from it, and the vocabulary."""
    from kg.read.ontology import load_rules, read_vocabulary
    from kg.read.shipped import shipped
    from kg.triples.infer import infer
    from kg.triples.loading import AT_ONCE, MANY

    folder, space = shipped("ontology"), graph.space
    store.extend(read_vocabulary(folder, space))
    store.extend(_bounds(graph, space))
    at_once = AT_ONCE if graph.cache is None else MANY
    infer(store, load_rules(folder, space), space, at_once=at_once)


def _complete_once(graph: LocalGraph, cache: FileCache) -> LocalGraph | None:
    """Return the graph of a large file with what follows from it, which is worked out once."""
    from kg.engine.file_loading import open_derived

    found = open_derived(cache, Path(graph.place), graph.store, lambda store: _derive(graph, store))
    return None if found is None else replace(graph, store=found[0], cache=found[1])


def _lacks_any(graph: LocalGraph) -> bool:
    """Return whether a graph speaks the vocabulary and lacks what follows from it."""

    def look() -> str:
        return "yes" if speaks(graph) and not graph.query(_DERIVED) else "no"

    if graph.cache is None:
        return look() == "yes"

    def note(file: Path) -> None:
        file.write_text(look())

    kept = graph.cache.keep("lacks.txt", note)
    return (kept.read_text() if kept is not None else look()) == "yes"


def speaks(graph: SparqlGraph) -> bool:
    """Return whether anything in a graph is of a class of the vocabulary."""
    return bool(graph.query(_SPOKEN))


def _bounds(graph: LocalGraph, space: Space) -> list[ox.Quad]:
    """Return the first and the last day that each date can mean, where the graph has none."""
    import pyoxigraph as ox

    found = []
    for name in _DATED:
        early, late = f"nhsit:{name}Earliest", f"nhsit:{name}Latest"
        answer: Any = graph.query(
            f"SELECT ?s ?date {{ ?s nhsit:{name} ?date FILTER(isLiteral(?date)) "
            f"FILTER NOT EXISTS {{ ?s {early}|{late} ?day }} }}"
        )
        for s, date in answer:
            try:
                span = PartialDate.parse(date.value)
            except ValueError:
                continue  # what is no date gives no days
            for curie, day in ((early, span.earliest), (late, span.latest)):
                if day is not None:
                    iri = space.expand(curie) or curie
                    value = ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
                    found.append(ox.Quad(s, ox.NamedNode(iri), value))
    return found
