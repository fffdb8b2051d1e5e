"""Wording: pairs are exact, do not depend on order, and clusters join them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from kg.statistics import likeness as wording
from kg.statistics.likeness import (
    Pair,
    cluster,
    find_alike,
    find_alike_in_bulk,
    find_pairs,
    weigh,
)

_TEXTS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.lists(st.sampled_from(["record", "paper", "nurse", "train", "buy"]), max_size=5).map(
        " ".join
    ),
    max_size=12,
)


@given(_TEXTS, st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_pairs_are_those_that_comparing_all_with_all_finds(
    texts: dict[str, str], threshold: float
) -> None:
    vectors = weigh(texts)
    slowly = {}
    for one, other in combinations(sorted(texts), 2):
        likeness = sum(w * vectors[other].get(word, 0.0) for word, w in vectors[one].items())
        slowly[one, other] = likeness
    found = {
        (p.first, p.second): p.likeness for p in find_pairs(texts, {t: t for t in texts}, threshold)
    }
    for pair, likeness in slowly.items():
        if abs(likeness - threshold) > 1e-9:
            assert (pair in found) is (likeness > threshold)
        if pair in found:
            assert found[pair] == approx(likeness, abs=1e-9)


@given(_TEXTS)
def test_a_text_is_a_vector_of_length_one_or_empty(texts: dict[str, str]) -> None:
    for vector in weigh(texts).values():
        assert not vector or sum(w * w for w in vector.values()) == approx(1)


def test_a_report_that_repeats_itself_has_not_advised_again() -> None:
    texts = {"a": "train nurses", "b": "train nurses", "c": "train nurses"}
    assert {(p.first, p.second) for p in find_pairs(texts, {"a": "r", "b": "r", "c": "s"})} == {
        ("a", "c"),
        ("b", "c"),
    }


def test_pairs_that_share_a_text_are_one_cluster() -> None:
    pairs = [Pair("a", "b", 1), Pair("c", "d", 1), Pair("b", "e", 1)]
    assert cluster(pairs) == [("a", "b", "e"), ("c", "d")]
    assert cluster(reversed(pairs)) == cluster(pairs)


@settings(deadline=None)
@given(_TEXTS, st.sampled_from([0.3, 0.45]), st.integers(1, 3), st.sampled_from([1, 30, 999]))
def test_many_texts_are_compared_in_bulk_with_the_same_result(
    texts: dict[str, str], review: float, reports: int, held: int
) -> None:
    groups = {name: str(i % reports) for i, name in enumerate(sorted(texts))}
    slow = find_alike(texts, groups, review)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording, "_HELD", held)
        fast = find_alike_in_bulk(texts, groups, review)
    assert (fast.total, fast.clusters) == (slow.total, slow.clusters)
    assert [(p.first, p.second) for p in fast.pairs] == [(p.first, p.second) for p in slow.pairs]
    assert [p.likeness for p in fast.pairs] == approx([p.likeness for p in slow.pairs])


def test_no_more_pairs_are_handed_out_than_anybody_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wording, "MOST", 2)
    texts = dict.fromkeys("abc", "train nurses")
    for find in (find_alike, find_alike_in_bulk):
        found = find(texts, {name: name for name in texts}, 0.4)
        assert (len(found.pairs), found.total, found.clusters) == (2, 3, [("a", "b", "c")])
