"""What readers of registers share: rows drafted as proposals, and dates at their precision."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kg.errors import UsageError
from kg.index.index import Index
from kg.ingest.match import Life, Matcher, Meant, Sought
from kg.ingest.proposals import Candidate, Passage, Proposal
from kg.model.dates import PartialDate
from kg.model.schema import BY_NAME
from kg.model.terms import to_slug

_QUOTED = 300
"""Letters of a record that a passage holds."""
_BARE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})")
_ISO = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?")
_SMALL_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"]
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A name of a register, with the thing that it means or what it may mean."""

    name: str
    id: str = ""
    how: str = ""
    candidates: tuple[Candidate, ...] = ()


Cells = dict[str, str | Linked | Sequence[Linked]]
"""Column -> a cell, or what was linked by a name, or several of these."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """Drafts rows out of what one source says, as one reader read it."""

    matcher: Matcher
    source: str
    reader: str

    @property
    def index(self) -> Index:
        """The index of the record that the rows are for."""
        return self.matcher.index

    def link(self, sought: Sought, least: float | None = None) -> Linked:
        """Return what a name and a code mean, if that is beyond doubt, and else candidates."""
        found: Meant = self.matcher.match(sought, least)
        return Linked(sought.name, found.id, found.how, found.candidates)

    def draft(
        self,
        table: str,
        locator: str,
        quote: str,
        cells: Mapping[str, str | Linked | Sequence[Linked]],
    ) -> Proposal:
        """Return a row of a table as a proposal.

        A cell may be something that was linked, or several of them; one that was not is left
        empty and offered by its candidates.
        """
        locator = " ".join(locator.replace("|", " ").replace("#", " ").split())
        written: dict[str, str] = {}
        named: dict[str, str] = {}
        offered: dict[str, tuple[Candidate, ...]] = {}
        for column, cell in cells.items():
            if isinstance(cell, str):
                written[column] = " ".join(cell.split())
                continue
            several = [cell] if isinstance(cell, Linked) else list(cell)
            named[column] = " | ".join(one.name for one in several)
            is_known = all(one.id for one in several)
            written[column] = "|".join(one.id for one in several) if is_known else ""
            if not is_known:
                offered[column] = tuple(c for one in several for c in one.candidates)
        if "sources" in BY_NAME[table].names:
            written["sources"] = f"{self.source}#{locator}" if locator else self.source
        passage = Passage(self.source, locator, quote[:_QUOTED])
        filled = {column: cell for column, cell in written.items() if cell}
        return Proposal(table, filled, (passage,), self.reader, candidates=offered, named=named)

    def code(
        self,
        linked: Linked,
        scheme: str,
        code: str,
        days: tuple[str, str],
        locator: str,
        quote: str,
    ) -> Proposal:
        """Return the row of a code that a thing bears, and when."""
        cells: Cells = {"entity": linked, "scheme": scheme, "code": code}
        cells |= {"start": days[0], "end": days[1]}
        return self.draft("identities", locator, quote, cells)


@dataclass(frozen=True, slots=True)
class Register:
    """A format: its name, what it is, the files that it comes in, and how they are read.

    `renews_codes` says that a thing gets another code with each new name, so that it may have many.
    """

    name: str
    title: str
    files: str
    read: Callable[[Sequence[Path], Drafts], Iterator[Proposal]]
    renews_codes: bool = False

    @property
    def reader(self) -> str:
        """What a proposal names as its reader; the number changes with what is proposed."""
        return f"{self.name} 1"


def read_day(text: str, place: str) -> str:
    """Return a date of a register as the tables write it; none where it is empty.

    >>> read_day("20130401", ""), read_day("1/4/2013", ""), read_day("2013-04-01T00:00:00Z", "")
    ('2013-04-01', '2013-04-01', '2013-04-01')
    >>> read_day("2013", "")
    '2013'
    """
    text = text.strip()
    if not text:
        return ""
    if found := _BARE.fullmatch(text):
        text = "-".join(found.groups())
    elif found := _SLASHED.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    elif found := _ISO.fullmatch(text):
        text = found[1]
    try:
        return PartialDate.parse(text).text
    except ValueError as error:
        raise UsageError(f"{place}: {error}") from None


def after(day: str) -> str:
    """Return the first day on which something no longer held that lasted to the end of a date.

    >>> after("2013-03-31"), after("2013-03"), after("2013"), after("")
    ('2013-04-01', '2013-03', '2013', '')
    """
    if len(day) != len("2013-03-31"):
        return day
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def life_of(start: str, end: str) -> Life:
    """Return from when until when, of two dates as the tables write them."""
    return (PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else None)


def make_slug(words: str, taken: Collection[str] = ()) -> str:
    """Return an id made of words, such as no row has.

    >>> make_slug("Health & Care Act 2022"), make_slug("a b", {"a-b"})
    ('health-care-act-2022', 'a-b-2')
    """
    from kg.model.spelling import fold

    slug = to_slug(fold(words).replace(" and ", " "))[:60].strip("-") or "row"
    number, found = 2, slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found


def in_title_case(name: str, kept: Collection[str] = ()) -> str:
    """Return a name that a register writes in capitals as people write it.

    >>> in_title_case("THE LEEDS CHILDREN'S NHS TRUST", {"nhs"})
    "The Leeds Children's NHS Trust"
    """
    if not name.isupper():
        return name
    words = [
        w if w.casefold() in kept else w.casefold() if w.casefold() in _SMALL_WORDS and i
        else "-".join(p[:1] + p[1:].casefold() for p in w.split("-"))
        for i, w in enumerate(name.split())
    ]  # fmt: skip
    return " ".join(words)


def reject(path: Path, what: str) -> UsageError:
    """Return the error of a file that is not what its format says."""
    return UsageError(f"{path}: {what}")
