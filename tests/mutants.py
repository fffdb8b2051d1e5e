"""Small breakages of `example.ttl`, at least one for every constraint of every shape.

Each takes statements off the example and puts others on, both in Turtle with the prefixes of
`PREFIXES`, so that a check can be tried without knowing how it is run: the mutant must be reported
by its own shape. Three are seen by another shape as well: a claim whose subject or property is text
refers to nothing that exists, and a source without a title has no label.
"""

from __future__ import annotations

from dataclasses import dataclass

PREFIXES = """\
@prefix nhsit: <https://w3id.org/nhs-it/ns#> .
@prefix id: <https://w3id.org/nhs-it/id/> .
@prefix claim: <https://w3id.org/nhs-it/claim/> .
@prefix cite: <https://w3id.org/nhs-it/cite/> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One breakage: the shape and the constraint that must report it, and what it does.

    `constraint` is the local name of the SHACL parameter that fails, `sparql` for a query. `also`
    names other constraints of the same shape that cannot but fail with it.
    """

    shape: str
    constraint: str
    breaks: str
    remove: str = ""
    add: str = ""
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The shape and what is broken, for a test id."""
        return f"{self.shape} {self.breaks}"

    @property
    def remove_turtle(self) -> str:
        """What comes off the example, as a Turtle document."""
        return PREFIXES + self.remove

    @property
    def add_turtle(self) -> str:
        """What goes on the example, as a Turtle document."""
        return PREFIXES + self.add


def _event(kind: str, roles: str, day: str) -> str:
    """Return a complete event of a kind that happened on a day."""
    return f"""
id:extra-event a nhsit:{kind} ; skos:prefLabel "Extra event"@en ; nhsit:status nhsit:Happened ;
    {roles} ; nhsit:evidence cite:annual ; nhsit:date "{day}"^^edtf:EDTF ;
    nhsit:dateEarliest "{day}"^^xsd:date ; nhsit:dateLatest "{day}"^^xsd:date .
