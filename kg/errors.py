"""The errors a user can cause.

    KgError                  exit code 2
    ├── UsageError           an option, a name or a file that cannot be used
    ├── TableErrors          rows that break the rules of their table, all at once
    ├── UnknownEntity        a name that no entity has, or that several have
    ├── QueryError           a query that does not parse or cannot be run
    ├── GraphError           a graph that is missing, outdated, unreadable or unreachable
    ├── OutputError          a folder or file that cannot be written
    ├── NothingThere         nothing of what was asked for is in the graph; exit code 1
    └── MissingExtra         a part of the program whose libraries are not installed

`str()` of each is the whole message that the user reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LOGIN = re.compile(r"(?<=://)[^/?#\s<>@]*@")


def without_logins(text: str) -> str:
    """Return a text without the logins of the web addresses in it.

    >>> without_logins("http://user:secret@example.org/x: has no answer for a@b")
    'http://example.org/x: has no answer for a@b'
    """
    return _LOGIN.sub("", text)


def without_middles(text: str) -> str:
    """Return a text whose endless lines, which quote what was given, lack their middle.

    >>> len(without_middles("x" * 1_000_000))
    2003
    """
    half = _LONGEST // 2
    lines = text.split("\n")
    return "\n".join(
        line if len(line) <= _LONGEST else f"{line[:half]} … {line[-half:]}" for line in lines
    )


_LONGEST = 2000
"""Letters of a line of a message."""


class KgError(Exception):
    """Base of every error a user can cause; `str()` is the whole message."""

    exit_code = 2

    def __init__(self, text: str) -> None:
        super().__init__(without_middles(text))


class UsageError(KgError):
    """An option, a value or a file cannot be used as given."""


class TableErrors(KgError):
    """The tables break their format; one line a problem, `file:row:column: problem`.

    `mendable` says how many of the places that are wrong `kg check --repair` can mend.
    """

    SHOWN = 1000

    def __init__(self, problems: Sequence[str], mendable: int = 0) -> None:
        self.problems = [without_middles(problem) for problem in problems]
        self.mendable = mendable
        lines = self.problems[: self.SHOWN]
        if len(self.problems) > self.SHOWN:
            lines.append(f"… and {len(self.problems) - self.SHOWN} more")
        super().__init__("\n".join(lines))


class UnknownEntity(KgError):
    """A name that no entity has, or that several have."""


class QueryError(KgError):
    """A query does not parse or cannot be answered."""


class GraphError(KgError):
    """A graph is missing, older than this program, unreadable or unreachable."""


class OutputError(KgError):
    """A folder or a file cannot be written."""


class NothingThere(KgError):
    """A graph was looked through, and holds nothing of what was asked for."""

    exit_code = 1


class MissingExtra(KgError):
    """A part of the program needs libraries that are not installed."""

    def __init__(self, part: str, extra: str) -> None:
        super().__init__(f"{part} needs more libraries: pip install '{_origin()}[{extra}]'")
        self.extra = extra


def _origin() -> str:
    """Return what pip installs this program from: the folder it came from, else its name."""
    from importlib.metadata import PackageNotFoundError, distribution
    from json import loads
    from urllib.parse import unquote, urlsplit

    name = "nhs-it-kg"
    try:
        record = distribution(name).read_text("direct_url.json")
    except PackageNotFoundError:
        return "."
    came = urlsplit(loads(record)["url"]) if record else None
    return unquote(came.path) if came and came.scheme == "file" else name
