"""The data of the page: everything that it shows, as tables of plain values.

One field that is not known is absent from its row. Dates are as stated (EDTF); the page reads
their bounds itself, by the same rule. `evidence` holds numbers of citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.engine.about import dataset_of
from kg.engine.graph import SparqlGraph
from kg.explorer.records import Record, keeping_all, read_records
from kg.history.record import find_as_of, rows
from kg.index.presence import HEADS
from kg.model import schema
from kg.model.dates import PartialDate
from kg.model.vocabulary import Vocabulary
from kg.read.dataset import TIERS, Dataset

Row = dict[str, Any]

_LIFE = {"start": "start", "end": "end", "date": "date"}
_SAID = {"note": "note"}

THINGS: Mapping[str, str] = {
    "label": "skos:prefLabel", "description": "dct:description", **_LIFE, "tier": "tier",
    "itRole": "itRole", "jurisdiction": "jurisdiction", "status": "status",
    "groupSize": "groupSize", "systemKind": "systemKind", "number": "dct:identifier",
    "citation": "dct:bibliographicCitation", "url": "url", "law": "legislationUri",
    "note": "parentNote", "ods": "odsCode", "wikidata": "wikidata", "company": "companyNumber",
    "body": "org:postIn", "broader": "skos:broader", "definition": "skos:definition",
    "holders": "maxHolders",
}  # fmt: skip
_THING_LISTS = {"aliases": "skos:altLabel"}

_RECORDS: Mapping[str, tuple[frozenset[str], Mapping[str, str], Mapping[str, str]]] = {
    "names": (
        frozenset({"DatedName"}),
        {"of": "nameOf", "name": "rdf:value", "kind": "nameKind", **_LIFE},
        {},
    ),
    "claims": (
        frozenset({"Claim"}),
        {"s": "rdf:subject", "p": "rdf:predicate", "o": "rdf:object", **_LIFE, **_SAID,
         "rank": "rank", "reason": "deprecatedReason", "confidence": "confidence"},
        {"seen": "attested", "against": "counterEvidence"},
    ),
    "events": (
        frozenset(schema.EVENTS),
        {"label": "skos:prefLabel", "date": "date", "status": "status", "partOf": "partOfEvent",
         **_SAID},
        {"ended": "endedBody", "created": "createdBody", "gaining": "gainingBody",
         "losing": "losingBody", "wouldGain": "wouldGain", "wouldLose": "wouldLose",
         "opens": "opens", "closes": "closes", "continuedIn": "continuedIn",
         "concerns": "concerns", "laws": "legalBasis", "triggers": "triggeredBy",
         "unpaired": "pairingUnknown"},
    ),
    "tenures": (
        frozenset({"Tenure"}),
        {"person": "org:member", "post": "post", "body": "org:organization", **_LIFE, **_SAID,
         "capacity": "capacity", "rank": "rank"},
        {"seen": "attested"},
    ),
    "recommendations": (
        frozenset({"Recommendation"}),
        {"report": "recommendedIn", "number": "number", "text": "dct:description",
         "label": "skos:prefLabel", "addresseeNote": "addresseeNote", "contested": "contested"},
        {"addressees": "addressedTo", "topics": "topic", "reiterates": "reiterates"},
    ),
    "assessments": (
        frozenset({"Assessment"}),
        {"of": "assesses", "implementation": "implementation", "response": "response",
         "by": "prov:wasAttributedTo", **_LIFE, **_SAID, "rank": "rank"},
        {},
    ),
    "opinions": (
        frozenset({"Opinion"}),
        {"by": "prov:wasAttributedTo", "stance": "stance", "text": "dct:description", **_LIFE},
        {"about": "about"},
    ),
    "contracts": (
        frozenset({"Contract"}),
        {"label": "skos:prefLabel", "value": "valueGBP", "valueKind": "valueKind",
         "valueNote": "valueNote", "announced": "announcedOn", "agreedEnd": "agreedEnd",
         "ending": "ending", "outcome": "contractOutcome", **_LIFE, **_SAID},
        {"buyers": "buyer", "suppliers": "supplier", "subjects": "contractFor"},
    ),
}  # fmt: skip
"""Table -> the classes of its nodes, its fields of one value, its fields of many."""

_SOURCE: Mapping[str, str] = {
    "title": "skos:prefLabel", "publisher": "dc:publisher", "date": "date", "kind": "sourceType",
    "url": "url", "archive": "archiveRef", "note": "note",
}  # fmt: skip

_READ = frozenset().union(
    {"rdf:type", "evidence", "counterEvidence", "source", "locator", "dct:isReplacedBy"},
    {"bornEarliest", "bornLatest", "endedEarliest", "endedLatest"},
    {"attestedFirst", "attestedLast"},
    *(fields.values() for fields in (THINGS, _THING_LISTS, _SOURCE)),
    *(fields.values() for _, one, many in _RECORDS.values() for fields in (one, many)),
)
"""What is read of a graph: not what the rules derive, which the page does itself."""

_NAMED = {"events", "recommendations", "opinions", "contracts"}
"""Tables whose rows have ids that a link may name; others stand only under what they are about."""

_IN_RECORDS = frozenset().union(*(kinds for kinds, _, _ in _RECORDS.values()))
_PLAIN = {"Normal", "Substantive", "Happened"}
"""Ranks, capacities and statuses that go without saying."""


def make_data(graph: SparqlGraph, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the tables of the page.

    things, names, claims, events, tenures, recommendations, assessments, opinions, contracts;
    sources and citations ([number of the source, locator]); words and inverses (local name ->
    label), schemes (list -> its values); moved (given-up id -> id); `now`, the day that counts as
    now in the data; `base`, the beginning of every entity's IRI; `dataset`, what the record says
    of itself.
    """
    with keeping_all():
        return _tables(graph, vocabulary)