"""


def _bounds(node: str, date: str, first: str, last: str) -> str:
    """Return the two bounds of a stated date of a node."""
    return f"""
{node} nhsit:{date}Earliest "{first}"^^xsd:date ; nhsit:{date}Latest "{last}"^^xsd:date .
"""


_CLAIMS = [
    Mutant(
        "C01",
        "minCount",
        "a claim has no subject",
        remove="claim:sponsor rdf:subject id:data-agency .",
    ),
    Mutant(
        "C01",
        "maxCount",
        "a claim has two subjects",
        add="claim:supplier rdf:subject id:spindle-2 .",
    ),
    Mutant(
        "C01",
        "nodeKind",
        "the subject of a claim is text",
        remove="claim:supplier rdf:subject id:spindle .",
        add='claim:supplier rdf:subject "spindle" .',
    ),
    Mutant(
        "C01",
        "minCount",
        "a claim has no property",
        remove="claim:sponsor rdf:predicate nhsit:sponsoredBy .",
    ),
    Mutant(
        "C01",
        "maxCount",
        "a claim has two properties",
        add="claim:supplier rdf:predicate nhsit:ran .",
    ),
    Mutant(
        "C01",
        "nodeKind",
        "the property of a claim is text",
        remove="claim:supplier rdf:predicate nhsit:suppliedBy .",
        add='claim:supplier rdf:predicate "supplied by" .',
    ),
    Mutant(
        "C01",
        "minCount",
        "a claim has no object",
        remove="claim:sponsor rdf:object id:department .",
    ),
    Mutant(
        "C01",
        "maxCount",
        "a claim has two objects",
        add="claim:supplier rdf:object id:department .",
    ),
    Mutant(
        "C02",
        "minCount",
        "a company rests on nothing",
        remove="id:acme nhsit:evidence cite:annual .",
    ),
    Mutant(
        "C02",
        "minCount",
        "an announcement rests on nothing",
        remove="id:agency-announcement nhsit:evidence cite:review .",
    ),
    Mutant(
        "C02",
        "minCount",
        "a claim rests on nothing",
        remove="claim:unit nhsit:evidence cite:annual .",
    ),
    Mutant(
        "C02",
        "class",
        "a body points to a source where a citation should be",
        add="id:watchdog nhsit:evidence id:annual-report .",
    ),
    Mutant(
        "C03",
        "minCount",
        "a citation names no source",
        remove="cite:review nhsit:source id:review-2021 .",
    ),
    Mutant(
        "C03",
        "maxCount",
        "a citation names two sources",
        add="cite:review nhsit:source id:audit-report .",
    ),
    Mutant(
        "C03",
        "or",
        "a citation names a person as its source",
        remove="cite:review nhsit:source id:review-2021 .",
        add="cite:review nhsit:source id:ann .",
    ),
    Mutant(
        "C04",
        "minCount",
        "a source has no title",
        remove='id:annual-report skos:prefLabel "Annual report of the Data Agency"@en .',
    ),
    Mutant(
        "C04",
        "minCount",
        "a source has no publisher",
        remove='id:annual-report dc:publisher "Data Agency" .',
    ),
    Mutant(
        "C04",
        "minCount",
        "a source has no type",
        remove="id:annual-report nhsit:sourceType nhsit:GovReport .",
    ),
    Mutant(
        "C04",
        "maxCount",
        "a source has two types",
        add="id:annual-report nhsit:sourceType nhsit:News .",
    ),
    Mutant(
        "C04",
        "in",
        "a source has a type that is not on the list",
        remove="id:annual-report nhsit:sourceType nhsit:GovReport .",
        add="id:annual-report nhsit:sourceType nhsit:Happened .",
    ),
    Mutant(
        "C04",
        "minCount",
        "a source has no address",
        remove="id:annual-report nhsit:url <https://example.org/annual-report> .",
    ),
    Mutant(
        "C04",
        "nodeKind",
        "the address of a source is text",
        remove="id:annual-report nhsit:url <https://example.org/annual-report> .",
        add='id:annual-report nhsit:url "in the library" .',
    ),
]

_DATES = [
    Mutant(
        "C05",
        "datatype",
        "a start is a year of another datatype",
        remove='id:records-programme nhsit:start "2003"^^edtf:EDTF .',
        add='id:records-programme nhsit:start "2003"^^xsd:gYear .',
    ),
    Mutant(
        "C05",
        "pattern",
        "a date has month 13",
        remove='id:data-loss nhsit:date "2007-11"^^edtf:EDTF .',
        add='id:data-loss nhsit:date "2007-13"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "pattern",
        "a date is free text",
        remove='claim:group nhsit:attested "2006"^^edtf:EDTF .',
        add='claim:group nhsit:attested "summer of 2006"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "pattern",
        "a start is open",
        remove='id:records-programme nhsit:start "2003"^^edtf:EDTF .',
        add='id:records-programme nhsit:start ".."^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "datatype",
        "an end is plain text",
        remove='id:digital-unit nhsit:end "2019~"^^edtf:EDTF .',
        add='id:digital-unit nhsit:end "2019" .',
    ),
    Mutant(
        "C05",
        "pattern",
        "an end has day 32",
        remove='id:digital-unit nhsit:end "2019~"^^edtf:EDTF .',
        add='id:digital-unit nhsit:end "2019-01-32"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "maxCount",
        "a unit starts twice",
        add='id:digital-unit nhsit:start "2014"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "maxCount",
        "a unit ends twice",
        add='id:digital-unit nhsit:end "2020"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "maxCount",
        "an incident has two dates",
        add='id:data-loss nhsit:date "2007-10"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "maxCount",
        "a contract is announced twice",
        add='id:spindle-contract nhsit:announcedOn "2003-11"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "maxCount",
        "a contract has two agreed ends",
        add='id:spindle-contract nhsit:agreedEnd "2012-12"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "pattern",
        "an agreed end is words",
        remove='id:spindle-contract nhsit:agreedEnd "2014"^^edtf:EDTF .',
        add='id:spindle-contract nhsit:agreedEnd "ten years"^^edtf:EDTF .',
    ),
    Mutant(
        "C05",
        "maxCount",
        "a recommendation has two due dates",
        add='id:rec-7 nhsit:due "2023-12"^^edtf:EDTF .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the first day of a start is no day",
        remove=_bounds("id:digital-unit", "start", "2015-01-01", "2015-12-31")
        + _bounds("id:digital-unit", "end", "2018-07-01", "2020-06-30"),
        add='id:digital-unit nhsit:startEarliest "2015" .',
    ),
    Mutant(
        "C06",
        "lessThanOrEquals",
        "the first day of a start comes after the last",
        remove='id:digital-unit nhsit:startLatest "2015-12-31"^^xsd:date .',
        add='id:digital-unit nhsit:startLatest "2014-12-31"^^xsd:date .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the last day of a start is no day",
        remove=_bounds("id:digital-unit", "start", "2015-01-01", "2015-12-31"),
        add='id:digital-unit nhsit:startLatest "2015" .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the first day of an end is no day",
        remove=_bounds("id:digital-unit", "end", "2018-07-01", "2020-06-30"),
        add='id:digital-unit nhsit:endEarliest "2018" .',
    ),
    Mutant(
        "C06",
        "lessThanOrEquals",
        "the first day of an end comes after the last",
        remove='id:digital-unit nhsit:endEarliest "2018-07-01"^^xsd:date .',
        add='id:digital-unit nhsit:endEarliest "2020-07-01"^^xsd:date .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the last day of an end is no day",
        remove=_bounds("id:digital-unit", "end", "2018-07-01", "2020-06-30")
        + _bounds("id:digital-unit", "start", "2015-01-01", "2015-12-31"),
        add='id:digital-unit nhsit:endLatest "2020" .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the first day of a date is no day",
        remove=_bounds("id:data-loss", "date", "2007-11-01", "2007-11-30"),
        add='id:data-loss nhsit:dateEarliest "2007" .',
    ),
    Mutant(
        "C06",
        "lessThanOrEquals",
        "the first day of a date comes after the last",
        remove='id:data-loss nhsit:dateEarliest "2007-11-01"^^xsd:date .',
        add='id:data-loss nhsit:dateEarliest "2007-12-01"^^xsd:date .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the last day of a date is no day",
        remove=_bounds("id:data-loss", "date", "2007-11-01", "2007-11-30"),
        add='id:data-loss nhsit:dateLatest "2007" .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the first day of an announcement is no day",
        remove=_bounds("id:spindle-contract", "announcedOn", "2003-12-01", "2003-12-31"),
        add='id:spindle-contract nhsit:announcedOnEarliest "2003" .',
    ),
    Mutant(
        "C06",
        "lessThanOrEquals",
        "the first day of an announcement comes after the last",
        remove='id:spindle-contract nhsit:announcedOnEarliest "2003-12-01"^^xsd:date .',
        add='id:spindle-contract nhsit:announcedOnEarliest "2004-01-01"^^xsd:date .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the last day of an announcement is no day",
        remove=_bounds("id:spindle-contract", "announcedOn", "2003-12-01", "2003-12-31"),
        add='id:spindle-contract nhsit:announcedOnLatest "2003" .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the first day of an agreed end is no day",
        remove=_bounds("id:spindle-contract", "agreedEnd", "2014-01-01", "2014-12-31"),
        add='id:spindle-contract nhsit:agreedEndEarliest "2014" .',
    ),
    Mutant(
        "C06",
        "lessThanOrEquals",
        "the first day of an agreed end comes after the last",
        remove='id:spindle-contract nhsit:agreedEndEarliest "2014-01-01"^^xsd:date .',
        add='id:spindle-contract nhsit:agreedEndEarliest "2015-01-01"^^xsd:date .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the last day of an agreed end is no day",
        remove=_bounds("id:spindle-contract", "agreedEnd", "2014-01-01", "2014-12-31"),
        add='id:spindle-contract nhsit:agreedEndLatest "2014" .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the first day of a due date is no day",
        remove=_bounds("id:rec-7", "due", "2022-06-01", "2022-06-30"),
        add='id:rec-7 nhsit:dueEarliest "2022" .',
    ),
    Mutant(
        "C06",
        "lessThanOrEquals",
        "the first day of a due date comes after the last",
        remove='id:rec-7 nhsit:dueEarliest "2022-06-01"^^xsd:date .',
        add='id:rec-7 nhsit:dueEarliest "2023-01-01"^^xsd:date .',
    ),
    Mutant(
        "C06",
        "datatype",
        "the last day of a due date is no day",
        remove=_bounds("id:rec-7", "due", "2022-06-01", "2022-06-30"),
        add='id:rec-7 nhsit:dueLatest "2022" .',
    ),
    Mutant(
        "C07",
        "lessThanOrEquals",
        "a contract was to end before it began",
        remove=_bounds("id:spindle-contract", "agreedEnd", "2014-01-01", "2014-12-31"),
        add=_bounds("id:spindle-contract", "agreedEnd", "2002-01-01", "2002-12-31"),
    ),
    Mutant(
        "C06",
        "datatype",
        "the bound of an attested date is no day",
        add='id:cat-lead nhsit:attestedLatest "2008" .',
    ),
    Mutant(
        "C07",
        "lessThanOrEquals",
        "a unit ends before it starts",
        remove=_bounds("id:digital-unit", "start", "2015-01-01", "2015-12-31"),
        add=_bounds("id:digital-unit", "start", "2021-01-01", "2021-12-31"),
    ),
]

_EVENTS = [
    Mutant(
        "C08",
        "minCount",
        "an abolition has no date",
        remove='id:watchdog-end nhsit:date "2012-10"^^edtf:EDTF .',
    ),
    Mutant(
        "C08",
        "minCount",
        "an abolition names nobody",
        remove="id:board-abolition nhsit:endedBody id:national-board .",
    ),
    Mutant(
        "C08",
        "or",
        "an abolition ends a person",
        add="id:board-abolition nhsit:endedBody id:ann .",
    ),
    Mutant(
        "C09a",
        "minCount",
        "a merger ends one body only",
        remove="id:trust-merger nhsit:endedBody id:south-trust .",
    ),
    Mutant(
        "C09a",
        "minCount",
        "a merger creates nothing",
        remove="id:trust-merger nhsit:createdBody id:joint-trust .",
    ),
    Mutant(
        "C09a",
        "maxCount",
        "a merger creates two",
        add="id:trust-merger nhsit:createdBody id:trusts .",
    ),
    Mutant(
        "C09b",
        "minCount",
        "a split ends nothing",
        remove="id:region-split nhsit:endedBody id:region .",
    ),
    Mutant(
        "C09b",
        "maxCount",
        "a split ends two",
        add="id:region-split nhsit:endedBody id:trusts .",
    ),
    Mutant(
        "C09b",
        "minCount",
        "a split has one heir",
        remove="id:region-split nhsit:gainingBody id:region-west .",
    ),
    Mutant(
        "C09c",
        "minCount",
        "an absorption ends nothing",
        remove="id:agency-absorption nhsit:endedBody id:data-agency .",
    ),
    Mutant(
        "C09c",
        "minCount",
        "an absorption has nobody that gains",
        remove="id:agency-absorption nhsit:gainingBody id:national-board .",
    ),
    Mutant(
        "C09c",
        "maxCount",
        "an absorption has two that gain",
        add="id:agency-absorption nhsit:gainingBody id:department .",
    ),
    Mutant(
        "C09c",
        "maxCount",
        "an absorption creates something",
        add="id:agency-absorption nhsit:createdBody id:trusts .",
    ),
    Mutant(
        "C09d",
        "minCount",
        "a creation creates nothing",
        remove="id:board-creation nhsit:createdBody id:national-board .",
        add="id:board-creation nhsit:gainingBody id:national-board .",
    ),
    Mutant(
        "C09d",
        "maxCount",
        "a creation ends something",
        add="id:board-creation nhsit:endedBody id:trusts .",
    ),
    Mutant(
        "C09e",
        "minCount",
        "a transfer has nobody that loses",
        remove="id:duties-transfer nhsit:losingBody id:department .",
    ),
    Mutant(
        "C09e",
        "disjoint",
        "a body transfers functions to itself",
        add="id:duties-transfer nhsit:gainingBody id:department .",
    ),
    Mutant(
        "C09e",
        "maxCount",
        "a transfer ends something",
        add="id:duties-transfer nhsit:endedBody id:trusts .",
    ),
    Mutant(
        "C10",
        "class",
        "the legal basis is a report",
        remove="id:agency-absorption nhsit:legalBasis id:order-2023 .",
        add="id:agency-absorption nhsit:legalBasis id:review-2021 .",
    ),
]

_LIVES = [
    Mutant(
        "C11",
        "sparql",
        "the heir is replaced by its forerunner",
        add=_event(
            "Replacement",
            "nhsit:endedBody id:national-board ; nhsit:gainingBody id:records-centre",
            "2025-01-01",
        ),
    ),
    Mutant(
        "C11",
        "sparql",
        "a body replaces itself",
        add=_event(
            "Replacement",
            "nhsit:endedBody id:trusts ; nhsit:gainingBody id:trusts",
            "2025-01-01",
        ),
    ),
    Mutant(
        "C12",
        "sparql",
        "a body is created twice",
        add=_event("Creation", "nhsit:createdBody id:data-agency", "2013-04-01"),
    ),
    Mutant(
        "C12",
        "sparql",
        "a programme is launched twice",
        add=_event("Launch", "nhsit:opens id:records-programme", "2003-06-01"),
    ),
    Mutant(
        "C12",
        "sparql",
        "a body ends twice",
        add=_event("Abolition", "nhsit:endedBody id:data-agency", "2023-02-01"),
    ),
    Mutant(
        "C13",
        "sparql",
        "a body is created after its end",
        add=_event("Creation", "nhsit:createdBody id:watchdog", "2015-01-01"),
    ),
    Mutant(
        "C14",
        "sparql",
        "a tenure starts after the end of its body",
        remove='id:cat-chief nhsit:end "2021"^^edtf:EDTF .'
        + _bounds("id:cat-chief", "end", "2021-01-01", "2021-12-31")
        + _bounds("id:cat-chief", "start", "2020-01-01", "2020-12-31"),
        add=_bounds("id:cat-chief", "start", "2024-01-01", "2024-12-31"),
    ),
    Mutant(
        "C14",
        "sparql",
        "a tenure ends before its body was created",
        remove=_bounds("id:cat-chief", "end", "2021-01-01", "2021-12-31")
        + _bounds("id:cat-chief", "start", "2020-01-01", "2020-12-31"),
        add=_bounds("id:cat-chief", "end", "2010-01-01", "2010-12-31"),
    ),
    Mutant(
        "C14",
        "sparql",
        "a tenure starts on the day on which its body ended",
        remove='id:cat-chief nhsit:end "2021"^^edtf:EDTF .'
        + _bounds("id:cat-chief", "end", "2021-01-01", "2021-12-31")
        + _bounds("id:cat-chief", "start", "2020-01-01", "2020-12-31"),
        add=_bounds("id:cat-chief", "start", "2023-02-01", "2023-02-01"),
    ),
    Mutant(
        "C14",
        "sparql",
        "a tenure ends after the end of its body",
        remove='id:cat-chief nhsit:end "2021"^^edtf:EDTF .'
        + _bounds("id:cat-chief", "end", "2021-01-01", "2021-12-31")
        + _bounds("id:cat-chief", "start", "2020-01-01", "2020-12-31"),
        add=_bounds("id:cat-chief", "start", "2020-01-01", "2020-12-31")
        + _bounds("id:cat-chief", "end", "2024-01-01", "2024-12-31"),
    ),
    Mutant(
        "C14",
        "sparql",
        "a tenure starts before its body was created",
        remove='id:cat-chief nhsit:end "2021"^^edtf:EDTF .'
        + _bounds("id:cat-chief", "end", "2021-01-01", "2021-12-31")
        + _bounds("id:cat-chief", "start", "2020-01-01", "2020-12-31"),
        add=_bounds("id:cat-chief", "start", "2012-01-01", "2012-12-31")
        + _bounds("id:cat-chief", "end", "2021-01-01", "2021-12-31"),
    ),
    Mutant(
        "C14",
        "sparql",
        "a holder was seen after the end of the body",
        add=_bounds("id:cat-chief", "attested", "2024-01-01", "2024-12-31"),
    ),
    Mutant(
        "C14",
        "sparql",
        "a holder was seen before the body was created",
        add=_bounds("id:cat-chief", "attested", "2010-01-01", "2010-12-31"),
    ),
    Mutant(
        "C28",
        "sparql",
        "a body starts a year before the event that created it",
        remove=_bounds("id:data-agency", "start", "2013-01-01", "2013-12-31"),
        add=_bounds("id:data-agency", "start", "2012-01-01", "2012-12-31"),
    ),
    Mutant(
        "C28",
        "sparql",
        "a programme starts a year after its launch",
        remove=_bounds("id:records-programme", "start", "2003-01-01", "2003-12-31"),
        add=_bounds("id:records-programme", "start", "2004-01-01", "2004-12-31"),
    ),
    Mutant(
        "C28",
        "sparql",
        "a body ends a year before the event that ended it",
        remove=_bounds("id:data-agency", "end", "2023-02-01", "2023-02-28"),
        add=_bounds("id:data-agency", "end", "2022-02-01", "2022-02-28"),
    ),
]

_PEOPLE = [
    Mutant(
        "C32",
        "maxCount",
        "another person has the same name",
        add="id:ann-2 a nhsit:Person ; skos:prefLabel "
        '"ANN-Exámple"@en ; nhsit:evidence cite:annual .',
    ),
    Mutant(
        "C15",
        "minCount",
        "a tenure is of nobody",
        remove="id:cat-lead org:member id:cat .",
    ),
    Mutant(
        "C15",
        "maxCount",
        "a tenure is of two persons",
        add="id:cat-lead org:member id:ann .",
    ),
    Mutant(
        "C15",
        "class",
        "a tenure is of a company",
        remove="id:cat-lead org:member id:cat .",
        add="id:cat-lead org:member id:acme .",
    ),
    Mutant(
        "C15",
        "minCount",
        "a tenure is in no post",
        remove="id:cat-lead nhsit:post id:programme-lead .",
        also=("equals",),
    ),
    Mutant(
        "C15",
        "maxCount",
        "a tenure is in two posts",
        add="""
