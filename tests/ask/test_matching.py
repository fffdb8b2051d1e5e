"""Which question a sentence asks: one that is near is run, several are listed."""

from __future__ import annotations

import pytest

from kg.ask.matching import find_meant, match
from kg.ask.questions import find_questions

QUESTIONS = find_questions()


@pytest.mark.parametrize(
    ("sentence", "name", "rest"),
    [
        ("who moved to suppliers", "revolving-door", ""),
        ("who has moved from NHS jobs to suppliers?", "revolving-door", "NHS jobs"),
        ("Who led NPfIT", "leaders", "NPfIT"),
        ("what existed in 2015-06", "existed-on", "2015-06"),
        ("names of NHS Digital", "names-of", "NHS Digital"),
        ("which bodies lasted only a few years", "short-lived", ""),
        ("which systems outlived their bodies", "outlived", ""),
    ],
)
def test_a_sentence_asks_the_one_question_that_is_near(sentence: str, name: str, rest: str) -> None:
    meant = find_meant(match(sentence, QUESTIONS))
    assert meant is not None
    assert (meant.question.name, meant.rest) == (name, rest)


@pytest.mark.parametrize(
    ("sentence", "near"),
    [
        ("what did Wachter recommend", "advice-on"),
        ("contracts of Accenture", "contracts-of"),
        ("heirs", "lineage"),
        ("who led", "leaders"),
    ],
)
def test_where_several_are_near_or_something_is_missing_none_is_meant(
    sentence: str, near: str
) -> None:
    found = match(sentence, QUESTIONS)
    assert find_meant(found) is None
    assert near in [one.question.name for one in found[:3]]


def test_each_question_is_among_those_near_its_own_title() -> None:
    for name, question in QUESTIONS.items():
        near = match(question.title, QUESTIONS)[:3]
        assert name in [one.question.name for one in near]


def test_words_that_no_question_has_ask_nothing() -> None:
    assert match("weather tomorrow", QUESTIONS) == []
    assert match("", QUESTIONS) == []