def _tables(graph: SparqlGraph, vocabulary: Vocabulary) -> dict[str, Any]:
    records = read_records(graph, _READ)
    cites = _Citations(records)
    tables: dict[str, Any] = {
        "things": [_thing(r, cites) for r in records.values() if _is_thing(r)]
    }
    for name, (kinds, one, many) in _RECORDS.items():
        tables[name] = [
            _identity(r, name) | _row(r, one, many, cites)
            for r in records.values()
            if r.kind in kinds
        ]
    now = find_as_of(graph)
    return tables | {
        "sources": cites.sources,
        "citations": cites.citations,
        **_words(vocabulary),
        "moved": _moved(records),
        "heads": sorted(row["post"] for row in rows(graph, HEADS)),
        "now": now.isoformat() if now else None,
        "base": graph.space.things,
        "dataset": _dataset(dataset_of(graph), vocabulary),
    }


def _dataset(record: Dataset, vocabulary: Vocabulary) -> Row:
    """Return what the record says of itself that the page shows or goes by."""
    words = vocabulary.by_notation.get(TIERS, {})
    national = (vocabulary.space.local(words[tier]) for tier in record.national if tier in words)
    return {
        "title": record.page_title,
        "emphasis": record.page_emphasis,
        "citation": record.citation,
        "name": record.name,
        "national": sorted(national),
    }


