"""The list of organisations at GOV.UK, in JSON: closures, heirs, parents and addresses.

An organisation that changed its name is one here, and two there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.ingest.match import Sought
from kg.ingest.proposals import Proposal
from kg.ingest.registers.drafts import Cells, Drafts, Linked, Register, life_of, read_day, reject
from kg.ingest.registers.nested import objects_at, text_at
from kg.ingest.registers.opening import read_json
from kg.ingest.registers.successions import StatedSuccession, draft_successions

SCHEME = "govuk"
_KINDS = ("Body", "Unit", "BodyGroup")
_RENAMED = "changed_name"
_ELSEWHERE = ("devolved", "left_gov")
"""Closures of the page alone: the organisation went on, outside central government."""


def read(paths: Sequence[Path], drafts: Drafts) -> Iterator[Proposal]:
    """Yield the codes, addresses, ends, parents, former names and successions of organisations."""
    listed: dict[str, tuple[Mapping[str, Any], str]] = {}
    for path in paths:
        for one in _organisations(path):
            listed[_slug(one)] = one, _closed(one, path)
    linked = {slug: _link(slug, one, end, drafts) for slug, (one, end) in listed.items()}
    successions: list[StatedSuccession] = []
    for slug, (one, end) in listed.items():
        mine = linked[slug]
        quote = _quote(one, slug, end)
        if mine.id or mine.candidates:
            yield drafts.code(mine, SCHEME, slug, ("", ""), slug, quote)
        if mine.id:
            yield from _facts(one, mine, end, slug, quote, drafts)
            yield from _parents(one, mine, linked, slug, quote, drafts)
        for heir in _named(one, "superseding_organisations"):
            if heir in linked:
                successions += _step(slug, heir, listed, linked)
        for old in _named(one, "superseded_organisations"):
            if old in linked:
                successions += _step(old, slug, listed, linked)
    yield from draft_successions(drafts, [s for s in successions if not _is_renamed(s, listed)])
    yield from _former_names(successions, listed, drafts)


def _organisations(path: Path) -> list[Mapping[str, Any]]:
    whole = read_json(path)
    found = whole.get("results", [whole]) if isinstance(whole, dict) else whole
    if not isinstance(found, list) or not found or not all(map(_is_organisation, found)):
        raise reject(path, "holds no organisations of GOV.UK; expected a list of {title, details}")
    return found


def _is_organisation(one: object) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(one.get("details"), dict)
        and bool(text_at(one, "title"))
    )


def _slug(one: Mapping[str, Any]) -> str:
    return text_at(one, "details", "slug") or text_at(one, "id").rsplit("/", 1)[-1]


def _status(one: Mapping[str, Any]) -> str:
    """Return how an organisation was closed; nothing where it was not."""
    return text_at(one, "details", "govuk_closed_status")


def _closed(one: Mapping[str, Any], path: Path) -> str:
    return read_day(text_at(one, "details", "closed_at"), f"{path}: {_slug(one)}")


def _link(slug: str, one: Mapping[str, Any], end: str, drafts: Drafts) -> Linked:
    sought = Sought(str(one["title"]), _KINDS, life_of("", end), (SCHEME, slug))
    return drafts.link(sought)


def _quote(one: Mapping[str, Any], slug: str, end: str) -> str:
    status = _status(one) or text_at(one, "details", "govuk_status")
    return f"{one['title']} ({slug}), {status}{', closed ' + end if end else ''}"


def _facts(
    one: Mapping[str, Any], mine: Linked, end: str, slug: str, quote: str, drafts: Drafts
) -> Iterator[Proposal]:
    url = text_at(one, "web_url")
    if url:
        yield drafts.draft("bodies", slug, quote, {"id": mine.id, "url": url})
    if end and _status(one) not in (_RENAMED, *_ELSEWHERE):
        yield drafts.draft("bodies", slug, quote, {"id": mine.id, "end": end})
    short = text_at(one, "details", "abbreviation")
    known = {drafts.matcher.normal(name.text) for name in drafts.index.names_of(mine.id)}
    if short and drafts.matcher.normal(short) not in known:
        cells: Cells = {"entity": mine, "name": short, "kind": "Abbreviation"}
        yield drafts.draft("names", slug, quote, cells)


def _parents(
    one: Mapping[str, Any], mine: Linked, linked: Mapping[str, Linked], slug: str, quote: str,
    drafts: Drafts,
) -> Iterator[Proposal]:  # fmt: skip
    for parent in _named(one, "parent_organisations"):
        whole = linked.get(parent)
        if whole is not None and whole.id and whole.id != mine.id:
            cells: Cells = {"subject": mine, "property": "parentBody"}
            cells |= {"object": whole, "rank": "normal", "confidence": "medium"}
            yield drafts.draft("claims", slug, f"{quote}; parent {parent}", cells)


def _named(one: Mapping[str, Any], key: str) -> list[str]:
    return [text_at(o, "id").rsplit("/", 1)[-1] for o in objects_at(one, key)]


def _step(
    old: str, new: str, listed: Mapping[str, tuple[Mapping[str, Any], str]],
    linked: Mapping[str, Linked],
) -> list[StatedSuccession]:  # fmt: skip
    one, end = listed[old]
    if _status(one) in _ELSEWHERE:
        return []
    quote = f"{_quote(one, old, end)}; superseded by {new}"
    return [StatedSuccession(linked[old], linked[new], end, f"{old} {new}", quote)]


def _is_renamed(
    step: StatedSuccession, listed: Mapping[str, tuple[Mapping[str, Any], str]]
) -> bool:
    return _status(listed[step.locator.split()[0]][0]) == _RENAMED


def _former_names(
    steps: Sequence[StatedSuccession],
    listed: Mapping[str, tuple[Mapping[str, Any], str]],
    drafts: Drafts,
) -> Iterator[Proposal]:
    """Yield the names that organisations gave up, of those that are known by either name."""
    once = {step.locator: step for step in steps if _is_renamed(step, listed)}
    for step in once.values():
        if step.after.id and step.before.id in ("", step.after.id):
            cells: Cells = {"entity": step.after, "name": step.before.name, "kind": "FormerName"}
            yield drafts.draft("names", step.locator, step.quote, cells | {"end": step.date})


REGISTER = Register(
    "govuk", "Organisations at GOV.UK", "JSON of its organisations API", read, renews_codes=True
)
