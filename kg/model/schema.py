"""The tables: their columns, what a cell holds, what it refers to, and what it becomes.

This is the one place that knows the columns. The reader checks cells by it, the encoder writes
triples by it, and `data/README.md` describes it. The meaning of a `term` (IRI, datatype,
language) stands in `ontology/context.jsonld`; the words of a `scheme` in `ontology/nhs-it.ttl`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

BODIES = ("Body", "BodyGroup", "Unit", "Company")
AGENTS = (*BODIES, "Person")
DOCUMENTS = ("Report", "Strategy", "Article")
CHANGES = (
    "Creation",
    "Abolition",
    "Replacement",
    "Absorption",
    "Merger",
    "Split",
    "FunctionTransfer",
)
OCCURRENCES = ("Reorganisation", "Launch", "Closure", "Incident", "Announcement")
EVENTS = (*CHANGES, *OCCURRENCES)


class Cell(Enum):
    """What a cell of a column holds."""

    SLUG = auto()
    """The id of the row's own entity."""
    TEXT = auto()
    DATE = auto()
    INTEGER = auto()
    CHOICE = auto()
    """A word of a concept scheme."""
    CLASS = auto()
    """The class of the row's entity."""
    REF = auto()
    """The id of another row."""
    RELATION = auto()
    """The name of a relation property of the ontology."""
    LINK = auto()
    """A web address, or words that say where the thing is kept."""
    EVIDENCE = auto()
    """Source ids, each with an optional #locator."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its cells hold and what they become.

    `term` is the context term that a cell is written with; a column without one is written by
    the table's own rule in the encoder. `refers` are the classes that a REF may point to, empty
    for any. `claim` names the relation that a REF states as a claim of its own, from the other
    entity to this one; `roles` gives the term by the row's class where it differs.
    """

    name: str
    cell: Cell = Cell.TEXT
    term: str = ""
    required: bool = False
    many: bool = False
    refers: tuple[str, ...] = ()
    scheme: str = ""
    claim: str = ""
    classes: tuple[str, ...] = ()
    roles: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One file of `data/`: its columns, and the class of the node that a row becomes.

    A `cls` of None means that the CLASS column says it. Where there is no `id` column, `key`
    names the columns that make a row what it is.
    """

    name: str
    columns: tuple[Column, ...]
    cls: str | None = None
    key: tuple[str, ...] = ()

    @property
    def has_id(self) -> bool:
        """Whether each row is an entity with an id of its own."""
        return self.columns[0].cell is Cell.SLUG

    @property
    def names(self) -> list[str]:
        """The header row."""
        return [column.name for column in self.columns]


def _ref(
    name: str,
    *refers: str,
    term: str = "",
    required: bool = False,
    many: bool = False,
    claim: str = "",
    roles: Mapping[str, str] | None = None,
) -> Column:
    return Column(name, Cell.REF, term, required, many, refers, "", claim, (), roles)


def _choice(name: str, scheme: str, term: str, required: bool = True) -> Column:
    return Column(name, Cell.CHOICE, term, required, scheme=scheme)


_ID = Column("id", Cell.SLUG, required=True)
_LABEL = Column("label", term="label", required=True)
_ALIASES = Column("aliases", term="altLabel", many=True)
_DESCRIPTION = Column("description", term="description")
_NOTE = Column("note", term="note")
_START = Column("start", Cell.DATE, "start")
_END = Column("end", Cell.DATE, "end")
_SEEN = Column("seen", Cell.DATE, "attested", many=True)
_DATE = Column("date", Cell.DATE, "date")
_JURISDICTION = _choice("jurisdiction", "jurisdictions", "jurisdiction", required=False)
_SOURCES = Column("sources", Cell.EVIDENCE, required=True, many=True)
_RANK = _choice("rank", "ranks", "rank")


def _role(name: str, term: str, **others: str) -> Column:
    roles = {cls: term for cls in CHANGES} | others
    return _ref(name, *BODIES, "Programme", "System", many=True, roles=roles)


TABLES: tuple[Table, ...] = (
    Table(
        "sources",
        (
            _ID,
            Column("title", term="label", required=True),
            Column("publisher", term="publisher", required=True),
            _DATE,
            _choice("kind", "sourceTypes", "sourceType"),
            Column("url", Cell.LINK, "url", required=True),
            _NOTE,
        ),
        cls="Source",
    ),
    Table(
        "bodies",
        (
            _ID,
            Column("type", Cell.CLASS, required=True, classes=BODIES),
            _choice("tier", "tiers", "tier"),
            _choice("it_role", "itRoles", "itRole"),
            _LABEL,
            _ALIASES,
            _START,
            _END,
            _JURISDICTION,
            Column("parent_note", term="parentNote"),
            _DESCRIPTION,
            Column("url", Cell.LINK, "url"),
            Column("wikidata", term="wikidata"),
            Column("ods_code", term="odsCode"),
            Column("group_size", Cell.INTEGER, "groupSize"),
            _SOURCES,
        ),
    ),
    Table("people", (_ID, _LABEL, _ALIASES, _DESCRIPTION, _SOURCES), cls="Person"),
    Table(
        "posts",
        (
            _ID,
            _LABEL,
            _ref("body", *BODIES, "Programme", term="postIn", required=True),
            Column("max_holders", Cell.INTEGER, "maxHolders"),
            _SOURCES,
        ),
        cls="Post",
    ),
    Table(
        "programmes",
        (_ID, _LABEL, _ALIASES, _START, _END, _JURISDICTION, _DESCRIPTION, _SOURCES),
        cls="Programme",
    ),
    Table(
        "systems",
        (
            _ID,
            _LABEL,
            _ALIASES,
            _choice("kind", "systemKinds", "systemKind"),
            _START,
            _END,
            _DESCRIPTION,
            _SOURCES,
        ),
        cls="System",
    ),
    Table(
        "documents",
        (
            _ID,
            Column("type", Cell.CLASS, required=True, classes=DOCUMENTS),
            _LABEL,
            _ALIASES,
            Column("number", term="identifier"),
            _DATE,
            _ref("authors", *AGENTS, many=True, claim="authored"),
            _ref("publisher", *BODIES, many=True, claim="published"),
            _ref("commissioned_by", *AGENTS, many=True, claim="commissioned"),
            Column("url", Cell.LINK, "url"),
            _DESCRIPTION,
            _SOURCES,
        ),
    ),
    Table(
        "legislation",
        (
            _ID,
            _LABEL,
            Column("citation", term="bibliographicCitation"),
            _DATE,
            Column("legislation_uri", Cell.LINK, "legislationUri"),
            _DESCRIPTION,
            _SOURCES,
        ),
        cls="Legislation",
    ),
    Table(
        "names",
        (
            _ref("entity", term="nameOf", required=True),
            Column("name", term="value", required=True),
            _choice("kind", "nameKinds", "nameKind"),
            _START,
            _END,
            _SOURCES,
        ),
        cls="DatedName",
        key=("entity", "name", "start", "end"),
    ),
    Table(
        "events",
        (
            _ID,
            Column("kind", Cell.CLASS, required=True, classes=EVENTS),
            _LABEL,
            _DATE,
            _role("ended", "endedBody", Closure="closes"),
            _role("created", "createdBody", Launch="opens"),
            _role("gaining", "gainingBody", Closure="continuedIn", Announcement="wouldGain"),
            _role("losing", "losingBody", Announcement="wouldLose"),
            _ref("legal_basis", "Legislation", term="legalBasis", many=True),
            _ref("triggered_by", *DOCUMENTS, *EVENTS, term="triggeredBy", many=True),
            _ref("part_of", *EVENTS, term="partOfEvent", many=True),
            _choice("status", "eventStatuses", "status"),
            _NOTE,
            _SOURCES,
        ),
    ),
    Table(
        "tenures",
        (
            _ref("person", "Person", term="member", required=True),
            _ref("post", "Post", term="post", required=True),
            _START,
            _END,
            _SEEN,
            _choice("capacity", "capacities", "capacity"),
            _RANK,
            _NOTE,
            _SOURCES,
        ),
        cls="Tenure",
        key=("person", "post", "start", "end", "seen"),
    ),
    Table(
        "claims",
        (
            _ref("subject", required=True),
            Column("property", Cell.RELATION, required=True),
            _ref("object", required=True),
            _START,
            _END,
            _SEEN,
            _RANK,
            _choice("confidence", "confidences", "confidence"),
            _NOTE,
            _SOURCES,
        ),
        cls="Claim",
        key=("subject", "property", "object", "start", "end"),
    ),
    Table(
        "recommendations",
        (
            _ID,
            _ref("report", *DOCUMENTS, term="recommendedIn", required=True),
            Column("number", term="number", required=True),
            Column("summary", term="description", required=True),
            _ref("addressed_to", *AGENTS, "Post", "Programme", term="addressedTo", many=True),
            Column("addressee_note", term="addresseeNote"),
            _ref("topics", "Concept", term="topic", many=True),
            _ref("reiterates", "Recommendation", term="reiterates", many=True),
            _SOURCES,
        ),
        cls="Recommendation",
    ),
    Table(
        "assessments",
        (
            _ref("recommendation", "Recommendation", term="assesses", required=True),
            Column("facet", required=True),
            Column("verdict", required=True),
            _ref("by", *AGENTS, *DOCUMENTS, "Project", term="wasAttributedTo", required=True),
            Column("date", Cell.DATE, "date", required=True),
            _NOTE,
            _SOURCES,
        ),
        cls="Assessment",
        key=("recommendation", "facet", "verdict", "by", "date"),
    ),
    Table(
        "opinions",
        (
            _ID,
            _ref("by", *AGENTS, *DOCUMENTS, "Project", term="wasAttributedTo", required=True),
            _ref("about", term="about", required=True, many=True),
            _choice("stance", "stances", "stance"),
            Column("summary", term="description", required=True),
            _DATE,
            _SOURCES,
        ),
        cls="Opinion",
    ),
    Table(
        "contracts",
        (
            _ID,
            _LABEL,
            _ref("buyer", *BODIES, term="buyer", many=True),
            _ref("supplier", *BODIES, term="supplier", many=True),
            _ref("subject", term="contractFor", many=True),
            Column("value_gbp", Cell.INTEGER, "valueGBP"),
            _choice("value_kind", "valueKinds", "valueKind", required=False),
            Column("value_note", term="valueNote"),
            Column("announced", Cell.DATE, "announcedOn"),
            _START,
            _END,
            Column("outcome", term="outcome"),
            _NOTE,
            _SOURCES,
        ),
        cls="Contract",
    ),
    Table(
        "topics",
        (
            _ID,
            _LABEL,
            _ref("broader", "Concept", term="broader"),
            Column("definition", term="definition"),
        ),
        cls="Concept",
    ),
    Table(
        "aliases_of_ids",
        (
            Column("old_id", required=True),
            _ref("id", required=True),
        ),
        key=("old_id",),
    ),
    Table(
        "properties",
        (
            Column("property", Cell.RELATION, required=True),
            Column("subject_type", required=True),
            Column("object_type", required=True),
            Column("inverse_label", required=True),
            Column("definition", required=True),
        ),
        key=("property",),
    ),
    Table(
        "SEED_COVERAGE",
        (
            Column("where", required=True),
            Column("surface_form", required=True),
            _ref("id", required=True),
            Column("table", required=True),
            Column("how"),
        ),
        key=("where", "surface_form", "id"),
    ),
)
"""Every table, in the order in which ids are first met."""

FACETS = {"implementation": "implementations", "response": "responses"}
"""Facet of an assessment -> the scheme that its verdict comes from."""

PROJECT = "project"
"""The id of this project as an assessor: its own reading of the cited sources."""

BY_NAME = {table.name: table for table in TABLES}
