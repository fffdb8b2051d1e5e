"""A small index of a graph: names, labels, lives and who followed whom, in one SQLite file.

`kg build` writes it beside the store; for any other graph it is made in memory. It answers what
needs no SPARQL (which entity is meant by a name, what took its place, what is it called) in the
same time whatever the size of the graph, because opening it reads nothing.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from kg.engine.builds import Hold, read_live
from kg.engine.cached_files import FileCache
from kg.engine.graph import SparqlGraph
from kg.engine.store import STORE, read_built, read_space
from kg.errors import GraphError
from kg.index.abbreviations import Spelt
from kg.index.entries import Entity, Link, Name
from kg.index.packing import Row, join_words, read_steps, read_things, split_words, to_link
from kg.index.presence import (
    Borne,
    Ministry,
    Presence,
    read_borne,
    read_ministries,
    read_presence,
)
from kg.index.steps import STRICT
from kg.model.dates import Span
from kg.model.languages import ENGLISH, LANGUAGE
from kg.model.terms import SHIPPED, Space

INDEX = "index.sqlite"
_MANY = 500
"""Values that one statement asks for; SQLite takes no more than 999 in old versions."""


class Index:
    """Look-ups in an open index."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        place: str,
        space: Space = SHIPPED,
        hold: Hold | None = None,
    ) -> None:
        self._db = connection
        self._hold = hold  # keeps the build from being removed as long as its index is read
        self.close = weakref.finalize(self, connection.close)
        """Close it; it is closed too when nobody has it any more."""
        self.place = place
        self.space = space
        self._up: dict[str, list[Row]] = {}
        self._down: dict[str, list[Row]] = {}
        self._outlines: dict[str, str] = {}
        self._entities: dict[str, Entity] = {}
        self._blobs: dict[str, list[str]] = {}
        self._terms: dict[str, tuple[str, str]] = {}

    def entities(self, slugs: Iterable[str]) -> dict[str, Entity]:
        """Return what is known of some entities, by slug; those not known are absent."""
        known, wanted = self._entities, list(slugs)
        query = f"SELECT {_ENTITY} FROM entity e WHERE e.slug IN"
        for row in self._many(query, [slug for slug in wanted if slug not in known]):
            known[row[0]] = Entity(*row)
        return {slug: known[slug] for slug in wanted if slug in known}

    def entity(self, slug: str) -> Entity | None:
        """Return what is known of one entity, or None."""
        return self._entities.get(slug) or self.entities([slug]).get(slug)

    def of_kinds(self, kinds: Sequence[str]) -> Iterator[Entity]:
        """Yield the entities of some kinds (local names of classes), in slug order."""
        marks = ",".join("?" * len(kinds))
        query = f"SELECT {_ENTITY} FROM entity e WHERE e.kind IN ({marks}) ORDER BY e.slug"
        return (Entity(*row) for row in self._db.execute(query, list(kinds)))

    def presences(self, kinds: Sequence[str], on: Span | None = None) -> Iterator[Presence]:
        """Yield what begins and ends, of some kinds, with when it was seen, in slug order.

        What had certainly ended before the days of `on`, or certainly began after, is left out.
        """
        return read_presence(self._db, _ENTITY, kinds, on)

    def borne(self, table: str, among: Container[str] | None = None) -> Mapping[str, list[Borne]]:
        """Return the dated names (`borne`) or the heads (`headed`) of things, by slug."""
        return read_borne(self._db, table, among)

    def ministries(self) -> list[Ministry]:
        """Return the offices of state with who held them, by name."""
        return read_ministries(self._db)

    @property
    def read_up_to(self) -> date | None:
        """The newest day of a source, up to which the record was read; None without any."""
        day = "".join(self._blob("read up to"))
        return date.fromisoformat(day) if day else None

    @property
    def living(self) -> list[str]:
        """The kinds of things that begin and end, as local names of classes."""
        return self._blob("living")

    @property
    def titled(self) -> list[str]:
        """The kinds of things whose long titles hold the names of others."""
        return self._blob("titled")

    def kinds(self) -> dict[str, int]:
        """Return each kind of entity with how many there are."""
        return dict(
            self._db.execute("SELECT kind, COUNT(*) FROM entity GROUP BY kind ORDER BY kind")
        )

    def chief(self, kinds: Sequence[str] = ()) -> str | None:
        """Return the most mentioned entity of some kinds, of all where none are given."""
        fits = (
            f"WHERE kind IN ({','.join('?' * len(kinds))})" if kinds else "WHERE kind <> 'Source'"
        )
        query = f"SELECT slug FROM entity {fits} ORDER BY id LIMIT 1"  # ids go by mentions
        row = self._db.execute(query, list(kinds)).fetchone()
        return row[0] if row is not None else None

    def rows(self) -> int:
        """Return of how many rows of tables a build was made; none of another graph."""
        count: int = self._db.execute("SELECT COUNT(*) FROM origin").fetchone()[0]
        return count

    def ranked(self, kinds: Sequence[str] = (), tiers: Sequence[str] = ()) -> Iterator[Entity]:
        """Yield the entities of some kinds and tiers, of all where none are given.

        The most mentioned come first, as the numbers of entities go; sources are left out.
        """
        fits = ["e.kind <> 'Source'"]
        for column, several in (("e.kind", kinds), ("p.tier", tiers)):
            if several:
                fits.append(f"{column} IN ({','.join('?' * len(several))})")
        joined = "JOIN presence p ON p.slug = e.slug" if tiers else ""
        query = f"SELECT {_ENTITY} FROM entity e {joined} WHERE {' AND '.join(fits)} ORDER BY e.id"
        for row in self._db.execute(query, [*kinds, *tiers]):
            yield Entity(*row)

    def slugs(self, prefix: str, limit: int = 100) -> list[tuple[str, str]]:
        """Return (slug, label) of the labelled entities whose slug begins so, in slug order."""
        query = (
            "SELECT slug, label FROM entity WHERE slug >= ? AND slug < ? AND label <> '' "
            "AND kind <> 'Source' ORDER BY slug LIMIT ?"
        )
        return list(self._db.execute(query, (prefix, prefix + "\uffff", limit)))

    def named(self, key: str) -> list[Name]:
        """Return the names that are written so, spelling apart; the most mentioned first."""
        query = (
            f"SELECT {_NAME} FROM name n JOIN entity e ON e.id = n.entity "
            "WHERE n.key = ? ORDER BY n.id"
        )
        return [Name(*row) for row in self._db.execute(query, (key,))]

    def names(self, numbers: Iterable[int]) -> dict[int, tuple[Name, Entity]]:
        """Return names and their entities by the number of the name."""
        query = (
            f"SELECT n.id, n.text, n.kind, {_ENTITY} FROM name n JOIN entity e ON e.id = n.entity "
            "WHERE n.id IN"
        )
        return {
            row[0]: (Name(row[3], row[1], row[2]), Entity(*row[3:]))
            for row in self._many(query, numbers)
        }

    def all_names(self) -> Iterator[tuple[Name, Entity]]:
        """Yield every name with its entity, those of the most mentioned first."""
        query = (
            f"SELECT n.text, n.kind, {_ENTITY} FROM name n JOIN entity e ON e.id = n.entity "
            "ORDER BY n.id"
        )
        known: dict[str, Entity] = {}
        for text, kind, *values in self._db.execute(query):
            entity = known.setdefault(values[0], Entity(*values))
            yield Name(entity.slug, text, kind), entity

    def names_of(self, slug: str) -> list[Name]:
        """Return the names of an entity, initials apart."""
        query = (
            f"SELECT {_NAME} FROM entity e JOIN name n ON e.id = n.entity "
            "WHERE e.slug = ? AND n.kind <> 'initials' ORDER BY n.id"
        )
        return [Name(*row) for row in self._db.execute(query, (slug,))]

    def postings(self, words: Iterable[str]) -> dict[str, bytes]:
        """Return, for each word, the numbers of the names that hold it, as packed 32-bit ints."""
        return dict(self._many("SELECT word, names FROM word WHERE word IN", words))

    def words(self) -> list[str]:
        """Return every distinct word of every name."""
        return self._blob("words")

    def keys(self) -> list[str]:
        """Return the keys of all names; the key of name number n stands at n - 1."""
        return self._blob("keys")

    @property
    def spelt(self) -> list[Spelt]:
        """What the names of members of groups hold, short and spelt out: pairs."""
        pairs = (line.split("\t") for line in self._blob("spelt"))
        return [(short, words) for short, words in pairs]

    def kept(self, name: str) -> str:
        """Return what another room has left in the index under a name; nothing where none did."""
        row = self._db.execute("SELECT value FROM list WHERE name = ?", (name,)).fetchone()
        return row[0] if row is not None else ""

    def labels(self, iris: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return labels by IRI: (label, inverse label), of a class (one, many)."""
        query = "SELECT iri, label, inverse FROM term WHERE iri IN"
        return {row[0]: (row[1], row[2]) for row in self._many(query, iris)}

    def vocabulary(self) -> dict[str, tuple[str, str]]:
        """Return every label by IRI: (label, inverse label), of a class (one, many)."""
        if not self._terms:
            rows = self._db.execute("SELECT iri, label, inverse FROM term")
            self._terms = {iri: (label, inverse) for iri, label, inverse in rows}
        return self._terms

    def closure(self, slug: str, down: bool = True, ways: Sequence[str] = STRICT) -> list[Link]:
        """Return every step from a thing on to its heirs (or forerunners), breadth first.

        Each thing is left only once, so that a circle ends.
        """
        return [to_link(row) for row in self._walk(slug, down, ways)]

    def reached(self, slug: str, down: bool = True, ways: Sequence[str] = STRICT) -> list[str]:
        """Return all heirs (or forerunners) of a thing at first or further hand, in order."""
        return sorted({row[down] for row in self._walk(slug, down, ways)})

    def last_heirs(self, slug: str) -> list[str]:
        """Return the heirs that nothing has succeeded, whether they have ended or not, in order."""
        return [heir for heir in self.reached(slug) if not self._is_followed(heir)]

    def living_heirs(self, slug: str) -> list[str]:
        """Return the last heirs that have not ended as last read, in order: who has the duty today.

        What ended and was followed by nobody has left its duty to nobody.
        """
        last, read = self.last_heirs(slug), self.read_up_to
        known = self.entities(last)
        return [heir for heir in last if heir not in known or not known[heir].has_ended(read)]

    def _is_followed(self, slug: str) -> bool:
        return any(row[2] in STRICT for row in self._down[slug])

    def outlines(self, slugs: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return (label, start, end) of some entities, by slug; those not known are absent."""
        known, wanted = self._outlines, list(slugs)
        query = "SELECT slug, label, start, end_ FROM entity WHERE slug IN"
        for slug, *outline in self._many(query, [slug for slug in wanted if slug not in known]):
            known[slug] = join_words(outline)
        return {slug: split_words(known[slug]) for slug in wanted if known.get(slug)}

    def _walk(self, slug: str, down: bool, ways: Sequence[str]) -> list[Row]:
        if slug not in self._down:
            self._read_family(slug)
        known, query = (self._down, _DOWN) if down else (self._up, _UP)
        found: list[Row] = []
        seen, todo = {slug}, [slug]
        for current in todo:
            rows = known.get(current)
            if rows is None:
                rows = known[current] = self._db.execute(query, (current,)).fetchall()
            for row in rows:
                if row[2] in ways:
                    found.append(row)
                    after = row[down]
                    if after not in seen:
                        seen.add(after)
                        todo.append(after)
        return found

    def _read_family(self, slug: str) -> None:
        """Take in the family of a thing; a large one was not written, and is read step by step.

        It is known when it is whole: threads share an index.
        """
        for things, steps in self._db.execute(_FAMILY, (slug,)):
            names, outlines = read_things(things)
            up: dict[str, list[Row]] = {name: [] for name in names}
            down: dict[str, list[Row]] = {name: [] for name in names}
            for row in read_steps(steps):
                down[row[0]].append(row)
                up[row[1]].append(row)
            self._outlines.update(zip(names, outlines, strict=True))
            self._up.update(up)
            self._down.update(down)

    def origins(self, iris: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Return the (table, row) that nodes came from; empty for a graph not built here."""
        query = "SELECT node, place, row FROM origin WHERE node IN"
        return {row[0]: (row[1], row[2]) for row in self._many(query, iris)}

    def all_origins(self) -> dict[str, tuple[str, int]]:
        """Return the (table, row) of every node that came from one."""
        rows = self._db.execute("SELECT node, place, row FROM origin")
        return {node: (place, row) for node, place, row in rows}

    def _many(self, query: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        wanted = list(dict.fromkeys(values))
        for i in range(0, len(wanted), _MANY):
            part = wanted[i : i + _MANY]
            yield from self._db.execute(f"{query} ({','.join('?' * len(part))})", part)

    def _blob(self, name: str) -> list[str]:
        if name not in self._blobs:
            query = "SELECT value FROM list WHERE name = ?"
            [(text,)] = self._db.execute(query, (name,))
            self._blobs[name] = text.split("\n") if text else []
        return self._blobs[name]


_ENTITY = (
    "e.slug, e.kind, label, about, start, end_, born_earliest, born_latest, ended_earliest, "
    "ended_latest, weight"
)
_NAME = "e.slug, n.text, n.kind"


def open_index(location: str | Path | None = None) -> Index | None:
    """Open the index of a built folder without its store; None where the place is no such folder.

    Nor is there one where another language is preferred than that in which indexes are written.
    Raises GraphError where the folder was built by another version of this program.
    """
    place = Path(location) if location is not None else Path("output")
    if place.name == STORE and (place / "CURRENT").is_file():
        place = place.parent
    if LANGUAGE.get() != ENGLISH:
        return None

    def read(folder: Path, hold: Hold | None) -> Index | None:
        manifest = read_built(place, folder)
        if manifest is None or not (folder / INDEX).is_file():
            return None
        return _open(place, folder, read_space(manifest), hold)

    return read_live(place, read)


def index_of(graph: SparqlGraph) -> Index:
    """Return the index of an open graph: the one its build wrote, else one made in memory.

    The graph keeps it as long as it lives.
    """
    kept = vars(graph)
    if _KEPT not in kept:
        kept[_KEPT] = _find(graph)
    index: Index = kept[_KEPT]
    return index


def keep_own_index(graph: SparqlGraph) -> None:
    """Make the index of a graph that is a part of a build, whose own index tells of the whole."""
    vars(graph)[_KEPT] = _make(graph)


_KEPT = "_index"


def _find(graph: SparqlGraph) -> Index:
    folder = getattr(graph, "folder", None) or Path(graph.place)
    is_built = getattr(graph, "manifest", None) is not None
    if is_built and LANGUAGE.get() == ENGLISH:
        with suppress(GraphError):
            return _open(Path(graph.place), folder, graph.space, getattr(graph, "hold", None))
    cache: FileCache | None = getattr(graph, "cache", None)
    return _make_once(graph, cache) if cache is not None else _make(graph)


def _make_once(graph: SparqlGraph, cache: FileCache) -> Index:
    """Return the index of a large file, made the first time; in memory where it cannot be kept."""
    from kg.index.filling import write_index

    name, words = f"index-{LANGUAGE.get()}.sqlite", "names and lives are gathered"
    file = cache.keep(name, lambda fresh: write_index(fresh, graph, ()), words)
    if file is not None:
        with suppress(GraphError):
            return _open_at(file.resolve(), Path(graph.place), graph.space, cache.hold)
    return _make(graph)


def _make(graph: SparqlGraph) -> Index:
    """Return the index of a graph, made in memory."""
    from kg.index.filling import fill_index

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    index = Index(connection, graph.place, graph.space)
    fill_index(connection, graph, ())
    return index


def _open(place: Path, folder: Path, space: Space, hold: Hold | None) -> Index:
    return _open_at((folder / INDEX).resolve(), place, space, hold)


def _open_at(path: Path, place: Path, space: Space, hold: Hold | None) -> Index:
    try:
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise _unreadable(place, error) from None
    index = Index(connection, str(place), space, hold)
    try:
        connection.execute("SELECT 1 FROM entity LIMIT 1")
    except sqlite3.Error as error:
        index.close()
        raise _unreadable(place, error) from None
    return index


def _unreadable(place: Path, error: sqlite3.Error) -> GraphError:
    return GraphError(f"{place}: the index cannot be read ({error}); run 'kg build' again")


_FAMILY = """
SELECT things, steps FROM family WHERE id = (SELECT family FROM member WHERE slug = ?)
"""
_DOWN = "SELECT * FROM step WHERE before = ? ORDER BY rowid"
_UP = "SELECT * FROM step WHERE after = ? ORDER BY rowid"
