"""The data of the page: everything that it shows, as tables of plain values.

One field that is not known is absent from its row. Dates are as stated (EDTF); the page reads
their bounds itself, by the same rule. `evidence` holds numbers of citations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from kg.engine.about import dataset_of
from kg.engine.graph import SparqlGraph
from kg.explorer.foreign import read_foreign
from kg.explorer.ledger_data import add_standing, read_makers_of
from kg.explorer.records import Record, read_records
from kg.history.advice import UNKNOWN
from kg.history.existence import FIRST_TIERS
from kg.history.solutions import find_as_of, rows
from kg.history.source_standing import ORDINARY, read_standing
from kg.index.index import Index, index_of
from kg.index.presence import HEADS
from kg.index.steps import ROLES, STRICT, read_steps
from kg.model import schema
from kg.model.dates import PartialDate
from kg.model.record import Dataset
from kg.model.vocabulary import Vocabulary
from kg.read.dataset import national_tiers

Row = dict[str, Any]

_LIFE = {"start": "start", "end": "end", "date": "date"}
_SAID = {"note": "note"}
_WHOLE = "DocumentAdvice"
"""The class of rows that stand for all the advice of a document, and are no recommendation."""

THINGS: Mapping[str, str] = {
    "label": "skos:prefLabel", "description": "dct:description", **_LIFE, "tier": "tier",
    "itRole": "itRole", "jurisdiction": "jurisdiction", "status": "status",
    "groupSize": "groupSize", "systemKind": "systemKind", "number": "dct:identifier",
    "citation": "dct:bibliographicCitation", "url": "url", "law": "legislationUri",
    "note": "parentNote", "body": "org:postIn", "broader": "skos:broader",
    "definition": "skos:definition", "office": "office",
}  # fmt: skip
_THING_LISTS = {"aliases": "skos:altLabel"}

_RECORDS: Mapping[str, tuple[frozenset[str], Mapping[str, str], Mapping[str, str]]] = {
    "names": (
        frozenset({"DatedName"}),
        {"of": "nameOf", "name": "rdf:value", "kind": "nameKind", **_LIFE},
        {},
    ),
    "codes": (
        frozenset({"DatedCode"}),
        {"of": "codeOf", "register": "register", "code": "skos:notation", **_LIFE},
        {},
    ),
    "figures": (
        frozenset({"Figure"}),
        {"of": "figureOf", "measure": "measure", "value": "amount", "low": "amountLow",
         "high": "amountHigh", "unit": "unit", "by": "prov:wasAttributedTo", **_LIFE, **_SAID},
        {},
    ),
    "claims": (
        frozenset({"Claim"}),
        {"s": "rdf:subject", "p": "rdf:predicate", "o": "rdf:object", **_LIFE, **_SAID,
         "reason": "deprecatedReason", "confidence": "confidence"},
        {"seen": "attested", "against": "counterEvidence"},
    ),
    "events": (
        frozenset(schema.EVENTS),
        {"label": "skos:prefLabel", "date": "date", "status": "status", "partOf": "partOfEvent",
         **_SAID},
        {"ended": "endedBody", "created": "createdBody", "gaining": "gainingBody",
         "losing": "losingBody", "wouldGain": "wouldGain", "wouldLose": "wouldLose",
         "aliases": "skos:altLabel",
         "opens": "opens", "closes": "closes", "continuedIn": "continuedIn",
         "concerns": "concerns", "laws": "legalBasis", "triggers": "triggeredBy"},
    ),
    "tenures": (
        frozenset({"Tenure"}),
        {"person": "org:member", "post": "post", "body": "org:organization", **_LIFE, **_SAID,
         "capacity": "capacity"},
        {"seen": "attested"},
    ),
    "recommendations": (
        frozenset({"Recommendation", _WHOLE}),
        {"report": "recommendedIn", "number": "number", "text": "dct:description",
         "label": "skos:prefLabel", "addresseeNote": "addresseeNote", "contested": "contested",
         "outcome": "outcome", "outcomeBy": "outcomeBy", "outcomeDate": "outcomeDate",
         "due": "due"},
        {"addressees": "addressedTo", "topics": "topic", "reiterates": "reiterates"},
    ),
    "assessments": (
        frozenset({"Assessment"}),
        {"of": "assesses", "implementation": "implementation", "response": "response",
         "by": "prov:wasAttributedTo", **_LIFE, **_SAID},
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
    {"rdf:type", "evidence", "counterEvidence", "source", "locator", "dct:isReplacedBy", "counts"},
    {"bornEarliest", "bornLatest", "endedEarliest", "endedLatest"},
    *(fields.values() for fields in (THINGS, _THING_LISTS, _SOURCE)),
    *(fields.values() for _, one, many in _RECORDS.values() for fields in (one, many)),
)
"""What is read of a graph."""

_NAMED = {"events", "recommendations", "opinions", "contracts"}
"""Tables whose rows have ids that a link may name; others stand only under what they are about."""

_FOUND = ("things", "events", "recommendations", "contracts")
"""Tables of what has a name and can be found by it."""
_IN_RECORDS = frozenset().union(*(kinds for kinds, _, _ in _RECORDS.values()))
_UNASSESSED = "Unassessed"
"""What became of advice that nobody has looked at, as addresses of the page name it."""
_MAY_COUNT = frozenset(_RECORDS) - {"recommendations"}
"""Tables whose rows count or do not, by the mark that a rule writes."""
_SAID_OF = {"opinions", "figures"}
"""Tables of what somebody said of a thing, which joins nobody to it."""
_PLAIN = {"Substantive", "Happened"}
"""Capacities and statuses that go without saying."""
_FIRST = ["ItMain", "ItPart"]
"""What it opens on: the national things that were for digital, data and IT, or in part."""


def make_data(graph: SparqlGraph, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the tables of the page.

    things, names, codes, figures, claims, events, tenures, recommendations, assessments, opinions,
    contracts;
    sources and citations ([number of the source, locator]); words and inverses (local name ->
    label; of a class, one and many), schemes (list -> its values); moved (given-up id -> id);
    steps ([before, after, how, event]), the earliest first, and heirs (id -> who has its duty
    today); joins (table -> the fields whose values one row joins, as the ways between two things
    go); kinds (`living` and `documents`, classes of things); near, the tiers that an answer begins
    with; heads, the posts whose holder heads a body; `now`, the day that counts as now in the
    data; `base`, the beginning of every entity's IRI; `dataset`, what the record says of itself;
    `spelt`, what the names of many things hold, short and spelt out; makers (report -> who wrote or
    published it). A row with `void` does not
    count; `w` is how many statements mention what a row is of.
    """
    records = read_records(graph, _READ)
    cites = _Citations(graph, records)
    index = index_of(graph)
    weights = {slug: entity.weight for slug, entity in index.entities(records).items()}
    seen = _presences(index)
    tables: dict[str, Any] = {
        "things": [_thing(r, cites) | seen.get(r.id, {}) for r in records.values() if _is_thing(r)]
    }
    for name, (kinds, one, many) in _RECORDS.items():
        tables[name] = [
            _identity(r, name) | _row(r, one, many, cites)
            for r in records.values()
            if r.kind in kinds
        ]
    _fill_outcomes(tables)
    add_standing(tables["recommendations"], graph, index)
    for row in (*(row for name in _FOUND for row in tables[name]), *cites.sources):
        if weights.get(row["id"]):
            row["w"] = weights[row["id"]]
    foreign = read_foreign(graph, index)
    for name in ("things", "claims"):
        tables[name] += foreign[name]
    now = find_as_of(graph)
    about = _dataset(dataset_of(graph), vocabulary)
    return tables | {
        "sources": cites.sources,
        "citations": cites.citations,
        **_words(vocabulary, foreign["words"]),
        **_lines(graph, index),
        "joins": _joins(vocabulary),
        "kinds": {"living": index.living, "documents": _documents(vocabulary)},
        "near": [*FIRST_TIERS],
        "switches": _switches(about["national"], vocabulary),
        "opening": {"tiers": about["national"], "roles": _FIRST},
        "moved": _moved(records),
        "heads": sorted(row["post"] for row in rows(graph, HEADS)),
        "now": now.isoformat() if now else None,
        "readUpTo": index.read_up_to.isoformat() if index.read_up_to else None,
        "base": graph.space.things,
        "dataset": about,
        "spelt": index.spelt,
        "makers": read_makers_of(tables["recommendations"], graph),
    }


