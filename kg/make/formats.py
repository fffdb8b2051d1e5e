"""The graph, or a part of it, in another form: what `kg export` and `Graph.export` write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from kg.errors import NothingThere, UsageError
from kg.index.index import index_of
from kg.index.kinds import find_kind
from kg.model.dates import PartialDate
from kg.model.nearest import did_you_mean

if TYPE_CHECKING:
    from kg.engine.canonical import Statement
    from kg.engine.graph import SparqlGraph
    from kg.engine.store import LocalGraph
    from kg.export.select import Selection
    from kg.model.vocabulary import Vocabulary
    from kg.story.stories import FilledStory


class ExportFormat(StrEnum):
    """What a graph can be exported as."""

    ttl = "ttl"
    nt = "nt"
    nq = "nq"
    trig = "trig"
    jsonld = "jsonld"
    rdfxml = "rdfxml"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    html = "html"
    parquet = "parquet"
    sqlite = "sqlite"
    neo4j = "neo4j"


ON_DISK = (ExportFormat.parquet, ExportFormat.sqlite, ExportFormat.neo4j)
"""The forms for large work, which are written to disk in pieces and never held as a text."""


_ROOM = 300
"""Bytes on disk that a triple takes while it is sorted."""
RDF_12 = (
    ExportFormat.ttl, ExportFormat.nt, ExportFormat.nq, ExportFormat.trig, ExportFormat.rdfxml,
)  # fmt: skip
"""The forms that can annotate a triple, as RDF 1.2 does."""


@dataclass(frozen=True)
class Part:
    """A part of a graph, ready to be written; `ontology` is the folder whose words it speaks.

    `is_annotated` is whether claims annotate the triple that they state, as in RDF 1.2.
    """

    graph: SparqlGraph
    selection: Selection
    vocabulary: Vocabulary
    ontology: Path
    is_annotated: bool = False

    def lines(self) -> list[str]:
        """Return the part as N-Triples lines; NothingThere where there are none."""
        from kg.export.annotations import reify
        from kg.export.rdf import read_lines
        from kg.export.select import select

        if self.selection.about is not None and _is_store(self.graph):
            from kg.export.around import select_around

            found = select_around(self.graph, self.selection)
        else:
            found = select(read_lines(self.graph), self.selection)
        self._check_any(found)
        return reify(found) if self.is_annotated else found

    def statements(self) -> list[Statement]:
        """Return the part as N-Triples lines, each with the graph that it stands in.

        Raises NothingThere where there are none.
        """
        from kg.export.annotations import reify
        from kg.export.rdf import read_statements
        from kg.export.select import select

        found = read_statements(self.graph)
        lines = select(dict.fromkeys(line for line, _ in found), self.selection)
        self._check_any(lines)
        if not self.selection.is_whole:
            kept = set(lines)
            found = [(line, graph) for line, graph in found if line in kept]
        if not self.is_annotated:
            return found
        graphs = sorted({graph for _, graph in found})
        split = {name: [line for line, graph in found if graph == name] for name in graphs}
        return [(line, name) for name in graphs for line in reify(split[name])]

    def _check_any(self, lines: list[str]) -> None:
        """Raise NothingThere where lines say nothing, or only what each part says of its record."""
        signed = f"<{self.graph.space.dataset}> "
        if not any(True for line in lines if not line.startswith(signed)):
            part = self.selection.words
            raise NothingThere(
                f"{self.graph.place}: nothing to export: the graph holds nothing {part}"
                if part
                else f"{self.graph.place}: nothing to export: the graph is empty"
            )


def _is_store(graph: SparqlGraph) -> TypeGuard[LocalGraph]:
    """Return whether a graph is a store of this process, and not what a file says."""
    from kg.engine.store import LocalGraph

    return isinstance(graph, LocalGraph) and graph.file is None


def read_format(text: str) -> ExportFormat:
    """Return a form by its name; UsageError where there is none."""
    try:
        return ExportFormat(text)
    except ValueError:
        hint = did_you_mean(text, list(ExportFormat)) or f"; expected {', '.join(ExportFormat)}"
        raise UsageError(f"'{text}' is no form of export{hint}") from None


def take_part(
    graph: SparqlGraph,
    *,
    about: str | None = None,
    depth: int = 1,
    types: Sequence[str] = (),
    as_of: str | None = None,
    is_annotated: bool = False,
) -> Part:
    """Return a part of a graph by the words for it; the whole where none are given.

    With `is_annotated` its claims are written as RDF 1.2 has them. Raises UnknownEntity for a
    thing, and UsageError for a class or a day, that does not exist.
    """
    from kg.engine.about import ontology_of
    from kg.export.select import Selection
    from kg.index.names import find_entity
    from kg.read.ontology import load_vocabulary

    ontology = ontology_of(graph)
    vocabulary = load_vocabulary(ontology, graph.space)
    node = None
    if about is not None:
        node = graph.space.iri(find_entity(index_of(graph), about).slug)
    kinds = frozenset(c for name in types for c in _classes(name, vocabulary, graph))
    links = vocabulary.kinds_with("links")
    day = _day(as_of) if as_of is not None else None
    gone = _gone(graph, day) if day is not None else frozenset()
    selection = Selection(node, depth, kinds, day, graph.space, links, gone)
    return Part(graph, selection, vocabulary, ontology, is_annotated)


def _gone(graph: SparqlGraph, day: PartialDate) -> frozenset[str]:
    """Return what lives and did not exist on a day, as `kg as-of` knows it."""
    from kg.history.existence import find_existing

    index = index_of(graph)
    there = {one.entity.slug for one in find_existing(index, day.text).found}
    living = (entity.slug for entity in index.of_kinds(index.living))
    return frozenset(graph.space.iri(slug) for slug in living if slug not in there)


def render(
    part: Part,
    form: ExportFormat,
    projection: str = "whole",
    tell: Callable[[str], None] = lambda _: None,
    *,
    address: str = "",
    stories: Sequence[Path] = (),
    engine: Path | None = None,
) -> str:
    """Return a part as text; `projection` says which network GraphML and GEXF hold.

    `address` is where a page of it will stand on the web; `stories` are files that it tells,
    `engine` is the folder of an engine of SPARQL for it to hold.
    `tell` is told where a form cannot hold all of it, and holds something else instead. Raises
    UsageError for a projection that does not exist, for a story that cannot be told or says other
    than the graph, and for `csv`, which is many files.
    """
    from kg.export import rdf
    from kg.read.ontology import load_context

    space = part.graph.space
    match form:
        case ExportFormat.ttl:
            return rdf.write_turtle(part.lines(), space, part.is_annotated)
        case ExportFormat.nt:
            return rdf.write_ntriples(part.lines())
        case ExportFormat.nq:
            return rdf.write_nquads(part.statements())
        case ExportFormat.trig:
            return rdf.write_trig(part.statements(), space, part.is_annotated)
        case ExportFormat.jsonld:
            context = load_context(part.ontology, space)
            return rdf.write_jsonld(part.lines(), part.vocabulary, context, space)
        case ExportFormat.rdfxml:
            return rdf.write_rdfxml(part.lines(), space)
        case ExportFormat.csv:
            raise UsageError("csv is a folder of tables; name it with -o FOLDER")
        case _ if form in ON_DISK:
            raise UsageError(f"{form.value} is written to disk; name where with -o")
        case ExportFormat.html:
            return _render_page(part, address, stories, engine)
    from kg.export.networks import write_gexf, write_graphml
    from kg.history.projections import project

    network = project(_graph_of(part), projection)
    if not len(network):
        raise NothingThere(
            f"{part.graph.place}: nothing to export: no thing of the graph is in '{projection}'"
        )
    write = write_graphml if form is ExportFormat.graphml else write_gexf
    return write(network, tell)


def _render_page(part: Part, address: str, stories: Sequence[Path], engine: Path | None) -> str:
    """Return the page of a part; NothingThere where it holds no thing."""
    from kg.explorer import draw_page, is_too_large
    from kg.explorer.engine import read_engine

    shown = _graph_of(part)
    if not index_of(shown).kinds():
        raise NothingThere(f"{part.graph.place}: nothing to export: the graph holds no thing")
    if stories and is_too_large(shown):
        raise UsageError(
            f"{part.graph.place}: holds too much for one page, and a page of its most important "
            "part tells no story; take a part, as by --about ID --depth 2"
        )
    told = _tell(shown, stories)
    given = read_engine(engine) if engine is not None else None
    words = part.selection.words
    return draw_page(shown, part.vocabulary, words, address=address, stories=told, engine=given)


def _tell(graph: SparqlGraph, files: Sequence[Path]) -> list[FilledStory]:
    """Return stories bound to a graph; UsageError where a sentence says other than it."""
    if not files:
        return []
    from kg.make.agreeing import bind_files, find_disagreements

    stories = bind_files(graph, files)
    if wrong := find_disagreements(stories):
        raise UsageError("\n".join(map(str, wrong)))
    return stories


def write_on_disk(
    part: Part, form: ExportFormat, output: Path, tell: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Write a part in one of the forms of `ON_DISK`; return what was written, in lines.

    `tell` is told before it begins where it needs much room. Raises NothingThere where it holds no
    thing.
    """
    graph = _graph_of(part)
    needed = (getattr(graph, "manifest", None) or {}).get("triples", 0) * _ROOM / 1e9
    if needed >= 1:
        tell(f"needs about {needed:.0f} GB beside {output} while it is written")
    if form is ExportFormat.sqlite:
        from kg.engine.about import dataset_of
        from kg.export.sqlite import metadata_file, write_sqlite

        counts = write_sqlite(graph, part.vocabulary, dataset_of(part.graph), output)
        told = [f"open it with: datasette {output} -m {metadata_file(output)}"]
    elif form is ExportFormat.neo4j:
        from kg.export.neo4j import SCRIPT, write_neo4j

        counts = write_neo4j(graph, part.vocabulary, output)
        told = [f"import it with: {output / SCRIPT} NAME, where neo4j-admin is on the path"]
    else:
        from kg.export.parquet import write_parquet

        counts, told = write_parquet(graph, part.vocabulary, output), []
    return [f"wrote {', '.join(f'{n:,} {what}' for what, n in counts.items())} to {output}", *told]


