"""The tables of `suppliers`."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Cells, Column, Table, tabulate
from kg.analysis.suppliers.finding import (
    ACQUISITIONS,
    OUTLIVED,
    ChangeOfOwner,
    Concentration,
    Outlived,
    Reaward,
    Rivals,
    Spending,
    SuppliersFinding,
)
from kg.history.contracts import CONTRACTS, Contract
from kg.model.dates import in_words

POUNDS = "£, nominal"

CONCENTRATION: Cells[Concentration] = (
    (Column("kind of value"), lambda one: one.kind),
    (Column("contracts", "contracts"), lambda one: len(one.contracts)),
    (Column("suppliers", "suppliers"), lambda one: len(one.paid)),
    (Column("sum", POUNDS), lambda one: one.total),
    (Column("HHI", "0 to 1", 3), lambda one: one.index),
    (Column("1/n", "0 to 1", 3), lambda one: 1 / len(one.paid)),
    (Column("largest"), lambda one: one.largest),
    (Column("share of the largest", "%"), lambda one: one.share),
)
REAWARDS: Cells[Reaward] = (
    (Column("supplier"), lambda one: one.supplier),
    (Column("ended early"), lambda one: one.lost.label),
    (Column("outcome"), lambda one: one.lost.outcome),
    (Column("ended"), lambda one: in_words(one.lost.end) or "not recorded"),
    (Column("later contract"), lambda one: one.later.label),
    (Column("began"), lambda one: in_words(one.later.start)),
    (Column("after"), lambda one: "certain" if one.is_certain else "possible"),
    (Column("same buyer"), lambda one: one.has_same_buyer),
)
OUTLIVED_BUYERS: Cells[Outlived] = (
    (Column("supplier"), lambda one: one.supplier_label),
    (Column("buyer"), lambda one: one.buyer_label),
    (Column("first contract"), lambda one: in_words(one.first)),
    (Column("buyer ended"), lambda one: in_words(one.ended)),
    (Column("ran on", "contracts"), lambda one: len(one.ran_on)),
    (Column("with heirs", "contracts"), lambda one: len(one.with_heirs)),
    (Column("heirs that bought"), lambda one: ", ".join(one.bought_again) or None),
)
OWNERS: Cells[ChangeOfOwner] = (
    (Column("system"), lambda one: one.system_label),
    (Column("was acquired"), lambda one: one.company_label),
    (Column("by"), lambda one: one.owner_label),
    (Column("when"), lambda one: one.when),
)
RANGES: Cells[Rivals] = (
    (Column("subject; supplier; buyer"), lambda one: one.what),
    (Column("values", "contracts"), lambda one: len(one.contracts)),
    (Column("lowest", POUNDS), lambda one: one.values[0]),
    (Column("highest", POUNDS), lambda one: one.values[-1]),
    (Column("kinds"), lambda one: ", ".join(f"{n} {kind}" for kind, n in one.kinds.items())),
)


def make_tables(found: SuppliersFinding) -> Iterable[Table]:
    """Yield concentration, sums by each split, and what became of contracts."""
    yield tabulate(
        "concentration",
        "Concentration of contract values",
        found.concentrations,
        CONCENTRATION,
        lambda one: _ids(one.contracts),
        query=CONTRACTS,
        measure="hhi",
    )
    for name, parts in found.spending.items():
        yield _spending(name, parts)
    yield tabulate(
        "reawards",
        "Contracts after a termination",
        found.reawards,
        REAWARDS,
        lambda one: (one.lost.id, one.later.id, *one.suppliers),
        query=CONTRACTS,
        measure="reaward",
    )
    yield tabulate(
        "outlived",
        "Suppliers that outlived their buyer",
        found.outlived,
        OUTLIVED_BUYERS,
        lambda one: one.ids,
        query=OUTLIVED,
        measure="outlived",
    )
    yield tabulate(
        "owners",
        "Systems that changed owner",
        found.owners,
        OWNERS,
        lambda one: (one.system, one.company, one.owner, one.claim),
        query=ACQUISITIONS,
        measure="owners",
    )
    yield tabulate(
        "ranges",
        "Same parties and subject, several stated values",
        found.rivals,
        RANGES,
        lambda one: _ids(one.contracts),
        query=CONTRACTS,
        measure="range",
    )


def _spending(name: str, parts: Iterable[Spending]) -> Table:
    cells: Cells[Spending] = (
        (Column("kind of value"), lambda one: one.kind),
        (Column(name), lambda one: one.part),
        (Column("contracts", "contracts"), lambda one: len(one.contracts)),
        (Column("with a value", "contracts"), lambda one: len(one.values)),
        (Column("sum", POUNDS), lambda one: one.total),
    )
    return tabulate(
        f"by-{name}",
        f"Contracts by {name} and kind of value",
        parts,
        cells,
        lambda one: _ids(one.contracts),
        query=CONTRACTS,
        measure="value",
    )


def _ids(contracts: Iterable[Contract]) -> Iterable[str]:
    return (contract.id for contract in contracts)
