"""What the pages of one graph are made from: its nodes, its index and what it says of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from kg.ask.cards import read_card
from kg.ask.cardtext import Card
from kg.ask.worklist import Lacks, read_lacks
from kg.engine.about import dataset_of, ontology_of
from kg.engine.graph import SparqlGraph
from kg.engine.store import LocalGraph, open_graph
from kg.history.advice import Advice, read_advice, read_advice_of
from kg.history.contracts import Contract, read_contracts
from kg.history.homes import HOMES, find_home
from kg.history.nodes import NodeReader, Source
from kg.history.publications import Publication, read_publications
from kg.history.source_addresses import read_addresses
from kg.history.whole import WholeReader
from kg.index.index import Index, index_of
from kg.index.presence import Borne
from kg.model.record import Dataset
from kg.model.schema import DOCUMENTS
from kg.model.vocabulary import Vocabulary
from kg.pages.built_tables import read_built_tables
from kg.pages.page_paths import file_stem, page_path
from kg.read.ontology import load_vocabulary

_FOLLOWED = ("Concept", "Person", "Post", "Report", "Strategy")
"""Kinds that have feeds, beside all that begin and end."""


class Library:
    """A graph as its pages read it.

    `whole` reads all of it once, which pays where all pages are written; else each page asks for
    what it shows. `base_url` is where the site will stand, empty where that is not known, `tables`
    the folder of tables that the graph was built from, where they are to be had, and `since` the
    places of the graphs of earlier releases, the oldest first.
    """

    def __init__(
        self,
        graph: SparqlGraph,
        base_url: str = "",
        *,
        whole: bool = False,
        tables: Path | None = None,
        since: Sequence[str] = (),
    ) -> None:
        self.graph = graph
        self.base_url = base_url
        self._tables = tables
        self._since = since
        self.is_whole = whole
        self.index: Index = index_of(graph)
        self.space = graph.space
        self.dataset: Dataset = dataset_of(graph)
        self.facts = (WholeReader if whole else NodeReader)(graph, self.index)
        self.written_sources: dict[Source, str] = {}
        """Sources as lines name them, each written once."""

    @cached_property
    def tables(self) -> dict[str, bytes]:
        """The tables that the graph was built from, by name, where they are to be had.

        Raises UsageError where they are not those.
        """
        return {} if self._tables is None else read_built_tables(self._tables, self.index)

    @cached_property
    def earlier(self) -> list[LocalGraph]:
        """The graphs of earlier releases, the oldest first; GraphError where one cannot be read."""
        return [open_graph(place) for place in self._since]

    @cached_property
    def followed(self) -> frozenset[str]:
        """The kinds of things that have a feed of what changes of them."""
        return frozenset({*self.index.living, *_FOLLOWED})

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the ontology that the graph was built with declares."""
        return load_vocabulary(ontology_of(self.graph), self.space)

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The id of each thing that has a page, by what its files are called, in order of ids."""
        kinds = [kind for kind in self.index.kinds() if kind not in HOMES]
        return {file_stem(entity.slug): entity.slug for entity in self.index.of_kinds(kinds)}

    def has_page(self, slug: str) -> bool:
        """Return whether a thing has a page of its own."""
        entity = self.facts.entity(slug)
        return entity is not None and entity.kind not in HOMES

    def find_page(self, slug: str) -> str:
        """Return the path of the page that tells of a thing; nothing where none does.

        A fact, such as a tenure or a claim, is told on the page of the thing that it is a fact of,
        at a fragment of its own.
        """
        if self.has_page(slug):
            return page_path(slug)
        home = find_home(self.facts, slug)
        return f"{page_path(home)}#{fragment_of(slug)}" if home and self.has_page(home) else ""

    def card(self, slug: str) -> Card:
        """Return the card of a thing."""
        return read_card(self.facts, slug, lambda: self.lacks)

    def advice(self, slugs: Iterable[str]) -> dict[str, Advice]:
        """Return the recommendations among some things, by id."""
        if not self.is_whole:
            return read_advice_of(self.graph, slugs)
        return {slug: self._all_advice[slug] for slug in slugs if slug in self._all_advice}

    @cached_property
    def _all_advice(self) -> dict[str, Advice]:
        single, whole = read_advice(self.graph, is_brief=True)
        return {one.id: one for one in (*single, *whole)}

    @cached_property
    def contracts(self) -> dict[str, list[Contract]]:
        """The contracts of each party, by its id: bought, supplied, or for it."""
        found: dict[str, list[Contract]] = defaultdict(list)
        for contract in read_contracts(self.graph):
            for party in {*contract.buyers, *contract.suppliers, *contract.subjects}:
                found[party].append(contract)
        return dict(found)

    @cached_property
    def names(self) -> Mapping[str, list[Borne]]:
        """The dated names of each thing."""
        return self.index.borne("borne")

    @cached_property
    def heads(self) -> Mapping[str, list[Borne]]:
        """Who headed each body."""
        return self.index.borne("headed")

    @cached_property
    def lacks(self) -> Lacks:
        """What is not known of each thing: the title of each gap, with a word on it."""
        return read_lacks(self.graph)

    def addresses(self, sources: Iterable[str]) -> dict[str, str]:
        """Return where on the web some sources can be read, by id."""
        if not self.is_whole:
            return read_addresses(self.graph, self.space, sources)
        return {slug: self._all_addresses[slug] for slug in sources if slug in self._all_addresses}

    @cached_property
    def _all_addresses(self) -> dict[str, str]:
        citable = sorted(self.facts.citable & {*self.index.kinds()})
        every = [entity.slug for entity in self.index.of_kinds(citable)] if citable else []
        return read_addresses(self.graph, self.space, every)

    def publication(self, slug: str) -> Publication | None:
        """Return a report, strategy or article as it is cited; None for what is none."""
        if not self.is_whole:
            return read_publications(self.graph, [slug]).get(slug)
        return self._all_publications.get(slug)

    @cached_property
    def _all_publications(self) -> dict[str, Publication]:
        every = [entity.slug for entity in self.index.of_kinds(DOCUMENTS)]
        return read_publications(self.graph, every)

    def rows(self, iris: Iterable[str]) -> Mapping[str, tuple[str, int]]:
        """Return the (table, row) that some nodes came from, by IRI."""
        return self._all_rows if self.is_whole else self.index.origins(iris)

    @cached_property
    def _all_rows(self) -> dict[str, tuple[str, int]]:
        return self.index.all_origins()


def fragment_of(slug: str) -> str:
    """Return the fragment at which a page tells a fact.

    >>> fragment_of("claim:0a1b"), fragment_of("fig-cost")
    ('claim-0a1b', 'fig-cost')
    """
    return file_stem(slug.replace("claim:", "claim-").replace("cite:", "cite-"))
