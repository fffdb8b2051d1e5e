"""Open a graph and ask it: the built store, any RDF file, or a remote SPARQL endpoint.

Whatever holds the triples, the answers are pyoxigraph's, so everything above asks in one way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from pickle import PicklingError
from typing import TYPE_CHECKING, Any

from kg.engine.builds import STORE as STORE
from kg.engine.builds import STORE_FORMAT as STORE_FORMAT
from kg.engine.builds import Hold, read_live
from kg.errors import GraphError, QueryError
from kg.model.terms import SHIPPED, FileSpace, Space

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.cached_files import FileCache
    from kg.engine.graph import Answer, GraphNames, SparqlGraph, Term
    from kg.engine.reading import RdfFile

MANIFEST = "build.json"


@dataclass(frozen=True)
class LocalGraph:
    """A graph in this process, in memory or on disk; `file` is what it was read from, if it was.

    Questions ask `store`, whose default graph holds everything. What is written out again comes
    from `file`, where there is one, as it is written there.
    """

    store: ox.Store
    place: str
    manifest: Mapping[str, Any] | None = None
    space: Space = SHIPPED
    services: frozenset[str] = frozenset()
    """Addresses of the servers that a query may call."""
    file: RdfFile | None = None
    folder: Path | None = None
    """Where the build lies that the graph was opened from."""
    hold: Hold | None = None
    """Keeps that build from being removed."""
    cache: FileCache | None = None
    """Where the store of a file lies that was loaded once, and what else was made of it."""

    def __reduce__(self) -> tuple[Any, ...]:
        """A graph of a build is opened again where it is unpickled; any other cannot be."""
        if self.folder is None or not (self.folder / STORE).is_dir():
            raise PicklingError(f"{self.place}: stands in memory alone")
        return _open_again, (self.place, self.manifest, self.space, self.services, self.folder)

    def query(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        *,
        graphs: GraphNames | None = None,
    ) -> Answer:
        """Answer a query over the whole graph, or those named; QueryError where it does not parse.

        Relative addresses mean what they mean in the file that the graph was read from.
        Variables are bound by a block of values, in the way that every engine knows; see
        `insert_values`.
        """
        from kg.engine.guard import find_refusal

        refusal = find_refusal(text, self.services)
        if refusal:
            raise QueryError(refusal)
        asked = text
        if bindings:
            from kg.engine.parameters import insert_values

            asked = insert_values(text, bindings)
        base = self.file.base if self.file is not None else None
        try:
            known, choice = _prefixes(asked, self.space), _choose(graphs) if graphs else {}
            return self.store.query(asked, prefixes=known, base_iri=base, **choice)
        except SyntaxError as error:
            from kg.engine.diagnosis import complaint, explain_syntax

            every = self.space.prefixes
            told = complaint(text, every, base) or explain_syntax(asked, str(error.msg), every)
            raise QueryError(told) from None
        except (OSError, RuntimeError) as error:  # a damaged store raises either
            if "custom function" in str(error):
                raise QueryError(f"query: {error}") from None
            if self.cache is not None:
                self.cache.discard()
                raise GraphError(
                    f"{self.place}: its cache was damaged and is put away; ask again"
                ) from None
            raise GraphError(f"{self.place}: cannot be read: {error}") from None


@lru_cache(256)
def _prefixes(query: str, space: Space) -> dict[str, str]:
    """Return the prefixes that a query may mean: to be told each costs the engine time."""
    return {name: iri for name, iri in space.prefixes.items() if f"{name}:" in query}


def _choose(graphs: GraphNames) -> dict[str, Any]:
    """Return graphs as the engine is told them; QueryError for what is no address."""
    import pyoxigraph as ox

    try:
        default, named = ([ox.NamedNode(name) for name in names] for names in graphs)
    except ValueError as error:
        raise QueryError(f"query: the name of a graph is no address: {error}") from None
    return {"default_graph": default, "named_graphs": named}


def open_any(
    location: str | Path | None = None,
    wait: float | None = None,
    services: Iterable[str] = (),
    base: str | None = None,
) -> SparqlGraph:
    """Open a graph as `open_graph` does, or the SPARQL endpoint at an http(s) address.

    `wait` is how many seconds an endpoint may be silent; `services` are the servers that a query
    may call.
    """
    allowed = frozenset(services)
    if is_web(location):
        from kg.engine.remote import RemoteGraph
        from kg.engine.transfer import WAIT, WHOLE

        whole = max(wait or WAIT, WHOLE)
        return RemoteGraph(str(location), wait or WAIT, whole, services=allowed)
    return replace(open_graph(location, base=base), services=allowed)


def open_graph(
    location: str | Path | None = None, *, memory: bool = False, base: str | None = None
) -> LocalGraph:
    """Open a graph: a folder that `kg build` wrote, an RDF file, or the default `output/`.

    From an http(s) address all that the endpoint holds is copied once (`kg.engine.server_copy`).
    `memory` copies a built graph into memory first, and reads a large file into it, which else is
    loaded once into a cache beside it; relative addresses in a file are taken against `base` or
    else its own. Raises GraphError where there is none, where it is older than this program, or
    where it cannot be read.
    """
    if is_web(location):
        return _open_copy(str(location))
    path = Path(location) if location is not None else Path("output")
    if path.is_dir():
        built = _open_built(path)
        return replace(built, store=_copy(built.store)) if memory else built
    if path.is_file():
        return _open_file(path, base, memory)
    if location is None:
        raise GraphError("output/: no graph has been built here; run 'kg build' first")
    raise GraphError(f"{path}: no such graph; give a folder that 'kg build' wrote or an RDF file")


def is_web(location: str | Path | None) -> bool:
    """Return whether a location is the address of an endpoint."""
    return str(location).lower().startswith(("http://", "https://"))


def _open_copy(address: str) -> LocalGraph:
    from kg.engine.server_copy import open_copy

    found = open_copy(address)
    return LocalGraph(found.store, found.place, space=found.space, cache=found.cache)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return what `kg build` noted about the graph in a folder, or None where there is none."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def read_built(path: Path, folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a build of an output folder; GraphError for one of other programs."""
    manifest = read_manifest(folder)
    if manifest is not None and manifest.get("format") != STORE_FORMAT:
        raise GraphError(f"{path}: was built by another version of kg; run 'kg build' again")
    return manifest


