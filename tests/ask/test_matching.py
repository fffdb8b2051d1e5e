"""Which question a sentence asks: one that is near is run, several are listed."""

from __future__ import annotations

import pytest

from kg.ask.matching import Match, match
from kg.ask.questions import find_asked, find_question, find_questions
from kg.errors import UsageError

QUESTIONS = find_questions()


def _near(sentence: str) -> list[Match]:
    return match(sentence, {name: (q.title, q.description) for name, q in QUESTIONS.items()})


@pytest.mark.parametrize(
    ("sentence", "name", "told"),
    [
        ("who moved to suppliers", "revolving-door", []),
        ("who has moved from NHS jobs to suppliers?", "revolving-door", []),
        ("Who led NPfIT", "leaders", ["NPfIT"]),
        ("what existed in 2015-06", "existed-on", ["2015-06"]),
        ("names of NHS Digital", "names-of", ["NHS Digital"]),
        ("which bodies lasted only a few years", "short-lived", []),
        ("which systems outlived their bodies", "outlived", []),
    ],
)
def test_a_sentence_asks_the_one_question_that_is_near(
    sentence: str, name: str, told: list[str]
) -> None:
    question, values = find_asked(sentence)
    assert (question.name, list(values.values())) == (name, told)


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
    with pytest.raises(UsageError, match=rf"no question '{sentence}'; nearest: .*{near} \("):
        find_asked(sentence)


def test_each_question_is_among_those_near_its_own_title() -> None:
    for name, question in QUESTIONS.items():
        assert name in [one.name for one in _near(question.title)[:3]]


def test_words_that_no_question_has_ask_nothing() -> None:
    assert _near("weather tomorrow") == _near("") == []
    with pytest.raises(UsageError, match="'kg ask' lists them"):
        find_question("weather tomorrow")
