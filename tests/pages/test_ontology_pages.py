from __future__ import annotations

import re

import rdflib

from kg.pages.frame import Frame
from kg.pages.ontology_pages import OntologyPages
from kg.pages.terms_told import CLASS, CONCEPT, PROPERTY, Terms


def _html(frame: Frame, path: str) -> str:
    document = OntologyPages(frame).render(path)
    assert document is not None
    return document.content.decode()


def test_every_term_has_a_page_of_its_own_and_a_place_that_its_address_leads_to(
    railway_frame: Frame,
) -> None:
    told = Terms(railway_frame.library).told
    ids = {*re.findall(r' id="([^"]+)"', _html(railway_frame, "ontology/all.html"))}
    assert {term.local for term in told.values()} <= ids
    paths = [term.path.lower() for term in told.values()]
    assert len(paths) == len({*paths})
    vocabulary = railway_frame.library.vocabulary
    own = {iri for iri in vocabulary.classes if iri.startswith(vocabulary.space.ns)}
    assert own | {*vocabulary.properties} | {*vocabulary.concepts} == {*told}


def test_each_term_says_what_it_means(railway_frame: Frame) -> None:
    silent = {t.local for t in Terms(railway_frame.library).told.values() if not t.meaning}
    own = {name for name in silent if ":" not in name}
    assert own <= {"Operator"}, own


def test_a_class_names_those_above_and_below_and_examples_of_the_record(
    railway_frame: Frame,
) -> None:
    html = _html(railway_frame, "ontology/class-operator.html")
    assert 'href="class-body.html"' in html
    assert 'href="../thing/gner.html"' in html
    assert 'href="class-operator.html"' in _html(railway_frame, "ontology/class-body.html")


def test_a_property_names_its_ends_and_shows_a_fact(railway_frame: Frame) -> None:
    html = _html(railway_frame, "ontology/property-replaced-by.html")
    assert 'href="class-body.html"' in html
    assert "→" in html


def test_links_between_terms_go_both_ways(railway_frame: Frame) -> None:
    terms = Terms(railway_frame.library)
    facts = {iri: dict(terms.facts(term)) for iri, term in terms.told.items()}
    for iri, term in terms.told.items():
        if term.kind == PROPERTY:
            for link in facts[iri].get("Of", ()):
                back = facts.get(link.term, {}).get("Properties of it", ())
                assert link.term not in terms.told or iri in [one.term for one in back]
        elif term.kind == CONCEPT:
            for link in facts[iri].get("Beside it", ()):
                assert iri in [one.term for one in facts[link.term]["Beside it"]]
        elif term.kind == CLASS:
            for link in facts[iri].get("Kinds of it", ()):
                assert iri in [one.term for one in facts[link.term]["A kind of"]]


def test_the_files_of_the_vocabulary_speak_of_the_addresses_of_the_record(
    railway_frame: Frame,
) -> None:
    pages = OntologyPages(railway_frame)
    for path in pages.paths():
        if path.endswith(".ttl"):
            document = pages.render(path)
            assert document is not None
            assert len(rdflib.Graph().parse(data=document.content, format="turtle"))
            assert b"w3id.org/nhs-it" not in document.content
