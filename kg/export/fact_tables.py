"""A graph as the tables that it is built from, with `dataset.toml`: what `kg export facts` writes.

A build of the folder gives the same Turtle, byte for byte, for a record that kg built. A part takes
along every row that its rows refer to, at any distance, so that it builds too.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine.about import dataset_of
from kg.model import schema
from kg.model.notation import is_iri, is_literal, name_of, read_literal, split_line
from kg.model.record import Coverage, Dataset
from kg.model.terms import DCT, RDF, is_slug, to_slug
from kg.read.dataset import FILE, SYNONYMS, TIERS
from kg.read.facts import Facts
from kg.read.ontology import KINDS, read_vocabulary
from kg.read.sheets import Row
from kg.read.shipped import shipped
from kg.triples.decode import DecodedRow, decode
from kg.triples.encode import encode

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.model.fields import TableSchema
    from kg.model.vocabulary import Vocabulary

COVERAGE = "SEED_COVERAGE.csv"
"""The table of what the record should hold, where its build knows it."""
_TYPE = f"<{RDF}type>"

Tables = Mapping[str, Sequence[DecodedRow]]


@dataclass(frozen=True)
class FactTables:
    """Files by name, how many rows they hold, and what of the graph they do not."""

    files: dict[str, str]
    rows: int
    taken_along: int
    """Rows of no thing of the part, which rows of it refer to."""
    left: list[str]
    """Lines that no table holds, and that follow from none."""
    has_own_ontology: bool
    """Whether a build of them needs another ontology than the shipped one."""


def make_fact_tables(
    graph: SparqlGraph,
    vocabulary: Vocabulary,
    ontology: Path,
    lines: Sequence[str],
    kept: Sequence[str] | None = None,
) -> FactTables:
    """Return the tables that a graph, given as N-Triples lines, is built from.

    `kept` are the lines of a part.
    """
    tables = decode(lines, vocabulary)
    along = 0
    if kept is not None:
        nodes = {name_of(split_line(line)[0]) for line in kept}
        nodes |= _find_stated(tables["claims"], set(kept), vocabulary)
        tables, along = _close(tables, nodes)
    files = {
        f"{table.name}.csv": _write(table, _in_order(graph, tables[table.name]))
        for table in schema.TABLES
    }
    record = _read_record(graph, vocabulary, lines)
    if kept is not None:
        record = replace(record, coverage=None, floors=())
    if record.synonyms:
        files[f"{SYNONYMS}.csv"] = _csv(schema.BY_NAME[SYNONYMS].names, record.synonyms)
    if record.coverage is not None:
        files[COVERAGE] = _write_coverage(record.coverage, tables)
    files[FILE] = write_record(record)
    declared = {str(quad.subject) for quad in read_vocabulary(ontology, vocabulary.space)}
    left = _find_left(lines if kept is None else kept, tables, vocabulary, declared)
    own = not _holds_same(ontology, shipped("ontology"))
    return FactTables(files, sum(map(len, tables.values())), along, left, own)


def _find_stated(
    claims: Iterable[DecodedRow], kept: Collection[str], vocabulary: Vocabulary
) -> set[str]:
    """Return the claims whose plain triple is among the lines of a part."""
    entity, relations = vocabulary.space.entity, vocabulary.relations
    found = set()
    for row in claims:
        s, p, o = row.cells[:3]
        if p in relations and f"<{entity(s)}> <{relations[p]}> <{entity(o)}> ." in kept:
            found.add(row.node)
    return found


def _close(tables: Tables, nodes: Collection[str]) -> tuple[dict[str, list[DecodedRow]], int]:
    """Return the rows of some nodes with all that they refer to; how many the latter are."""
    by_id = {
        row.cells[0]: row
        for name, rows in tables.items()
        for row in rows
        if schema.BY_NAME[name].has_id
    }
    todo = [row for rows in tables.values() for row in rows if row.node in nodes]
    taken = {id(row) for row in todo}
    asked = len(taken)
    while todo:
        for slug in todo.pop().refers:
            row = by_id.get(slug)
            if row is not None and id(row) not in taken:
                taken.add(id(row))
                todo.append(row)
    kept = {name: [row for row in rows if id(row) in taken] for name, rows in tables.items()}
    return kept, len(taken) - asked


def _in_order(graph: SparqlGraph, rows: Sequence[DecodedRow]) -> Sequence[DecodedRow]:
    """Return rows as they stood in the tables of a build; else as they are."""
    if getattr(graph, "manifest", None) is None:
        return rows
    from kg.index.index import index_of

    known = index_of(graph).origins([row.node for row in rows])
    last = max((number for _, number in known.values()), default=0) + 1
    places = {node: row for node, (table, row) in known.items() if rows and table == rows[0].table}
    return sorted(rows, key=lambda row: places.get(row.node, last))


def _write(table: TableSchema, rows: Sequence[DecodedRow]) -> str:
    """Return a table as CSV; a column that may be lacking stands where a row has it."""
    used = [
        i
        for i, column in enumerate(table.columns)
        if not column.optional or any(row.cells[i] for row in rows)
    ]
    return _csv([table.names[i] for i in used], ([row.cells[i] for i in used] for row in rows))


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue()


def _write_coverage(coverage: Coverage, tables: Tables) -> str:
    """Return the table of what the record should hold; how each was found no build keeps."""
    names = schema.BY_NAME[Path(COVERAGE).stem].names
    table_of = {
        row.cells[0]: name
        for name, rows in tables.items()
        if schema.BY_NAME[name].has_id
        for row in rows
    }
    rows = ([*row, table_of.get(row[2], ""), ""] for row in coverage.rows)
    return _csv(names, rows)


# what a record says of itself


def _read_record(graph: SparqlGraph, vocabulary: Vocabulary, lines: Iterable[str]) -> Dataset:
    """Return what a record says of itself: all of it where its build tells, else what lines do."""
    found = dataset_of(graph)
    if getattr(graph, "manifest", None) is not None:
        return found
    space = vocabulary.space
    begin = f"<{space.dataset}> "
    said: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith(begin):
            _, p, o = split_line(line)
            said.setdefault(name_of(p), []).append(o)

    def texts(predicate: str) -> tuple[str, ...]:
        values = said.get(DCT + predicate, ())
        return tuple(read_literal(o).text for o in values if is_literal(o))

    def text(predicate: str, blank: str) -> str:
        return next(iter(texts(predicate)), blank if not said else "")

    tiers = {iri: word for word, iri in vocabulary.by_notation.get(TIERS, {}).items()}
    marked = map(name_of, said.get(space.ns + "nationalTier", ()))
    national = tuple(sorted(tiers[iri] for iri in marked if iri in tiers))
    licence = next((name_of(o) for o in said.get(DCT + "license", ()) if is_iri(o)), "")
    stem = to_slug(Path(graph.place).name.split(".")[0])
    return replace(
        found,
        title=text("title", found.title) or found.title,
        description=text("description", found.description),
        name=found.name if space.is_shipped or not is_slug(stem) else stem,
        licence=text("rights", "") or (found.licence if licence else ""),
        licence_url=licence,
        publisher=text("publisher", found.publisher),
        creators=texts("creator"),
        national=national or found.national,
        space=space,
    )


def write_record(record: Dataset) -> str:
    """Return a record's `dataset.toml`, without what is said by leaving it out.

    >>> print(write_record(Dataset(title='Say "rail"')).splitlines()[0])
    title = "Say \\"rail\\""
    """
    blank, words, coverage = Dataset(), record.shared, record.coverage
    told: dict[str, dict[str, object]] = {
        "": {
            "title": record.title,
            "description": record.description,
            "citation": record.citation if record.citation != record.title else "",
            "name": record.name,
        },
        "licence": {"name": record.licence, "url": record.licence_url},
        "makers": {"publisher": record.publisher, "creators": record.creators},
        "addresses": {
            "base": record.space.base,
            "vocabulary": record.space.ns,
            "prefix": "" if record.space.ns == blank.space.ns else record.space.prefix,
        },
        "page": {
            "title": record.page_title if record.page_title != record.title else "",
            "emphasis": record.page_emphasis,
        },
        "report": {
            "title": record.report_title if record.report_title != blank.report_title else ""
        },
        "words": {
            "national": record.national if record.national != blank.national else (),
            "initials": record.dropped,
            "forms": words.forms,
            "institutions": words.institutions,
            "gained": words.gained,
        },
        "coverage": _say_coverage(coverage) if coverage is not None else {},
        "floors": dict(record.floors),
    }
    parts = []
    for section, keys in told.items():
        found = [f"{key} = {_toml(value)}" for key, value in keys.items() if value not in ("", ())]
        if found:
            parts.append("\n".join([f"[{section}]", *found] if section else found))
    return "\n\n".join(parts) + "\n"


def _say_coverage(coverage: Coverage) -> dict[str, object]:
    return {"table": COVERAGE, "title": coverage.title, "covers": coverage.covers}


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)


# what no table holds


def _holds_same(folder: Path, other: Path) -> bool:
    """Return whether two ontologies are the same, file by file."""

    def held(place: Path) -> dict[str, bytes]:
        found = (path for kind in KINDS for path in place.glob(kind) if path.is_file())
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}

    return folder.resolve() == other.resolve() or held(folder) == held(other)


def _find_left(
    lines: Iterable[str], tables: Tables, vocabulary: Vocabulary, declared: Collection[str]
) -> list[str]:
    """Return the lines that neither the tables state nor the vocabulary, nor any rule derives."""
    space = vocabulary.space
    stated: set[str] = set()
    rows = {
        name: [Row(number, row.cells) for number, row in enumerate(found, 2)]
        for name, found in tables.items()
    }
    aliases = {row.cells[0]: row.cells[1] for row in tables["aliases_of_ids"]}
    encode(Facts(Path(), rows, aliases=aliases), vocabulary, stated.add)
    above = {cls for below in vocabulary.superclasses for cls in vocabulary.ancestors(below)}
    subjects = {line.partition(" ")[0] for line in stated}
    own = (f"<{space.dataset}>", f"<{space.dataset}/", f"<{space.ns}")
    left = []
    for line in lines:
        if line in stated or line.startswith(own):
            continue
        s, p, o = split_line(line)
        known = vocabulary.properties.get(name_of(p))
        is_derived = known is not None and known.is_derived
        is_class = p == _TYPE and s in subjects and name_of(o) in above
        if not (s in declared or is_derived or is_class):
            left.append(line)
    return left