def mark_edges(things: Iterable[Row], full: Collection[str]) -> None:
    """Mark the things of a part that are not told in full, as `edge`."""
    for thing in things:
        if thing["id"] not in full:
            thing["edge"] = True


def _dataset(record: Dataset, vocabulary: Vocabulary) -> Row:
    """Return what the record says of itself that the page shows or goes by."""
    return {
        "title": record.page_title,
        "emphasis": record.page_emphasis,
        "citation": record.citation,
        "name": record.name,
        "licence": record.licence or record.licence_url,
        "home": record.space.base,
        "record": record.title,
        "iri": record.space.dataset,
        "creators": [*record.creators],
        "publisher": record.publisher,
        "national": [*map(vocabulary.space.local, national_tiers(record, vocabulary))],
        "dropped": [*record.dropped],
    }


def _joins(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return the fields of each table that join what they name, as the ontology marks them."""
    space = vocabulary.space
    marked = {space.key(iri) for iri, p in vocabulary.properties.items() if p.joins}
    fields = {name: {**one, **many} for name, (_, one, many) in _RECORDS.items()}
    found = {
        name: [field for field, curie in columns.items() if _curie(curie) in marked]
        for name, columns in ({"things": THINGS} | fields).items()
        if name not in _SAID_OF
    }
    return {name: joined for name, joined in found.items() if joined}


def _curie(name: str) -> str:
    return name if ":" in name else f"nhsit:{name}"


def pairs(data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield the two ends of every relation that a claim, event, tenure or contract states."""
    known = {thing["id"] for thing in data["things"]}
    claims, tenures, contracts = (
        [row for row in data[table] if "void" not in row]
        for table in ("claims", "tenures", "contracts")
    )
    found = [(c.get("s"), c.get("o")) for c in claims]
    found += [(before, after) for before, after, *_ in data["steps"]]
    found += [(t.get("person"), t.get("body")) for t in tenures]
    for contract in contracts:
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
    """Numbers the citations, and the sources that they name: the official first."""

    def __init__(self, graph: SparqlGraph, records: Mapping[str, Record]) -> None:
        cites = [r for r in records.values() if r.kind == "Citation" and r.one("source")]
        rank = read_standing(graph)
        cited = {r.one("source") for r in cites}
        slugs = sorted(cited, key=lambda slug: (rank.get(slug, ORDINARY), slug))
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
    return row


def _bounds(text: str) -> list[str] | None:
    try:
        day = PartialDate.parse(text)
    except ValueError:
        return None
    return [day.earliest.isoformat(), day.latest.isoformat()] if day.earliest and day.latest else []


def _identity(record: Record, table: str) -> Row:
    row: Row = {"id": record.id} if table in _NAMED else {}
    if table == "events":
        row["kind"] = record.kind
    if table in _MAY_COUNT and not record.one("counts"):
        row["void"] = True
    if record.kind == _WHOLE:
        row["whole"] = True
    return row


def _presences(index: Index) -> dict[str, Row]:
    """Return what shows that a thing was there on a day, by id: rows, word of it, plans."""
    found: dict[str, Row] = {}
    for one in index.presences(index.living):
        row: Row = {}
        if one.first and one.last:
            row["attested"] = [one.first.isoformat(), one.last.isoformat()]
        if one.is_alive:
            row["alive"] = True
        for name, plan in (("begins", one.begins), ("ends", one.ends)):
            if plan is not None:
                row[name] = plan.text
        found[one.entity.slug] = row
    return found


def _fill_outcomes(tables: dict[str, list[Row]]) -> None:
    """Say of advice of which nobody has said what became of it whether anybody looked."""
    looked = {v["of"] for v in tables["assessments"] if "implementation" in v and "void" not in v}
    for row in tables["recommendations"]:
        row.setdefault("outcome", UNKNOWN if row["id"] in looked else _UNASSESSED)


def _switches(national: list[str], vocabulary: Vocabulary) -> list[Row]:
    """Return the switches of the genealogy; each public body is shown by one of them.

    A switch shows things of some `kinds` and, if given, of one of `tiers`, or of one of the tiers
    of `or` whatever their kind; the last one shows public bodies `beside` all of these tiers.
    """
    public = [*vocabulary.kinds_with("isPublic")]
    found: list[Row] = [
        {"id": "national", "label": "All national", "kinds": public, "tiers": national},
        {"id": "regional", "label": "Regional", "kinds": public, "tiers": ["RegionalTier"]},
        {"id": "local", "label": "Local", "kinds": public, "tiers": ["LocalTier"]},
        {"id": "groups", "label": "Groups of bodies", "kinds": ["BodyGroup"]},
        {"id": "suppliers", "label": "Suppliers", "kinds": ["Company"], "or": ["SupplierTier"]},
        {"id": "programmes", "label": "Programmes", "kinds": ["Programme"]},
        {"id": "systems", "label": "Systems", "kinds": ["System"]},
    ]
    named = {tier for row in found for tier in (*row.get("tiers", ()), *row.get("or", ()))}
    return [*found, {"id": "other", "label": "Others", "kinds": public, "beside": sorted(named)}]


def _lines(graph: SparqlGraph, index: Index) -> dict[str, Any]:
    """Return the steps from one thing to the next, and who has the duty of what was replaced."""
    steps = read_steps(graph, ROLES)
    replaced = sorted({step.before for step in steps if step.how in STRICT})
    return {
        "steps": [[step.before, step.after, step.how, step.via] for step in steps],
        "heirs": {slug: index.living_heirs(slug) for slug in replaced},
    }


def _documents(vocabulary: Vocabulary) -> list[str]:
    ns = vocabulary.space.ns
    below = [*vocabulary.descendants(f"{ns}Document"), f"{ns}Legislation"]
    return [iri.removeprefix(ns) for iri in below]


def _row(record: Record, one: Mapping[str, str], many: Mapping[str, str], cites: _Citations) -> Row:
    row: Row = {}
    for name, predicate in one.items():
        value = record.one(predicate)
        if value and value not in _PLAIN:
            row[name] = value
    for name, predicate in many.items():
        if values := record.all(predicate):
            row[name] = values
    if "against" in row:
        row["against"] = cites.of(record, "counterEvidence")
    evidence = cites.of(record)
    return row | {"evidence": evidence} if evidence else row


def _words(vocabulary: Vocabulary, foreign: Mapping[str, str]) -> dict[str, Any]:
    """Return the labels of classes, properties and concepts, and the lists of concepts."""
    words = {iri: label for iri, label in vocabulary.classes.items()}
    words |= {iri: p.label for iri, p in vocabulary.properties.items()}
    words |= {iri: c.label for iri, c in vocabulary.concepts.items()}
    inverses = {i: p.inverse_label for i, p in vocabulary.properties.items() if p.inverse_label}
    ns = vocabulary.space.ns
    plurals = {
        ns + kind: vocabulary.word("plural", kind) for kind in vocabulary.kinds_with("plural")
    }
    schemes: dict[str, list[str]] = {}
    for iri in sorted(vocabulary.concepts):
        scheme = vocabulary.concepts[iri].scheme.removeprefix(ns)
        schemes.setdefault(scheme, []).append(iri.removeprefix(ns))
    return {
        "words": _local(words, ns) | {**foreign},
        "inverses": _local(inverses | plurals, ns),
        "schemes": schemes,
    }


def _local(words: Mapping[str, str], ns: str) -> dict[str, str]:
    return {iri.removeprefix(ns): words[iri] for iri in sorted(words) if iri.startswith(ns)}
