"""What became of contracts: awards after a termination, buyers outlived, owners changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.analysis.fates import HEIRS, find_all_heirs
from kg.analysis.measure import Column, Table, Value
from kg.engine.graph import SparqlGraph
from kg.history import contracts as ct
from kg.history.contracts import Contract
from kg.history.record import rows, to_span
from kg.history.spans import in_words

ACQUISITIONS = """
SELECT DISTINCT ?system ?systemLabel ?company ?companyLabel ?owner ?ownerLabel ?claim
                ?earliest ?latest WHERE {
  ?claim a nhsit:Claim ; rdf:subject ?owner ; rdf:predicate nhsit:acquired ; rdf:object ?company .
  MINUS { ?claim nhsit:rank nhsit:Deprecated }
  { ?system nhsit:suppliedBy ?company }
  UNION { ?company a nhsit:System . BIND(?company AS ?system) }
  OPTIONAL { ?system skos:prefLabel ?systemLabel }
  OPTIONAL { ?company skos:prefLabel ?companyLabel }
  OPTIONAL { ?owner skos:prefLabel ?ownerLabel }
  OPTIONAL { ?claim nhsit:startEarliest ?earliest ; nhsit:startLatest ?latest }
}"""


def find_reawards(found: Sequence[Contract]) -> Table:
    """Return contracts that a supplier won after one that ended early."""
    rows_: list[tuple[Value, ...]] = []
    ids = []
    for lost in found:
        after = lost.end or lost.start
        if not lost.ended_early or after is None:
            continue
        for later in found:
            shared = sorted(set(lost.suppliers) & set(later.suppliers))
            if later is lost or not shared or later.start is None:
                continue
            if later.start.latest < after.earliest:
                continue
            certain = lost.end is not None and after.is_before(later.start)
            rows_.append((lost.joint(shared), lost.label, lost.outcome,
                          in_words(lost.end) or "not recorded", later.label, in_words(later.start),
                          "certain" if certain else "possible",
                          bool(set(lost.buyers) & set(later.buyers))))  # fmt: skip
            ids.append((lost.id, later.id, *shared))
    return Table(
        "reawards", "Contracts after a termination",
        (Column("supplier"), Column("ended early"), Column("outcome"), Column("ended"),
         Column("later contract"), Column("began"), Column("after"), Column("same buyer")),
        tuple(rows_), tuple(ids), ct.CONTRACTS, "reaward",
    )  # fmt: skip


def find_outlived(graph: SparqlGraph, found: Sequence[Contract]) -> Table:
    """Return buyers that ended while a supplier went on with them or their heirs."""
    heirs = find_all_heirs(graph)
    by_pair: dict[tuple[str, str], list[Contract]] = defaultdict(list)
    for c in found:
        for supplier in c.suppliers:
            for buyer in c.buyers:
                by_pair[supplier, buyer].append(c)
    rows_: list[tuple[Value, ...]] = []
    ids = []
    for (supplier, buyer), mine in sorted(by_pair.items()):
        end = mine[0].buyer_ends.get(buyer)
        if end is None:
            continue
        begun = [c for c in mine if c.start and c.start.is_before(end)]
        if not begun:
            continue
        ran_on = [c for c in begun if c.last and end.is_before(c.last)]
        family = heirs.get(buyer, set())
        again = [c for c in found if supplier in c.suppliers and set(c.buyers) & family and c.start
                 and c.start.earliest >= end.latest]  # fmt: skip
        if ran_on or again:
            first = min((c.start for c in begun if c.start), key=lambda day: day.earliest)
            rows_.append((mine[0].suppliers[supplier], mine[0].buyers[buyer], in_words(first),
                          in_words(end), len(ran_on), len(again),
                          ", ".join(sorted({c.buyers[b] for c in again
                                            for b in set(c.buyers) & family}))
                          or None))  # fmt: skip
            ids.append((supplier, buyer, *(c.id for c in (*mine, *again))))
    return Table(
        "outlived", "Suppliers that outlived their buyer",
        (Column("supplier"), Column("buyer"), Column("first contract"), Column("buyer ended"),
         Column("ran on", "contracts"), Column("with heirs", "contracts"),
         Column("heirs that bought")),
        tuple(rows_), tuple(ids), ct.CONTRACTS + ct.BUYERS + HEIRS, "outlived",
    )  # fmt: skip


def find_owners(graph: SparqlGraph) -> Table:
    """Return systems whose supplier was acquired."""
    found = []
    for row in rows(graph, ACQUISITIONS):
        day = to_span(row.get("earliest"), row.get("latest"))
        cells = (row.get("systemLabel", row["system"]), row.get("companyLabel", row["company"]),
                 row.get("ownerLabel", row["owner"]), in_words(day))  # fmt: skip
        found.append((cells, (row["system"], row["company"], row["owner"], row["claim"])))
    found.sort(key=lambda pair: (pair[0][0], pair[0][3] or "", pair[1]))
    return Table(
        "owners", "Systems that changed owner",
        (Column("system"), Column("was acquired"), Column("by"), Column("when")),
        tuple(cells for cells, _ in found), tuple(ids for _, ids in found), ACQUISITIONS, "owners",
    )  # fmt: skip


def find_ranges(found: Sequence[Contract]) -> Table:
    """Return the lowest and highest value of the same parties and subject, where they differ."""
    groups: dict[str, list[Contract]] = defaultdict(list)
    for c in found:
        if c.value is not None and c.subjects:
            groups["; ".join(map(c.joint, (c.subjects, c.suppliers, c.buyers)))].append(c)
    rows_: list[tuple[Value, ...]] = []
    ids = []
    for subject, group in sorted(groups.items()):
        known = sorted(c.value for c in group if c.value is not None)
        if len(set(known)) > 1:
            kinds = ", ".join(f"{sum(c.kind == k for c in group)} {k}"
                              for k in sorted({c.kind for c in group}))  # fmt: skip
            rows_.append((subject, len(group), known[0], known[-1], kinds))
            ids.append(tuple(c.id for c in group))
    return Table(
        "ranges", "Same parties and subject, several stated values",
        (Column("subject; supplier; buyer"), Column("values", "contracts"),
         Column("lowest", "£, nominal"), Column("highest", "£, nominal"), Column("kinds")),
        tuple(rows_), tuple(ids), ct.CONTRACTS, "range",
    )  # fmt: skip