def pairs(data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield the two ends of every relation that a claim, event, tenure or contract states."""
    known = {thing["id"] for thing in data["things"]}
    found = [(c.get("s"), c.get("o")) for c in data["claims"] if c.get("rank") != "Deprecated"]
    for event in data["events"]:
        if event.get("status", "Happened") == "Happened":
            before = [*event.get("ended", ()), *event.get("losing", ()), *event.get("closes", ())]
            after = [*event.get("created", ()), *event.get("gaining", ()),
                     *event.get("continuedIn", ())]  # fmt: skip
            found += [(b, a) for b in before for a in after]
    found += [
        (t.get("person"), t.get("body")) for t in data["tenures"] if t.get("rank") != "Deprecated"
    ]
    for contract in data["contracts"]:
        ends = [*contract.get("buyers", ()), *contract.get("subjects", ())]
        found += [(s, e) for s in contract.get("suppliers", ()) for e in ends]
    found += [(t["id"], t.get("body")) for t in data["things"]]
    for s, o in found:
        if s in known and o in known and s != o:
            yield s, o


def _moved(records: Mapping[str, Record]) -> dict[str, str]:
    """Return the ids that were given up, which old links still name, with what they became."""
    found = {r.id: r.one("dct:isReplacedBy") for r in records.values() if not r.kind}
    return {old: new for old, new in found.items() if new in records}


class _Citations:
    """Numbers the citations, and the sources that they name."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        cites = [r for r in records.values() if r.kind == "Citation" and r.one("source")]
        slugs = sorted({r.one("source") for r in cites})
        at = {slug: i for i, slug in enumerate(slugs)}
        self.sources = [_source(slug, records.get(slug)) for slug in slugs]
        keys = sorted((at[r.one("source")], r.one("locator"), r.id) for r in cites)
        self.citations = [[source, place] if place else [source] for source, place, _ in keys]
        self._numbers = {cite: i for i, (_, _, cite) in enumerate(keys)}

    def of(self, record: Record, predicate: str = "evidence") -> list[int]:
        return sorted(self._numbers[c] for c in record.all(predicate) if c in self._numbers)


def _source(slug: str, record: Record | None) -> Row:
    """Return a source; one that is itself a thing of the graph tells the rest there."""
    if record is None or record.kind != "Source":
        return {"id": slug}
    return {"id": slug} | {n: record.one(p) for n, p in _SOURCE.items() if record.one(p)}


def _is_thing(record: Record) -> bool:
    return bool(record.kind) and record.kind not in _IN_RECORDS | {"Source", "Citation"}


def _thing(record: Record, cites: _Citations) -> Row:
    row: Row = {"id": record.id, "kind": record.kind} | _row(record, THINGS, _THING_LISTS, cites)
    for name, stated in (("born", "start"), ("ended", "end")):
        bounds = [min(record.all(f"{name}Earliest"), default=""),
                  max(record.all(f"{name}Latest"), default="")]  # fmt: skip
        if all(bounds) and bounds != _bounds(record.one(stated)):
            row[name] = bounds
    seen = [record.one("attestedFirst"), record.one("attestedLast")]
    return row | {"seen": seen} if all(seen) else row


def _bounds(text: str) -> list[str] | None:
    try:
        day = PartialDate.parse(text)
    except ValueError:
        return None
    return [day.earliest.isoformat(), day.latest.isoformat()] if day.earliest and day.latest else []


def _identity(record: Record, table: str) -> Row:
    row = {"id": record.id} if table in _NAMED else {}
    return row | {"kind": record.kind} if table == "events" else row


def _row(record: Record, one: Mapping[str, str], many: Mapping[str, str], cites: _Citations) -> Row:
    row: Row = {}
    for name, predicate in one.items():
        value = record.one(predicate)
        if value and value not in _PLAIN:
            row[name] = value
    for name, predicate in many.items():
        if record.all(predicate):
            row[name] = record.all(predicate)
    if "against" in row:
        row["against"] = cites.of(record, "counterEvidence")
    evidence = cites.of(record)
    return row | {"evidence": evidence} if evidence else row


def _words(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the labels of classes, properties and concepts, and the lists of concepts."""
    words = {iri: label for iri, label in vocabulary.classes.items()}
    words |= {iri: p.label for iri, p in vocabulary.properties.items()}
    words |= {iri: c.label for iri, c in vocabulary.concepts.items()}
    inverses = {i: p.inverse_label for i, p in vocabulary.properties.items() if p.inverse_label}
    ns = vocabulary.space.ns
    schemes: dict[str, list[str]] = {}
    for iri in sorted(vocabulary.concepts):
        scheme = vocabulary.concepts[iri].scheme.removeprefix(ns)
        schemes.setdefault(scheme, []).append(iri.removeprefix(ns))
    return {"words": _local(words, ns), "inverses": _local(inverses, ns), "schemes": schemes}


def _local(words: Mapping[str, str], ns: str) -> dict[str, str]:
    return {iri.removeprefix(ns): words[iri] for iri in sorted(words) if iri.startswith(ns)}
