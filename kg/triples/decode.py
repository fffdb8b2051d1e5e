"""Triples become rows again: what `encode` writes of each table, read by the same schema.

A graph holds neither the order of rows and of the items of a cell, nor how a number was spelt, nor
the columns that say nothing in it (which column a passage bears out, who read it). Rows come in the
order of their ids, items in theirs; what several rows said of one claim stands in one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product

from kg.model import schema, terms
from kg.model.fields import Cell, Field, TableSchema
from kg.model.notation import is_iri, is_literal, name_of, read_literal, split_line
from kg.model.vocabulary import Vocabulary
from kg.triples.naming import name_rows

READ_BY = "kg-export-facts"
"""What a row of evidence says of who read a passage, which no graph holds."""
_TYPE = f"<{terms.RDF}type>"
_MOST_ORDERS = 720
"""Orders of the items of a cell that are tried, to find the one that a node is named by."""


@dataclass(frozen=True, slots=True)
class DecodedRow:
    """A row of a table, with the node that it becomes and the rows that it refers to, by id."""

    table: str
    node: str
    cells: list[str]
    refers: frozenset[str]


@dataclass
class _Passage:
    """Where a row was read: what a row of evidence says of it."""

    source: str
    locator: str
    text: str = ""
    start: str = ""
    end: str = ""


def decode(lines: Iterable[str], vocabulary: Vocabulary) -> dict[str, list[DecodedRow]]:
    """Return the rows of every table that N-Triples lines hold, in the order of their names.

    What no table holds is left out, whether a rule derives it or nobody knows it.
    """
    return _Decoder(lines, vocabulary).run()


class _Decoder:
    def __init__(self, lines: Iterable[str], vocabulary: Vocabulary) -> None:
        self.vocabulary, self.space = vocabulary, vocabulary.space
        self.of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for line in lines:
            s, p, o = split_line(line)
            self.of[s][p].append(o)
        self.rows: dict[str, list[DecodedRow]] = {table.name: [] for table in schema.TABLES}
        self.words = {
            scheme: {iri: word for word, iri in reversed([*words.items()])}
            for scheme, words in vocabulary.by_notation.items()
        }
        self.columns: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        """(relation, thing) -> who stands at its other end -> the claim of it, of no row."""

    def run(self) -> dict[str, list[DecodedRow]]:
        table_of = self._find_tables()
        for node, (table, _) in table_of.items():
            if table.name == "claims" and not self.of[node].get(self._predicate("confidence")):
                self._note_column(node)
        for node, (table, cls) in table_of.items():
            is_row = table.name != "claims" or self.of[node].get(self._predicate("confidence"))
            if is_row and (table.name == "claims" or self._slug(node)):
                self._read_rows(node, table, cls)
        self._read_aliases(table_of)
        for rows in self.rows.values():
            rows.sort(key=lambda row: row.cells)
        return self.rows

    def _find_tables(self) -> dict[str, tuple[TableSchema, str]]:
        """Return the table and the class of each node that is a row, in the order of nodes."""
        fits: dict[str, tuple[TableSchema, int] | None] = {}
        found = {}
        for node in sorted(self.of):
            known = []
            for cls in map(self._local, self.of[node].get(_TYPE, ())):
                if cls not in fits:
                    fits[cls] = self._fit(cls)
                fit = fits[cls]
                if fit is not None:
                    known.append((fit[1], cls, fit[0]))
            if known:
                _, cls, table = max(known, key=lambda one: one[:2])
                found[node] = (table, cls)
        return found

    def _local(self, term: str) -> str:
        iri = name_of(term)
        return "Concept" if iri == terms.SKOS + "Concept" else self.space.local(iri)

    def _fit(self, cls: str) -> tuple[TableSchema, int] | None:
        """Return the table of a class, and how far down the class stands."""
        for table in schema.TABLES:
            if table.classes and self.vocabulary.base_of(cls, table.classes):
                return table, len(self.vocabulary.ancestors(self.space.ns + cls))
        return None

    # cells

    def _read_rows(self, node: str, table: TableSchema, cls: str) -> None:
        """Read the row of a node; several where a cell that holds one thing would hold two."""
        base = self.vocabulary.base_of(cls, table.classes)
        links = self._links(node, table)
        cells = [self._read(node, table, column, cls, base, links) for column in table.columns]
        passages: list[_Passage] = []
        at = next((i for i, c in enumerate(table.columns) if c.cell is Cell.EVIDENCE), None)
        cited = [self._passage(o) for o in self._values(node, "evidence")]
        for passage in filter(None, cited):
            is_plain = at is not None and not passage.text and "|" not in passage.locator
            if is_plain and at is not None:
                mark = f"#{passage.locator}" if passage.locator else ""
                cells[at].append(passage.source + mark)
            else:
                passages.append(passage)
        many = [i for i, c in enumerate(table.columns) if _holds_many(c)]
        single = [
            ["|".join(sorted(items))] if i in many else sorted(items)[:2] or [""]
            for i, items in enumerate(cells)
        ]
        refers = self._refers(table, cells)
        for one in product(*single):
            row = self._named(node, table, list(one), many)
            self.rows[table.name].append(DecodedRow(table.name, name_of(node), row, refers))
            self._write_passages(table, row, passages)
            passages = []

    def _read(
        self,
        node: str,
        table: TableSchema,
        column: Field,
        cls: str,
        base: str,
        links: Mapping[str, str],
    ) -> list[str]:
        """Return the items of a cell."""
        found: Iterable[str]
        special = _SPECIAL.get((table.name, column.name))
        if special is not None:
            return special(self, node)
        match column.cell:
            case Cell.SLUG:
                return [self._slug(node)]
            case Cell.CLASS:
                return [cls]
            case Cell.LINK:
                return [links[column.name]] if column.name in links else []
            case Cell.CHOICE:
                words = self.words.get(column.scheme, {})
                found = (words.get(name_of(o), "") for o in self._values(node, column.term))
            case Cell.REF if column.claim:
                found = self._ends(node, column.claim)
            case Cell.REF:
                term = column.roles.get(base, "") if column.roles else column.term
                found = map(self._slug, self._values(node, term))
            case Cell.FLAG:
                spelt = {value: word for word, value in schema.FLAGS.items()}
                found = (spelt.get(text, "") for text in self._texts(node, column))
            case Cell.EVIDENCE:
                return []
            case _:
                found = self._texts(node, column)
        return [*filter(None, found)]

    def _values(self, node: str, term: str) -> Sequence[str]:
        return self.of[node].get(self._predicate(term), ()) if term else ()

    def _predicate(self, term: str) -> str:
        return f"<{self.vocabulary.terms[term].iri}>"

    def _texts(self, node: str, column: Field) -> list[str]:
        language = self.vocabulary.terms[column.term].language if column.term else None
        found = map(read_literal, filter(is_literal, self._values(node, column.term)))
        return [one.text for one in found if one.language == (language or "")]

    def _slug(self, term: str) -> str:
        """Return the id of a thing of the record; nothing for anything else."""
        slug = self.space.slug(name_of(term)) if is_iri(term) else ""
        return slug if terms.is_slug(slug) else ""

    def _links(self, node: str, table: TableSchema) -> dict[str, str]:
        """Return where a thing is kept, by column; words stand where there is no address."""
        columns = [c for c in table.columns if c.cell is Cell.LINK]
        found: dict[str, str] = {}
        for column in columns:
            addresses = sorted(name_of(o) for o in self._values(node, column.term) if is_iri(o))
            if addresses:
                found[column.name] = addresses[0]
        words = sorted(read_literal(o).text for o in self._values(node, "archiveRef"))
        free = (column.name for column in columns if column.name not in found)
        return found | dict(zip(free, words, strict=False)) if words else found

    def _passage(self, cite: str) -> _Passage | None:
        source = next(iter(map(self._slug, self._values(cite, "source"))), "")
        if not source:
            return None
        text, start, end = self._text(cite, "textDigest"), "", ""
        for letters in self._values(cite, "hasSelector"):
            start, end = self._text(letters, "startLetter"), self._text(letters, "endLetter")
        return _Passage(source, self._text(cite, "locator"), text, start, end)

    def _text(self, node: str, term: str) -> str:
        found = sorted(filter(is_literal, self._values(node, term)))
        return read_literal(found[0]).text if found else ""

    def _refers(self, table: TableSchema, cells: Sequence[Sequence[str]]) -> frozenset[str]:
        found: set[str] = set()
        for column, items in zip(table.columns, cells, strict=True):
            if column.cell in (Cell.REF, Cell.EVIDENCE):
                found.update(item.partition("#")[0] for item in items)
        return frozenset(found)

    def _named(self, node: str, table: TableSchema, cells: list[str], many: list[int]) -> list[str]:
        """Return cells with their items in the order that a node is named by, where it is."""
        if table.has_id or table.name == "claims":
            return cells
        name = name_rows(table.name, lambda slug: slug)
        for i in (i for i in many if "|" in cells[i] and table.columns[i].cell is Cell.DATE):
            for items in islice(permutations(cells[i].split("|")), _MOST_ORDERS):
                tried = [*cells[:i], "|".join(items), *cells[i + 1 :]]
                if name(tried) == self._slug(node):
                    return tried
        return cells

    def _write_passages(
        self,
        table: TableSchema,
        row: Sequence[str],
        passages: Iterable[_Passage],
    ) -> None:
        for p in passages:
            name, where = table.name_row(row), (p.source, p.locator, p.text, p.start, p.end)
            cells = [table.name, name, "", *where, READ_BY]
            self.rows["evidence"].append(
                DecodedRow("evidence", self.rows[table.name][-1].node, cells, frozenset([p.source]))
            )

    # what is not a cell of its own

    def _note_column(self, node: str) -> None:
        relation, (subject, value) = self._relation(node), self._claim_ends(node)
        if relation and subject and value:
            self.columns[relation, value][subject] = node

    def _claim_ends(self, node: str) -> tuple[str, str]:
        s, o = (self.of[node].get(f"<{terms.RDF}{end}>", [""])[0] for end in ("subject", "object"))
        return self._slug(s), self._slug(o)

    def _relation(self, node: str) -> str:
        [predicate, *_] = self.of[node].get(f"<{terms.RDF}predicate>", [""])
        names = {iri: name for name, iri in self.vocabulary.relations.items()}
        return names.get(name_of(predicate), "")

    def _ends(self, node: str, claim: str) -> list[str]:
        """Return who a column names that states claims of its own."""
        return sorted(self.columns.get((claim, self._slug(node)), ()))

    def _read_aliases(self, rows: Mapping[str, object]) -> None:
        replaced = f"<{terms.DCT}isReplacedBy>"
        for node in sorted(self.of):
            old = self._slug(node)
            for new in map(self._slug, self.of[node].get(replaced, ())) if old else ():
                if new and node not in rows:
                    row = DecodedRow("aliases_of_ids", name_of(node), [old, new], frozenset([new]))
                    self.rows["aliases_of_ids"].append(row)

    # cells that their table writes by a rule of its own

    def _read_subject(self, node: str) -> list[str]:
        return [*filter(None, [self._claim_ends(node)[0]])]

    def _read_object(self, node: str) -> list[str]:
        return [*filter(None, [self._claim_ends(node)[1]])]

    def _read_property(self, node: str) -> list[str]:
        return [*filter(None, [self._relation(node)])]

    def _read_code(self, node: str) -> list[str]:
        registers = self._values(node, "register")
        found = map(read_literal, filter(is_literal, self._values(node, "notation")))
        return [one.text for one in found if f"<{one.datatype}>" in registers]

    def _verdicts(self, node: str) -> list[tuple[str, str]]:
        return [
            (facet, self.words.get(scheme, {}).get(name_of(o), ""))
            for facet, scheme in schema.FACETS.items()
            for o in self._values(node, facet)
        ]

    def _read_facet(self, node: str) -> list[str]:
        return [facet for facet, _ in self._verdicts(node)]

    def _read_verdict(self, node: str) -> list[str]:
        return [verdict for _, verdict in self._verdicts(node)]


_SPECIAL = {
    ("claims", "subject"): _Decoder._read_subject,
    ("claims", "property"): _Decoder._read_property,
    ("claims", "object"): _Decoder._read_object,
    ("identities", "code"): _Decoder._read_code,
    ("assessments", "facet"): _Decoder._read_facet,
    ("assessments", "verdict"): _Decoder._read_verdict,
}


def _holds_many(column: Field) -> bool:
    return column.many or column.cell is Cell.EVIDENCE