id:deputy-lead a nhsit:Post ; skos:prefLabel "Deputy lead"@en ;
    org:postIn id:records-programme ; nhsit:evidence cite:audit .
id:cat-lead nhsit:post id:deputy-lead .
""",
    ),
    Mutant(
        "C15",
        "minCount",
        "a tenure is in no body",
        remove="id:cat-lead org:organization id:records-programme .",
        also=("equals",),
    ),
    Mutant(
        "C15",
        "maxCount",
        "a tenure is in two bodies",
        add="id:cat-lead org:organization id:department .",
        also=("equals",),
    ),
    Mutant(
        "C15",
        "equals",
        "the post belongs to another body",
        remove="id:cat-lead org:organization id:records-programme .",
        add="id:cat-lead org:organization id:department .",
    ),
    Mutant(
        "C16",
        "sparql",
        "two persons hold a single office at once",
        remove=_bounds("id:ann-chief", "end", "2018-07-09", "2018-07-09"),
        add=_bounds("id:ann-chief", "end", "2019-01-01", "2019-01-01"),
    ),
    Mutant(
        "C17",
        "xone",
        "a person is a body",
        add="id:ann a nhsit:Body .",
    ),
    Mutant(
        "C17",
        "xone",
        "a system is a programme",
        add="id:spindle a nhsit:Programme .",
    ),
    Mutant(
        "C17",
        "xone",
        "a report is a strategy",
        add="id:review-2021 a nhsit:Strategy .",
    ),
]

_RECOMMENDATIONS = [
    Mutant(
        "C18",
        "minCount",
        "a recommendation stands in no document",
        remove="id:rec-8 nhsit:recommendedIn id:review-2021 .",
    ),
    Mutant(
        "C18",
        "maxCount",
        "a recommendation stands in two documents",
        add="id:rec-8 nhsit:recommendedIn id:strategy-2002 .",
    ),
    Mutant(
        "C18",
        "or",
        "a recommendation stands in a mere source",
        remove="id:rec-8 nhsit:recommendedIn id:review-2021 .",
        add="id:rec-8 nhsit:recommendedIn id:annual-report .",
    ),
    Mutant(
        "C18",
        "minCount",
        "a recommendation addresses nobody",
        remove="id:rec-8 nhsit:addressedTo id:data-agency .",
    ),
    Mutant(
        "C18",
        "minCount",
        "a recommendation asks for nothing",
        remove='id:rec-8 dct:description "Publish a register of systems."@en .',
    ),
    Mutant(
        "C18",
        "maxLength",
        "a recommendation is told at length",
        remove='id:rec-8 dct:description "Publish a register of systems."@en .',
        add=f'id:rec-8 dct:description "{"x" * 401}"@en .',
    ),
    Mutant(
        "C18",
        "sparql",
        "two recommendations of a report have one number",
        remove='id:rec-8 nhsit:number "8" .',
        add='id:rec-8 nhsit:number "7" .',
    ),
    Mutant(
        "C19",
        "sparql",
        "a recommendation addresses a body that had ended",
        remove="id:rec-8 nhsit:addressedTo id:data-agency .",
        add="id:rec-8 nhsit:addressedTo id:watchdog .",
    ),
    Mutant(
        "C20",
        "minCount",
        "an assessment is of nothing",
        remove="id:rec-8-audit nhsit:assesses id:rec-8 .",
    ),
    Mutant(
        "C20",
        "maxCount",
        "an assessment is of two recommendations",
        add="id:rec-8-audit nhsit:assesses id:rec-7 .",
    ),
    Mutant(
        "C20",
        "or",
        "an assessment is of a report",
        remove="id:rec-8-audit nhsit:assesses id:rec-8 .",
        add="id:rec-8-audit nhsit:assesses id:review-2021 .",
    ),
    Mutant(
        "C20",
        "minCount",
        "an assessment is by nobody",
        remove="id:rec-8-audit prov:wasAttributedTo id:audit-office .",
    ),
    Mutant(
        "C20",
        "minCount",
        "an assessment has no date",
        remove='id:rec-8-audit nhsit:date "2024"^^edtf:EDTF .',
    ),
    Mutant(
        "C20",
        "maxCount",
        "an assessment gives two verdicts on implementation",
        add="id:rec-8-audit nhsit:implementation nhsit:InProgress .",
    ),
    Mutant(
        "C20",
        "in",
        "a verdict on implementation is not on the list",
        remove="id:rec-8-audit nhsit:implementation nhsit:Enacted .",
        add="id:rec-8-audit nhsit:implementation nhsit:Accepted .",
    ),
    Mutant(
        "C20",
        "maxCount",
        "an assessment gives two responses",
        add="id:rec-7-response nhsit:response nhsit:Rejected .",
    ),
    Mutant(
        "C20",
        "in",
        "a response is not on the list",
        remove="id:rec-7-response nhsit:response nhsit:AcceptedInPrinciple .",
        add="id:rec-7-response nhsit:response nhsit:Enacted .",
    ),
    Mutant(
        "C20",
        "xone",
        "an assessment gives a response and an implementation",
        add="id:rec-8-audit nhsit:response nhsit:Accepted .",
    ),
    Mutant(
        "C20",
        "xone",
        "an assessment gives no verdict",
        remove="id:rec-8-audit nhsit:implementation nhsit:Enacted .",
    ),
    Mutant(
        "C20",
        "sparql",
        "an assessment is older than the report",
        remove=_bounds("id:rec-8-early", "date", "2022-06-01", "2022-06-30"),
        add=_bounds("id:rec-8-early", "date", "2020-06-01", "2020-06-30"),
    ),
    Mutant(
        "C21",
        "minCount",
        "an opinion is held by nobody",
        remove="id:opinion prov:wasAttributedTo id:ann .",
    ),
    Mutant(
        "C21",
        "minCount",
        "an opinion is about nothing",
        remove="id:opinion nhsit:about id:data-agency , id:national-board .",
    ),
    Mutant(
        "C21",
        "minCount",
        "an opinion takes no stance",
        remove="id:opinion nhsit:stance nhsit:Supportive .",
    ),
    Mutant(
        "C21",
        "maxCount",
        "an opinion takes two stances",
        add="id:opinion nhsit:stance nhsit:Critical .",
    ),
    Mutant(
        "C21",
        "in",
        "a stance is not on the list",
        remove="id:opinion nhsit:stance nhsit:Supportive .",
        add="id:opinion nhsit:stance nhsit:Happened .",
    ),
    Mutant(
        "C21",
        "sparql",
        "an opinion is asserted as fact",
        add="id:data-agency nhsit:betterAsPartOf id:national-board .",
    ),
]

_TRIPLES = [
    Mutant(
        "C22",
        "sparql",
        "a claim that holds has no plain triple",
        remove="id:joint-trust nhsit:inGroup id:trusts .",
    ),
    Mutant(
        "C22",
        "sparql",
        "a deprecated claim has its plain triple",
        add="id:spindle nhsit:suppliedBy id:acme .",
    ),
    Mutant(
        "C23",
        "hasValue",
        "the property of a claim is misspelt",
        remove="""