def render_tables(part: Part) -> dict[str, str]:
    """Return a part as CSV tables, one a class, by the name of their file."""
    from kg.export.spreadsheet import RELATIONS, write_tables

    files = write_tables(part.lines(), part.vocabulary)
    if [*files] == [RELATIONS]:
        raise NothingThere(f"{part.graph.place}: nothing to export: the graph holds no thing")
    return files


def _graph_of(part: Part) -> SparqlGraph:
    import pyoxigraph as ox

    from kg.engine.derivation import complete
    from kg.engine.store import LocalGraph

    if part.selection.is_whole:
        return part.graph
    store = ox.Store()
    store.bulk_load("\n".join([*part.lines(), ""]).encode(), ox.RdfFormat.N_TRIPLES)
    return complete(LocalGraph(store, part.graph.place, space=part.graph.space))


def _day(text: str) -> PartialDate:
    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        raise UsageError(f"--as-of: {error}") from None
    if day.earliest is None:
        raise UsageError("--as-of: '..' is not a day; write 2013, 2013-06 or 2013-06-30")
    return day


def _classes(name: str, vocabulary: Vocabulary, graph: SparqlGraph) -> list[str]:
    """Return the class of a name, and those below it; a class that the vocabulary has not alone."""
    from kg.index.kinds import kinds_of

    space = vocabulary.space
    labels = {space.local(iri): label for iri, label in vocabulary.classes.items()}
    if getattr(graph, "manifest", None) is None and not hasattr(graph, "wait"):
        index = index_of(graph)
        labels = kinds_of(index, (kind for kind in index.kinds() if ":" in kind)) | labels
    kind = find_kind(name, labels, space, "--type: nothing")
    iris = {space.local(iri): iri for iri in vocabulary.classes}
    return vocabulary.descendants(iris[kind]) if kind in iris else [space.term(kind)]
