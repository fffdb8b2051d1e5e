"""Read `dataset.toml`: what a record is, under which licence, and at which addresses.

The file stands beside the tables. Without it a record has neutral words and addresses that belong
to nobody. Every problem is told at once, with the key and what would be right.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import TableErrors, UsageError
from kg.model import schema
from kg.model.nearest import did_you_mean
from kg.model.record import REPORT_TITLE, Coverage, Dataset, NameWords
from kg.model.terms import SHIPPED, STANDARD, Space, is_slug
from kg.model.vocabulary import Vocabulary
from kg.read.addresses import web_problem
from kg.read.sheets import read_sheet
from kg.read.shipped import shipped

FILE = "dataset.toml"
STORIES = "stories"
"""The folder beside the tables in which the stories of a record stand."""
SYNONYMS = "synonyms"
"""The table of the words of a field that mean the same."""
TIERS = "tiers"
"""The scheme whose words `words.national` holds."""

_PREFIX = re.compile(r"[a-z][a-z0-9]*")
_TAKEN = frozenset({"id", "claim", "cite", "graph", "nhsit", *STANDARD})
_COVERAGE = ("where", "surface_form", "id")


def load_dataset(data: Path) -> Dataset:
    """Return what the folder of a record says of it; neutral words where it has no such file.

    Raises TableErrors with everything that is wrong with the file.
    """
    path = data / FILE
    if not path.is_file():
        return Dataset(synonyms=read_synonyms(data))
    try:
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: is not TOML: {error}") from None
    reader = _Reader(found, path)
    dataset = reader.read()
    if reader.problems:
        raise TableErrors(reader.problems)
    return dataset


@cache
def shipped_dataset() -> Dataset:
    """Return what the record that comes with the package says of itself."""
    return load_dataset(shipped("data"))


def check_words(dataset: Dataset, vocabulary: Vocabulary, data: Path) -> None:
    """Raise TableErrors where a tier that counts as national is none of the vocabulary."""
    known = vocabulary.by_notation.get(TIERS, {})
    problems = [
        f"{data / FILE}: words.national: '{tier}' is not a tier"
        f"{did_you_mean(tier, known) or '; expected ' + ', '.join(known)}"
        for tier in dataset.national
        if tier not in known
    ]
    if problems:
        raise TableErrors(problems)


def national_tiers(dataset: Dataset, vocabulary: Vocabulary) -> list[str]:
    """Return the IRIs of the tiers whose bodies count as national, in order."""
    known = vocabulary.by_notation.get(TIERS, {})
    return sorted(known[tier] for tier in dataset.national if tier in known)


Check = Callable[[str], str]
"""Returns what is wrong with a text, or nothing."""


class _Reader:
    """Takes the values out of a file, noting each that cannot stand."""

    KEYS: Mapping[str, tuple[str, ...]] = {
        "": ("title", "description", "citation", "name"),
        "licence": ("name", "url"),
        "makers": ("publisher", "creators"),
        "addresses": ("base", "vocabulary", "prefix"),
        "page": ("title", "emphasis"),
        "report": ("title",),
        "words": ("national", "initials", "forms", "institutions", "gained"),
        "coverage": ("table", "title", "covers"),
        "floors": (),
    }
    """Table of the file -> its keys; one without any takes names of its own."""

    def __init__(self, found: Mapping[str, Any], path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        self.sections: dict[str, Mapping[str, Any]] = {"": found}
        for name in self.KEYS:
            if name:
                section = found.get(name, {})
                if not isinstance(section, dict):
                    self.add(name, f"is {_show(section)}; expected a table: [{name}]")
                self.sections[name] = section if isinstance(section, dict) else {}
        for name, keys in self.KEYS.items():
            allowed = (*keys, *filter(None, self.KEYS)) if not name else keys
            for key in self.sections[name] if keys else ():
                if key not in allowed:
                    hint = did_you_mean(key, allowed) or f"; expected {', '.join(allowed)}"
                    self.add(_join(name, key), f"is no key of this file{hint}")

    def add(self, key: str, problem: str) -> None:
        self.problems.append(f"{self.path}: {key}: {problem}")

    def read(self) -> Dataset:
        blank = Dataset()
        title = self.text("", "title", blank.title)
        name = self.text("", "name", blank.name, _name_problem)
        page_title = self.text("page", "title", title)
        emphasis = self.text("page", "emphasis")
        if emphasis not in page_title:
            self.add("page.emphasis", f"'{emphasis}' is no part of the title '{page_title}'")
        return Dataset(
            title=title,
            description=self.text("", "description"),
            citation=self.text("", "citation", title),
            name=name,
            licence=self.text("licence", "name"),
            licence_url=self.text("licence", "url", check=web_problem),
            publisher=self.text("makers", "publisher"),
            creators=self.texts("makers", "creators"),
            space=self.space(blank.space, name),
            page_title=page_title,
            page_emphasis=emphasis,
            report_title=self.text("report", "title", REPORT_TITLE),
            national=self.texts("words", "national", blank.national),
            dropped=self.texts("words", "initials"),
            shared=NameWords(*(self.small(key) for key in ("forms", "institutions", "gained"))),
            coverage=self.coverage(),
            floors=self.floors(),
            synonyms=read_synonyms(self.path.parent),
        )

    def space(self, blank: Space, name: str) -> Space:
        """Return the addresses; the vocabulary stands below the base where it is not said."""
        base = self.text("addresses", "base", blank.base, _base_problem)
        ns = self.text("addresses", "vocabulary", base + "ns#", _vocabulary_problem)
        is_shipped = ns == SHIPPED.ns
        prefix = self.text(
            "addresses", "prefix", SHIPPED.prefix if is_shipped else guess_prefix(name),
            None if is_shipped else _prefix_problem,
        )  # fmt: skip
        return Space(base, ns, prefix)

    def text(self, section: str, key: str, blank: str = "", check: Check | None = None) -> str:
        value = self.sections[section].get(key, blank)
        if not isinstance(value, str) or (not value.strip() and key in self.sections[section]):
            self.add(_join(section, key), f"is {_show(value)}; expected words in quotes")
            return blank
        is_given = key in self.sections[section]
        problem = check(value) if check is not None and is_given else ""
        if problem:
            self.add(_join(section, key), f"'{value}' {problem}")
        return value

    def texts(self, section: str, key: str, blank: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self.sections[section].get(key, list(blank))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.add(_join(section, key), f'is {_show(value)}; expected a list: ["one", "two"]')
            return blank
        return tuple(value)

    def small(self, key: str) -> tuple[str, ...]:
        return tuple(word.lower() for word in self.texts("words", key))

    def floors(self) -> tuple[tuple[str, float], ...]:
        found = self.sections["floors"]
        for name, limit in found.items():
            if isinstance(limit, bool) or not isinstance(limit, int | float):
                self.add(f"floors.{name}", f"is {_show(limit)}; expected a number")
                return ()
        return tuple(sorted(found.items()))

    def coverage(self) -> Coverage | None:
        if not self.sections["coverage"]:
            return None
        name = self.text("coverage", "table")
        if not name:
            self.add("coverage.table", "is missing; name a CSV table in this folder")
            return None
        title = self.text("coverage", "title", "what it should hold")
        covers = self.text("coverage", "covers", f"the things named in {name}")
        try:
            return Coverage(title, covers, read_coverage(self.path.parent / name))
        except UsageError as error:
            self.add("coverage.table", str(error))
            return None


def guess_prefix(name: str) -> str:
    """Return a prefix that nothing else has, made of the name of a record.

    >>> guess_prefix("rail-ways"), guess_prefix("void"), guess_prefix("2")
    ('railways', 'myvoid', 'my')
    """
    short = "".join(c for c in name if c.isalnum()).lstrip("0123456789")
    return f"my{short}" if short in _TAKEN or not short else short


def read_coverage(path: Path) -> tuple[tuple[str, str, str], ...]:
    """Return the rows of a table of what a record should hold, in order; UsageError for another."""
    table = schema.BY_NAME.get(path.stem)
    try:
        if table is not None:  # what is wrong with it is told where the tables are read
            rows = read_sheet(table, path.read_bytes()).rows
            named = [dict(zip(table.names, row.cells, strict=True)) for row in rows]
        else:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                named = list(csv.DictReader(stream, restval=""))
        return tuple(sorted((row["where"], row["surface_form"], row["id"]) for row in named))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    except KeyError as error:
        needs = ", ".join(_COVERAGE)
        raise UsageError(f"{path}: has no column {error}; needs {needs}") from None


def read_synonyms(data: Path) -> tuple[tuple[str, str], ...]:
    """Return the rows of the table of words that mean the same, in order; none where none is there.

    What is wrong with it is told where the tables are read.
    """
    table, path = schema.BY_NAME[SYNONYMS], data / f"{SYNONYMS}.csv"
    if not path.is_file():
        return ()
    try:
        rows = read_sheet(table, path.read_bytes()).rows
    except (OSError, UsageError):
        return ()
    named = [dict(zip(table.names, row.cells, strict=True)) for row in rows]
    return tuple(sorted((row["meaning"], row["words"]) for row in named))


def _name_problem(text: str) -> str:
    return "" if is_slug(text) else "is not kebab-case, such as my-record"


def _base_problem(text: str) -> str:
    ends = "" if text.endswith("/") else "has to end in /: ids are put behind it, as in …/id/x"
    return web_problem(text) or ends


def _vocabulary_problem(text: str) -> str:
    ends = "" if text.endswith("#") else "has to end in #: names of classes are put behind it"
    return web_problem(text) or ends


def _prefix_problem(text: str) -> str:
    if not _PREFIX.fullmatch(text):
        return "is not a prefix: small letters and digits, a letter first, such as rail"
    return f"is the prefix of something else; use another, such as my{text}" * (text in _TAKEN)


def _join(section: str, key: str) -> str:
    return f"{section}.{key}" if section else key


def _show(value: object) -> str:
    return "empty" if value == "" else repr(value)
