"""Write a graph as CSV for the bulk import of Neo4j, with the command that imports it.

By the rules of `neo4j-admin database import full` (Operations Manual, Import): a file of nodes for
each class, as their columns differ, and files of relationships; names and types in the head of
each. Nodes are known by their IRI. A claim is a node too, and what facts rest on is a relationship.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.export.content_rows import Bounds, Citing, ClaimRow, Edge, NodeRow
from kg.export.contents import Contents, Most
from kg.export.folders import writing_folder
from kg.export.typed_columns import TableColumn, Value, ValueType, name_columns
from kg.model.dates import Span
from kg.model.formulas import make_text
from kg.model.notation import name_of

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.model.terms import Space
    from kg.model.vocabulary import Vocabulary

SCRIPT = "import.sh"
OWN = ("nodes", "relationships.csv", "evidence.csv", SCRIPT)
"""What the folder holds."""
_OPEN = 64
"""Files that are open at once."""
_TYPES = {
    ValueType.BOOLEAN: "boolean",
    ValueType.INTEGER: "long",
    ValueType.DECIMAL: "double",
    ValueType.DOUBLE: "double",
    ValueType.DATE: "date",
    ValueType.MOMENT: "datetime",
    ValueType.CLOCK: "localdatetime",
    ValueType.TEXT: "string",
}
_DAYS = tuple(f"{end}_{bound}" for end in ("start", "end") for bound in ("earliest", "latest"))
_DATED = tuple(f"{name}:date" for name in _DAYS)
_DATE = ("date_earliest:date", "date_latest:date")
_NODE = ("iri:ID", ":LABEL", "id:string", "label:string", "class:string", "types:string[]")
_CLAIM = (
    "iri:ID", ":LABEL", "id:string", "property:string", "value:string", "rank:string",
    "confidence:string", "counts:boolean", "start:string", "end:string", *_DATED, "note:string",
)  # fmt: skip
_EDGE = (
    ":START_ID", ":END_ID", ":TYPE", *_DATED, "derived:boolean", "mirrors:boolean",
    "claims:string[]",
)  # fmt: skip
_EVIDENCE = (":START_ID", ":END_ID", ":TYPE", "locator:string")
_CLAIM_LABEL = "Claim"
_SOURCE_LABEL = "Source"
_THING_LABEL = "Thing"
_SUBJECT, _OBJECT, _RESTS = "claimSubject", "claimObject", "evidence"
_SHELL = """#!/bin/sh
# Imports these files into a new database of Neo4j 5 or newer, which must not run: {script} NAME
cd "$(dirname "$0")" || exit
exec neo4j-admin database import full "${{1:-neo4j}}" --overwrite-destination --id-type=string \\
  --array-delimiter=";" --multiline-fields=true \\
{files}
"""


def write_neo4j(graph: SparqlGraph, vocabulary: Vocabulary, folder: Path) -> dict[str, int]:
    """Write the files of a graph into a folder; return how many nodes and relationships there are.

    Raises NothingThere for a graph without things, OutputError where it cannot be written.
    """
    with writing_folder(folder, OWN) as fresh:
        contents = Contents(graph, vocabulary, fresh.parent)
        files = _CsvFiles(fresh)
        try:
            counts = _Import(contents, files).write()
        finally:
            files.close()
        contents.close()
        script = fresh / SCRIPT
        script.write_text(_command(files.names), "utf8", newline="\n")
        script.chmod(0o755)
    return counts


def _command(names: Iterable[str]) -> str:
    kinds = [("nodes" if name.startswith("nodes/") else "relationships", name) for name in names]
    files = " \\\n".join(f"  --{kind}={name}" for kind, name in sorted(kinds))
    return _SHELL.format(script=SCRIPT, files=files)


class _Import:
    """Puts the rows of a graph into the files of an import."""

    def __init__(self, contents: Contents, files: _CsvFiles) -> None:
        self._contents = contents
        self._files = files
        self._slug = contents.space.slug
        self._labels = _name_classes(contents.shapes, contents.space)
        self._types = _name_properties(contents)
        self._columns = {
            kind: [c for c in contents.columns if shape.get(c.predicate, Most()).values]
            for kind, shape in contents.shapes.items()
        }

    def write(self) -> dict[str, int]:
        """Write all rows."""
        files = self._files
        files.begin("relationships.csv", _EDGE)
        files.begin("evidence.csv", _EVIDENCE)
        for row in self._contents.rows():
            if isinstance(row, ClaimRow):
                self._add_claim(row)
            else:
                self._add_node(row)
        for source in self._contents.unknown_sources():
            head = (*_NODE, *_DATED, *_DATE)
            known = (source.id, _SOURCE_LABEL, self._slug(source.id))
            files.add("nodes/unknown_sources.csv", head, known)
        counts = files.counts
        nodes = sum(count for name, count in counts.items() if name.startswith("nodes/"))
        return {"nodes": nodes, "relationships": sum(counts.values()) - nodes}

    def _add_node(self, row: NodeRow) -> None:
        label, columns = self._labels[row.kind], self._columns[row.kind]
        head = (*_NODE, *_DATED, *_DATE, *map(_declare, columns))
        labels = dict.fromkeys((_THING_LABEL, label))
        first = (row.id, _array(labels), self._slug(row.id), make_text(row.label))
        days = (*_bounds(row.days), *_span(row.date))
        values = (_cell(column, row.values.get(column.name, ())) for column in columns)
        types = _array(row.types)
        cells = (*first, make_text(row.kind), types, *days, *values)
        self._files.add(f"nodes/{label}.csv", head, cells)
        for edge in row.edges:
            self._files.add("relationships.csv", _EDGE, self._of_edge(edge))
        self._add_evidence(row.id, row.sources)

    def _of_edge(self, edge: Edge) -> tuple[Any, ...]:
        flags = _flag(edge.is_derived), _flag(edge.is_mirror)
        ends = edge.subject, edge.object, self._types[edge.property]
        return *ends, *_bounds(edge.days), *flags, _array(edge.claims)

    def _add_claim(self, row: ClaimRow) -> None:
        texts = (row.property, row.value, row.rank, row.confidence, row.start, row.end, row.note)
        *stated, start, end, note = map(make_text, texts)
        first = row.id, _CLAIM_LABEL, self._slug(row.id), *stated, _flag(row.counts)
        cells = (*first, start, end, *_bounds(row.days), note)
        self._files.add(f"nodes/{_CLAIM_LABEL}.csv", _CLAIM, cells)
        for end, kind in ((row.subject, _SUBJECT), (row.object, _OBJECT)):
            if self._contents.is_thing(end):
                self._files.add("relationships.csv", _EDGE, (row.id, end, kind))
        self._add_evidence(row.id, row.sources)

    def _add_evidence(self, iri: str, sources: Iterable[Citing]) -> None:
        for source, locator in sources:
            self._files.add("evidence.csv", _EVIDENCE, (iri, source, _RESTS, make_text(locator)))


class _CsvFiles:
    """CSV files of a folder, of which few are open at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, IO[str]] = {}
        self._writers: dict[str, Any] = {}
        self._widths: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        """File -> its rows, its head not counted."""

    @property
    def names(self) -> list[str]:
        """The files, in order."""
        return sorted(self.counts)

    def begin(self, name: str, head: Sequence[str]) -> None:
        """Begin a file with its head, unless it has begun."""
        if name not in self.counts:
            self.counts[name] = 0
            self._widths[name] = len(head)
            (self._folder / name).parent.mkdir(exist_ok=True)
            self._writer(name).writerow(head)

    def add(self, name: str, head: Sequence[str], cells: Sequence[Any]) -> None:
        """Add a row to a file; cells that are missing at its end are empty."""
        self.begin(name, head)
        missing = self._widths[name] - len(cells)
        self._writer(name).writerow((*cells, *[""] * missing))
        self.counts[name] += 1

    def close(self) -> None:
        """Close what is open."""
        for name in list(self._open):
            self._writers.pop(name)
            self._open.pop(name).close()

    def _writer(self, name: str) -> Any:
        if name not in self._open:
            if len(self._open) >= _OPEN:
                first = next(iter(self._open))
                self._writers.pop(first)
                self._open.pop(first).close()
            stream = (self._folder / name).open("a", encoding="utf8", newline="")
            self._open[name] = stream
            self._writers[name] = csv.writer(stream, lineterminator="\n")
        return self._writers[name]


