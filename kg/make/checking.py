"""The checks without the build: of a folder of tables, and of a graph that stands already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NothingThere

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph
    from kg.make.checked_graph import Checked
    from kg.triples.check import Finding


def check_tables(data: Path | None = None) -> list[Finding]:
    """Return what the shapes find in the graph made of a folder of tables, the worst first.

    What its stories say that the graph does not comes first. Without a folder, `data/` here or the
    shipped facts. Raises TableErrors where the tables break their format: the graph is not made
    then; UsageError for a story that cannot be told.
    """
    from kg.make.checked_graph import make_graph
    from kg.make.pipeline import find_data, find_ontology

    folder = find_data(data)
    checked = make_graph(folder, find_ontology(folder))
    return [*check_stories(checked, folder), *checked.findings]


def check_stories(checked: Checked, data: Path) -> list[Finding]:
    """Return each sentence of a story that says other than the graph made of its tables.

    Raises UsageError with every problem of every story, one a line.
    """
    from kg.engine.store import LocalGraph
    from kg.make.agreeing import bind_told, find_disagreements
    from kg.story.stories import find_stories

    if not find_stories(data):
        return []
    dataset = checked.dataset
    graph = LocalGraph(checked.store, "", {"dataset": dataset.to_dict()}, dataset.space)
    return find_disagreements(bind_told(graph, data))


def check_release(checked: Checked) -> list[str]:
    """Return, for each measure of quality that has fallen behind its floor, how far."""
    from kg.analysis.quality.measures import find_broken, find_measures
    from kg.engine.store import LocalGraph

    dataset = checked.dataset
    graph = LocalGraph(checked.store, "", {"dataset": dataset.to_dict()}, dataset.space)
    return list(find_broken(find_measures(graph, dict(dataset.floors))))


def check_graph(graph: LocalGraph) -> list[Finding]:
    """Return what the shapes find in an open graph, the worst first.

    A finding is placed by file and row where the graph was built from tables, else by its node.
    Raises NothingThere where nothing in it is of a class of the vocabulary.
    """
    from kg.engine.about import ontology_of
    from kg.engine.derivation import speaks
    from kg.index.index import index_of
    from kg.read.ontology import find_shapes, load_vocabulary
    from kg.triples.check import check
    from kg.triples.shapes import load_constraints

    if not speaks(graph):
        raise NothingThere(
            f"no shape of the record has a target in {graph.place}; "
            "name shapes for it with --shapes FILE"
        )
    ontology = ontology_of(graph)
    vocabulary = load_vocabulary(ontology, graph.space)
    constraints = [c for f in find_shapes(ontology) for c in load_constraints(f, vocabulary)]
    origins = index_of(graph).all_origins()
    return check(graph.store, constraints, vocabulary, origins, Path("data"))