claim:group rdf:predicate nhsit:inGroup .
id:joint-trust nhsit:inGroup id:trusts .
""",
        add="""
claim:group rdf:predicate nhsit:inGruop .
id:joint-trust nhsit:inGruop id:trusts .
""",
    ),
    Mutant(
        "C24",
        "pattern",
        "the address of an order is that of a page",
        remove="""
id:order-2023 nhsit:legislationUri <http://www.legislation.gov.uk/id/uksi/2023/1> .
""",
        add="""
id:order-2023 nhsit:legislationUri <https://www.legislation.gov.uk/uksi/2023/1/contents/made> .
""",
    ),
    Mutant(
        "C25",
        "minCount",
        "a contract names neither side",
        remove="id:spindle-contract nhsit:buyer id:department ; nhsit:supplier id:acme .",
    ),
    Mutant(
        "C25",
        "minCount",
        "a contract names no buyer",
        remove="id:spindle-contract nhsit:buyer id:department .",
    ),
    Mutant(
        "C25",
        "minCount",
        "a contract names no supplier",
        remove="id:spindle-contract nhsit:supplier id:acme .",
    ),
    Mutant(
        "C25",
        "disjoint",
        "a body buys from itself",
        add="id:spindle-contract nhsit:supplier id:department .",
    ),
    Mutant(
        "C25",
        "maxCount",
        "a contract has two values",
        add="id:spindle-contract nhsit:valueGBP 1 .",
    ),
    Mutant(
        "C25",
        "datatype",
        "the value of a contract has pence",
        remove="id:spindle-contract nhsit:valueGBP 620000000 .",
        add="id:spindle-contract nhsit:valueGBP 620000000.5 .",
    ),
    Mutant(
        "C25",
        "minInclusive",
        "the value of a contract is below nothing",
        remove="id:spindle-contract nhsit:valueGBP 620000000 .",
        add="id:spindle-contract nhsit:valueGBP -1 .",
    ),
    Mutant(
        "C26",
        "minCount",
        "a body has no label",
        remove='id:watchdog skos:prefLabel "Watchdog"@en .',
    ),
    Mutant(
        "C26",
        "uniqueLang",
        "a body has two English labels",
        add='id:watchdog skos:prefLabel "The Watchdog"@en .',
    ),
    Mutant(
        "C26",
        "disjoint",
        "an alias repeats the label",
        add='id:watchdog skos:altLabel "Watchdog"@en .',
    ),
    Mutant(
        "C27",
        "minCount",
        "a contract is for a system that nobody has entered",
        add="id:spindle-contract nhsit:contractFor id:spindel .",
    ),
    Mutant(
        "C27",
        "minCount",
        "a claim has an object that nobody has entered",
        remove="""
