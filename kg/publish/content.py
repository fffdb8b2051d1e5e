"""What is sent: the statements of a graph, part by part, each part bound for one graph of a server.

A server has a default graph of its own, or none but the union of its named ones. In the first case
what stands in the default graph here goes into the one there, and each named graph into its own. In
the second every statement goes into one graph alone, since a union counts it once for each: what no
named graph has goes into the layer `data`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from kg.engine.canonical import has_blank
from kg.errors import GraphError, UsageError
from kg.model.terms import Space

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.engine.store import LocalGraph

DEFAULT = ""
"""The target that is the default graph of the server."""
_KIND = re.compile(r'"(?:@([\w-]+)|\^\^(<[^>]*>))?$')
Lines = Callable[[], Iterator[str]]
"""Begins to read statements, as N-Triples lines without their ends, in the same order each time."""


@dataclass(frozen=True)
class Portion:
    """The statements that go into one graph; `target` is its term, `DEFAULT` for the default."""

    target: str
    size: int
    """How many have no blank node."""
    lines: Lines
    """Those that have none: they can be sent in pieces, and sent again."""
    blank: tuple[str, ...]
    """Those that have: a blank node is one only within one request."""

    @property
    def total(self) -> int:
        """How many statements there are."""
        return self.size + len(self.blank)


@dataclass(frozen=True)
class Content:
    """All that is sent; `digest` tells it from any other."""

    parts: tuple[Portion, ...]
    digest: str
    samples: tuple[tuple[str, str], ...]
    """The target and a line for each kind of literal, and one for triple terms."""

    @property
    def total(self) -> int:
        """How many statements are sent."""
        return sum(part.total for part in self.parts)


def read_content(graph: LocalGraph, into: str | None, has_default: bool) -> Content:
    """Return what is sent of a graph to a server that has a default graph of its own, or has none.

    `into` is the one graph that takes everything. Raises UsageError where statements that stand in
    no named graph have no place on the server, GraphError where there is nothing to send.
    """
    sources = _read_file(graph) if graph.file is not None else _read_store(graph.store)
    if into is not None:
        everything = sources[DEFAULT] if graph.file is None else _merge(sources)
        sources = {_named(into): everything}
    elif not has_default:
        named = {target: lines for target, lines in sources.items() if target != DEFAULT}
        rest = _rest(graph, sources)
        if next(rest(), None) is not None:
            named = {_name_rest(graph.space, named): rest, **named}
        sources = named
    digest, samples = sha256(), dict[str, tuple[str, str]]()
    parts = [_measure(target, lines, digest, samples) for target, lines in sources.items()]
    found = tuple(part for part in parts if part.total)
    if not found:
        raise GraphError(f"{graph.place}: holds nothing to publish")
    return Content(found, digest.hexdigest()[:16], tuple(samples.values()))


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...


def _measure(
    target: str, lines: Lines, digest: _Hash, samples: dict[str, tuple[str, str]]
) -> Portion:
    """Read a part once: how large it is, its blank nodes, and what kinds of terms it has."""
    blank: list[str] = []
    size = both = 0
    for line in lines():
        both ^= int.from_bytes(sha256(line.encode()).digest()[:16], "big")
        if has_blank((line, "")):
            blank.append(line)
            continue
        size += 1
        kind = _kind(line)
        if kind is not None and kind not in samples:
            samples[kind] = (target, line)
    digest.update(f"{target} {size} {len(blank)} {both}\n".encode())

    def plain() -> Iterator[str]:
        return (line for line in lines() if not has_blank((line, "")))

    return Portion(target, size, plain if blank else lines, tuple(sorted(blank)))


def _kind(line: str) -> str | None:
    """Return what kind of term a statement says something with, if it is one that may suffer."""
    if line.endswith(")>> ."):
        return "triple"
    found = _KIND.search(line, max(0, len(line) - 200), len(line) - 2)
    if found is None:
        return None
    return found[1] or found[2] or "plain"


def _read_store(store: ox.Store) -> dict[str, Lines]:
    import pyoxigraph as ox

    def reader(graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> Lines:
        return lambda: (
            f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, graph)
        )

    names = sorted(store.named_graphs(), key=str)
    return {DEFAULT: reader(ox.DefaultGraph()), **{str(name): reader(name) for name in names}}


def _read_file(graph: LocalGraph) -> dict[str, Lines]:
    """Return what a file says, as it is written there, each statement once."""
    import pyoxigraph as ox

    assert graph.file is not None
    found: dict[str, dict[str, None]] = {DEFAULT: {}}
    for quad in graph.file.quads():
        is_named = not isinstance(quad.graph_name, ox.DefaultGraph)
        target = str(quad.graph_name) if is_named else DEFAULT
        found.setdefault(target, {})[f"{quad.triple} ."] = None
    blank = [target for target in found if target.startswith("_:")]
    if blank:
        raise GraphError(
            f"{graph.place}: {len(blank)} of its graphs have no address but a blank node, which no "
            "server can be told; --into puts everything into one graph"
        )
    return {target: _again(lines) for target, lines in found.items()}


def _again(lines: dict[str, None]) -> Lines:
    return lambda: iter(lines)


def _merge(sources: dict[str, Lines]) -> Lines:
    return _again(dict.fromkeys(line for lines in sources.values() for line in lines()))


def _rest(graph: LocalGraph, sources: dict[str, Lines]) -> Lines:
    """Return what stands in the default graph and in no named one."""
    if graph.file is not None:
        named = {line for target in sources if target != DEFAULT for line in sources[target]()}
        return lambda: (line for line in sources[DEFAULT]() if line not in named)
    import pyoxigraph as ox

    store = graph.store
    names = list(store.named_graphs())

    def read() -> Iterator[str]:
        for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
            if not any(
                ox.Quad(quad.subject, quad.predicate, quad.object, name) in store for name in names
            ):
                yield f"{quad.triple} ."

    return read


def _name_rest(space: Space, named: dict[str, Lines]) -> str:
    if not any(target.startswith(f"<{space.layers}") for target in named):
        raise UsageError(
            "the server has no default graph of its own: name the graph that takes what stands in "
            "none with --into IRI"
        )
    return f"<{space.layer('data')}>"


def _named(iri: str) -> str:
    import pyoxigraph as ox

    try:
        return str(ox.NamedNode(iri))
    except ValueError:
        raise UsageError(f"--into '{iri}': is no absolute address of a graph") from None
