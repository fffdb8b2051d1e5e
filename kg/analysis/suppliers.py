"""Suppliers: who is paid what by whom, how concentrated it is, and what suppliers outlive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from kg.analysis import dealings
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
from kg.engine.graph import SparqlGraph
from kg.history import contracts as ct
from kg.history.contracts import Contract
from kg.history.record import count, find_as_of

MEASURES = (
    Measure(
        "value", "Contract value",
        "The sum of the values of contracts that state one, in nominal pounds of the day, not "
        "adjusted for inflation. Values of different kinds (award, ceiling, tender, estimate, "
        "programme) answer different questions and are never added together; several of unknown "
        "kind are counted but not summed, since they may differ in kind. A contract "
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
        "A contract of a supplier that began after another of its contracts had ended early, by "
        "the ending that the table of contracts gives.",
        dates="After is certain where the later start lies wholly after the end; where they "
        "overlap, or the end is not recorded and the start of the ended contract stands in for it, "
        "the row says possible.",
    ),
    Measure(
        "outlived", "Buyers that a supplier outlived",
        "A buyer that ended after the supplier's first contract with it, and what the supplier "
        "still did afterwards: contracts that ran on (by their end, or the end of their term where "
        "that is not known), and contracts with an heir of that buyer "
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

_COUNTED = (Column("contracts", "contracts"), Column("with a value", "contracts"))
_SUM = Column("sum", "£, nominal")


def analyse(graph: SparqlGraph) -> Analysis:
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
    again, outlived, owners = (
        dealings.find_reawards(found),
        dealings.find_outlived(graph, found),
        dealings.find_owners(graph),
    )
    ranges = dealings.find_ranges(found)
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


def _sum(group: Sequence[Contract]) -> tuple[int, int | None]:
    known = [c.value for c in group if c.value is not None]
    mixed = len(known) > 1 and any(c.kind in ct.UNSTATED for c in group)
    return len(known), None if mixed or not known else sum(known)


def _concentration(found: Sequence[Contract]) -> Table:
    rows_: list[tuple[Value, ...]] = []
    ids = []
    for kind in sorted({c.kind for c in found} - set(ct.UNSTATED)):
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


def _sentences(
    found: Sequence[Contract],
    hhi: Table,
    again: Table,
    outlived: Table,
    owners: Table,
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
