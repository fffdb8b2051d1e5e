"""What the pages of one graph are made from: its nodes, its index and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from kg.ask.cards import read_card
from kg.ask.cardtext import Card
from kg.engine.about import dataset_of, ontology_of
from kg.engine.graph import SparqlGraph
from kg.engine.store import LocalGraph
from kg.history.nodes import NodeReader
from kg.index.index import Index, index_of
from kg.model.record import Dataset
from kg.model.vocabulary import Vocabulary
from kg.pages.page_paths import file_stem
from kg.read.ontology import load_vocabulary


class Library:
    """A graph as its pages read it.

    `whole` reads all of it once, which pays where all pages are written; else each page asks for
    what it shows. `base_url` is where the site will stand, empty where that is not known, `tables`
    the folder of tables that the graph was built from, where they are to be had, and `since` the
    graphs of earlier releases, the oldest first.
    """

    def __init__(
        self,
        graph: SparqlGraph,
        base_url: str = "",
        *,
        whole: bool = False,
        tables: Path | None = None,
        since: Sequence[LocalGraph] = (),
    ) -> None:
        self.graph = graph
        self.base_url = base_url
        self.tables = tables
        self.since = since
        self.index: Index = index_of(graph)
        self.space = graph.space
        self.dataset: Dataset = dataset_of(graph)
        self.facts = NodeReader(graph, self.index)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the ontology that the graph was built with declares."""
        return load_vocabulary(ontology_of(self.graph), self.space)

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The id of each thing that has a page, by what its files are called."""
        kinds = list(self.index.kinds())
        return {file_stem(entity.slug): entity.slug for entity in self.index.of_kinds(kinds)}

    def has_page(self, slug: str) -> bool:
        """Return whether a thing has a page of its own."""
        return self.facts.entity(slug) is not None

    def card(self, slug: str) -> Card:
        """Return the card of a thing."""
        return read_card(self.facts, slug)
