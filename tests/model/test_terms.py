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
