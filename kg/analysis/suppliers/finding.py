"""What is found of suppliers: sums and concentration, and what became of their contracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.engine.graph import SparqlGraph
from kg.history import contracts as ct
from kg.history.contracts import Contract
from kg.history.solutions import find_as_of, rows, to_span
from kg.history.succession import HEIRS, Succession, read_succession
from kg.model.dates import Span, in_words

ACQUISITIONS = """
SELECT DISTINCT ?system ?systemLabel ?company ?companyLabel ?owner ?ownerLabel ?claim
                ?earliest ?latest WHERE {
  ?claim a nhsit:Claim ; nhsit:counts true ;
         rdf:subject ?owner ; rdf:predicate nhsit:acquired ; rdf:object ?company .
  { ?system nhsit:suppliedBy ?company }
  UNION { ?company a nhsit:System . BIND(?company AS ?system) }
  OPTIONAL { ?system skos:prefLabel ?systemLabel }
  OPTIONAL { ?company skos:prefLabel ?companyLabel }
  OPTIONAL { ?owner skos:prefLabel ?ownerLabel }
  OPTIONAL { ?claim nhsit:startEarliest ?earliest ; nhsit:startLatest ?latest }
}"""
OUTLIVED = ct.CONTRACTS + ct.BUYERS + HEIRS

SPLITS: Mapping[str, Callable[[Contract], str]] = {
    "supplier": lambda contract: contract.joint(contract.suppliers),
    "buyer": lambda contract: contract.joint(contract.buyers),
    "year": lambda contract: contract.year,
    "programme": lambda contract: contract.joint(contract.subjects),
}
"""What contracts are split by, each with the part that a contract falls in."""


@dataclass(frozen=True, slots=True)
class Spending:
    """The contracts of one kind of value that fall in one part of a split."""

    kind: str
    part: str
    contracts: tuple[Contract, ...]

    @property
    def values(self) -> tuple[int, ...]:
        """The values that are stated."""
        return tuple(c.value for c in self.contracts if c.value is not None)

    @property
    def total(self) -> int | None:
        """Their sum; None where none is stated, or where they may differ in kind."""
        mixed = len(self.values) > 1 and self.kind in ct.UNSTATED
        return None if mixed or not self.values else sum(self.values)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How the stated value of one kind is spread over suppliers; joint suppliers are one."""

    kind: str
    contracts: tuple[Contract, ...]
    paid: Mapping[str, int]
    index: float

    @property
    def total(self) -> int:
        """The sum of the values."""
        return sum(self.paid.values())

    @property
    def largest(self) -> str:
        """The supplier with the largest sum, by name among equals."""
        return min(self.paid, key=lambda who: (-self.paid[who], who))

    @property
    def share(self) -> float:
        """The share of the largest, per cent."""
        return 100 * self.paid[self.largest] / self.total


@dataclass(frozen=True, slots=True)
class Reaward:
    """A contract that a supplier won after one of its contracts had ended early."""

    lost: Contract
    later: Contract
    suppliers: tuple[str, ...]
    is_certain: bool

    @property
    def supplier(self) -> str:
        """The suppliers that both contracts share, as one name."""
        return self.lost.joint(self.suppliers)

    @property
    def has_same_buyer(self) -> bool:
        """Whether one who lost it bought again."""
        return not set(self.lost.buyers).isdisjoint(self.later.buyers)


@dataclass(frozen=True, slots=True)
class Outlived:
    """A buyer that ended while a supplier went on with it, or with an heir of it.

    `begun` are their contracts that began before its end for certain: only those can outlive it.
    """

    supplier: str
    buyer: str
    ended: Span
    begun: tuple[Contract, ...]
    others: tuple[Contract, ...]
    """Contracts of both that began later, or on no known day."""
    with_heirs: tuple[Contract, ...]
    heirs: frozenset[str]

    @property
    def first(self) -> Span:
        """When the first of their contracts began."""
        return min((c.start for c in self.begun if c.start), key=lambda day: day.earliest)

    @property
    def ran_on(self) -> tuple[Contract, ...]:
        """The contracts that went on after the buyer had ended."""
        return tuple(c for c in self.begun if c.last and self.ended.is_before(c.last))

    @property
    def bought_again(self) -> list[str]:
        """The names of the heirs that bought from the supplier."""
        return sorted({c.buyers[b] for c in self.with_heirs for b in self.heirs & set(c.buyers)})

    @property
    def ids(self) -> tuple[str, ...]:
        """Who, and by which contracts."""
        held = sorted((*self.begun, *self.others), key=lambda c: c.id)
        return (self.supplier, self.buyer, *(c.id for c in (*held, *self.with_heirs)))

    @property
    def supplier_label(self) -> str:
        """What the supplier is called."""
        return self.begun[0].suppliers[self.supplier]

    @property
    def buyer_label(self) -> str:
        """What the buyer was called."""
        return self.begun[0].buyers[self.buyer]


@dataclass(frozen=True, slots=True)
class ChangeOfOwner:
    """A system whose supplier, or which itself, was acquired."""

    system: str
    system_label: str
    company: str
    company_label: str
    owner: str
    owner_label: str
    claim: str
    when: str | None


@dataclass(frozen=True, slots=True)
class Rivals:
    """Contracts of the same parties on the same subject that state different values."""

    what: str
    contracts: tuple[Contract, ...]

    @property
    def values(self) -> list[int]:
        """The values from the lowest to the highest."""
        return sorted(c.value for c in self.contracts if c.value is not None)

    @property
    def kinds(self) -> dict[str, int]:
        """How many there are of each kind of value, by kind."""
        kinds = [c.kind for c in self.contracts]
        return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


