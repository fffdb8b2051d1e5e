"""Advice is ranked by how much it says the same, and only what came earlier counts."""

from __future__ import annotations

import random

from kg.model.dates import PartialDate
from kg.retrieval.held import HeldAdvice, Shelf
from kg.retrieval.phrases import Phrases
from kg.retrieval.ranker import RELATED, SAME, Ranker
from kg.retrieval.scoring import Scorer
from kg.retrieval.words import Lexicon

TEXTS = (
    "Appoint a chief information officer in every hospital",
    "Publish the costs of the programme every year",
    "Give patients access to their records",
    "Name a CIO for each trust",
    "Train nurses to read charts",
    "Paint the corridors of clinics green",
)
DAYS = ("1998-09", "2007", "2012-05-21", "2016~", "", "2020-01-01")


def make_ranker(order: tuple[int, ...] = tuple(range(len(TEXTS)))) -> Ranker:
    meanings = Phrases.read([("chief", ["CIO", "chief information officer"]),
                             ("hospital", ["hospital", "trust"])])  # fmt: skip
    lexicon = Lexicon(meanings, Phrases.read([("appoint", ["appoint", "name"])]))
    read = [lexicon.read(TEXTS[i]) for i in order]
    days = [PartialDate.parse(DAYS[i]).days if DAYS[i] else None for i in order]
    return Ranker(HeldAdvice(
        [f"r{i}" for i in order], ["report"] * len(order),
        [day.earliest.isoformat() if day else "" for day in days],
        [day.latest.isoformat() if day else "" for day in days],
        [[0] if i in (0, 3) else [1] for i in order], [sorted(words.actions) for words in read],
        [[] for _ in order], Shelf.of(read), ["t0", "t1"],
        Shelf.of([lexicon.read("Named posts such as CIO"), lexicon.read("Everything else")]),
        lexicon,
    ))  # fmt: skip


def test_the_same_words_come_first_and_then_what_means_the_same() -> None:
    found = make_ranker().rank("Hospitals should have a chief information officer each")
    assert [match.id for match in found[:2]] == ["r0", "r3"]
    assert found[0].grade == SAME
    assert [match.grade for match in found[2:]] == [RELATED] * len(found[2:])


def test_only_what_was_certainly_earlier_is_found() -> None:
    ranker, text = make_ranker(), " ".join(TEXTS)

    def found(day: str) -> set[str]:
        return {match.id for match in ranker.rank(text, PartialDate.parse(day).days)}

    assert found("1998") == set()
    assert found("1998-09") == set()
    assert found("1998-10") == {"r0"}
    assert found("2007-06") == {"r0"}, "a year is not certainly before its own June"
    assert found("2012-05-21") == {"r0", "r1"}
    assert found("2016-12") == {"r0", "r1", "r2"}
    assert found("2030") == {"r0", "r1", "r2", "r3", "r5"}, "what has no date is never earlier"
    assert {match.id for match in ranker.rank(text)} == {f"r{i}" for i in range(6)}


def test_nothing_in_common_is_no_advice() -> None:
    assert make_ranker().rank("zebra crossing") == []
    assert make_ranker().rank("") == []
    assert Ranker(HeldAdvice()).rank("Appoint a CIO") == []


def test_the_order_of_the_record_makes_no_difference() -> None:
    order = list(range(len(TEXTS)))
    random.Random(7).shuffle(order)
    one, other = make_ranker(), make_ranker(tuple(order))
    for text in TEXTS:
        found = [(m.id, round(m.score, 6), m.grade) for m in one.rank(text)]
        assert found == [(m.id, round(m.score, 6), m.grade) for m in other.rank(text)]


def test_advice_says_the_same_as_itself_and_a_model_may_say_more() -> None:
    ranker = make_ranker()
    for number, text in enumerate(TEXTS):
        assert ranker.rank(text)[0].id == f"r{number}"
    likeness = [0.0, 0.0, 0.9, 0.0, 0.0, 0.0]
    assert ranker.rank("zebra crossing", likeness=likeness)[0].id == "r2"


def test_the_words_that_two_share_are_told_as_they_were_asked() -> None:
    ranker = make_ranker()
    words = ranker.held.lexicon.read("A chief information officer for Leeds hospitals")
    assert ranker.shared(words, 3) == ["chief", "information", "officer", "hospitals"]
    assert ranker.shared(words, 0) == ["chief", "information", "officer", "hospitals"]


def test_rarer_words_are_worth_more_and_own_words_most() -> None:
    scorer = Scorer({"rare": [0, 1], "common": [0, 1, 1, 1, 2, 1]}, [2, 1, 1])
    assert scorer.score(["rare"])[0] > scorer.score(["common"])[0]
    assert scorer.score(["none"]) == {}
    own = scorer.own()
    assert own[0] == round(scorer.score(["rare", "common"])[0], 4)
