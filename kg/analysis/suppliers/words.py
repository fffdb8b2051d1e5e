"""What `suppliers` says in words: its measures, its sentences, its limits."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Measure, Sentence
from kg.analysis.suppliers.finding import SuppliersFinding
from kg.model.spelling import count

MEASURES = (
    Measure(
        name="value",
        title="Contract value",
        definition="The sum of the values of contracts that state one, in nominal pounds of the "
        "day, not adjusted for inflation. Values of different kinds (award, ceiling, tender, "
        "estimate, programme) answer different questions and are never added together; several of "
        "unknown kind are counted but not summed, since they may differ in kind. A contract with "
        "several suppliers, buyers or subjects stands under all of them jointly, since its value "
        "cannot be divided.",
        formula="sum of value_gbp within one kind of value",
        dates="The year is that of the start; a start that spans years, or is not recorded, is "
        "'not certain'. An announcement is no start.",
    ),
    Measure(
        name="hhi",
        title="Concentration (Herfindahl-Hirschman index)",
        definition="How much of the stated value of one kind lies with few suppliers: from 1/n, "
        "all n equal, to 1, a monopoly. Joint suppliers count as one. Contracts without a value "
        "or a supplier are left out and counted.",
        formula="sum of the squared shares",
        source="Hirschman, National Power and the Structure of Foreign Trade (1945); Herfindahl "
        "(1950); Rhoades, Federal Reserve Bulletin 79 (1993) 188",
        dates="Needs no dates.",
    ),
    Measure(
        name="reaward",
        title="Award after a termination",
        definition="A contract of a supplier that began after another of its contracts had ended "
        "early, by the ending that the table of contracts gives.",
        dates="After is certain where the later start lies wholly after the end; where they "
        "overlap, or the end is not recorded and the start of the ended contract stands in for "
        "it, the row says possible.",
    ),
    Measure(
        name="outlived",
        title="Buyers that a supplier outlived",
        definition="A buyer that ended after the supplier's first contract with it, and what the "
        "supplier still did afterwards: contracts that began before that end and ran on (by their "
        "end, or the end of their term where that is not known), and contracts with an heir of "
        "that buyer (successions that happened, followed through).",
        dates="Only ends and contract days that are certainly in this order are counted.",
    ),
    Measure(
        name="owners",
        title="Change of owner",
        definition="A system whose supplier, or which itself, was acquired by another company, by "
        "claims that count.",
        dates="The day of the claim, as precise as it is known.",
    ),
    Measure(
        name="range",
        title="What is said of one deal",
        definition="Contracts of the same parties on the same subject that state different "
        "values: the lowest and the highest, and how many of each kind. A range, since they may "
        "be rival figures of one deal or several deals; not a total.",
        dates="Needs no dates.",
    ),
)


def say(found: SuppliersFinding) -> Iterable[Sentence]:
    """Yield what the finding says: of values, of concentration, of what became of contracts."""
    if not found.contracts:
        return
    yield Sentence(
        f"{count(len(found.contracts), 'contract')} are known, "
        f"{sum(c.value is not None for c in found.contracts)} of them with a value.",
        "value",
        tuple(c.id for c in found.contracts),
    )
    for one in found.concentrations:
        yield Sentence(
            f"Stated values of the kind '{one.kind}' sum to £{one.total:,} in "
            f"{count(len(one.contracts), 'contract')} with "
            f"{count(len(one.paid), 'supplier')}; the largest, {one.largest}, has "
            f"{one.share:.1f} % (HHI {one.index:.3f}).",
            "hhi",
            tuple(c.id for c in one.contracts),
        )
    yield from _of_endings(found)


def _of_endings(found: SuppliersFinding) -> Iterable[Sentence]:
    if found.reawards:
        names = {one.supplier for one in found.reawards}
        certain = sum(one.is_certain for one in found.reawards)
        ids = {i for one in found.reawards for i in (one.lost.id, one.later.id, *one.suppliers)}
        yield Sentence(
            f"{count(len(names), 'supplier')} may have won a contract after one that ended early; "
            f"in {certain} of {count(len(found.reawards), 'case')} the order is certain.",
            "reaward",
            tuple(sorted(ids)),
        )
    if found.outlived:
        suppliers = {one.supplier for one in found.outlived}
        yield Sentence(
            f"{count(len(suppliers), 'supplier')} outlived a buyer, keeping its contract or "
            "winning one from an heir.",
            "outlived",
            tuple(sorted({i for one in found.outlived for i in one.ids})),
        )
    if found.owners:
        systems = {one.system for one in found.owners}
        yield Sentence(
            f"The supplier of {count(len(systems), 'system')} was bought by another company.",
            "owners",
            tuple(sorted(systems)),
        )


def tell_limits(found: SuppliersFinding) -> Iterable[str]:
    """Yield what the numbers leave out."""
    contracts = found.contracts
    if not contracts:
        yield "The graph holds no contract."
        return
    yield (
        f"{count(sum(c.value is None for c in contracts), 'contract')} without a value, "
        f"{sum(c.start is None for c in contracts)} without a start, "
        f"{sum(not c.buyers for c in contracts)} without a buyer, "
        f"{sum(not c.suppliers for c in contracts)} without a supplier."
    )
    yield (
        "The contracts are those that the sources of this graph mention, not a register of "
        "spending: sums are of what is known, and concentration is that of this selection."
    )