@dataclass(frozen=True, slots=True)
class SuppliersFinding:
    """What contracts say of suppliers, buyers and money."""

    as_of: date | None
    contracts: tuple[Contract, ...]
    concentrations: tuple[Concentration, ...]
    spending: Mapping[str, tuple[Spending, ...]]
    """Split -> its parts, the largest sum of each kind first; years in their order."""
    reawards: tuple[Reaward, ...]
    outlived: tuple[Outlived, ...]
    owners: tuple[ChangeOfOwner, ...]
    rivals: tuple[Rivals, ...]


def find_suppliers(graph: SparqlGraph) -> SuppliersFinding:
    """Return what contracts say of suppliers, buyers and money."""
    contracts = ct.read_contracts(graph)
    return SuppliersFinding(
        as_of=find_as_of(graph),
        contracts=tuple(contracts),
        concentrations=tuple(_concentrations(contracts)),
        spending={name: _split(contracts, name, key) for name, key in SPLITS.items()},
        reawards=tuple(_reawards(contracts)),
        outlived=tuple(_outlived(contracts, read_succession(graph))),
        owners=tuple(_owners(graph)),
        rivals=tuple(_rivals(contracts)),
    )


def herfindahl(amounts: Iterable[float]) -> float | None:
    """Return the Herfindahl-Hirschman index of some amounts; None where they sum to nothing.

    >>> herfindahl([1, 1]), herfindahl([5]), herfindahl([])
    (0.5, 1.0, None)
    """
    known = sorted(amounts)
    total = sum(known)
    return sum((amount / total) ** 2 for amount in known) if total else None


def _split(
    contracts: Sequence[Contract], name: str, key: Callable[[Contract], str]
) -> tuple[Spending, ...]:
    groups: dict[tuple[str, str], list[Contract]] = defaultdict(list)
    for contract in contracts:
        groups[contract.kind, key(contract)].append(contract)
    parts = [Spending(kind, part, tuple(group)) for (kind, part), group in groups.items()]
    if name == "year":
        return tuple(sorted(parts, key=lambda one: (one.kind, one.part)))
    return tuple(sorted(parts, key=lambda one: (one.kind, -sum(one.values), one.part)))


def _concentrations(contracts: Sequence[Contract]) -> Iterable[Concentration]:
    for kind in sorted({c.kind for c in contracts} - set(ct.UNSTATED)):
        group = [c for c in contracts if c.kind == kind and c.value is not None and c.suppliers]
        paid: dict[str, int] = defaultdict(int)
        for contract in group:
            paid[contract.joint(contract.suppliers)] += contract.value or 0
        index = herfindahl(paid.values())
        if index is not None:
            yield Concentration(kind, tuple(group), paid, index)


def _reawards(contracts: Sequence[Contract]) -> Iterable[Reaward]:
    for lost in contracts:
        after = lost.end or lost.start
        if not lost.ended_early or after is None:
            continue
        for later in contracts:
            shared = sorted(set(lost.suppliers) & set(later.suppliers))
            if later is lost or not shared or later.start is None:
                continue
            if later.start.latest >= after.earliest:
                certain = lost.end is not None and after.is_before(later.start)
                yield Reaward(lost, later, tuple(shared), certain)


def _outlived(contracts: Sequence[Contract], succession: Succession) -> Iterable[Outlived]:
    by_pair: dict[tuple[str, str], list[Contract]] = defaultdict(list)
    for contract in contracts:
        for supplier in contract.suppliers:
            for buyer in contract.buyers:
                by_pair[supplier, buyer].append(contract)
    for (supplier, buyer), held in sorted(by_pair.items()):
        ended = held[0].buyer_ends.get(buyer)
        if ended is None:
            continue
        begun = tuple(c for c in held if c.start and c.start.is_before(ended))
        family = frozenset(succession.heirs(buyer))
        again = tuple(
            c
            for c in contracts
            if supplier in c.suppliers
            and not family.isdisjoint(c.buyers)
            and c.start
            and c.start.earliest >= ended.latest
        )
        others = tuple(c for c in held if c not in begun)
        one = Outlived(supplier, buyer, ended, begun, others, again, family)
        if begun and (one.ran_on or again):
            yield one


def _owners(graph: SparqlGraph) -> list[ChangeOfOwner]:
    """Return the changes of owner by system and day."""
    found = [
        ChangeOfOwner(
            system=row["system"],
            system_label=row.get("systemLabel", row["system"]),
            company=row["company"],
            company_label=row.get("companyLabel", row["company"]),
            owner=row["owner"],
            owner_label=row.get("ownerLabel", row["owner"]),
            claim=row["claim"],
            when=in_words(to_span(row.get("earliest"), row.get("latest"))),
        )
        for row in rows(graph, ACQUISITIONS)
    ]
    return sorted(
        found, key=lambda o: (o.system_label, o.when or "", o.system, o.company, o.owner, o.claim)
    )


def _rivals(contracts: Sequence[Contract]) -> Iterable[Rivals]:
    groups: dict[str, list[Contract]] = defaultdict(list)
    for c in contracts:
        if c.value is not None and c.subjects:
            groups["; ".join(map(c.joint, (c.subjects, c.suppliers, c.buyers)))].append(c)
    for what, group in sorted(groups.items()):
        rivals = Rivals(what, tuple(group))
        if len(set(rivals.values)) > 1:
            yield rivals
