"""What every row needs to know of others, set aside on disk: classes, citations, claims."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.export.content_rows import Bounds, Citing
from kg.export.said_words import SaidWords
from kg.export.sorted_triples import Said, read_subjects
from kg.history.solutions import to_span
from kg.model.dates import Span
from kg.model.notation import is_iri, name_of
from kg.model.terms import RDF

ENDS = tuple(f"<{RDF}{end}>" for end in ("subject", "predicate", "object"))
"""The properties that say what a claim states."""
Behind = dict[tuple[str, str], tuple[tuple[str, ...], Bounds]]
"""Property and object -> the claims that state them of a subject, and when."""
_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE thing(iri TEXT PRIMARY KEY, kind TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE cite(iri TEXT PRIMARY KEY, source TEXT NOT NULL, locator TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claim(subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
  id TEXT NOT NULL, start_earliest TEXT, start_latest TEXT, end_earliest TEXT, end_latest TEXT);
"""
_INDEXES = "CREATE INDEX of_claim ON claim(subject); CREATE INDEX of_cite ON cite(source);"
_AT_ONCE = 10_000
_AT_HAND = 200_000
"""Things whose class is kept in memory."""


class SetAside:
    """The classes of all things, all citations, and the claims that count; in a file."""

    def __init__(self, triples: Path, words: SaidWords, file: Path) -> None:
        self._words = words
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.executescript(_TABLES)
        self.kinds: Counter[str] = Counter()
        """The things by class."""
        self._rows: dict[str, list[tuple[str | None, ...]]] = {"thing": [], "cite": [], "claim": []}
        self._db.execute("BEGIN")
        for subject, said in read_subjects(triples):
            if is_iri(subject):
                self._take(name_of(subject), subject, said)
        self._put()
        self._db.execute("COMMIT")
        self._db.executescript(_INDEXES)
        self.kind_of = lru_cache(_AT_HAND)(self._kind_of)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _kind_of(self, iri: str) -> str | None:
        """Return the class of a thing; None for what is none."""
        for (kind,) in self._db.execute("SELECT kind FROM thing WHERE iri = ?", (iri,)):
            return str(kind)
        return None

    def sources(self, said: Said) -> tuple[Citing, ...]:
        """Return what a node rests on, in order."""
        asked = "SELECT source, locator FROM cite WHERE iri = ?"
        found = {
            Citing(*row)
            for term in said.get(self._words.term("evidence"), ())
            for row in self._db.execute(asked, (name_of(term),))
        }
        return tuple(sorted(found))

    def is_cited(self, iri: str) -> bool:
        """Return whether anything rests on a thing."""
        asked = "SELECT 1 FROM cite WHERE source = ? LIMIT 1"
        return self._db.execute(asked, (iri,)).fetchone() is not None

    def unknown_sources(self) -> Iterator[str]:
        """Yield, in order, what is cited and of which nothing else is said."""
        asked = """SELECT DISTINCT source FROM cite
          WHERE source NOT IN (SELECT iri FROM thing) ORDER BY source"""
        return (source for (source,) in self._db.execute(asked))

    def behind(self, subject: str) -> Behind:
        """Return the claims that count of a subject, and the days that hold all of each end."""
        found: Behind = {}
        asked = "SELECT * FROM claim WHERE subject = ? ORDER BY id"
        for _, predicate, other, claim, *bounds in self._db.execute(asked, (subject,)):
            key, days = (predicate, other), Bounds(to_span(*bounds[:2]), to_span(*bounds[2:]))
            claims, known = found.get(key, ((), days))
            found[key] = (*claims, claim), Bounds(*map(_hull, known, days))
        return found

    def _take(self, iri: str, subject: str, said: Said) -> None:
        words = self._words
        kind = words.kind(subject, said)
        if kind:
            self.kinds[kind] += 1
            self._rows["thing"].append((iri, kind))
        if words.is_of(said, "Citation"):
            for source in sorted(map(name_of, said.get(words.term("source"), ())))[:1]:
                self._rows["cite"].append((iri, source, words.one(said, "locator")))
        if words.is_of(said, "Claim") and words.one(said, "counts") == "true":
            bounds: list[str | None] = []
            for span in (words.span(said, "start"), words.span(said, "end")):
                bounds += [str(span.earliest), str(span.latest)] if span else [None, None]
            ends = (next(iter(said.get(end, ())), "") for end in ENDS)
            self._rows["claim"].append((*map(name_of, ends), iri, *bounds))
        if sum(map(len, self._rows.values())) > _AT_ONCE:
            self._put()

    def _put(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                marks = ",".join("?" * len(rows[0]))
                self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                rows.clear()


def _hull(one: Span | None, other: Span | None) -> Span | None:
    """Return the interval that holds two; None where either is not known."""
    if one is None or other is None:
        return None
    return Span(min(one.earliest, other.earliest), max(one.latest, other.latest))
