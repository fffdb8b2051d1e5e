"""Derive the inferred layer: a fixed list of CONSTRUCT rules, run in order by the store.

No reasoner: everything that is inferred stands in `ontology/rules/`, in words and in SPARQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.terms import RDF, SHIPPED, STANDARD, Space
from kg.triples.loading import AT_ONCE, in_pieces, load
from kg.triples.rule_order import find_waits, run_in_order

if TYPE_CHECKING:
    import pyoxigraph as ox

_TYPE = f"<{RDF}type>".encode()
_IN_MEMORY = 64_000_000
"""Bytes of what a rule derives that are held in memory; more goes to a file that has no name."""


def infer(
    store: ox.Store,
    rules: list[tuple[str, str]],
    space: Space = SHIPPED,
    layer: ox.NamedNode | None = None,
    at_once: int = AT_ONCE,
    jobs: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Run the rules over a store, each seeing what the earlier ones derived.

    What they derive is added to the default graph, and what nothing had stated before them also
    to the graph of a layer, where one is given. So many are asked at once as `jobs` says, of
    those that need nothing of each other; `tell` is told each as it begins.
    """
    store.add(_where(space))
    writing, begun = Lock(), count(1)

    def run(place: int) -> None:
        name, text = rules[place]
        tell(f"inferring, {next(begun)} of {len(rules)}: {name}")
        with SpooledTemporaryFile(_IN_MEMORY) as made:
            for piece in in_pieces(_derive(store, name, text, space, made), at_once):
                with writing:
                    fresh = piece if layer is None else _leave_out_stated(store, piece, layer)
                    load(store, piece, at_once=at_once)
                    if layer is not None:
                        load(store, fresh, layer, at_once)

    run_in_order(find_waits(rules), run, jobs)


def _derive(
    store: ox.Store, name: str, text: str, space: Space, made: SpooledTemporaryFile[bytes]
) -> Iterator[bytes]:
    """Yield what a rule derives as lines; it is asked to its end before the first is given."""
    import pyoxigraph as ox

    try:
        answer = store.query(text, prefixes=space.prefixes)
    except SyntaxError as error:
        raise UsageError(f"ontology/rules/{name}.rq: {error.msg}") from None
    if not isinstance(answer, ox.QueryTriples):
        raise UsageError(f"ontology/rules/{name}.rq: is not a CONSTRUCT query")
    # as text the triples never become objects of Python: the fastest way round
    answer.serialize(made, format=ox.RdfFormat.N_TRIPLES)
    made.seek(0)
    yield from made


def _leave_out_stated(store: ox.Store, lines: list[bytes], layer: ox.NamedNode) -> list[bytes]:
    """Return lines without those that the store held before any rule derived them.

    Most rules derive what nobody can state: one question a property, or a class, tells.
    """
    import pyoxigraph as ox

    kinds: dict[bytes, bool] = {}
    fresh: list[bytes] = []
    doubtful: list[bytes] = []
    for line in lines:
        _, predicate, rest = line.split(b" ", 2)
        kind = rest if predicate == _TYPE else predicate
        known = kinds.get(kind)
        if known is None:
            asked = b"?s %b %b" % (predicate, rest[:-3] if predicate == _TYPE else b"?o")
            known = kinds[kind] = bool(store.query(f"ASK {{ {asked.decode()} }}"))
        (doubtful if known else fresh).append(line)
    for line, quad in zip(
        doubtful, ox.parse(b"".join(doubtful), ox.RdfFormat.N_TRIPLES), strict=True
    ):
        if quad not in store or ox.Quad(quad.subject, quad.predicate, quad.object, layer) in store:
            fresh.append(line)
    return fresh


def _where(space: Space) -> ox.Quad:
    """Return where the things of the record stand: what the rules say of it hangs on that."""
    import pyoxigraph as ox

    stands = ox.NamedNode(STANDARD["void"] + "uriSpace")
    return ox.Quad(ox.NamedNode(space.dataset), stands, ox.Literal(space.things))
