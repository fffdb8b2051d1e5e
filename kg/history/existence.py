"""What existed on a day: for certain, going on as last read, possibly and why, or not.

A thing is certain between the first and the last row that needs it to exist. After that it goes
on, where a source says so; else it is possible, and the reason says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from kg.errors import UsageError
from kg.history.offices import CHIEF
from kg.index.entries import Entity
from kg.index.index import Index
from kg.index.kinds import find_kind, kinds_of
from kg.index.presence import Borne, Presence
from kg.model.dates import OPEN, Holds, PartialDate, Span, holds_on, in_words, say

FIRST_TIERS = ("NationalTier", "RegionalTier")
"""The tiers that an answer begins with."""

_WORN = ("OperatingName", "FormerName", "LegalName")
"""The kinds of names that say what a thing was called, the likeliest on everybody's lips first."""


class Held(StrEnum):
    """How sure it is that a thing existed on a day."""

    CERTAIN = "certain"
    GOING_ON = "going on"
    POSSIBLE = "possible"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Existence:
    """A thing that existed on a day, certainly or possibly, with what it was called and who led it.

    `reason` says why it is no more than possible, or that it goes on as last read; `last_seen` is
    the last day on which a row shows it. `name`, `head` and `minister`, who answered for it by what
    the record puts it under, are those of the day.
    """

    entity: Entity
    how: Held
    reason: str
    tier: str
    name: str
    head: str
    last_seen: date | None
    minister: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return plain values: a row of what `kg as-of` gives to a machine."""
        e = self.entity
        return {
            "id": e.slug,
            "label": e.label,
            "name_then": self.name,
            "kind": e.kind,
            "tier": self.tier or None,
            "held": self.how.value,
            "reason": self.reason or None,
            "last_seen": self.last_seen.isoformat() if self.last_seen else None,
            "head": self.head or None,
            "minister": self.minister or None,
            "start": e.start or None,
            "end": e.end or None,
        }

    @property
    def is_dated(self) -> bool:
        """Whether anything at all says when it existed."""
        return self.reason != _UNDATED

    @property
    def is_national(self) -> bool:
        """Whether it acts for a nation or a region, or has no tier and belongs to none."""
        return self.tier in FIRST_TIERS or (not self.tier and self.entity.kind != "Company")


@dataclass(frozen=True, slots=True)
class AsOf:
    """What existed on a day, and up to which day the record was read.

    `offices` are the labels of the offices of state with who held each on the day.
    """

    day: PartialDate
    read_up_to: date | None
    found: tuple[Existence, ...]
    offices: tuple[tuple[str, str], ...] = ()


def find_existing(index: Index, day: str, kinds: Sequence[str] = ()) -> AsOf:
    """Return what existed on a day, month or year: the certain first, what has no date last.

    Of the equally sure, national and regional things come before local ones and companies, each
    by the name of the day. Raises UsageError for a date or a kind that does not exist.
    """
    on = read_day(day)
    wanted = [read_kind(index, kind) for kind in kinds] or index.living
    read, ministries = index.read_up_to, index.ministries()
    there = {
        presence.entity.slug: (presence, how, reason)
        for presence in index.presences(wanted, on.days)
        for how, reason in [exists_on(on, presence, read)]
        if how is not Held.NO
    }
    names, heads = index.borne("borne", there), index.borne("headed", there)
    answering = [(one.things, head_on(on, one.terms)) for one in ministries if one.name != CHIEF]
    found = []
    for slug, (presence, how, reason) in there.items():
        entity = presence.entity
        minister = "; ".join(holder for things, holder in answering if holder and slug in things)
        name = name_on(on, names.get(slug, ())) or entity.label
        head = head_on(on, heads.get(slug, ()))
        found.append(
            Existence(entity, how, reason, presence.tier, name, head, presence.last, minister)
        )
    ranked = sorted(ministries, key=lambda one: one.name != CHIEF)
    offices = [(one.label, head_on(on, one.terms)) for one in ranked]
    told = tuple(office for office in offices if office[1])
    return AsOf(on, read, tuple(sorted(found, key=_order)), told)


_HOWS = list(Held)


def _order(one: Existence) -> tuple[bool, int, bool, str, str]:
    rank = _HOWS.index(one.how)
    return (not one.is_dated, rank, not one.is_national, one.name.casefold(), one.entity.slug)


def exists_on(day: PartialDate, thing: Presence, read: date | None = None) -> tuple[Held, str]:
    """Return whether a thing existed on a day, and the reason where it is not certain.

    `read` is the day up to which the record was read. Where `day` is a month or a year, certain
    means on all of its days and possible on at least one.
    """
    on = day.days
    if on is None:
        raise ValueError("'..' is not a day")
    start, end = thing.entity.life
    born, ended = start.days if start else None, end.days if end else None
    if _is_excluded(on, born, ended, thing):
        return Held.NO, ""
    by = min((d for d in (born and born.latest, thing.first) if d), default=None)
    is_begun = by is not None and by <= on.earliest
    is_not_ended = thing.last is not None and on.latest <= thing.last
    if is_begun and (is_not_ended or (ended is not None and on.latest < ended.earliest)):
        return Held.CERTAIN, ""
    plan = _missed(on, thing)
    if is_begun and thing.is_alive and ended is None and not plan:
        is_after = read is not None and on.latest > read
        return Held.GOING_ON, f"as last read on {say(str(read))}" if is_after else ""
    return Held.POSSIBLE, plan or _reason(on, born, ended, is_begun, thing)


def _is_excluded(on: Span, born: Span | None, ended: Span | None, thing: Presence) -> bool:
    if born is not None and on.is_before(born):
        return True
    if ended is not None and (
        ended.is_before(on) or (ended.is_exact and on.earliest == ended.latest)
    ):
        return True
    plan = thing.begins.days if thing.begins else None
    if plan is None or born is not None or thing.first is not None:
        return False
    return on.is_before(plan)


def _missed(on: Span, thing: Presence) -> str:
    """Return the plan for an end that has passed without a word since; else nothing."""
    plan = thing.ends.days if thing.ends else None
    if thing.ends is None or plan is None or plan.latest > on.latest:
        return ""
    if thing.last is not None and thing.last >= plan.latest:
        return ""
    _, end = thing.entity.life
    if end is not None and end.days is not None:
        return ""
    return f"planned to end {say(thing.ends.text)}; nothing read since"


def _reason(
    on: Span, born: Span | None, ended: Span | None, is_begun: bool, thing: Presence
) -> str:
    """Return why a thing is no more than possible."""
    start, end = thing.entity.life
    if not is_begun:
        if born is not None and start is not None:
            return f"began {_stated(start)}"
        if thing.first is not None:
            return f"first seen {say_seen(thing.first)}"
        if thing.begins is not None:
            return f"planned to begin {say(thing.begins.text)}; nothing read since"
        return "beginning not known" if thing.is_alive else _UNDATED
    if ended is not None and end is not None:
        return f"ended {_stated(end)}"
    return f"last seen {say_seen(thing.last)}" if thing.last else "end not known"


_UNDATED = "no date known"


def _stated(day: PartialDate) -> str:
    """Say a beginning or end as stated; as its bounds where an event knows it otherwise."""
    with suppress(ValueError):
        if PartialDate.parse(day.text).days == day.days:
            return say(day.text)
    return " to ".join(say(part) for part in (in_words(day.days) or "").split("/"))


@lru_cache(4096)
def say_seen(day: date) -> str:
    """Say a bound of a date, no more precisely than the date may have been stated.

    A row of 2013 attests until 1 January 2013 at least: that is said as 2013, never as a day.
    """
    is_edge = 1 in (day.day, (day + timedelta(days=1)).day)
    if not is_edge:
        return say(day.isoformat())
    in_year = (day.month, day.day) in ((1, 1), (12, 31))
    return say(day.isoformat()[: 4 if in_year else 7])


def name_on(day: PartialDate, names: Iterable[Borne]) -> str:
    """Return the name that a thing certainly bore on a day; nothing where none is certain.

    The name it used comes before the name in law, and goes on where nobody says that it was
    given up.
    """
    held = []
    for name in names:
        start, end = name.days
        if name.kind == _WORN[0]:
            end = end or PartialDate.parse(OPEN)
        if name.kind in _WORN and holds_on(day, start, end) is Holds.CERTAIN:
            held.append((_WORN.index(name.kind), name.start, name.words))
    return min(held, default=(0, "", ""))[2]


def head_on(day: PartialDate, heads: Iterable[Borne]) -> str:
    """Return who certainly headed a body on a day, all who did; else who may have, and how.

    That is whoever may have gone on to; else whoever did for some of a month or year; else whose
    dates, as they are stated, leave it open. Who is not known to have begun by then is not told.
    """
    sure, open_ended, some, maybe = [], [], [], []
    for head in sorted(heads, key=lambda head: (head.start, head.words)):
        start, end = head.days
        held = holds_on(day, start, end)
        if held is Holds.CERTAIN:
            sure.append(head.words)
        elif end is None and holds_on(day, start, PartialDate.parse(OPEN)) is Holds.CERTAIN:
            open_ended.append(f"{head.words} (end not known)")
        elif held is Holds.POSSIBLE and start is not None and _is_partly(day, start, end):
            some.append(f"{head.words} (for some of it)")
        elif held is Holds.POSSIBLE and end is not None and _has_begun(day, start):
            maybe.append(f"{head.words} (possibly)")
    return "; ".join(dict.fromkeys(sure or open_ended or some or maybe))


def _has_begun(day: PartialDate, start: PartialDate | None) -> bool:
    """Return whether something had certainly begun by the last of some days."""
    on, begun = day.days, start.days if start is not None else None
    return on is not None and begun is not None and begun.latest <= on.latest


def _is_partly(day: PartialDate, start: PartialDate, end: PartialDate | None) -> bool:
    """Return whether what lasted from a start to an end certainly held on one day of some."""
    on, begun = day.days, start.days
    if on is None or begun is None or not _has_begun(day, start):
        return False
    if on.earliest <= begun.earliest:  # it began then, and lasted a day at least
        return True
    over = end.days.earliest if end is not None and end.days is not None else None
    if over is None:
        return end is not None
    return max(on.earliest, begun.latest) < over


def read_day(text: str) -> PartialDate:
    """Return the date a user gave; UsageError where it is no day, month or year."""
    try:
        day = PartialDate.parse(text.strip())
    except ValueError as error:
        raise UsageError(str(error)) from None
    if day.earliest is None:
        raise UsageError("'..' is not a day; write 2015-06-01, 2015-06 or 2015")
    return day


def read_kind(index: Index, text: str) -> str:
    """Return the kind of thing a user gave, of those that begin and end."""
    what = "--type: nothing that begins and ends"
    return find_kind(text, kinds_of(index, index.living), index.space, what)
