"""A batch of queries: which things the names of a spreadsheet mean, as `kg reconcile` says it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import UsageError
from kg.index.kinds import find_kind
from kg.ingest.reconcile import Option, Query, Reconciled
from kg.ingest.registers.drafts import read_day
from kg.model.dates import PartialDate, period
from kg.serve.reconciliation.desk import Desk

ON = "on"
"""The property by which a query says when a name was used."""
_LIMIT, _MOST, _LONGEST = 3, 50, 500
MOST_QUERIES = 250
"""Queries of one batch."""


def read_json(text: str, what: str) -> Any:
    """Return what JSON says; UsageError where it is none, or too deep."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(f"{what}: is no JSON; see /reconcile for what is asked how") from None


def answer_batch(desk: Desk, asked: Any) -> dict[str, Any]:
    """Return the candidates of each query of a batch, under its key.

    Raises UsageError for what is no query, telling all that is wrong at once.
    """
    if not isinstance(asked, dict):
        raise UsageError('queries: expected an object, such as {"q0": {"query": "NHS Digital"}}')
    if len(asked) > MOST_QUERIES:
        raise UsageError(f"queries: {len(asked):,} at once; ask for {MOST_QUERIES} at most")
    queries: dict[str, tuple[Query, str]] = {}
    problems = []
    for key, one in asked.items():
        try:
            queries[key] = _read(desk, one)
        except UsageError as error:
            problems.append(f"{key[:60]}: {error}")
    if problems:
        raise UsageError("\n".join(problems[:20]))
    found: dict[str, Any] = {}
    for key, (query, doubt) in queries.items():
        found[key] = {"result": list(_candidates(desk, desk.reconciler.reconcile(query), doubt))}
    return found


def _read(desk: Desk, asked: Any) -> tuple[Query, str]:
    """Return a query, and why nothing can be accepted, where a day that it gives is none."""
    if isinstance(asked, str):
        asked = {"query": asked}
    if not isinstance(asked, dict):
        raise UsageError('expected an object, such as {"query": "NHS Digital"}')
    name, codes, day, doubt = asked.get("query") or "", {}, None, ""
    if not isinstance(name, str) or len(name) > _LONGEST:
        raise UsageError(f"query: expected a name of {_LONGEST} letters at most")
    for pid, value in _values(asked.get("properties")):
        if pid == ON:
            try:
                text = read_day(value, "")
                day = PartialDate.parse(text) if text else None
            except UsageError:
                doubt = f"'{value[:40]}' is no day"
        elif pid in desk.registers:
            codes[pid] = value
    if day is not None and day.days is None:
        day, doubt = None, "the day is none"
    if not name.strip() and not codes:
        raise UsageError("has neither a name (query) nor a code among its properties")
    return Query(name, _kinds(desk, asked.get("type")), day, _limit(asked), codes), doubt


def _values(properties: Any) -> Iterator[tuple[str, str]]:
    """Yield what a query says of the thing that it means: property and value."""
    if properties is None:
        return
    if not isinstance(properties, list):
        raise UsageError('properties: expected a list of {"pid": …, "v": …}')
    for one in properties[:50]:
        if not isinstance(one, Mapping) or "v" not in one:
            raise UsageError('properties: expected {"pid": …, "v": …}')
        values = one["v"] if isinstance(one["v"], list) else [one["v"]]
        for value in values[:1]:
            text = value.get("id", "") if isinstance(value, Mapping) else value
            yield str(one.get("pid", "")), str(text).strip()[:_LONGEST]


def _kinds(desk: Desk, given: Any) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given] if given else []
    texts = [str(one.get("id", "") if isinstance(one, Mapping) else one) for one in listed[:20]]
    space = desk.index.space
    return tuple(
        find_kind(text[:_LONGEST], desk.kinds, space, "type: nothing") for text in texts if text
    )


def _limit(asked: Mapping[str, Any]) -> int:
    limit = asked.get("limit") or _LIMIT
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise UsageError(f"limit: expected a number from 1 to {_MOST}")
    return int(min(limit, _MOST))


def _candidates(desk: Desk, found: Reconciled, doubt: str) -> Iterator[dict[str, Any]]:
    for option in found.options:
        entity = option.entity
        yield {
            "id": entity.slug,
            "name": entity.label,
            "description": _describe(found, option, doubt),
            "type": [desk.type_of(entity.kind)],
            "score": round(option.score, 1),
            "match": option.is_match and not doubt,
        }


def _describe(found: Reconciled, option: Option, doubt: str) -> str:
    """Return what a person needs to decide: what it is, when it was, who has its duty, why."""
    entity = option.entity
    heirs = [heir.label for heir in found.heirs if heir.slug != entity.slug]
    parts = [
        entity.about,
        period(entity.start, entity.end),
        f"duty today: {', '.join(heirs)}" if option.is_match and heirs else "",
        option.reason,
        doubt,
    ]
    return "; ".join(part.rstrip(".") for part in parts if part)
