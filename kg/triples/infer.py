"""Derive the inferred layer: a fixed list of CONSTRUCT rules, run in order by the store.

No reasoner: everything that is inferred stands in `ontology/rules/`, in words and in SPARQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.terms import SHIPPED, STANDARD, Space

if TYPE_CHECKING:
    import pyoxigraph as ox


def infer(store: ox.Store, rules: list[tuple[str, str]], space: Space = SHIPPED) -> set[str]:
    """Run the rules over a store, each seeing what the earlier ones derived.

    What they derive is added to the default graph. Returns it as N-Triples lines; a rule may also
    derive what was stated already.
    """
    import pyoxigraph as ox

    store.add(_where(space))
    derived: set[str] = set()
    for name, text in rules:
        try:
            answer = store.query(text, prefixes=space.prefixes)
        except SyntaxError as error:
            raise UsageError(f"ontology/rules/{name}.rq: {error.msg}") from None
        if not isinstance(answer, ox.QueryTriples):
            raise UsageError(f"ontology/rules/{name}.rq: is not a CONSTRUCT query")
        # as text the triples never become objects of Python: the fastest way round
        made = answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
        store.bulk_load(made, ox.RdfFormat.N_TRIPLES)
        derived.update(made.decode().split("\n")[:-1])
    return derived


def _where(space: Space) -> ox.Quad:
    """Return where the things of the record stand: what the rules say of it hangs on that."""
    import pyoxigraph as ox

    stands = ox.NamedNode(STANDARD["void"] + "uriSpace")
    return ox.Quad(ox.NamedNode(space.dataset), stands, ox.Literal(space.things))
