"""What lists of the site hold, against what the other surfaces say of the same record."""

from __future__ import annotations

import re

import pytest

from kg.history.advice import read_advice
from kg.pages.frame import Frame
from kg.pages.library import Library
from kg.pages.listing import Listing, Listings
from kg.pages.of_governments import GovernmentLists
from kg.pages.of_kinds import KindLists, listed_kinds
from kg.pages.of_publishers import PublisherLists
from kg.pages.of_topics import TopicLists
from kg.pages.of_years import YearLists
from tests.conftest import plain_graph

GOVERNED = """
nhsit:prime a nhsit:Office ; skos:inScheme nhsit:offices ; skos:notation "prime-minister" ;
  skos:prefLabel "prime minister"@en .
nhsit:health skos:inScheme nhsit:offices ; skos:notation "health-secretary" ;
  skos:prefLabel "health secretary"@en .
id:pm a nhsit:Post ; nhsit:office nhsit:prime . id:hs a nhsit:Post ; nhsit:office nhsit:health .
id:ann a nhsit:Person ; skos:prefLabel "Ann" . id:bob a nhsit:Person ; skos:prefLabel "Bob" .
id:cat a nhsit:Person ; skos:prefLabel "Cat" .
id:t1 a nhsit:Tenure ; nhsit:post id:pm ; org:member id:ann ; nhsit:counts true ;
  nhsit:startEarliest "2001-01-01"^^xsd:date ; nhsit:startLatest "2001-01-01"^^xsd:date ;
  nhsit:endEarliest "2005-01-01"^^xsd:date ; nhsit:endLatest "2005-01-01"^^xsd:date .
id:t2 a nhsit:Tenure ; nhsit:post id:pm ; org:member id:bob ; nhsit:counts true ;
  nhsit:startEarliest "2005-01-01"^^xsd:date ; nhsit:startLatest "2005-01-01"^^xsd:date .
id:t3 a nhsit:Tenure ; nhsit:post id:hs ; org:member id:cat ; nhsit:counts true ;
  nhsit:startEarliest "2004-01-01"^^xsd:date ; nhsit:startLatest "2004-01-01"^^xsd:date ;
  nhsit:endEarliest "2006-01-01"^^xsd:date ; nhsit:endLatest "2006-01-01"^^xsd:date .
id:sharp a nhsit:Report ; skos:prefLabel "Sharp" ; nhsit:date "2003-05" .
id:vague a nhsit:Report ; skos:prefLabel "Vague" ; nhsit:date "2005~" .
<https://w3id.org/nhs-it/ns> a owl:Ontology .
"""


def _made(lists: Listings, stem: str) -> Listing:
    return lists.makers()[stem]()


def _slugs(listing: Listing) -> list[str]:
    return [item.slug for group in listing.groups for item in group.items]


def test_the_list_of_a_kind_holds_all_of_it(railway_frame: Frame) -> None:
    lists, index = KindLists(railway_frame), railway_frame.library.index
    for stem, (kind, _, number) in lists.kinds.items():
        found = _slugs(_made(lists, stem))
        assert sorted(found) == [entity.slug for entity in index.of_kinds([kind])]
        assert len(found) == number


def test_facts_that_are_told_on_other_pages_are_no_kind_to_list(railway_frame: Frame) -> None:
    assert not {"Tenure", "DatedName", "Assessment"} & {*listed_kinds(railway_frame.library)}


def test_a_topic_lists_the_advice_on_it_and_under_it_and_sums_it_up(railway_frame: Frame) -> None:
    lists = TopicLists(railway_frame)
    single, _ = read_advice(railway_frame.library.graph)
    for topic in lists.topics:
        told = [one for one in single if topic in one.under]
        listing = _made(lists, topic)
        assert {one.id for one in told} <= {*_slugs(listing)}
        if told:
            assert re.search(rf"\b{len(told)} recommendations?\b", listing.lead)
            assert listing.feed == f"feed/topic/{topic}.xml"


def test_a_year_lists_what_began_and_what_ended_in_it(railway_frame: Frame) -> None:
    listing = _made(YearLists(railway_frame), "2002")
    ended = [g for g in listing.groups if g.heading.endswith("that ended")]
    assert "railtrack" in [item.slug for group in ended for item in group.items]


def test_every_year_of_the_list_of_years_has_its_page(railway_frame: Frame) -> None:
    lists = YearLists(railway_frame)
    paths = {*lists.paths()}
    items = [item for group in _made(lists, "all").groups for item in group.items]
    assert items
    assert all(item.path in paths for item in items)


def test_every_source_stands_once_under_its_publisher(railway_frame: Frame) -> None:
    lists = PublisherLists(railway_frame)
    sources = [item.slug for items in lists.sources.values() for item in items]
    index = railway_frame.library.index
    assert sorted(sources) == [entity.slug for entity in index.of_kinds(["Source"])]


@pytest.fixture(scope="module")
def governments() -> GovernmentLists:
    return GovernmentLists(Frame(Library(plain_graph(GOVERNED))))


def test_a_government_lists_what_certainly_fell_into_its_term(
    governments: GovernmentLists,
) -> None:
    found = {g.heading: [i.slug for i in g.items] for g in
             _made(governments, "2001-01-01-ann").groups}  # fmt: skip
    assert found["Reports"] == ["sharp"]
    assert found["Health secretary"] == ["cat"]


def test_what_may_have_fallen_into_two_terms_stands_under_neither(
    governments: GovernmentLists,
) -> None:
    for stem in governments.terms:
        assert "vague" not in _slugs(_made(governments, stem))


def test_a_record_without_prime_ministers_has_no_page_of_governments(railway_frame: Frame) -> None:
    assert [*GovernmentLists(railway_frame).paths()] == []