def read_space(manifest: Mapping[str, Any]) -> Space:
    """Return the addresses that a built graph names its things by."""
    return Space(**manifest["dataset"]["space"])


def _open_built(path: Path) -> LocalGraph:
    if path.name == STORE and (path / "CURRENT").is_file():
        path = path.parent

    def read(folder: Path, hold: Hold | None) -> LocalGraph:
        import pyoxigraph as ox

        manifest = read_built(path, folder)
        if manifest is None or not (folder / STORE).is_dir():
            raise GraphError(f"{path}: no graph has been built here; run 'kg build' first")
        try:
            store = ox.Store.read_only(str(folder / STORE))
        except (OSError, RuntimeError) as error:  # the engine tells a corrupt store by the second
            raise GraphError(
                f"{path}: the store cannot be opened ({error}); run 'kg build' again"
            ) from None
        space = read_space(manifest)
        return LocalGraph(store, str(path), manifest, space, folder=folder, hold=hold)

    return read_live(path, read)


def _open_again(
    place: str,
    manifest: Mapping[str, Any] | None,
    space: Space,
    services: frozenset[str],
    folder: Path,
) -> LocalGraph:
    import pyoxigraph as ox

    store = ox.Store.read_only(str(folder / STORE))
    return LocalGraph(store, place, manifest, space, services, folder=folder)


def _copy(stored: ox.Store) -> ox.Store:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_extend(stored)
    return store


def _open_file(path: Path, base: str | None, memory: bool) -> LocalGraph:
    from kg.engine.about import find_space
    from kg.engine.file_loading import open_cached
    from kg.engine.reading import load_file

    kept = None if memory else open_cached(path, base)
    if kept is not None:
        return LocalGraph(kept.store, str(path), space=kept.space, file=kept.file, cache=kept.cache)
    file, store = load_file(path, base)
    found = find_space(store.query)
    space = FileSpace(found.base, found.ns, found.prefix, file.prefixes())
    return LocalGraph(store, str(path), space=space, file=file)
