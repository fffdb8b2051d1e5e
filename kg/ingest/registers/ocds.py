"""Procurements in the Open Contracting standard, such as those of Contracts Finder.

Later releases of a procurement correct earlier ones. An award of the record is known by the code
of its procurement; a value in another currency than pounds is told in words alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.ingest.match import Sought
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import (
    Cells,
    Drafts,
    Linked,
    Register,
    after,
    life_of,
    make_slug,
    read_day,
    reject,
)
from kg.ingest.registers.nested import at, object_at, objects_at, text_at
from kg.ingest.registers.opening import read_json

SCHEME = "ocid"
_BUYERS, _SUPPLIERS = ("Body", "Unit", "BodyGroup"), ("Company", "Body")
_VOID = {"cancelled", "unsuccessful", "withdrawn"}


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the contracts of which the record knows the buyer or a supplier, and their codes."""
    releases: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for path in paths:
        for one in _releases(path):
            ocid = text_at(one, "ocid")
            releases[ocid].append((read_day(text_at(one, "date"), f"{path}: {ocid}"), one))
    for ocid, several in sorted(releases.items()):
        several.sort(key=lambda pair: text_at(pair[1], "date"))
        yield from _procurement(ocid, several, drafts)


def _releases(path: Path) -> Sequence[Mapping[str, Any]]:
    whole = read_json(path)
    found = (
        objects_at({"": whole}, "") if isinstance(whole, list) else objects_at(whole, "releases")
    )
    if isinstance(whole, dict) and not found:
        records = objects_at(whole, "records")
        compiled = [object_at(one, "compiledRelease") for one in records]
        found = compiled or [whole]
    if not found or not all(text_at(one, "ocid") for one in found):
        raise reject(path, "holds no releases of Open Contracting; expected {'releases': [{ocid}]}")
    return found


def _procurement(
    ocid: str, releases: list[tuple[str, Mapping[str, Any]]], drafts: Drafts
) -> Iterator[Proposal]:
    parts = merge(release for _, release in releases)
    tender, awards = parts["tender"], parts["awards"]
    buyer = _link(parts["buyer"], parts["parties"], _BUYERS, releases[0][0], drafts)
    announced = next((day for day, one in releases if "tender" in one), releases[0][0])
    known = drafts.matcher.bearer(SCHEME, ocid, "")
    for key, award in sorted(awards.items()) or [("", {})]:
        if (text_at(award, "status") or text_at(tender, "status")) in _VOID:
            continue
        suppliers = [
            one
            for given in objects_at(award, "suppliers")
            if (one := _link(given, parts["parties"], _SUPPLIERS, releases[-1][0], drafts)).name
        ]
        if not buyer.id and not any(one.id for one in suppliers):
            continue
        title = text_at(award, "title") or text_at(tender, "title") or ocid
        contract = parts["contracts"].get(key, {})
        id = known.id or make_slug(f"{title[:40]} {ocid[-6:]} {key if len(awards) > 1 else ''}")
        cells: Cells = {"id": id, "label": title[:200]}
        cells |= {"buyer": buyer, "announced": announced, "ending": "unknown"}
        if suppliers:
            cells["supplier"] = suppliers
        cells |= _value(award, contract, tender)
        cells |= _period(award, contract, tender, f"{ocid} {key}")
        names = ", ".join(one.name for one in suppliers)
        quote = f"{ocid} {key}: {title}; {buyer.name}; {names}; {cells.get('value_gbp', '')}"
        locator = f"{ocid} {key}".strip()
        yield drafts.draft("contracts", locator, quote, cells)
        coded = Linked(title[:200], id, "identifier" if known.id else "new")
        yield drafts.code(coded, SCHEME, ocid, ("", ""), locator, quote)


def merge(releases: Any) -> dict[str, Any]:
    """Return the tender, buyer, parties, awards and contracts that releases leave, in their order.

    >>> releases = [{"awards": [{"id": "1", "title": title}]} for title in ("Wrong", "Right")]
    >>> merge(releases)["awards"]["1"]["title"]
    'Right'
    """
    tender: dict[str, Any] = {}
    buyer: dict[str, Any] = {}
    parties: dict[str, dict[str, Any]] = {}
    awards: dict[str, dict[str, Any]] = {}
    contracts: dict[str, dict[str, Any]] = {}
    for one in releases:
        tender |= object_at(one, "tender")
        buyer |= object_at(one, "buyer")
        for kept, name in ((parties, "parties"), (awards, "awards")):
            for item in objects_at(one, name):
                key = text_at(item, "id")
                kept[key] = kept.get(key, {}) | item
        for item in objects_at(one, "contracts"):
            key = text_at(item, "awardID") or text_at(item, "id")
            contracts[key] = contracts.get(key, {}) | item
    return {
        "tender": tender,
        "buyer": buyer,
        "parties": parties,
        "awards": awards,
        "contracts": contracts,
    }


def _link(
    one: Mapping[str, Any],
    parties: Mapping[str, Mapping[str, Any]],
    kinds: tuple[str, ...],
    day: str,
    drafts: Drafts,
) -> Linked:
    """Return which body or company a party is: by its company number, else by its name."""
    party = {**parties.get(text_at(one, "id"), {}), **one}
    name = text_at(party, "name")
    number = text_at(party, "identifier", "id").strip()
    coded = at(party, "identifier", "scheme") == "GB-COH" and number
    code = ("companies-house", number.zfill(8)) if coded else ("", "")
    return drafts.link(Sought(name, kinds, life_of(day, after(day)), code)) if name else Linked("")


def _value(*parts: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a value: of the award or contract, or else of the tender."""
    for kind, part in zip(("award", "award", "tender"), parts, strict=True):
        amount = at(part, "value", "amount")
        if isinstance(amount, int | float) and amount > 0:
            currency = text_at(part, "value", "currency") or "GBP"
            if currency == "GBP":
                return {"value_gbp": str(round(amount)), "value_kind": kind}
            return {"value_kind": kind, "value_note": f"{amount:,} {currency}"}
    return {"value_kind": "unknown"}


def _period(
    award: Mapping[str, Any], contract: Mapping[str, Any], tender: Mapping[str, Any], place: str
) -> dict[str, str]:
    """Return the start and the agreed end, whose last day is stated."""
    for period in (
        contract.get("period"),
        award.get("contractPeriod"),
        tender.get("contractPeriod"),
    ):
        if isinstance(period, dict) and text_at(period, "startDate"):
            start, end = (read_day(text_at(period, key), place) for key in ("startDate", "endDate"))
            return {"start": start, "agreed_end": after(end)}
    return {}


REGISTER = Register(
    "ocds", "Contracts (OCDS: Contracts Finder, Find a Tender)",
    "JSON release or record packages", read,
)  # fmt: skip