def _name_classes(kinds: Iterable[str], space: Space) -> dict[str, str]:
    """Return the label of each class: its local name, made of letters, digits and underscores."""
    terms = {f"<{space.term(kind)}>": kind for kind in kinds}
    taken = (_CLAIM_LABEL, "unknown_sources")
    return {terms[term]: name for term, name in name_columns(terms, space, taken).items()}


def _name_properties(contents: Contents) -> dict[str, str]:
    """Return the type of relationship of each property, by the name that an edge has it by."""
    space = contents.space
    found = {p for shape in contents.shapes.values() for p, most in shape.items() if most.edges}
    named = name_columns(found, space, (_SUBJECT, _OBJECT, _RESTS))
    return {space.local(name_of(predicate)): name for predicate, name in named.items()}


def _declare(column: TableColumn) -> str:
    return f"{column.name}:{_TYPES[column.type]}{'[]' if column.is_many else ''}"


def _cell(column: TableColumn, values: Sequence[Value]) -> str:
    words = [_word(value) for value in values]
    cell = _array(words) if column.is_many else next(iter(words), "")
    return make_text(cell) if column.type is ValueType.TEXT else cell


def _word(value: Value) -> str:
    if isinstance(value, bool):
        return _flag(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _array(words: Iterable[str]) -> str:
    """Return a cell of several values; the mark between them stands in none of them."""
    return ";".join(word.replace(";", ",") for word in words)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _bounds(days: Bounds) -> Iterator[str]:
    yield from (*_span(days.start), *_span(days.end))


def _span(span: Span | None) -> tuple[str, str]:
    return (str(span.earliest), str(span.latest)) if span else ("", "")
