"""What differs between two graphs in any vocabulary, statement by statement.

Blank nodes have no names to compare by. Graphs whose canonical forms (RDFC-1.0) are equal do not
differ; in others a blank node is known by what is said of it, and told in the statement that leads
to it, so that one change in a graph does not seem to be a change of all that has no name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kg.engine.canonical import Statement, canonical, has_blank, state
from kg.engine.store import LocalGraph
from kg.model.notation import is_blank, is_literal, name_of, read_literal, show, split_line
from kg.model.terms import RDF, Space, local_part

Parts = tuple[str, str, str, str]
"""Subject, predicate, object and graph, as N-Triples terms."""

Called = Callable[[str], str]
"""What an IRI is called."""

_FIRST, _REST = f"<{RDF}first>", f"<{RDF}rest>"
_NOTHING = "_:nothing"
"""Any blank node of which nothing is said."""
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Apart:
    """What only the old graph states, what only the new one, and what is said of blank nodes."""

    gone: set[Parts]
    come: set[Parts]
    inner: Mapping[str, Sequence[tuple[str, str]]]


def read_both(old: LocalGraph, new: LocalGraph) -> Apart:
    """Return what differs between two graphs.

    Two files are compared as they are written, with the names of their graphs; a store has no
    written form, and is compared by values and without layers.
    """
    as_written = old.file is not None and new.file is not None
    sides = [canonical(_read(graph, as_written), graph.place) for graph in (old, new)]
    if sides[0] == sides[1]:
        return Apart(set(), set(), {})
    if not any(map(has_blank, (*sides[0], *sides[1]))):
        before, after = map(set, sides)
        return Apart(set(_split(before - after)), set(_split(after - before)), {})
    named = [_name_by_content(side) for side in sides]
    if set(named[0]) == set(named[1]):  # alike but for how many blank nodes say the same
        named = [_split(side) for side in sides]
    inner: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for s, p, o, _ in sorted({*named[0], *named[1]}):
        if is_blank(s):
            inner[s].append((p, o))
    return Apart(set(named[0]) - set(named[1]), set(named[1]) - set(named[0]), inner)


def _read(graph: LocalGraph, as_written: bool) -> Iterator[Statement]:
    if graph.file is not None and as_written:
        return map(state, graph.file.quads())
    import pyoxigraph as ox

    dumped = graph.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    # not splitlines: it would also split at the line separators inside literals
    lines = bytes(dumped or b"").decode().split("\n")
    return ((line, "") for line in lines if line)


def _split(statements: Iterable[Statement]) -> list[Parts]:
    return [(*split_line(line), graph) for line, graph in statements]


def _name_by_content(statements: Iterable[Statement]) -> list[Parts]:
    """Return statements with each blank node named by all that it leads to."""
    parts = _split(statements)
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for s, p, o, _ in parts:
        if is_blank(s):
            said[s].append((p, o))
    names: dict[str, str] = {}
    for blank in said:
        _name(blank, said, names)

    def known(term: str) -> str:
        return names.get(term, _NOTHING) if is_blank(term) else term

    return [(known(s), p, known(o), known(graph)) for s, p, o, graph in parts]


def _name(blank: str, said: dict[str, list[tuple[str, str]]], names: dict[str, str]) -> None:
    """Name a blank node after those that it leads to; one on a circle keeps its canonical name."""
    todo = [blank]
    open_: set[str] = set()
    while todo:
        here = todo[-1]
        inner = [o for _, o in said[here] if o in said and o not in names and o not in open_]
        if here not in open_ and inner:
            open_.add(here)
            todo += inner
            continue
        todo.pop()
        if here not in names:
            text = "\x1f".join(sorted(f"{p} {names.get(o, o)}" for p, o in said[here]))
            names[here] = f"_:{sha256(text.encode()).hexdigest()[:16]}"


def tell(
    gone: set[Parts], come: set[Parts], inner: Mapping[str, Sequence[tuple[str, str]]],
    known: tuple[set[str], set[str]], space: Space, call: Called,
) -> Iterator[tuple[str, str, tuple[str, ...]]]:  # fmt: skip
    """Yield (what, subject, details) of each subject of which something else is said than before.

    `known` are the subjects of either graph. What is said of a blank node is told where a statement
    leads to it, or of itself where none does.
    """
    by_subject: dict[str, tuple[list[Parts], list[Parts]]] = defaultdict(lambda: ([], []))
    led_to = {o for _, _, o, _ in (*gone, *come)}
    for side, found in enumerate((gone, come)):
        for parts in sorted(found):
            if parts[0] not in led_to or not is_blank(parts[0]):
                by_subject[parts[0]][side].append(parts)
    words = _Words(inner, space, call)
    for s in sorted(by_subject):
        before, after = by_subject[s]
        what = "changed"
        if s not in known[0]:
            what = "added"
        elif s not in known[1]:
            what = "removed"
        yield what, name_of(s), tuple(words.compare(before, after))


class _Words:
    """Says statements in words."""

    def __init__(
        self, inner: Mapping[str, Sequence[tuple[str, str]]], space: Space, call: Called
    ) -> None:
        self._inner = inner
        self._space = space
        self._call = call

    def compare(self, before: list[Parts], after: list[Parts]) -> Iterator[str]:
        """Yield what is other of one subject, property by property and graph by graph."""
        sides: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, found in enumerate((before, after)):
            for _, p, o, graph in found:
                sides[p, graph][side].append(o)
        for (p, graph), (gone, come) in sorted(sides.items()):
            texts = {o: self._say(o) for o in (*gone, *come)}
            if set(map(texts.get, gone)) & set(map(texts.get, come)):
                texts = {o: o if is_literal(o) else text for o, text in texts.items()}
            was = "; ".join(sorted(texts[o] for o in gone))
            now = "; ".join(sorted(texts[o] for o in come))
            where = f" (in {self._say(graph)})" if graph else ""
            what = f"{was} → {now}" if was and now else f"now {now}" if now else f"no longer {was}"
            yield f"{self._relation(p)}{where}: {what}"

    def _say(self, term: str, depth: int = 0) -> str:
        said = self._inner.get(term, ())
        if is_blank(term) and (not said or depth > _DEEPEST):
            return "[…]"
        if not said:
            return show(term, self._space, self._call)
        if any(p == _FIRST for p, _ in said):
            return f"({', '.join(self._members(term, depth))})"
        inside = (f"{self._relation(p)} {self._say(o, depth + 1)}" for p, o in sorted(set(said)))
        return f"[{'; '.join(inside)}]"

    def _members(self, cell: str, depth: int) -> Iterator[str]:
        seen = set()
        while cell in self._inner and cell not in seen:
            seen.add(cell)
            yield from (self._say(o, depth + 1) for p, o in self._inner[cell] if p == _FIRST)
            cell = next((o for p, o in self._inner[cell] if p == _REST), "")

    def _relation(self, predicate: str) -> str:
        iri = name_of(predicate)
        called = self._call(iri)
        return local_part(iri) if called in (iri, self._space.slug(iri)) else called


def differ_in_form(gone: list[Parts], come: list[Parts]) -> Iterator[tuple[str, str, str]]:
    """Yield (predicate, before, after) of texts in another language, numbers in another form."""
    texts = {(p, read_literal(o).text): o for _, p, o, _ in gone if is_literal(o)}
    for _, p, o, _ in come:
        if is_literal(o) and texts.get((p, read_literal(o).text), o) != o:
            yield p, texts[p, read_literal(o).text], o
