"""The tables: their columns, what a cell holds, what it refers to, and what it becomes.

This is the one place that knows the columns. The reader checks cells by it, the encoder writes
triples by it, and `data/README.md` describes it. The meaning of a `term` (IRI, datatype,
language) stands in `ontology/context.jsonld`; the words of a `scheme` in `ontology/nhs-it.ttl`.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.fields import Cell, Field, TableSchema

BODIES = ("Body", "BodyGroup", "Unit", "Company")
AGENTS = (*BODIES, "Person")
DOCUMENTS = ("Report", "Strategy", "Article")
ADVICE = ("Recommendation", "DocumentAdvice")
CHANGES = (
    "Creation",
    "Abolition",
    "Replacement",
    "Absorption",
    "Merger",
    "Split",
    "FunctionTransfer",
)
OCCURRENCES = ("Reorganisation", "Launch", "Closure", "Incident", "Announcement", "Election")
EVENTS = (*CHANGES, *OCCURRENCES)
REGISTERS = "registers"
"""The scheme of those who give things codes; each says what its codes look like."""
JUDGEMENTS = ("accepted", "rejected", "unsure", "duplicate")
"""What a person may decide of a proposal; a duplicate says what a row said already."""


def _ref(
    name: str,
    *refers: str,
    term: str = "",
    required: bool = False,
    many: bool = False,
    claim: str = "",
    roles: Mapping[str, str] | None = None,
) -> Field:
    return Field(name, Cell.REF, term, required, many, refers, "", claim, (), roles)


def _choice(
    name: str,
    scheme: str,
    term: str,
    required: bool = True,
    many: bool = False,
    optional: bool = False,
) -> Field:
    return Field(name, Cell.CHOICE, term, required, many, scheme=scheme, optional=optional)


_ID = Field("id", Cell.SLUG, required=True)
_LABEL = Field("label", term="label", required=True)
_ALIASES = Field("aliases", term="altLabel", many=True)
_MORE_ALIASES = Field("aliases", term="altLabel", many=True, optional=True)
_DESCRIPTION = Field("description", term="description")
_NOTE = Field("note", term="note")
_START = Field("start", Cell.DATE, "start")
_END = Field("end", Cell.DATE, "end")
_SEEN = Field("seen", Cell.DATE, "attested", many=True)
_DATE = Field("date", Cell.DATE, "date")
_PLANNED = (
    Field("start", Cell.DATE, "start", ahead=True),
    Field("end", Cell.DATE, "end", ahead=True),
)
_JURISDICTION = _choice("jurisdiction", "jurisdictions", "jurisdiction", required=False)
_SOURCES = Field("sources", Cell.EVIDENCE, required=True, many=True)
_RANK = _choice("rank", "ranks", "rank")
_RANKED = _choice("rank", "ranks", "rank", required=False, optional=True)
"""A rank that need not be given: a row without one is normal."""


def _role(name: str, term: str, **others: str) -> Field:
    roles = {cls: term for cls in CHANGES} | others
    return _ref(name, *BODIES, "Programme", "System", many=True, roles=roles)


_OF_THINGS: tuple[TableSchema, ...] = (
    TableSchema(
        "sources",
        (
            _ID,
            Field("title", term="label", required=True),
            Field("publisher", term="publisher", required=True),
            _DATE,
            _choice("kind", "sourceTypes", "sourceType"),
            Field("url", Cell.LINK, "url", required=True),
            _NOTE,
            Field("read_at", Cell.DAY, "accessed", optional=True),
            Field("official", Cell.FLAG, "official", optional=True),
            Field("archive", Cell.LINK, "archive", optional=True),
            Field("licence", term="rights", optional=True),
        ),
        cls="Source",
    ),
    TableSchema(
        "bodies",
        (
            _ID,
            Field("type", Cell.CLASS, required=True, classes=BODIES),
            _choice("tier", "tiers", "tier"),
            _choice("it_role", "itRoles", "itRole"),
            _choice("standing", "standings", "standing", required=False, optional=True),
            _LABEL,
            _ALIASES,
            _START,
            _END,
            _JURISDICTION,
            Field("parent_note", term="parentNote"),
            _DESCRIPTION,
            Field("url", Cell.LINK, "url"),
            Field("group_size", Cell.INTEGER, "groupSize", least=1),
            _SOURCES,
        ),
    ),
    TableSchema("people", (_ID, _LABEL, _ALIASES, _DESCRIPTION, _SOURCES), cls="Person"),
    TableSchema(
        "posts",
        (
            _ID,
            _LABEL,
            _ref("body", *BODIES, "Programme", term="postIn", required=True),
            _choice("kind", "postKinds", "postKind", required=False, many=True),
            _choice("office", "offices", "office", required=False),
            Field("max_holders", Cell.INTEGER, "maxHolders", least=1),
            _SOURCES,
        ),
        cls="Post",
    ),
    TableSchema(
        "programmes",
        (_ID, _LABEL, _ALIASES, _START, _END, _JURISDICTION, _DESCRIPTION, _SOURCES),
        cls="Programme",
    ),
    TableSchema(
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
    TableSchema(
        "documents",
        (
            _ID,
            Field("type", Cell.CLASS, required=True, classes=DOCUMENTS),
            _LABEL,
            _ALIASES,
            Field("number", term="identifier"),
            _DATE,
            _ref("authors", *AGENTS, many=True, claim="authored"),
            _ref("publisher", *BODIES, many=True, claim="published"),
            _ref("commissioned_by", *AGENTS, many=True, claim="commissioned"),
            Field("url", Cell.LINK, "url"),
            _DESCRIPTION,
            _SOURCES,
        ),
    ),
    TableSchema(
        "legislation",
        (
            _ID,
            _LABEL,
            _MORE_ALIASES,
            Field("citation", term="bibliographicCitation"),
            _DATE,
            Field("legislation_uri", Cell.LINK, "legislationUri"),
            _DESCRIPTION,
            _SOURCES,
        ),
        cls="Legislation",
    ),
    TableSchema(
        "names",
        (
            _ref("entity", term="nameOf", required=True),
            Field("name", term="value", required=True),
            _choice("kind", "nameKinds", "nameKind"),
            _START,
            _END,
            _SOURCES,
        ),
        cls="DatedName",
        key=("entity", "name", "start", "end"),
    ),
    TableSchema(
        "events",
        (
            _ID,
            Field("kind", Cell.CLASS, required=True, classes=EVENTS),
            _LABEL,
            _MORE_ALIASES,
            Field("date", Cell.DATE, "date", ahead=True),
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
    TableSchema(
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
    TableSchema(
        "claims",
        (
            _ref("subject", required=True),
            Field("property", Cell.RELATION, required=True),
            _ref("object", required=True),
            *_PLANNED,
            _SEEN,
            _RANK,
            _choice("confidence", "confidences", "confidence"),
            _NOTE,
            _SOURCES,
        ),
        cls="Claim",
        key=("subject", "property", "object", "start", "end"),
    ),
    TableSchema(
        "recommendations",
        (
            _ID,
            _ref("report", *DOCUMENTS, term="recommendedIn", required=True),
            Field("number", term="number", required=True, within="report"),
            Field("summary", term="description", required=True),
            _ref("addressed_to", *AGENTS, "Post", "Programme", term="addressedTo", many=True),
            Field("addressee_note", term="addresseeNote"),
            _ref("topics", "Concept", term="topic", many=True),
            _ref("reiterates", *ADVICE, term="reiterates", many=True),
            Field("due", Cell.DATE, "due", optional=True, ahead=True),
            _SOURCES,
        ),
        cls="Recommendation",
        apart=("number", "all", "DocumentAdvice"),
    ),
    TableSchema(
        "assessments",
        (
            _ref("recommendation", *ADVICE, term="assesses", required=True),
            Field("facet", required=True),
            Field("verdict", required=True),
            _ref("by", *AGENTS, *DOCUMENTS, "Project", term="wasAttributedTo", required=True),
            Field("date", Cell.DATE, "date", required=True),
            _RANKED,
            _NOTE,
            _SOURCES,
        ),
        cls="Assessment",
        key=("recommendation", "facet", "verdict", "by", "date"),
    ),
    TableSchema(
        "opinions",
        (
            _ID,
            _ref("by", *AGENTS, *DOCUMENTS, "Project", term="wasAttributedTo", required=True),
            _ref("about", term="about", required=True, many=True),
            _choice("stance", "stances", "stance"),
            Field("summary", term="description", required=True),
            _DATE,
            _SOURCES,
        ),
        cls="Opinion",
    ),
    TableSchema(
        "contracts",
        (
            _ID,
            _LABEL,
            _ref("buyer", *BODIES, term="buyer", many=True),
            _ref("supplier", *BODIES, term="supplier", many=True),
            _ref("subject", term="contractFor", many=True),
            Field("value_gbp", Cell.INTEGER, "valueGBP", least=1),
            _choice("value_kind", "valueKinds", "valueKind", required=False),
            Field("value_note", term="valueNote"),
            Field("announced", Cell.DATE, "announcedOn"),
            _START,
            Field("agreed_end", Cell.DATE, "agreedEnd", ahead=True),
            _END,
            _choice("ending", "endings", "ending", required=False),
            Field("outcome", term="contractOutcome"),
            _NOTE,
            _SOURCES,
        ),
        cls="Contract",
    ),
    TableSchema(
        "figures",
        (
            _ID,
            _ref("subject", term="figureOf", required=True),
            _choice("measure", "measures", "measure"),
            Field("value", Cell.NUMBER, "amount"),
            Field("low", Cell.NUMBER, "amountLow"),
            Field("high", Cell.NUMBER, "amountHigh"),
            _choice("unit", "units", "unit"),
            Field("period_start", Cell.DATE, "start", ahead=True),
            Field("period_end", Cell.DATE, "end", ahead=True),
            _ref("stated_by", *AGENTS, *DOCUMENTS, term="wasAttributedTo"),
            Field("stated_on", Cell.DATE, "date"),
            _RANKED,
            _NOTE,
            _SOURCES,
        ),
        cls="Figure",
    ),
    TableSchema(
        "identities",
        (
            _ref("entity", term="codeOf", required=True),
            _choice("scheme", REGISTERS, "register"),
            Field("code", required=True),
            _START,
            _END,
            _SOURCES,
        ),
        cls="DatedCode",
        key=("entity", "scheme", "code", "start", "end"),
    ),
    TableSchema(
        "aims",
        (_ID, _LABEL, Field("definition", term="definition", required=True)),
        cls="Aim",
    ),
    TableSchema(
        "topics",
        (
            _ID,
            _LABEL,
            _ref("broader", "Concept", term="broader"),
            Field("definition", term="definition"),
            Field("organisational", Cell.FLAG, "organisational"),
        ),
        cls="Concept",
    ),
    TableSchema(
        "aliases_of_ids",
        (
            Field("old_id", required=True),
            _ref("id", required=True),
        ),
        key=("old_id",),
    ),
    TableSchema(
        "properties",
        (
            Field("property", Cell.RELATION, required=True),
            Field("subject_type", required=True, many=True),
            Field("object_type", required=True, many=True),
            Field("inverse_label", required=True),
            Field("definition", required=True),
        ),
        key=("property",),
    ),
    TableSchema(
        "SEED_COVERAGE",
        (
            Field("where", required=True),
            Field("surface_form", required=True),
            _ref("id", required=True),
            Field("table", required=True),
            Field("how"),
        ),
        key=("where", "surface_form", "id"),
    ),
    TableSchema(
        "synonyms",
        (
            Field("meaning", required=True),
            Field("words", required=True, many=True),
        ),
        key=("meaning",),
    ),
)
"""Every table of things and of what is said of them, in the order in which ids are first met."""

_TABLE = Field("table", Cell.WORD, required=True, words=tuple(table.name for table in _OF_THINGS))

TABLES: tuple[TableSchema, ...] = (
    *_OF_THINGS,
    TableSchema(
        "evidence",
        (
            _TABLE,
            Field("row", required=True),
            Field("column"),
            _ref("source", "Source", *DOCUMENTS, "Legislation", required=True),
            Field("locator"),
            Field("text", Cell.DIGEST, digits=64),
            Field("start", Cell.INTEGER),
            Field("end", Cell.INTEGER),
            Field("by", required=True),
        ),
        key=("table", "row", "column", "source", "locator", "text", "start", "end"),
    ),
    TableSchema(
        "judgements",
        (
            Field("proposal", Cell.DIGEST, required=True, digits=16),
            Field("judgement", Cell.WORD, required=True, words=JUDGEMENTS),
            _TABLE,
            Field("row"),
            Field("by", required=True),
            Field("date", Cell.DAY, required=True, ahead=True),
            Field("note"),
        ),
        key=("proposal",),
    ),
)
"""Every table; the last two say of the rows of the others where they were read and who judged."""

ABOUT_ROWS = ("evidence", "judgements")
"""Tables whose rows speak of rows of other tables."""

HAPPENED = "happened"
"""The status of an event that is no plan."""

FLAGS = {"yes": "true", "no": "false"}
"""What a yes-or-no cell may hold, and the boolean that it is written as."""

FACETS = {"implementation": "implementations", "response": "responses"}
"""Facet of an assessment -> the scheme that its verdict comes from."""

PROJECT = "project"
"""The id of this project as an assessor: its own reading of the cited sources."""

BY_NAME = {table.name: table for table in TABLES}


def classes_in(*tables: str) -> frozenset[str]:
    """Return every class that rows of some tables may be of, as local names.

    >>> sorted(classes_in("people", "legislation"))
    ['Legislation', 'Person']
    """
    return frozenset(cls for name in tables for cls in BY_NAME[name].classes)
