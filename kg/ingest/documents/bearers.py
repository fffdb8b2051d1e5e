"""Which bearer of a name may be meant in a document of a day, and in a sentence about another."""

from __future__ import annotations

from collections.abc import Sequence

from kg.index.entries import INITIALS
from kg.ingest.documents.gazetteer import KnownName
from kg.model.dates import PartialDate, say

_LETTERS, _REMEMBERED = 5, 5 * 366
"""Letters of an abbreviation that others may use, once its bearer has been over for some days."""


def best_on(names: Sequence[KnownName], day: PartialDate) -> list[KnownName]:
    """Return the names that may be meant on a day: of those borne then, the best by right.

    Initials that nobody wrote down give way to a name, but for those of a thing that was certainly
    there when the other may not have been; they never mean what was over.
    """
    fit = [name for name in names if _may_be_borne(name, day)]
    living = [name for name in fit if not _is_over(name, day)]
    if not living:
        return [name for name in fit if name.kind != INITIALS] if len(fit) == 1 else fit
    best = min(name.rank for name in living)
    chosen = [name for name in living if name.rank == best]
    if not any(_was_there(name, day) for name in chosen):
        chosen += [
            n for n in living if n.rank != best and n.kind == INITIALS and _was_there(n, day)
        ]
    return chosen


def _was_there(name: KnownName, day: PartialDate) -> bool:
    """Return whether something that was not over on a day had certainly begun."""
    begun = name.days[0] or name.entity.life[0]
    return begun is not None and begun.is_before(day) is True


def may_be_meant(name: KnownName, on: PartialDate | None, days: Sequence[PartialDate]) -> bool:
    """Return whether the one thing that has a name may be meant in a document of a day.

    Initials that nobody wrote down may be another's once their bearer is over, and an abbreviation
    some years later.
    """
    if on is not None and not _had_begun(name, on):
        return False
    end = name.entity.life[1]
    if end is None or end.days is None:
        return True
    if name.kind == INITIALS:
        return any(not _is_over(name, day) for day in days)
    is_short = len(name.words) == 1 and name.text.isupper() and len(name.text) <= _LETTERS
    if (
        not is_short
        or any(not _is_over(name, day) for day in days)
        or on is None
        or on.days is None
    ):
        return True
    return (on.days.earliest - end.days.latest).days <= _REMEMBERED


def _may_be_borne(name: KnownName, day: PartialDate) -> bool:
    end = name.days[1]
    if end is not None and end.days and day.days and end.days.latest <= day.days.earliest:
        return False
    return _had_begun(name, day)


def _had_begun(name: KnownName, day: PartialDate) -> bool:
    """Return whether a name, and its bearer, may have been there on a day or before it."""
    starts = name.days[0], name.entity.life[0]
    return not any(start is not None and day.is_before(start) is True for start in starts)


def _is_over(name: KnownName, day: PartialDate) -> bool:
    end = name.entity.life[1]
    return bool(end and end.days and day.days and end.days.latest <= day.days.earliest)


def life_in_words(name: KnownName) -> str:
    """Return what kind of name it is, and from when until when it was borne."""
    start, end = name.days if name.days != (None, None) else name.entity.life
    began = f"since {say(start.text)}" if start else ""
    ended = f"until {say(end.text)}" if end and end.days else ""
    return f"{name.kind} {began} {ended}".strip().replace("  ", " ")
