"""Rows become triples: each row one sourced node, each cell one or a few statements about it.

Columns are written by their context term (`ontology/context.jsonld`). What a single cell cannot
say stands here: the ids of nodes that have none in the tables, claims and their plain triples,
the roles in events, citations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from kg.model import schema, terms
from kg.model.fields import Cell, Field, TableSchema
from kg.model.vocabulary import Vocabulary
from kg.read.cells import parse_date
from kg.read.facts import Facts
from kg.read.named_rows import NamedRows
from kg.read.sheets import Row
from kg.triples.naming import name_rows
from kg.triples.ntriples import iri, literal

_TYPE = iri(terms.RDF + "type")
_DATE = terms.XSD + "date"
_INTEGER = terms.XSD + "integer"
_BOOLEAN = terms.XSD + "boolean"
_DECIMAL = terms.XSD + "decimal"
_TYPES = {Cell.INTEGER: _INTEGER, Cell.NUMBER: _DECIMAL, Cell.DAY: _DATE}
_RANKS = ("preferred", "normal", "deprecated")


def encode(
    facts: Facts,
    vocabulary: Vocabulary,
    write: Callable[[str], object],
    note: Callable[[str, str, int], object] = lambda node, table, row: None,
) -> None:
    """Write the data layer of the graph for checked tables, as lines of N-Triples without ends.

    Lines may repeat; a graph is a set. `note` is told the IRI of each node with the table and the
    number of the row that it came from, again where several rows state one claim.
    """
    _Encoder(facts, vocabulary, write, note).run()


@dataclass
class _Claim:
    """A statement with what its rows say of it; two rows may state the same."""

    subject: str
    predicate: str
    value: str
    rank: str


class _Encoder:
    def __init__(
        self,
        facts: Facts,
        vocabulary: Vocabulary,
        write: Callable[[str], object],
        note: Callable[[str, str, int], object],
    ) -> None:
        self.facts = facts
        self.vocabulary = vocabulary
        self.space = vocabulary.space
        self.add, self.note = write, note
        self.claims: dict[str, _Claim] = {}
        self.cited: dict[str, str] = {}
        self.labels = {
            row.cells[0]: row.cells[table.names.index("label")]
            for table in schema.TABLES
            if table.has_id and "label" in table.names
            for row in facts.rows[table.name]
        }
        self.evidence = self._predicate("evidence")

    def run(self) -> None:
        for table in schema.TABLES:
            rows = self.facts.rows[table.name]
            match table.name:
                case "properties" | "SEED_COVERAGE" | "synonyms" | "judgements":
                    continue
                case "evidence":
                    self._encode_readings(table, rows)
                case "aliases_of_ids":
                    self._encode_aliases(rows)
                case "claims":
                    self._encode_claims(table, rows)
                case _:
                    self._encode_nodes(table, rows)
        self._write_claims()
        self._write_project()

    # nodes

    def _encode_nodes(self, table: TableSchema, rows: list[Row]) -> None:
        writers = [
            (i, self._writer(column))
            for i, column in enumerate(table.columns)
            if column.term or column.cell is Cell.EVIDENCE
        ]
        roles = [(i, c.roles) for i, c in enumerate(table.columns) if c.roles]
        claims = [(i, c.claim) for i, c in enumerate(table.columns) if c.claim]
        at_sources = len(table.columns) - 1
        name = name_rows(table.name, self.facts.resolve)
        class_of, classes = table.class_of, table.classes
        extra = self._EXTRAS.get(table.name)
        entity = self.space.entity
        for row in rows:
            cells = row.cells
            node = entity(name(cells))
            self.note(node, table.name, row.number)
            subject = iri(node)
            cls = class_of(cells)
            self.add(f"{subject} {_TYPE} {iri(self._class_iri(cls))} .")
            if cls not in classes:  # a record's own: it stands wherever the class above does
                cls = self.vocabulary.base_of(cls, classes)
                self.add(f"{subject} {_TYPE} {iri(self._class_iri(cls))} .")
            for i, write in writers:
                if cells[i]:
                    write(subject, cells[i])
            for i, terms_by_class in roles:
                if cells[i]:
                    self._encode_role(subject, terms_by_class[cls], cells[i])
            for i, relation in claims:
                for other in filter(None, cells[i].split("|")):
                    self._state(
                        self.facts.resolve(other),
                        relation,
                        cells[0],
                        cells[at_sources],
                        table.name,
                        row.number,
                    )
            if extra:
                extra(self, subject, cells)

    def _class_iri(self, cls: str) -> str:
        return terms.SKOS + "Concept" if cls == "Concept" else self.space.ns + cls

    def _encode_role(self, subject: str, term: str, cell: str) -> None:
        predicate = self._predicate(term)
        involves = self._predicate("involves")
        is_change = term in ("endedBody", "createdBody", "gainingBody", "losingBody")
        for item in cell.split("|"):
            value = iri(self.space.entity(self.facts.resolve(item)))
            self.add(f"{subject} {predicate} {value} .")
            if not is_change:
                self.add(f"{subject} {involves} {value} .")

    def _writer(self, column: Field) -> Callable[[str, str], None]:
        """Return the function that writes a cell of a column about a subject."""
        if column.cell is Cell.EVIDENCE:
            return self._cite
        predicate = self._predicate(column.term)
        coercion = self.vocabulary.terms[column.term]
        add, resolve, entity = self.add, self.facts.resolve, self.space.entity

        def write_refs(subject: str, cell: str) -> None:
            for item in cell.split("|"):
                add(f"{subject} {predicate} {iri(entity(resolve(item)))} .")

        def write_dates(subject: str, cell: str) -> None:
            for item in cell.split("|"):
                add(f"{subject} {predicate} {literal(item, terms.EDTF)} .")
                date = parse_date(item)
                if date.earliest and date.latest:
                    add(f"{subject} {earliest} {literal(date.earliest.isoformat(), _DATE)} .")
                    add(f"{subject} {latest} {literal(date.latest.isoformat(), _DATE)} .")

        def write_choice(subject: str, cell: str) -> None:
            for item in cell.split("|") if column.many else (cell,):
                add(f"{subject} {predicate} {iri(concepts[item])} .")

        def write_flag(subject: str, cell: str) -> None:
            add(f"{subject} {predicate} {literal(schema.FLAGS[cell], _BOOLEAN)} .")

        def write_typed(subject: str, cell: str) -> None:
            add(f"{subject} {predicate} {literal(cell, _TYPES[column.cell])} .")

        def write_link(subject: str, cell: str) -> None:
            if cell.startswith(("http://", "https://")):
                add(f"{subject} {predicate} {iri(cell)} .")
            else:
                add(f"{subject} {self._predicate('archiveRef')} {literal(cell)} .")

        def write_text(subject: str, cell: str) -> None:
            for item in cell.split("|") if column.many else (cell,):
                add(f"{subject} {predicate} {literal(item, language=coercion.language)} .")

        match column.cell:
            case Cell.REF:
                return write_refs
            case Cell.DATE:
                earliest = self._predicate(column.term + "Earliest")
                latest = self._predicate(column.term + "Latest")
                return write_dates
            case Cell.CHOICE:
                concepts = self.vocabulary.by_notation[column.scheme]
                return write_choice
            case Cell.FLAG:
                return write_flag
            case Cell.INTEGER | Cell.NUMBER | Cell.DAY:
                return write_typed
            case Cell.LINK:
                return write_link
            case _:
                return write_text

    def _predicate(self, term: str) -> str:
        return iri(self.vocabulary.terms[term].iri)

    def _cite(self, subject: str, cell: str) -> None:
        for item in cell.split("|"):
            self.add(f"{subject} {self.evidence} {self._citation(item)} .")

    def _citation(self, item: str) -> str:
        """Return the citation for `source#locator`, written once."""
        node = self.cited.get(item)
        if node is None:
            source, _, locator = item.partition("#")
            source = self.facts.resolve(source)
            node = self.cited[item] = iri(self.space.citation(source, locator))
            self.add(f"{node} {_TYPE} {iri(self.space.ns + 'Citation')} .")
            self.add(f"{node} {self._predicate('source')} {iri(self.space.entity(source))} .")
            if locator:
                self.add(f"{node} {self._predicate('locator')} {literal(locator)} .")
        return node

    def _encode_readings(self, table: TableSchema, rows: list[Row]) -> None:
        """Write where rows were read as citations with selectors of Web Annotation."""
        named = NamedRows(self.facts.rows, self.facts.resolve)
        for row in rows:
            cells = dict(zip(table.names, row.cells, strict=True))
            place = named.find(cells["table"], cells["row"])
            node = "" if place is None else self._node_of(cells["table"], place)
            if node:
                source = self.facts.resolve(cells["source"])
                where = (cells["text"], cells["start"], cells["end"])
                reading = self._reading(source, cells["locator"], *where)
                self.add(f"{iri(node)} {self.evidence} {reading} .")

    def _node_of(self, table: str, place: int) -> str:
        """Return the IRI of the node that a row became; nothing where it is none."""
        cells = self.facts.rows[table][place].cells
        if table == "claims":
            s, o = (self.space.entity(self.facts.resolve(cells[at])) for at in (0, 2))
            return self.space.claim(s, self.vocabulary.relations[cells[1]], o, *cells[3:5])
        is_node = bool(schema.BY_NAME[table].classes)
        return self.space.entity(name_rows(table, self.facts.resolve)(cells)) if is_node else ""

    def _reading(self, source: str, locator: str, text: str, start: str, end: str) -> str:
        """Return the citation of some letters of a text of a source."""
        if not text:
            return self._citation(f"{source}#{locator}" if locator else source)
        address = self.space.citation(source, "\x1f".join((locator, text, start, end)))
        node, letters = iri(address), iri(f"{address}-letters")
        if address not in self.cited:
            self.cited[address] = node
            for subject, predicate, value in (
                (node, _TYPE, iri(self.space.ns + "Citation")),
                (node, _TYPE, iri(terms.OA + "SpecificResource")),
                (node, self._predicate("source"), iri(self.space.entity(source))),
                (node, self._predicate("hasSource"), iri(self.space.entity(source))),
                (node, self._predicate("wasQuotedFrom"), iri(self.space.entity(source))),
                (node, self._predicate("textDigest"), literal(text)),
                (node, self._predicate("hasSelector"), letters),
                (letters, _TYPE, iri(self.space.ns + "Passage")),
                (letters, _TYPE, iri(terms.OA + "TextPositionSelector")),
                (letters, self._predicate("startLetter"), literal(start, _INTEGER)),
                (letters, self._predicate("endLetter"), literal(end, _INTEGER)),
            ):
                self.add(f"{subject} {predicate} {value} .")
            if locator:
                self.add(f"{node} {self._predicate('locator')} {literal(locator)} .")
        return node

    # what a table adds to its nodes beyond its cells

    def _extend_name(self, subject: str, cells: list[str]) -> None:
        holder = iri(self.space.entity(self.facts.resolve(cells[0])))
        self.add(f"{holder} {self._predicate('datedName')} {subject} .")

    def _extend_code(self, subject: str, cells: list[str]) -> None:
        """Write a code as a notation of its register, and what its address stands for.

        Where a code belongs to one thing only, its address is that thing; else it is near it.
        """
        holder = iri(self.space.entity(self.facts.resolve(cells[0])))
        by_word = self.vocabulary.by_notation[schema.REGISTERS]
        register = self.vocabulary.concepts[by_word[cells[1]]]
        code = literal(cells[2], register.iri)
        self.add(f"{holder} {self._predicate('datedCode')} {subject} .")
        for node in (subject, holder):
            self.add(f"{node} {self._predicate('notation')} {code} .")
        if register.address:
            match = self._predicate("exactMatch" if register.identifies else "closeMatch")
            self.add(f"{holder} {match} {iri(register.address + cells[2])} .")

    def _extend_person(self, subject: str, cells: list[str]) -> None:
        self.add(f"{subject} {self._predicate('name')} {literal(cells[1])} .")

    def _extend_topic(self, subject: str, cells: list[str]) -> None:
        self.add(f"{subject} {iri(terms.SKOS + 'inScheme')} {iri(self.space.ns + 'topics')} .")

    def _extend_tenure(self, subject: str, cells: list[str]) -> None:
        body = self._bodies_of_posts.get(self.facts.resolve(cells[1]))
        if body:
            self.add(
                f"{subject} {self._predicate('organization')} {iri(self.space.entity(body))} ."
            )

    def _extend_recommendation(self, subject: str, cells: list[str]) -> None:
        report = self.labels.get(self.facts.resolve(cells[1]), cells[1])
        is_whole = schema.BY_NAME["recommendations"].class_of(cells) == "DocumentAdvice"
        part = "advice as a whole" if is_whole else f"recommendation {cells[2]}"
        label = f"{report}, {part}"
        self.add(f"{subject} {self._predicate('label')} {literal(label, language='en')} .")

    def _extend_assessment(self, subject: str, cells: list[str]) -> None:
        concept = self.vocabulary.by_notation[schema.FACETS[cells[1]]][cells[2]]
        self.add(f"{subject} {self._predicate(cells[1])} {iri(concept)} .")

    @cached_property
    def _bodies_of_posts(self) -> dict[str, str]:
        return {row.cells[0]: self.facts.resolve(row.cells[2]) for row in self.facts.rows["posts"]}

    _EXTRAS: ClassVar[dict[str, Callable[[_Encoder, str, list[str]], None]]] = {
        "names": _extend_name,
        "identities": _extend_code,
        "people": _extend_person,
        "topics": _extend_topic,
        "tenures": _extend_tenure,
        "recommendations": _extend_recommendation,
        "assessments": _extend_assessment,
    }

    # claims

    def _encode_claims(self, table: TableSchema, rows: list[Row]) -> None:
        at = {name: i for i, name in enumerate(table.names)}
        writers = [
            (at[c.name], self._writer(c)) for c in table.columns if c.term and c.name != "rank"
        ]
        for row in rows:
            cells = row.cells
            claim = self._state(
                self.facts.resolve(cells[0]),
                cells[1],
                self.facts.resolve(cells[2]),
                cells[at["sources"]],
                table.name,
                row.number,
                cells[at["start"]],
                cells[at["end"]],
                cells[at["rank"]],
            )
            for i, write in writers:
                if cells[i]:
                    write(claim, cells[i])

    def _state(
        self,
        subject: str,
        relation: str,
        value: str,
        sources: str,
        table: str,
        number: int,
        start: str = "",
        end: str = "",
        rank: str = "normal",
    ) -> str:
        """Note a claim and its sources; return its node as a term."""
        predicate = self.vocabulary.relations[relation]
        s, o = self.space.entity(subject), self.space.entity(value)
        node = self.space.claim(s, predicate, o, start, end)
        subject_term = iri(node)
        known = self.claims.get(node)
        if known is None:
            self.claims[node] = _Claim(s, predicate, o, rank)
            self.note(node, table, number)
        elif _RANKS.index(rank) < _RANKS.index(known.rank):
            known.rank = rank
        self._cite(subject_term, sources)
        return subject_term

    def _write_claims(self) -> None:
        """Write each claim, and the plain triple of each that is not deprecated."""
        rank_of = self.vocabulary.by_notation["ranks"]
        type_line = f"{_TYPE} {iri(self.space.ns + 'Claim')} ."
        part = [iri(terms.RDF + name) for name in ("subject", "predicate", "object")]
        rank_term = self._predicate("rank")
        for node, claim in self.claims.items():
            n, s, p, o = iri(node), iri(claim.subject), iri(claim.predicate), iri(claim.value)
            self.add(f"{n} {type_line}")
            for predicate, value in zip(part, (s, p, o), strict=True):
                self.add(f"{n} {predicate} {value} .")
            self.add(f"{n} {rank_term} {iri(rank_of[claim.rank])} .")
            if claim.rank != "deprecated":
                self.add(f"{s} {p} {o} .")

    # what is not a row of its own

    def _encode_aliases(self, rows: list[Row]) -> None:
        predicate = iri(terms.DCT + "isReplacedBy")
        for row in rows:
            old, new = (iri(self.space.entity(cell)) for cell in row.cells)
            self.note(self.space.entity(row.cells[0]), "aliases_of_ids", row.number)
            self.add(f"{old} {predicate} {new} .")

    def _write_project(self) -> None:
        project = iri(self.space.entity(schema.PROJECT))
        self.add(f"{project} {_TYPE} {iri(self.space.ns + 'Project')} .")
        for term, text in (
            ("label", "This project"),
            (
                "description",
                "The makers of this graph, where a verdict is their own reading of "
                "the cited sources.",
            ),
        ):
            self.add(f"{project} {self._predicate(term)} {literal(text, language='en')} .")
