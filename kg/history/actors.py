"""The network of actors: bodies, people, companies, programmes, systems and who dealt with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.engine.classes import classes_of
from kg.engine.graph import SparqlGraph
from kg.history.solutions import rows, to_span
from kg.model.terms import FOAF

NODES = """
SELECT ?thing ?kind ?label WHERE { VALUES ?kind { %s } ?thing a ?kind .
  OPTIONAL { ?thing skos:prefLabel ?label } }"""
LINKS = """
SELECT ?claim ?subject ?object ?earliest ?latest WHERE {
  ?claim a nhsit:Claim ; nhsit:counts true ; rdf:subject ?subject ; rdf:object ?object .
  OPTIONAL { ?claim nhsit:startEarliest ?earliest ; nhsit:startLatest ?latest } }"""
SHARING: Mapping[str, str] = {
    "org:member": "person",
    "org:organization": "place",
    "nhsit:buyer": "buyer",
    "nhsit:supplier": "supplier",
    "nhsit:contractFor": "subject",
    "nhsit:endedBody": "before",
    "nhsit:losingBody": "before",
    "nhsit:createdBody": "after",
    "nhsit:gainingBody": "after",
}
"""Property of a tenure, contract or event -> the part of who is named; two parts are a link."""
_PARTS = " ".join(f'({name} "{role}")' for name, role in SHARING.items())
SHARED = f"""
SELECT ?node ?party ?role ?earliest ?latest WHERE {{
  ?node nhsit:counts true .
  VALUES (?property ?role) {{ {_PARTS} }}
  ?node ?property ?party .
  OPTIONAL {{ ?node nhsit:startEarliest|nhsit:dateEarliest ?earliest }}
  OPTIONAL {{ ?node nhsit:startLatest|nhsit:dateLatest ?latest }} }}"""


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and the links between them, each once; decades only where certain.

    `query` is what they were read by.
    """

    labels: dict[str, str]
    kinds: dict[str, str]
    links: dict[tuple[str, str], str]
    """Pair in order -> the decade in which it first certainly began, empty where none is."""
    query: str = ""


def read_network(graph: SparqlGraph) -> Network:
    """Return the network of what begins and ends, and of people; links to itself are left out."""
    classes = classes_of(graph)
    actors = (*classes.kinds_with("begins"), *classes.kinds_below(FOAF + "Person"))
    nodes = NODES % " ".join(f"nhsit:{kind}" for kind in actors)
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for row in rows(graph, nodes):
        kinds[row["thing"]] = min(row["kind"], kinds.get(row["thing"], row["kind"]))
        labels[row["thing"]] = row.get("label", row["thing"])
    links: dict[tuple[str, str], str] = {}

    def link(one: str, other: str, decade: str) -> None:
        if one == other or one not in kinds or other not in kinds:
            return
        pair = (one, other) if one < other else (other, one)
        known = links.get(pair, "")
        links[pair] = min(filter(None, (known, decade)), default="")

    for row in rows(graph, LINKS):
        link(row["subject"], row["object"], _decade(row))
    parties: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for row in rows(graph, SHARED):
        parties[row["node"]].add((row["party"], row["role"], _decade(row)))
    for shared in parties.values():
        for one, role, decade in sorted(shared):
            for other, other_role, _ in shared:
                if role < other_role:
                    link(one, other, decade)
    return Network(labels, kinds, links, nodes + LINKS + SHARED)


def _decade(row: dict[str, str]) -> str:
    day = to_span(row.get("earliest"), row.get("latest"))
    return day.decade if day else ""
