"""Names: CURIEs and IRIs go both ways, and nodes are named by what they say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import terms

LOCALS = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,12}[A-Za-z0-9])?", fullmatch=True)


@given(st.sampled_from(sorted(terms.SHIPPED.prefixes)), LOCALS)
def test_a_curie_survives_the_trip(prefix: str, local: str) -> None:
    iri = terms.SHIPPED.expand(f"{prefix}:{local}")
    assert iri is not None
    assert terms.SHIPPED.expand(terms.SHIPPED.compress(iri)) == iri


@given(st.text(max_size=40))
def test_whatever_is_compressed_expands_again(text: str) -> None:
    iri = terms.SHIPPED.base + text
    short = terms.SHIPPED.compress(iri)
    assert short == iri or terms.SHIPPED.expand(short) == iri


def test_no_two_prefixes_share_a_namespace() -> None:
    assert len(set(terms.SHIPPED.prefixes.values())) == len(terms.SHIPPED.prefixes)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_a_claim_is_named_by_what_it_says(s: str, p: str, o: str) -> None:
    assert terms.SHIPPED.claim(s, p, o) == terms.SHIPPED.claim(s, p, o)
    assert terms.SHIPPED.claim(s, p, o) != terms.SHIPPED.claim(s, p, o, "2013")
    assert terms.SHIPPED.claim(s, p, o, "2013") != terms.SHIPPED.claim(s, p, o, "", "2013")
    assert re.fullmatch(
        re.escape(terms.SHIPPED.claims) + "[0-9a-f]{12}", terms.SHIPPED.claim(s, p, o)
    )


@pytest.mark.parametrize("text", ["NHS", "nhs_digital", "-nhs", "nhs-", "nhs--x", "", "é"])
def test_an_id_must_be_kebab_case(text: str) -> None:
    assert not terms.is_slug(text)


@pytest.mark.parametrize(
    ("slug", "iri"),
    [
        pytest.param("nhsx", "https://w3id.org/nhs-it/id/nhsx", id="an id"),
        pytest.param("org:Post", "http://www.w3.org/ns/org#Post", id="a CURIE"),
        pytest.param("https://example.org/a", "https://example.org/a", id="an IRI"),
    ],
)
def test_what_names_a_node_leads_to_its_iri_and_back(slug: str, iri: str) -> None:
    assert terms.SHIPPED.iri(slug) == iri
    assert terms.SHIPPED.slug(iri) == slug


def test_an_entity_is_named_by_its_id_alone() -> None:
    assert terms.SHIPPED.entity("nhsx") == "https://w3id.org/nhs-it/id/nhsx"


def test_the_prefixes_of_a_file_come_after_those_that_are_known() -> None:
    """A file may name more, and may not say that a known prefix or namespace is another."""
    file = terms.FileSpace(
        declared=(
            ("rail", "https://example.org/rail#"),
            ("org", "https://example.org/org#"),
            ("nhsit", "https://example.org/nhsit#"),
            ("organisations", terms.ORG),
            ("", "https://example.org/none#"),
            ("1st", "https://example.org/first#"),
        )
    )
    assert file.written == terms.SHIPPED.written | {"rail": "https://example.org/rail#"}
    assert file.compress("https://example.org/rail#Line") == "rail:Line"
    assert file.expand("org:Post") == terms.ORG + "Post"


def test_the_last_part_of_a_name_is_what_people_read() -> None:
    assert terms.local_part("https://example.org/ns#a/b") == "b"
    assert terms.local_part("#/:") == "#/:"


def test_a_term_of_the_vocabulary_goes_by_its_local_name_and_another_by_its_curie() -> None:
    assert terms.SHIPPED.local(terms.SHIPPED.term("Body")) == "Body"
    assert terms.SHIPPED.local(terms.ORG + "Post") == "org:Post"
