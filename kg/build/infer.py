"""Derive the inferred layer: a fixed list of CONSTRUCT rules, run in order by the store.

No reasoner: everything that is inferred stands in `ontology/rules/`, in words and in SPARQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import terms

if TYPE_CHECKING:
    import pyoxigraph as ox


def infer(store: ox.Store, rules: list[tuple[str, str]]) -> list[ox.Triple]:
    """Run the rules over a store, each seeing what the earlier ones derived.

    The derived triples are added to the default graph. Returns those that were not stated
    already, in no order.
    """
    import pyoxigraph as ox

    derived: list[ox.Triple] = []
    for name, text in rules:
        try:
            answer = store.query(text, prefixes=terms.PREFIXES)
        except SyntaxError as error:
            raise UsageError(f"ontology/rules/{name}.rq: {error.msg}") from None
        if not isinstance(answer, ox.QueryTriples):
            raise UsageError(f"ontology/rules/{name}.rq: is not a CONSTRUCT query")
        fresh = [
            quad
            for quad in {ox.Quad(t.subject, t.predicate, t.object) for t in answer}
            if quad not in store
        ]
        store.extend(fresh)
        derived.extend(quad.triple for quad in fresh)
    return derived
