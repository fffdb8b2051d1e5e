"""Organisations as the ORD interface of the Organisation Data Service gives them, in JSON."""

from __future__ import annotations

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
    read_day,
    reject,
)
from kg.ingest.registers.nested import objects_at, text_at
from kg.ingest.registers.ods import KINDS, SCHEME, link_code
from kg.ingest.registers.opening import read_json
from kg.ingest.registers.successions import StatedSuccession, draft_successions

_PART = "RE2"
"""The relation by which one organisation is a division of another."""


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the codes, ends, relations and successions of some organisations."""
    successions: list[StatedSuccession] = []
    for path in paths:
        for one in _organisations(path):
            code, name = text_at(one, "OrgId", "extension"), text_at(one, "Name")
            if not code or not name:
                raise reject(path, "an organisation has no Name or no OrgId.extension")
            start, end = _days(one, f"{path}: {code}")
            linked = drafts.link(Sought(name, KINDS, life_of(start, end), (SCHEME, code)))
            quote = f"{code}, {name}, {start or '?'} to {end or 'now'}"
            if linked.id or linked.candidates:
                yield drafts.code(linked, SCHEME, code, (start, end), code, quote)
            if linked.id and end:
                yield drafts.draft("bodies", code, quote, {"id": linked.id, "end": end})
            yield from _parts(one, linked, drafts, f"{path}: {code}", code)
            for after_it in objects_at(one, "Succs", "Succ"):
                successions.append(_succession(after_it, linked, drafts, path, code))
    yield from draft_successions(drafts, successions)


def _organisations(path: Path) -> Sequence[Mapping[str, Any]]:
    whole = read_json(path)
    listed = {"Organisations": whole} if isinstance(whole, list) else whole
    several = objects_at(listed, "Organisations") or objects_at({"": listed}, "")
    bare = [next(iter(objects_at(one, "Organisation")), one) for one in several]
    if not bare or not all("OrgId" in one for one in bare):
        raise reject(path, "holds no organisation of ORD; expected {'Organisation': {'OrgId': …}}")
    return bare


def _days(one: Mapping[str, Any], place: str) -> tuple[str, str]:
    """Return from when a code was used until when; the legal days are another matter."""
    for kind in ("Operational", "Legal"):
        for dates in objects_at(one, "Date"):
            if dates.get("Type") == kind:
                start, end = (read_day(text_at(dates, key), place) for key in ("Start", "End"))
                return start, after(end)
    return "", ""


def _parts(
    one: Mapping[str, Any], linked: Linked, drafts: Drafts, place: str, code: str
) -> Iterator[Proposal]:
    for relation in objects_at(one, "Rels", "Rel"):
        if relation.get("id") != _PART or not linked.id:
            continue
        start, end = _days(relation, place)
        target = text_at(relation, "Target", "OrgId", "extension")
        whole = link_code(drafts, target, start)
        if whole.id:
            cells: Cells = {
                "subject": linked,
                "property": "partOf",
                "object": whole,
                "start": start,
            }
            cells |= {"end": end, "rank": "normal", "confidence": "high"}
            yield drafts.draft("claims", code, f"{code} {_PART} {target}, {start} to {end}", cells)


def _succession(
    one: Mapping[str, Any], linked: Linked, drafts: Drafts, path: Path, code: str
) -> StatedSuccession:
    dates = [d for d in objects_at(one, "Date") if text_at(d, "Start")]
    legal = [d for d in dates if d.get("Type") == "Legal"] or dates
    day = read_day(text_at(legal[0], "Start"), f"{path}: {code}") if legal else ""
    target = text_at(one, "Target", "OrgId", "extension")
    other = link_code(drafts, target, day)
    mine = linked if linked.id else link_code(drafts, code, day, linked.name)
    kind = one.get("Type")
    before, heir = (other, mine) if kind == "Predecessor" else (mine, other)
    old, new = (target, code) if kind == "Predecessor" else (code, target)
    return StatedSuccession(before, heir, day, f"{old} {new}", f"{old} to {new}, {day}")


REGISTER = Register(
    "ord", "NHS organisations (ODS, ORD interface)", "JSON of one organisation or a list", read
)
