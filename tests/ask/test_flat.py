"""A question about one thing costs what is said of that thing, however much is said of others."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.ask.questions import find_questions
from kg.engine.store import LocalGraph
from kg.model.terms import SHIPPED

OTHERS = 5_000
"""Bodies of which the same is said as of the one that is asked about."""
_EACH = """
id:post-{n} a nhsit:Post ; org:postIn id:body-{n} ; nhsit:postKind nhsit:HeadPost .
id:tenure-{n} nhsit:post id:post-{n} ; org:member id:person-{n} ; org:organization id:body-{n} ;
  nhsit:counts true ; nhsit:capacity nhsit:Substantive ; nhsit:startEarliest {day} ;
  nhsit:endLatest {day} ; nhsit:evidence id:cite-{n} .
id:said-{n} a nhsit:Opinion ; nhsit:about id:body-{n} ; prov:wasAttributedTo id:person-{n} ;
  nhsit:counts true ; nhsit:dateEarliest {day} ; nhsit:dateLatest {day} ; nhsit:stance nhsit:Neutral ;
  dct:description "So it was" ; nhsit:evidence id:cite-{n} .
id:cite-{n} nhsit:source id:source-{n} .
"""  # fmt: skip
_DAY = f'"2010-01-01"^^<{SHIPPED.expand("xsd:date")}>'
_ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?said nhsit:counts true ; nhsit:evidence/nhsit:source ?s }"


@pytest.fixture(scope="module")
def crowd() -> Iterator[LocalGraph]:
    store = ox.Store()
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in SHIPPED.prefixes.items())
    facts = "".join(_EACH.format(n=n, day=_DAY) for n in range(OTHERS))
    store.bulk_load(head + facts, ox.RdfFormat.TURTLE)
    yield LocalGraph(store, "memory")


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("people-of", "body"),
        ("sources-of", "thing"),
    ],
)
def test_a_question_about_one_thing_does_not_look_through_all(
    crowd: LocalGraph, name: str, parameter: str
) -> None:
    asked = find_questions()[name].fill({parameter: "id:body-7"})
    assert _cost(crowd, asked) < _cost(crowd, _ALL) / 4


def _cost(graph: LocalGraph, query: str) -> float:
    """Return the seconds of this process that an answer takes, the least of several."""
    costs = []
    for _ in range(5):
        begun = time.process_time()
        found = list(graph.query(query))  # type: ignore[call-overload]
        costs.append(time.process_time() - begun)
        assert found
    return min(costs)
