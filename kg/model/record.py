"""What a record says of itself: its title, licence and addresses, and the words it is told in.

What a file says of it is read by `kg.read.dataset`; a build keeps it beside its graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kg.model.terms import Space

REPORT_TITLE = "What the record shows"
NOBODY = Space("https://example.org/record/", "https://example.org/record/ns#", "kg")
"""Addresses that are reserved and lead nowhere: of a record that has not said its own."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a record should hold: the name of the list, what it lists, and its rows.

    A row says where a thing is named, how, and its id here, empty where there is none.
    """

    title: str
    covers: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that names of institutions share, in small letters: no two are told apart by them.

    `forms` say what a thing is in law: a name with one means nothing whose name has none.
    `institutions` say as what it serves, and `gained` are what names gain and lose in its life.
    """

    forms: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a record says of itself; a text that is not given is empty.

    `name` is what its files are called, `citation` what a reference to it begins with,
    `page_emphasis` the part of the page's title that stands out, `national` the tiers that count
    as national as bodies.csv writes them, `dropped` the words that initials may leave out, `shared`
    those that names share. `floors` are what a release may not fall behind: a measure of quality
    and its number or share. `synonyms` are the words of its field that mean the same: a meaning and
    its words, with | between them.
    """

    title: str = "A record of institutions"
    description: str = ""
    citation: str = "A record of institutions"
    name: str = "record"
    licence: str = ""
    licence_url: str = ""
    publisher: str = ""
    creators: tuple[str, ...] = ()
    space: Space = NOBODY
    page_title: str = "What became of it"
    page_emphasis: str = ""
    report_title: str = REPORT_TITLE
    national: tuple[str, ...] = ("national",)
    dropped: tuple[str, ...] = ()
    shared: NameWords = NameWords()
    coverage: Coverage | None = None
    floors: tuple[tuple[str, float], ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> Dataset:
        """Return what `to_dict` gave."""
        space, coverage = Space(**found["space"]), found["coverage"]
        lists: dict[str, Any] = {
            name: tuple(found[name]) for name in ("creators", "national", "dropped")
        }
        shared = {name: tuple(words) for name, words in found.get("shared", {}).items()}
        lists["floors"] = tuple((name, limit) for name, limit in found.get("floors", ()))
        lists["synonyms"] = tuple((one, words) for one, words in found.get("synonyms", ()))
        if coverage is not None:
            rows = tuple((where, form, thing) for where, form, thing in coverage["rows"])
            coverage = Coverage(coverage["title"], coverage["covers"], rows)
        lists |= {"shared": NameWords(**shared), "space": space, "coverage": coverage}
        return cls(**{**found, **lists})
