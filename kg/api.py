"""The Python face: open or build a graph, ask it, and hand it to rdflib or networkx.

>>> import kg
>>> g = kg.open()  # doctest: +SKIP
>>> g.lineage("nhsx").heirs  # doctest: +SKIP
['nhs-transformation-directorate']

Entities are named by id, label, alias, former name, CURIE or IRI everywhere; a name that nothing
has, or several have alike, raises UnknownEntity with the nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine.derivation import complete
from kg.engine.result import MOST_ROWS, MOST_SECONDS
from kg.engine.store import LocalGraph, open_graph
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.analysis.measure import Analysis
    from kg.ask.cardtext import Card
    from kg.ask.diff import Difference
    from kg.ask.explain import Explanation
    from kg.ask.inheritance.statement import Inheritance
    from kg.ask.paths import Way
    from kg.ask.questions import Question
    from kg.ask.said_before import SaidBefore
    from kg.ask.worklist import Lack
    from kg.engine.result import Result
    from kg.history.advice import Advice
    from kg.history.existence import Existence
    from kg.history.nodes import Source
    from kg.history.trees import Lineage
    from kg.index.index import Index
    from kg.index.search import Hit
    from kg.model.record import Dataset
    from kg.triples.check import Finding


class Graph:
    """An open graph: what `kg.open()` and `kg.build()` return."""

    def __init__(
        self, graph: LocalGraph, rows: int | None = MOST_ROWS, seconds: float | None = MOST_SECONDS
    ) -> None:
        self._asked = graph
        self._graph = complete(graph)
        self._rows, self._seconds = rows, seconds

    def query(self, text: str, **params: object) -> Result:
        """Return the rows of a SPARQL query; the prefixes of the project are known.

        A parameter binds the variable of its name: a string is read as `kg query --param` reads
        it (`id:nhsx` is an IRI, `"word"@en` a literal), other values are written as they are.
        Raises QueryError where the query does not parse, is too deep or too long for the engine,
        or has more rows or takes longer than the graph was opened for; UsageError for a parameter
        that is no variable of it.

        The time is looked at between rows. Before the first, as where they are counted or sorted,
        the engine cannot be interrupted in this process; `kg query` asks in one of its own, which
        is ended at its limits of time and memory.
        """
        from kg.engine.parameters import check_used, read_term
        from kg.engine.result import Result

        bindings = {
            name: read_term(_words(value), self._graph.space) for name, value in params.items()
        }
        check_used(text, bindings)
        answer = self._asked.query(text, bindings or None)
        return Result.of(answer, self._graph, rows=self._rows, seconds=self._seconds)

    def ask(self, question: str, **params: object) -> Result:
        """Return the answer of a ready question; `questions()` lists them.

        Raises UsageError for a question that does not exist, and for parameters that do not fit.
        """
        from kg.ask.questions import ask, find_question

        given = {name.removesuffix("_"): _words(value) for name, value in params.items()}
        return ask(self._graph, find_question(question, self._graph), given)

    def questions(self) -> list[Question]:
        """Return the ready questions, by theme and name: title, parameters, columns, SPARQL."""
        from kg.ask.questions import find_questions

        return sorted(find_questions(self._graph).values(), key=lambda q: (q.theme, q.name))

    @property
    def _index(self) -> Index:
        from kg.index.index import index_of

        return index_of(self._graph)

    def entity(self, name: str) -> Card:
        """Return the card of an entity: all that is known of it, each line with its sources."""
        from kg.ask.cards import make_card
        from kg.index.names import find_node

        return make_card(self._graph, self._index, find_node(self._graph, self._index, name))

    def search(
        self, words: str, limit: int = 20, *, kind: str | None = None, text: bool = False
    ) -> list[Hit]:
        """Return the entities that some words may mean, whatever the spelling, the best first.

        `kind` asks for those of one class, `text` also for those of which something is said in
        these words; they come after. Raises UsageError for a kind that nothing is of.
        """
        from kg.index.kinds import find_kinds
        from kg.index.search import search
        from kg.index.texts import search_all

        kinds = find_kinds(self._index, [kind] if kind is not None else [])
        if text:
            return search_all(self._graph, self._index, words, kinds, limit)
        return search(self._index, words, kinds, limit)

    def lineage(
        self, name: str, *, up: bool = True, down: bool = True, wide: bool = False
    ) -> Lineage:
        """Return what came before and after a thing, with dates, laws and causes.

        `wide` also follows functions that moved, later documents and systems, and purchases.
        """
        from kg.history.lineage import find_lineage
        from kg.index.names import find_entity

        slug = find_entity(self._index, name).slug
        return find_lineage(self._index, slug, up=up, down=down, wide=wide)

    def as_of(self, date: str, kind: str | None = None) -> list[Existence]:
        """Return what existed on a day, month or year, the certain first, by the name of the day.

        Each says how sure it is (`certain`, `going on`, `possible`), and why it is no more.
        Raises UsageError for what is no date, or no kind of thing that begins and ends.
        """
        from kg.history.existence import find_existing

        return list(find_existing(self._index, date, [kind] if kind is not None else []).found)

    def sources(self, ids: Iterable[str]) -> dict[str, tuple[Source, ...]]:
        """Return the sources of some things, by id; those of what hangs on them are on cards."""
        from kg.history.nodes import sources_of

        return sources_of(self._graph, self._index, ids)

    def iri(self, id: str) -> str:
        """Return the address of an id or a CURIE, by which others cite it."""
        return self._graph.space.iri(id)

    @property
    def read_up_to(self) -> date | None:
        """The day up to which the record was read, which counts as today; None where none is."""
        from kg.history.solutions import find_as_of

        return find_as_of(self._graph)

    @property
    def about(self) -> Dataset:
        """What the record says of itself: title, licence, how to cite it."""
        from kg.engine.about import dataset_of

        return dataset_of(self._graph)

    def kinds(self) -> dict[str, int]:
        """Return each kind of thing, by the name of its class, with how many there are."""
        return self._index.kinds()

    def path(self, start: str, end: str, ways: int = 4) -> list[Way]:
        """Return the shortest ways between two entities, each a tuple of sourced steps.

        An empty list where nothing connects them; one empty way where they are the same.
        """
        from kg.ask.paths import find_paths
        from kg.index.names import find_node

        begin = find_node(self._graph, self._index, start)
        target = find_node(self._graph, self._index, end)
        return find_paths(self._graph, self._index, begin, target, ways)

    def recommendations(
        self,
        *,
        report: str | None = None,
        topic: str | None = None,
        addressee: str | None = None,
        verdict: str | None = None,
        contested: bool | None = None,
        heir: str | None = None,
        text: str | None = None,
        state: str | None = None,
        response: str | None = None,
        judge: str | None = None,
        period: str | None = None,
        before: str | None = None,
        like: str | None = None,
        maker: str | None = None,
        late: bool | None = None,
    ) -> list[Advice]:
        """Return the recommendations that fit, by date: who was told what, and what became of it.

        With `like`, a text or the id of a recommendation, those in its sense, the likest first.

        `verdict` is an outcome or a response in words, or `none` where nobody says what became of
        it; `state` one that auditors keep (`open`, `closed`, `closed done` …), `period` a date of
        the report or two with `..` between. What stands for a whole document is among them, and
        says so by `is_whole`. Raises UsageError for a verdict or a state that does not exist.
        """
        from kg.ask.ledger import Wanted, list_recommendations

        wanted = Wanted(
            report,
            topic,
            addressee,
            verdict,
            contested,
            heir,
            text,
            state=state,
            response=response,
            judge=judge,
            period=period,
            before=before,
            like=like,
            maker=maker,
            late=late,
        )
        return list_recommendations(self._graph, self._index, wanted)

    def said_before(
        self, text: str | Path, *, before: str | None = None, limit: int = 10
    ) -> list[SaidBefore]:
        """Return what was advised before in the same sense, for each recommendation of a text.

        A `Path` is a draft: PDF, DOCX, HTML, Markdown or text. With `before`, only what was
        certainly advised earlier than that day counts. Raises UsageError for a text that
        recommends nothing, and for a file that cannot be read.
        """
        from kg.ask.said_before import find_said_before
        from kg.history.existence import read_day
        from kg.ingest.documents.advice_of_drafts import read_draft, read_words

        asked = read_draft(text) if isinstance(text, Path) else read_words(text, "the text")
        day = read_day(before) if before is not None else None
        return find_said_before(self._graph, self._index, asked, day, limit)

    def brief(self, paper: str | Path) -> str:
        """Return a paper whose sentences are bound to the record as Markdown, with its numbers.

        Each has a footnote with what it rests on. A `Path` is a file. Raises UsageError, with
        every problem, where a brace cannot be read or asked; a sentence that says other than the
        record stands as it is, and `kg brief` tells of it.
        """
        from kg.story.bound_text import read_text_of
        from kg.story.brief import fill_in
        from kg.story.stories import bind_paper

        text = read_text_of(paper) if isinstance(paper, Path) else paper
        place = str(paper) if isinstance(paper, Path) else "the text"
        return fill_in(self._graph, bind_paper(self._graph, self._index, text, place))

    def what_if_end(
        self, body: str, to: str | Sequence[str] = (), on: str | None = None
    ) -> Inheritance:
        """Return what would be orphaned if a body ended on a day, and others took its place.

        Without a day it is the one up to which the record was read. Nothing is written. Raises
        UsageError for bodies that do not exist on the day.
        """
        from kg.ask.inheritance import what_if_end

        return what_if_end(self._graph, self._index, body, _several(to), on)

    def what_if_merge(
        self, bodies: Sequence[str], into: str | Sequence[str] = (), on: str | None = None
    ) -> Inheritance:
        """Return what would be orphaned if bodies were merged; one into which they are goes on.

        Without `into` a new body takes their place. Raises UsageError for bodies that do not exist
        on the day, or fewer than two.
        """
        from kg.ask.inheritance import what_if_merge

        return what_if_merge(self._graph, self._index, bodies, _several(into), on)

    def analyse(self, name: str) -> Analysis:
        """Return what the record shows, by the name of an analysis: `kg analyse` lists them.

        Its tables convert with `to_rows()`. Raises UsageError where there is none of that name.
        """
        from kg.analysis import analyse

        return analyse(self._graph, name)

    def gaps(self, kind: str | None = None, topic: str | None = None) -> list[Lack]:
        """Return what lacks something, kind by kind, each with the row that it came from.

        With a topic, only the advice on it, its documents, the views on it and whoever is asked.
        Raises UsageError for a kind that does not exist.
        """
        from kg.ask.worklist import find_lacks, load_kinds
        from kg.index.names import find_entity

        kinds = load_kinds(self._graph, [kind] if kind else ())
        about = find_entity(self._index, topic, ("Concept",)).slug if topic else ""
        return list(find_lacks(self._graph, self._index, kinds, about))

    def explain(self, subject: str, predicate: str, object: str | None = None) -> list[Explanation]:
        """Return how a fact is known; without an object, each fact with that property.

        Raises UsageError for a property that does not exist.
        """
        from kg.ask.explain import explain

        return explain(self._graph, self._index, subject, predicate, object)

    def export(
        self,
        form: str,
        output: str | Path | None = None,
        *,
        about: str | None = None,
        depth: int = 1,
        types: Sequence[str] = (),
        as_of: str | None = None,
        projection: str = "whole",
        annotations: bool = False,
    ) -> str:
        """Return the graph, or a part of it, in another form; with `output` also write it there.

        `form` is one that `kg export` knows: ttl, nt, nq, trig, jsonld, rdfxml, graphml, gexf,
        html, or csv, parquet, sqlite and neo4j, which need an `output` and return its path. With
        `annotations` the claims of RDF are those of RDF 1.2. Raises UsageError for another form,
        UnknownEntity for a thing that does not exist, OutputError where `output` cannot be written.
        """
        from kg.export.files import write_file, write_folder
        from kg.make.formats import (
            ON_DISK,
            RDF_12,
            ExportFormat,
            read_format,
            render,
            render_tables,
            take_part,
            write_on_disk,
        )

        wanted = read_format(form)
        if annotations and wanted not in RDF_12:
            raise UsageError(f"{form} cannot annotate a triple")
        part = take_part(self._graph, about=about, depth=depth, types=types, as_of=as_of,
                         is_annotated=annotations)  # fmt: skip
        if wanted in ON_DISK:
            if output is None:
                raise UsageError(f"{form} is written to disk; name where as output")
            write_on_disk(part, wanted, Path(output))
            return str(output)
        if wanted is ExportFormat.csv:
            if output is None:
                raise UsageError("csv is a folder of tables; name it as output")
            write_folder(Path(output), render_tables(part))
            return str(output)
        text = render(part, wanted, projection)
        if output is not None:
            write_file(Path(output), text)
        return text

    def diff(self, new: Graph | str | Path) -> Difference:
        """Return what is other in a newer graph, in facts and in plain words."""
        from kg.ask.diff import compare

        return compare(self._asked, new._asked if isinstance(new, Graph) else open_graph(new))

    def report(self, output: str | Path | None = None, *, only: Sequence[str] = ()) -> str:
        """Return all analyses, or only some by name, in one Markdown document.

        With `output` it is also written there: as HTML with figures where the name ends in
        .html, which is then what is returned. Raises MissingExtra where matplotlib is wanted and
        missing, UsageError for an analysis that does not exist.
        """
        from kg.analysis import ANALYSES
        from kg.engine.about import dataset_of
        from kg.export.files import write_file
        from kg.export.report import run_all, to_html, to_markdown

        analyses = run_all(self._graph, only or list(ANALYSES))
        is_page = output is not None and Path(output).suffix.lower() in (".html", ".htm")
        write = to_html if is_page else to_markdown
        text = write(analyses, dataset_of(self._graph).report_title)
        if output is not None:
            write_file(Path(output), text)
        return text

    def check(self, shapes: Sequence[str | Path] = ()) -> list[Finding]:
        """Return what shapes find in this graph, the worst first; empty where it is sound.

        The shapes are those of the record, or else those of some SHACL files. Raises UsageError
        for a file whose shapes are broken, NothingThere where no shape has a target in the graph.
        """
        from kg.make.checking import check_graph

        if shapes:
            from kg.make.shacl import check_by_shapes

            return check_by_shapes(self._asked, shapes).findings
        return check_graph(self._graph)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the graph as an rdflib Dataset over the same store (oxrdflib).

        The default graph holds everything; the named graphs `graph:inferred`, `graph:vocab` and
        `graph:meta` mark what is not stated data.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self._asked.store))
        for prefix, namespace in self._graph.space.prefixes.items():
            dataset.bind(prefix, namespace, replace=True)
        return dataset

    def to_networkx(self, projection: str = "whole") -> nx.DiGraph[str] | nx.MultiDiGraph[str]:
        """Return a named projection; `kg.history.projections` says what each holds.

        Raises UsageError where there is no projection of that name.
        """
        from kg.history.projections import project

        return project(self._graph, projection)

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><th>{escape(kind)}</th><td>{count:,}</td></tr>"
            for kind, count in self._index.kinds().items()
        )
        return f"<p>{escape(repr(self))}</p><table>{rows}</table>"

    def __repr__(self) -> str:
        return f"<kg.Graph {self._graph.place}: {len(self._asked.store):,} triples>"


def _several(names: str | Sequence[str]) -> Sequence[str]:
    return [names] if isinstance(names, str) else names


def _words(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def open(
    graph: str | Path | None = None,
    *,
    memory: bool = False,
    base: str | None = None,
    rows: int | None = MOST_ROWS,
    seconds: float | None = MOST_SECONDS,
) -> Graph:
    """Open a built graph (default `output/`), an RDF file, or all that a SPARQL endpoint holds.

    Relative addresses in a file start from `base`, or else from its own address. `rows` and
    `seconds` are what the answer of a query may take, None without a limit.

    With `memory` a built graph is copied into memory, in less than a second for each 100,000
    triples; who asks much of it then waits about half as long. Raises GraphError where there
    is none or it cannot be read.
    """
    return Graph(open_graph(graph, memory=memory, base=base), rows, seconds)


def build(
    data: str | Path | None = None,
    out: str | Path = "output",
    *,
    force: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Graph:
    """Build the graph from a folder of tables and open it.

    Without a folder, `data/` here or the shipped facts. Unchanged tables are built again only
    with `force`; `tell` is told each step as it begins. Raises TableErrors for bad tables,
    CheckFailed for violations, OutputError where `out` cannot be written.
    """
    from kg.make import pipeline

    folder = Path(data) if data is not None else None
    return Graph(open_graph(pipeline.build(folder, Path(out), force=force, tell=tell).out))


def check(data: str | Path | None = None) -> list[Finding]:
    """Return what the shapes find in the graph made of a folder of tables; write nothing.

    Without a folder, `data/` here or the shipped facts. Raises TableErrors for bad tables.
    """
    from kg.make.checking import check_tables

    return check_tables(Path(data) if data is not None else None)