claim:group rdf:object id:trusts .
id:joint-trust nhsit:inGroup id:trusts .
""",
        add="""
claim:group rdf:object id:trsuts .
id:joint-trust nhsit:inGroup id:trsuts .
""",
    ),
]

_ENDINGS = [
    Mutant(
        "C30",
        "maxCount",
        "a contract ends twice",
        add="id:spindle-contract nhsit:ending nhsit:ReplacedContract .",
    ),
    Mutant(
        "C30",
        "in",
        "an ending is no ending",
        remove="id:spindle-contract nhsit:ending nhsit:EndedEarly .",
        add="id:spindle-contract nhsit:ending nhsit:Happened .",
    ),
    Mutant(
        "C30",
        "sparql",
        "a contract ended early after its agreed end",
        remove=_bounds("id:spindle-contract", "end", "2008-05-01", "2008-05-31"),
        add=_bounds("id:spindle-contract", "end", "2015-01-01", "2015-12-31"),
    ),
    Mutant(
        "C30",
        "sparql",
        "a contract ran its term and ended before it was out",
        remove="id:spindle-contract nhsit:ending nhsit:EndedEarly .",
        add="id:spindle-contract nhsit:ending nhsit:RanItsTerm .",
    ),
    Mutant(
        "C30",
        "sparql",
        "a contract runs and has ended",
        remove="id:spindle-contract nhsit:ending nhsit:EndedEarly .",
        add="id:spindle-contract nhsit:ending nhsit:Running .",
    ),
    Mutant(
        "C30",
        "sparql",
        "a contract was cancelled before a start that it has",
        remove="id:spindle-contract nhsit:ending nhsit:EndedEarly .",
        add="id:spindle-contract nhsit:ending nhsit:CancelledBeforeStart .",
    ),
    Mutant(
        "C31",
        "minCount",
        "a post is of no kind",
        remove="id:agency-chief nhsit:postKind nhsit:HeadPost .",
    ),
    Mutant(
        "C31",
        "maxCount",
        "a post is two offices of state",
        add="id:health-minister nhsit:office nhsit:PrimeMinisterOffice .",
    ),
    Mutant(
        "C31",
        "sparql",
        "an office of state is held by a director",
        remove="id:health-minister nhsit:postKind nhsit:MinisterPost .",
        add="id:health-minister nhsit:postKind nhsit:DirectorPost .",
    ),
]


def _figure(breaks: str, constraint: str, remove: str = "", add: str = "", *also: str) -> Mutant:
    return Mutant("C33", constraint, breaks, remove, add, also)


def _code(breaks: str, constraint: str, remove: str = "", add: str = "", *also: str) -> Mutant:
    return Mutant("C34", constraint, breaks, remove, add, also)


_COST, _SHARE, _DRIVES = (f"id:fig-spindle-{name}" for name in ("cost", "share", "drives"))
_ODS, _ITEM = "id:data-agency-ods-x26", "id:national-board-wikidata-q1000001"
_NUMBERS = [
    _figure("a figure of nothing", "minCount", f"{_COST} nhsit:figureOf id:spindle ."),
    _figure("a figure of two things", "maxCount", "", f"{_COST} nhsit:figureOf id:old-net ."),
    _figure("a figure without a measure", "minCount", f"{_COST} nhsit:measure nhsit:CostOutturn ."),
    _figure("two measures", "maxCount", "", f"{_COST} nhsit:measure nhsit:Budget ."),
    _figure("a figure without a unit", "minCount", f"{_COST} nhsit:unit nhsit:PoundsUnit ."),
    _figure("two units", "maxCount", "", f"{_DRIVES} nhsit:unit nhsit:SitesUnit ."),
    _figure("a figure without a number", "minCount", f"{_SHARE} nhsit:amount 40.5 ."),
    _figure("two numbers", "maxCount", "", f"{_SHARE} nhsit:amount 41.5 ."),
    _figure(
        "a number in words",
        "datatype",
        f"{_SHARE} nhsit:amount 40.5 .",
        f'{_SHARE} nhsit:amount "forty" .',
    ),
    _figure(
        "a number above its upper bound",
        "lessThanOrEquals",
        f'{_COST} nhsit:amountHigh "700000000"^^xsd:decimal .',
        f'{_COST} nhsit:amountHigh "630000000"^^xsd:decimal .',
    ),
    _figure(
        "two lower bounds", "maxCount", "", f'{_COST} nhsit:amountLow "610000000"^^xsd:decimal .'
    ),
    _figure(
        "a lower bound in words",
        "datatype",
        f'{_COST} nhsit:amountLow "620000000"^^xsd:decimal .',
        f'{_COST} nhsit:amountLow "some" .',
        "lessThanOrEquals",
    ),
    _figure(
        "a lower bound above the number",
        "lessThanOrEquals",
        f'{_COST} nhsit:amountLow "620000000"^^xsd:decimal .',
        f'{_COST} nhsit:amountLow "650000000"^^xsd:decimal .',
    ),
    _figure(
        "two upper bounds", "maxCount", "", f'{_COST} nhsit:amountHigh "710000000"^^xsd:decimal .'
    ),
    _figure(
        "an upper bound in words",
        "datatype",
        f'{_COST} nhsit:amountHigh "700000000"^^xsd:decimal .',
        f'{_COST} nhsit:amountHigh "much" .',
        "lessThanOrEquals",
    ),
    _figure(
        "bounds the wrong way round",
        "lessThanOrEquals",
        f"{_SHARE} nhsit:amount 40.5 .",
        f'{_SHARE} nhsit:amountLow "50"^^xsd:decimal ; nhsit:amountHigh "40"^^xsd:decimal .',
    ),
    _figure(
        "a cost in people",
        "sparql",
        f"{_COST} nhsit:unit nhsit:PoundsUnit .",
        f"{_COST} nhsit:unit nhsit:PeopleUnit .",
    ),
    _figure("more than all", "sparql", "", f'{_SHARE} nhsit:amountHigh "110"^^xsd:decimal .'),
    _figure("a count of who knows", "sparql", f'{_DRIVES} nhsit:note "Drives taken out."@en .'),
    _figure(
        "spent before it began",
        "sparql",
        f"""{_COST} nhsit:date "2009"^^edtf:EDTF ;
    nhsit:dateEarliest "2009-01-01"^^xsd:date ; nhsit:dateLatest "2009-12-31"^^xsd:date .""",
        f"""{_COST} nhsit:date "2001"^^edtf:EDTF ;
    nhsit:dateEarliest "2001-01-01"^^xsd:date ; nhsit:dateLatest "2001-12-31"^^xsd:date .""",
    ),
    _code("a code of nothing", "minCount", f"{_ODS} nhsit:codeOf id:data-agency ."),
    _code("a code of two things", "maxCount", "", f"{_ODS} nhsit:codeOf id:watchdog ."),
    _code("a code of no register", "minCount", f"{_ODS} nhsit:register nhsit:OdsRegisterCode ."),
    _code(
        "a code of two registers",
        "maxCount",
        "",
        f"{_ODS} nhsit:register nhsit:RorCode .",
        "sparql",
    ),
    _code(
        "a row without its code", "minCount", f'{_ODS} skos:notation "X26"^^nhsit:OdsRegisterCode .'
    ),
    _code(
        "two codes in a row", "maxCount", "", f'{_ODS} skos:notation "X27"^^nhsit:OdsRegisterCode .'
    ),
    _code(
        "an ODS code in small letters",
        "sparql",
        f'{_ODS} skos:notation "X26"^^nhsit:OdsRegisterCode .',
        f'{_ODS} skos:notation "x26"^^nhsit:OdsRegisterCode .',
    ),
    _code(
        "two things with one Wikidata item",
        "sparql",
        "",
        """id:acme-item a nhsit:DatedCode ; nhsit:codeOf id:acme ; nhsit:register nhsit:WikidataItem ;
    skos:notation "Q1000001"^^nhsit:WikidataItem ; nhsit:evidence cite:annual .""",
    ),
    _code(
        "a thing with two Wikidata items",
        "sparql",
        "",
        """id:board-item a nhsit:DatedCode ; nhsit:codeOf id:national-board ;
    nhsit:register nhsit:WikidataItem ; skos:notation "Q1000002"^^nhsit:WikidataItem ;
    nhsit:evidence cite:annual .""",
    ),
]

MUTANTS: list[Mutant] = [
    *_CLAIMS,
    *_DATES,
    *_EVENTS,
    *_LIVES,
    *_PEOPLE,
    *_RECOMMENDATIONS,
    *_ENDINGS,
    *_TRIPLES,
    *_NUMBERS,
]
"""Every mutant, in the order of the shapes."""
