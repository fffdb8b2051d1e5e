"""Which entity is meant: every way of naming one, and what is said where none or several are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.store import LocalGraph
from kg.errors import UnknownEntity
from kg.index.index import Index, index_of, open_index
from kg.index.names import find_entity, find_node
from kg.index.search import search
from kg.model.spelling import fold, key
from tests.conftest import RECORD, plain_graph


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("old-body", id="slug"),
        pytest.param("id:old-body", id="CURIE"),
        pytest.param("https://w3id.org/nhs-it/id/old-body", id="IRI"),
        pytest.param("<https://w3id.org/nhs-it/id/old-body>", id="IRI in brackets"),
        pytest.param("Old Body", id="label"),
        pytest.param("OLD  body", id="label in another case"),
        pytest.param("OB", id="alias"),
        pytest.param("Former Bureau", id="former name"),
        pytest.param("formerbureau", id="former name without its space"),
    ],
)
def test_an_entity_is_found_by(index: Index, text: str) -> None:
    assert find_entity(index, text).slug == "old-body"


@pytest.mark.parametrize("text", ["id:first", "https://w3id.org/nhs-it/id/first", " first "])
def test_an_id_is_found_whatever_its_name(index: Index, text: str) -> None:
    assert find_entity(index, text).label == "Old Body follows Oldest Body"


@pytest.mark.parametrize("text", ["Old Body>", "<Old Body", "<Old Body>"])
def test_marks_about_words_do_not_make_them_an_address(index: Index, text: str) -> None:
    assert find_entity(index, text).slug == "old-body"


def test_an_id_that_was_given_up_leads_to_the_one_in_use(index: Index) -> None:
    assert find_entity(index, "ancient-body").slug == "oldest-body"


def test_a_name_that_nothing_has_offers_the_nearest(index: Index) -> None:
    with pytest.raises(UnknownEntity) as raised:
        find_entity(index, "Old Bodi")
    assert str(raised.value) == (
        "'Old Bodi': no entity has this name; nearest: old-body (Old Body)"
    )


def test_a_name_that_is_like_nothing_says_so(index: Index) -> None:
    with pytest.raises(UnknownEntity, match="none is like it"):
        find_entity(index, "zzqqyyxx")


def test_a_name_of_another_kind_says_what_it_is(index: Index) -> None:
    for text in ("old-body", "Former Bureau"):
        with pytest.raises(UnknownEntity) as raised:
            find_entity(index, text, ("Person", "Concept"))
        assert str(raised.value) == f"'{text}' is a Body (old-body), not a Concept or Person"
    with pytest.raises(UnknownEntity, match=r"is a Body .*, not an Aim$"):
        find_entity(index, "old-body", ("Aim",))


def test_a_claim_is_found_by_its_curie(graph: LocalGraph, index: Index) -> None:
    from kg.model.terms import SHIPPED

    for solution in graph.query("SELECT ?c { ?c a nhsit:Claim }"):
        assert find_node(graph, index, SHIPPED.slug(solution["c"].value)) == SHIPPED.slug(
            solution["c"].value
        )


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Old Body", "old-body"), ("id:first", "first"), ("ancient-body", "oldest-body")],
)
def test_a_thing_is_found_as_a_node_by_whatever_names_it(
    graph: LocalGraph, index: Index, text: str, slug: str
) -> None:
    assert find_node(graph, index, text) == slug


@pytest.mark.parametrize("text", ["claim:nothing", "https://example.org/x> ?p ?o } #"])
def test_a_node_the_graph_does_not_have_is_refused(
    graph: LocalGraph, index: Index, text: str
) -> None:
    with pytest.raises(UnknownEntity):
        find_node(graph, index, text)


BETTER = {
    "label": 'id:one a nhsit:Body ; skos:prefLabel "Alpha Beta Gamma" .',
    "alias": 'id:two a nhsit:Body ; skos:altLabel "alpha beta gamma" .',
    "code": """id:three a nhsit:Body . id:c nhsit:codeOf id:three ; skos:notation "AlphaBetaGamma" ;
      nhsit:register id:ods . id:ods skos:notation "ods" .""",
    "source": 'id:four a nhsit:Source ; skos:prefLabel "Alpha Beta Gamma" .',
}
"""Ways of bearing a name, the better right to it first."""


@pytest.mark.parametrize("way", range(len(BETTER)))
def test_who_has_the_better_right_to_a_name_is_meant_by_it(way: int) -> None:
    index = index_of(plain_graph(RECORD + " ".join([*BETTER.values()][way:])))
    assert find_entity(index, "Alpha-Beta Gamma").slug == ("one", "two", "three", "four")[way]


def test_a_code_comes_before_initials_and_is_meant_by_the_word_for_its_register() -> None:
    both = BETTER["code"].replace("AlphaBetaGamma", "abc")
    index = index_of(plain_graph(RECORD + both + BETTER["label"]))
    assert find_entity(index, "ABC").slug == "three"
    assert find_entity(index, "ODS: abc").slug == "three"
    with pytest.raises(UnknownEntity, match="'isni:abc': no entity has this name"):
        find_entity(index, "isni:abc")


def test_those_that_have_a_name_alike_are_told_and_those_beyond_five_counted() -> None:
    facts = (f'id:body-{n} a nhsit:Body ; skos:altLabel "Twin" .' for n in range(7))
    index = index_of(plain_graph(" ".join(facts)))
    with pytest.raises(UnknownEntity) as raised:
        find_entity(index, "twin")
    assert str(raised.value) == (
        "'twin' may be 7 things; say which: body-0 (Body), body-1 (Body), body-2 (Body), "
        "body-3 (Body), body-4 (Body) and 2 more"
    )


@given(st.text(max_size=40))
def test_folding_a_name_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert key(text) == key(fold(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("CfH", "nhs-connecting-for-health"), ("NPfIT", "npfit"), ("hscic", "nhs-digital"),
        ("NHS X", "nhsx"), ("Granger", "richard-granger"), ("Wachter", "robert-wachter"),
        ("connecting for heath", "nhs-connecting-for-health"), ("nhs englnd", "nhs-england"),
        ("matt hancok", "matt-hancock"), ("care.data", "care-data"), ("millenium",
        "cerner-millennium"), ("summary care record", "summary-care-record"),
        ("federated data platform", "fdp"), ("Korner", "edith-korner"), ("nhsia",
        "nhs-information-authority"), ("chooseandbook", "choose-and-book"),
        ("personalised health and care 2020", "nib-phc2020-2014"), ("SCR", "summary-care-record"),
        ("NHS Ashford Clinical Commissioning Group", "ccg-ashford"), ("caredata", "care-data"),
        ("Cheshire and Merseyside ICB", "icb-cheshire-merseyside"),
    ],
)  # fmt: skip
def test_real_names_find_what_people_mean(
    shipped_output: object, words: str, expected: str
) -> None:
    index = open_index(str(shipped_output))
    assert index is not None
    assert search(index, words)[0].entity.slug == expected
