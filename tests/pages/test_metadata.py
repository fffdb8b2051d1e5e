from __future__ import annotations

import json

import rdflib
from rdflib.compare import isomorphic

from kg.pages.downloads import Downloads
from kg.pages.frame import Frame

DCAT, VOID, DCT = (
    rdflib.Namespace(ns)
    for ns in (
        "http://www.w3.org/ns/dcat#",
        "http://rdfs.org/ns/void#",
        "http://purl.org/dc/terms/",
    )
)
RECORD = rdflib.URIRef("https://example.org/railway/dataset")


def _read(frame: Frame, path: str, form: str) -> rdflib.Graph:
    document = Downloads(frame).render(path)
    assert document is not None
    return rdflib.Graph().parse(data=document.content.decode(), format=form)


def test_turtle_and_json_ld_say_the_same(railway_frame: Frame) -> None:
    turtle = _read(railway_frame, "dcat.ttl", "turtle")
    assert isomorphic(turtle, _read(railway_frame, "dcat.jsonld", "json-ld"))


def test_each_distribution_has_the_size_and_the_address_of_its_file(railway_frame: Frame) -> None:
    downloads = Downloads(railway_frame)
    graph = _read(railway_frame, "dcat.ttl", "turtle")
    found = [*graph.objects(RECORD, DCAT.distribution)]
    assert len(found) == 3
    for node in found:
        address = str(graph.value(node, DCAT.downloadURL))
        document = downloads.render(address.removeprefix("https://example.org/lines/"))
        assert document is not None
        assert int(graph.value(node, DCAT.byteSize)) == len(document.content)


def test_the_record_is_as_new_as_the_day_up_to_which_it_was_read(railway_frame: Frame) -> None:
    graph = _read(railway_frame, "dcat.ttl", "turtle")
    day = str(railway_frame.library.index.read_up_to)
    assert [str(value) for value in graph.objects(RECORD, DCT.modified)] == [day]
    assert graph.value(RECORD, DCT.issued) is None


def test_partitions_count_what_the_graph_holds(railway_frame: Frame) -> None:
    graph = _read(railway_frame, "dcat.ttl", "turtle")
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    (part,) = graph.subjects(VOID.property, label)
    answer = railway_frame.library.graph.query("SELECT (COUNT(*) AS ?n) { ?s skos:prefLabel ?o }")
    (row,) = answer  # type: ignore[misc]
    assert int(graph.value(part, VOID.triples)) == int(row[0].value)


def test_json_ld_is_json(railway_frame: Frame) -> None:
    document = Downloads(railway_frame).render("dcat.jsonld")
    assert document is not None
    assert json.loads(document.content)["@graph"]
