"""The network of actors: who dealt with whom, since which decade."""

from __future__ import annotations

from kg.history.actors import read_network
from tests.analysis.advised import days, graph_of

ACTORS = f"""
id:a a nhsit:Body . id:b a nhsit:Company . id:paper a nhsit:Report .
claim:1 a nhsit:Claim ; rdf:subject id:b ; rdf:object id:a ; {days("start", "1995-01-01")} .
claim:2 a nhsit:Claim ; rdf:subject id:a ; rdf:object id:b ; {days("start", "1985-01-01")} .
claim:3 a nhsit:Claim ; rdf:subject id:a ; rdf:object id:paper .
claim:4 a nhsit:Claim ; rdf:subject id:paper ; rdf:object id:b .
claim:5 a nhsit:Claim ; rdf:subject id:a ; rdf:object id:a .
"""


def test_two_that_dealt_with_each_other_are_linked_once_since_the_first_decade() -> None:
    """What is said of a document is no link, nor what is said of an actor and itself."""
    network = read_network(graph_of(ACTORS))
    assert network.links == {("a", "b"): "1980s"}
    assert network.kinds == {"a": "Body", "b": "Company"}
