"""Events of the record that tell of the same bodies as one that is proposed, in another way.

The same change is told as a merger here and as an absorption there, with a day or a year apart:
whoever judges it is to see the record's before it becomes a second one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from kg.model.dates import PartialDate

Row = TypeVar("Row")
_ROLES = ("ended", "created", "gaining", "losing")
_ENDS = ("ended", "created")
"""Roles that a body has once in its life."""
_PLAN = "Announcement"
"""A plan beside the deed contradicts nothing."""
_YEARS = 2
"""Years by which two reports of the same change lie apart at the most."""
_BODIES = 2
"""Bodies that two reports of the same change share at the least, where neither is in an end."""


def find_beside(
    rows: Iterable[tuple[Row, Mapping[str, str]]],
    cells: Mapping[str, str],
    in_use: Callable[[str], str],
) -> Row | None:
    """Return the row of the event that is likeliest to be the one proposed; None where none is."""
    wanted = _bodies(cells, in_use)
    best: tuple[int, Row] | None = None
    for row, held in rows:
        if (held.get("kind") == _PLAN) != (cells.get("kind") == _PLAN):
            continue
        if not _is_near(held.get("date", ""), cells.get("date", "")):
            continue
        others = _bodies(held, in_use)
        shared = {body for _, body in wanted} & {body for _, body in others}
        same_end = any(pair in others for pair in wanted if pair[0] in _ENDS)
        if (len(shared) >= _BODIES or same_end) and (best is None or len(shared) > best[0]):
            best = len(shared), row
    return best[1] if best else None


def _bodies(cells: Mapping[str, str], in_use: Callable[[str], str]) -> set[tuple[str, str]]:
    return {
        (role, in_use(body)) for role in _ROLES for body in cells.get(role, "").split("|") if body
    }


def _is_near(one: str, other: str) -> bool:
    """Return whether two dates may be of one change; a date that nobody gave may."""
    try:
        first, second = PartialDate.parse(one).days, PartialDate.parse(other).days
    except ValueError:
        return True
    if first is None or second is None:
        return True
    years = _YEARS * 366
    return (
        abs((first.earliest - second.latest).days) <= years
        or abs((second.earliest - first.latest).days) <= years
    )
