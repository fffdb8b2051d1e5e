"""Suppliers: who is paid what by whom, how concentrated it is, and what suppliers outlive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from kg.analysis import contracts as ct
from kg.analysis.contracts import Contract
from kg.analysis.fates import HEIRS, find_all_heirs
from kg.analysis.lives import in_words
from kg.analysis.measure import (
    Analysis,
    Column,
    Figure,
    FigureKind,
    Measure,
    Sentence,
    Series,
    Table,
    Value,
)  # fmt: skip
from kg.analysis.record import count, find_as_of, rows, to_span
from kg.graph.store import Graph

MEASURES = (
    Measure(
        "value", "Contract value",
        "The sum of the values of contracts that state one, in nominal pounds of the day, not "
        "adjusted for inflation. Values of different kinds (award, ceiling, tender, estimate, "
        "programme, unknown) answer different questions and are never added together. A contract "
        "with several suppliers, buyers or subjects stands under all of them jointly, since its "
        "value cannot be divided.",
        formula="sum of value_gbp within one kind of value",
        dates="The year is that of the start; a start that spans years, or is not recorded, is "
        "'not certain'. An announcement is no start.",
    ),
    Measure(
        "hhi", "Concentration (Herfindahl-Hirschman index)",
        "How much of the stated value of one kind lies with few suppliers: from 1/n, all n equal, "
        "to 1, a monopoly. Joint suppliers count as one. Contracts without a value or a supplier "
        "are left out and counted.",
        formula="sum of the squared shares",
        source="Hirschman, National Power and the Structure of Foreign Trade (1945); Herfindahl "
        "(1950); Rhoades, Federal Reserve Bulletin 79 (1993) 188",
        dates="Needs no dates.",
    ),
    Measure(
        "reaward", "Award after a termination",
        "A contract of a supplier that began after another of its contracts had ended early, as "
        f"the words of that outcome say ({ct.ENDED_EARLY_WORDS}).",
        dates="After is certain where the later start lies wholly after the end; where they "
        "overlap, or the end is not recorded and the start of the ended contract stands in for it, "
        "the row says possible.",
    ),
    Measure(
        "outlived", "Buyers that a supplier outlived",
        "A buyer that ended after the supplier's first contract with it, and what the supplier "
        "still did afterwards: contracts that ran on, and contracts with an heir of that buyer "
        "(successions that happened, followed through).",
        dates="Only ends and contract days that are certainly in this order are counted.",
    ),
    Measure(
        "owners", "Change of owner",
        "A system whose supplier, or which itself, was acquired by another company, by claims "
        "that are not deprecated.",
        dates="The day of the claim, as precise as it is known.",
    ),
    Measure(
        "range", "What is said of one deal",
        "Contracts of the same parties on the same subject that state different values: the lowest "
        "and the highest, and how many of each kind. A range, since they may be rival figures of "
        "one deal or several deals; not a total.",
        dates="Needs no dates.",
    ),
)  # fmt: skip

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

_COUNTED = (Column("contracts", "contracts"), Column("with a value", "contracts"))
_SUM = Column("sum", "£, nominal")


def analyse(graph: Graph) -> Analysis:
    """Return what contracts say of suppliers, buyers and money."""
    found = ct.read_contracts(graph)
    as_of = find_as_of(graph)
    hhi = _concentration(found)
    splits: dict[str, Callable[[Contract], str]] = {
        "supplier": lambda c: c.joint(c.suppliers),
        "buyer": lambda c: c.joint(c.buyers),
        "year": lambda c: c.year,
        "programme": lambda c: c.joint(c.subjects),
    }
    values = [_values(found, name, key) for name, key in splits.items()]
    again, outlived, owners = _reawards(found), _outlived(graph, found), _owners(graph)
    ranges = _ranges(found)
    return Analysis(
        "suppliers", "Suppliers and contracts",
        "Who is paid, by whom, how much is known of it, and who outlives whom?",
        as_of.isoformat() if as_of else None, MEASURES,
        (hhi, *values, again, outlived, owners, ranges),
        _sentences(found, hhi, again, outlived, owners), _limits(found),
        _figures(values, ranges),
    )  # fmt: skip


def herfindahl(amounts: Iterable[float]) -> float | None:
    """Return the Herfindahl-Hirschman index of some amounts; None where they sum to nothing.

    >>> herfindahl([1, 1]), herfindahl([5]), herfindahl([])
    (0.5, 1.0, None)
    """
    known = sorted(amounts)
    total = sum(known)
    return sum((amount / total) ** 2 for amount in known) if total else None


def _values(found: Sequence[Contract], name: str, key: Callable[[Contract], str]) -> Table:
    groups: dict[tuple[str, str], list[Contract]] = defaultdict(list)
    for contract in found:
        groups[contract.kind, key(contract)].append(contract)

    def order(item: tuple[tuple[str, str], list[Contract]]) -> tuple[object, ...]:
        (kind, who), group = item
        total = sum(c.value or 0 for c in group)
        return (kind, who) if name == "year" else (kind, -total, who)

    ordered = sorted(groups.items(), key=order)
    return Table(
        f"by-{name}", f"Contracts by {name} and kind of value",
        (Column("kind of value"), Column(name), *_COUNTED, _SUM),
        tuple((kind, who, len(g), *_sum(g)) for (kind, who), g in ordered),
        tuple(tuple(c.id for c in g) for _, g in ordered), ct.CONTRACTS, "value",
    )  # fmt: skip


def _sum(group: Iterable[Contract]) -> tuple[int, int | None]:
    known = [c.value for c in group if c.value is not None]
    return len(known), sum(known) if known else None


def _concentration(found: Sequence[Contract]) -> Table:
    rows_: list[tuple[Value, ...]] = []
    ids = []
    for kind in sorted({c.kind for c in found}):
        group = [c for c in found if c.kind == kind and c.value is not None and c.suppliers]
        paid: dict[str, int] = defaultdict(int)
        for c in group:
            paid[c.joint(c.suppliers)] += c.value or 0
        index = herfindahl(paid.values())
        if index is None:
            continue
        top = min(paid, key=lambda who: (-paid[who], who))
        total = sum(paid.values())
        rows_.append((kind, len(group), len(paid), total, index, 1 / len(paid), top,
                      100 * paid[top] / total))  # fmt: skip
        ids.append(tuple(c.id for c in group))
    return Table(
        "concentration", "Concentration of contract values",
        (Column("kind of value"), Column("contracts", "contracts"),
         Column("suppliers", "suppliers"), _SUM,
         Column("HHI", "0 to 1", 3), Column("1/n", "0 to 1", 3), Column("largest"),
         Column("share of the largest", "%")),
        tuple(rows_), tuple(ids), ct.CONTRACTS, "hhi",
    )  # fmt: skip


def _reawards(found: Sequence[Contract]) -> Table:
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


def _outlived(graph: Graph, found: Sequence[Contract]) -> Table:
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
        if end is None or not any(c.start and c.start.is_before(end) for c in mine):
            continue
        ran_on = [c for c in mine if c.end and end.is_before(c.end)]
        family = heirs.get(buyer, set())
        again = [c for c in found if supplier in c.suppliers and set(c.buyers) & family and c.start
                 and c.start.earliest >= end.latest]  # fmt: skip
        if ran_on or again:
            first = min((c.start for c in mine if c.start), key=lambda day: day.earliest)
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


def _owners(graph: Graph) -> Table:
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


def _ranges(found: Sequence[Contract]) -> Table:
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


def _sentences(
    found: Sequence[Contract], hhi: Table, again: Table, outlived: Table, owners: Table
) -> tuple[Sentence, ...]:
    if not found:
        return ()
    said = [Sentence(
        f"{count(len(found), 'contract')} are known, {sum(c.value is not None for c in found)} of "
        "them with a value.", "value", tuple(c.id for c in found))]  # fmt: skip
    for row, ids in zip(hhi.to_rows(), hhi.ids, strict=True):
        said.append(Sentence(
            f"Stated values of the kind '{row['kind of value']}' sum to £{row['sum']:,} in "
            f"{count(int(row['contracts'] or 0), 'contract')} with "
            f"{count(int(row['suppliers'] or 0), 'supplier')}; the largest, {row['largest']}, has "
            f"{row['share of the largest']} % (HHI {row['HHI']}).", "hhi", ids))  # fmt: skip
    certain = [ids for row, ids in zip(again.to_rows(), again.ids, strict=True)
               if row["after"] == "certain"]  # fmt: skip
    if again.rows:
        names = {row["supplier"] for row in again.to_rows()}
        said.append(Sentence(
            f"{count(len(names), 'supplier')} may have won a contract after one that ended early; "
            f"in {len(certain)} of {count(len(again.rows), 'case')} the order is certain.",
            "reaward", tuple(sorted({i for ids in again.ids for i in ids}))))  # fmt: skip
    if outlived.rows:
        names = set(outlived.column("supplier"))
        said.append(Sentence(
            f"{count(len(names), 'supplier')} outlived a buyer, keeping its contract or winning "
            "one from an heir.", "outlived",
            tuple(sorted({i for ids in outlived.ids for i in ids}))))  # fmt: skip
    if owners.rows:
        systems = {ids[0] for ids in owners.ids}
        said.append(Sentence(
            f"The supplier of {count(len(systems), 'system')} was bought by another company.",
            "owners", tuple(sorted(systems))))  # fmt: skip
    return tuple(said)


def _limits(found: Sequence[Contract]) -> tuple[str, ...]:
    if not found:
        return ("The graph holds no contract.",)
    return (
        f"{count(sum(c.value is None for c in found), 'contract')} without a value, "
        f"{sum(c.start is None for c in found)} without a start, "
        f"{sum(not c.buyers for c in found)} without a buyer, "
        f"{sum(not c.suppliers for c in found)} without a supplier.",
        "The contracts are those that the sources of this graph mention, not a register of "
        "spending: sums are of what is known, and concentration is that of this selection.",
    )


def _figures(values: Sequence[Table], ranges: Table) -> tuple[Figure, ...]:
    figures = []
    awards = [row for row in values[0].to_rows() if row["kind of value"] == "award" and row["sum"]
              and row["supplier"] != ct.NOT_RECORDED]  # fmt: skip
    if awards:
        top = awards[:15]
        names = tuple(str(row["supplier"]) for row in top)
        figures.append(Figure(
            "awards", "Value of contract awards by supplier", FigureKind.ranges,
            (Series("award", names, tuple(float(row["sum"] or 0) / 1e6 for row in top)),),
            "million pounds, nominal", "",
            f"The {len(top)} largest of {len(awards)} suppliers with a stated award value.",
        ))  # fmt: skip
    if ranges.rows:
        shown = ranges.to_rows()
        names = tuple(str(row["subject; supplier; buyer"]) for row in shown)
        low = tuple(float(row["lowest"] or 0) / 1e6 for row in shown)
        high = tuple(float(row["highest"] or 0) / 1e6 for row in shown)
        figures.append(Figure(
            "ranges", "Lowest and highest value stated of the same parties and subject",
            FigureKind.ranges,
            (Series("lowest to highest", names, low, low, high),), "million pounds, nominal", "",
            "Dot: the lowest. Values of several kinds and contracts; not totals."))  # fmt: skip
    return tuple(figures)
