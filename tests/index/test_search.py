"""Search: ranked, tolerant of spelling, and the same whatever the order of words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from kg.index.entries import Entity, Name
from kg.index.filling import fill_index
from kg.index.index import Index, index_of
from kg.index.search import search
from tests.conftest import RECORD, plain_graph


def test_a_label_comes_before_longer_names_that_hold_it(index: Index) -> None:
    hits = [hit.entity.slug for hit in search(index, "old body")]
    assert hits[0] == "old-body"
    assert set(hits) > {"succession", "first"}


@pytest.mark.parametrize("words", ["oldd body", "old bdoy", "oldbody", "body old", "OLD-BODY"])
def test_a_slip_of_the_pen_still_finds_it(index: Index, words: str) -> None:
    assert search(index, words)[0].entity.slug == "old-body"


def test_a_hit_says_by_which_name_it_was_found(index: Index) -> None:
    hit = search(index, "former bureau")[0]
    assert (hit.entity.slug, hit.name, hit.name_kind) == (
        "old-body", "Former Bureau", "former name",
    )  # fmt: skip


@pytest.mark.parametrize("words", ["", "  ", "!?", "qqqqzzzz"])
def test_nothing_asked_or_nothing_like_it_gives_nothing(index: Index, words: str) -> None:
    assert search(index, words) == []


def test_each_entity_is_found_once_and_the_limit_holds(index: Index) -> None:
    hits = [hit.entity.slug for hit in search(index, "body", limit=3)]
    assert len(hits) == len(set(hits)) == 3


def test_a_kind_narrows_the_search(index: Index) -> None:
    assert {h.entity.kind for h in search(index, "old body", ("Replacement",))} == {"Replacement"}


VECTORS = Path(__file__).parents[1] / "vectors" / "search.json"
"""What the words find in the small history, the best first; the page is held to the same."""


def test_words_find_what_they_find_on_the_page(index: Index) -> None:
    expected: dict[str, list[str]] = json.loads(VECTORS.read_text("utf8"))
    unnamed = {"Source", "Opinion", "Tenure", "Assessment", "DatedName"}
    kinds = index.kinds().keys() - unnamed
    found = {words: [h.entity.slug for h in search(index, words, kinds, 12)] for words in expected}
    assert found == expected


def test_things_come_before_sources_about_them(index: Index) -> None:
    kinds = [hit.entity.kind for hit in search(index, "a source report")]
    assert {"Source", "Report"} <= set(kinds)
    assert kinds == sorted(kinds, key=lambda kind: kind == "Source")
    assert search(index, "another source")[0].entity.slug
    assert {h.entity.kind for h in search(index, "another source", ("Source",))} == {"Source"}


def _named(cls: str = "nhsit:Body", **names: str) -> str:
    """Return the facts of some things, each with its label by its id."""
    return " ".join(
        f'id:{slug} a {cls} ; skos:prefLabel "{name}" .' for slug, name in names.items()
    )


def _scores(facts: str, words: str) -> dict[str, float]:
    return {hit.entity.slug: hit.score for hit in search(index_of(plain_graph(facts)), words)}


UNSEEN = 0.93
"""What is left of the score of a thing that nothing mentions."""


def test_a_word_counts_the_less_the_less_of_it_was_written_or_the_worse() -> None:
    of_two = (0.7 + 0.2 / 2) * UNSEEN  # the words asked for are half of the name
    facts = _named(one="alphabet soup")
    assert _scores(facts, "alphabet") == pytest.approx({"one": of_two})
    assert _scores(facts, "alpha") == pytest.approx({"one": (0.75 + 0.2 * 5 / 8) * of_two})
    assert _scores(facts, "alphabxt") == pytest.approx({"one": 0.9 * 14 / 16 * of_two})


@pytest.mark.parametrize(
    ("words", "is_meant"),
    [
        pytest.param("abcdef", True, id="ten of thirteen letters are alike"),
        pytest.param("ghix", False, id="three of four letters"),
        pytest.param("xy", False, id="two letters, which are looked for as they are"),
    ],
)
def test_a_word_that_is_too_unlike_is_not_meant(words: str, is_meant: bool) -> None:
    facts = _named(one="abcdexy street", two="ghij street", three="zxy")
    assert bool(_scores(facts, words)) is is_meant


def test_a_name_written_nearly_so_as_a_whole_is_found_whatever_its_words() -> None:
    facts = _named(one="a b c d e f g", two="ab")
    assert _scores(facts, "abcdefh") == pytest.approx({"one": 0.95 * 6 / 7 * UNSEEN})
    assert _scores(facts, "abcdefg") == pytest.approx({"one": UNSEEN})
    assert _scores(facts, "A-B") == pytest.approx(
        {"two": UNSEEN, "one": (0.7 + 0.2 * 2 / 7) * UNSEEN}
    )


BORNE = {
    "label": (1.0, 'id:one a nhsit:Body ; skos:prefLabel "Gamma" .', "gamma"),
    "alias": (0.97, 'id:one a nhsit:Body ; skos:altLabel "Gamma" .', "gamma"),
    "identifier": (0.95, 'id:one a nhsit:Body ; dct:identifier "Gamma" .', "gamma"),
    "given-up id": (0.9, "id:one a nhsit:Body . id:gamma dct:isReplacedBy id:one .", "gamma"),
    "initials": (0.82, 'id:one a nhsit:Body ; skos:prefLabel "Gamma Delta Eta" .', "gde"),
}


@pytest.mark.parametrize("kind", BORNE)
def test_the_better_the_right_to_a_name_the_higher_the_score(kind: str) -> None:
    share, facts, words = BORNE[kind]
    (hit,) = search(index_of(plain_graph(RECORD + facts)), words)
    assert (hit.entity.slug, hit.name_kind) == ("one", kind)
    assert hit.score == pytest.approx(share * UNSEEN)


def test_of_two_names_that_fit_alike_the_first_is_told() -> None:
    index = index_of(plain_graph('id:one a nhsit:Body ; skos:altLabel "Beta Alpha", "Alpha Beta"'))
    assert [hit.name for hit in search(index, "alpha")] == ["Alpha Beta"]


def test_what_thousands_mention_is_told_by_how_many_do() -> None:
    """No more than so much is added to a score: then the most mentioned comes first."""
    with closing(sqlite3.connect(":memory:")) as database:
        fill_index(database, plain_graph(_named(a="Alpha", b="Alpha", c="Alpha")), ())
        database.execute("UPDATE entity SET weight = 5000 WHERE slug <> 'b'")
        database.execute("UPDATE entity SET weight = 6000 WHERE slug = 'b'")
        hits = search(Index(database, ""), "alpha")
    assert [(hit.entity.slug, hit.score) for hit in hits] == [("b", 1.0), ("a", 1.0), ("c", 1.0)]


@pytest.mark.parametrize(
    ("cls", "looked_at"), [("nhsit:System", [300]), ("nhsit:Source", [300, 300, 100])]
)
def test_of_many_names_so_many_are_looked_at_that_enough_things_are_found(
    monkeypatch: pytest.MonkeyPatch, cls: str, looked_at: list[int]
) -> None:
    """Who asks for a word that a thousand names hold does not wait for them all."""
    index = index_of(plain_graph(_named(cls, **{f"thing-{n}": f"Common {n}" for n in range(700)})))
    asked: list[int] = []
    names = index.names

    def count(numbers: Iterable[int]) -> dict[int, tuple[Name, Entity]]:
        asked.append(len(wanted := list(numbers)))
        return names(wanted)

    monkeypatch.setattr(index, "names", count)
    assert len(search(index, "common")) == 20
    assert asked == looked_at
