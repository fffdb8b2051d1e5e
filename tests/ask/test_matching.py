"""Which question a sentence asks: one that is near is run, several are listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.ask.matching import Match, match
from kg.ask.questions import ask, find_asked, find_question, find_questions, read_questions
from kg.engine.store import LocalGraph, open_graph
from kg.errors import UnknownEntity, UsageError

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
        ("Wachter recommended", "advice-on"),
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


@pytest.fixture(scope="module")
def shipped(shipped_output: Path) -> LocalGraph:
    return open_graph(shipped_output)


WORDED = [
    ("What became of NPfIT?", "programme-fate", "NPfIT"),
    ("What became of NHSIA?", "successors", "NHSIA"),
    (
        "what happened to the NHS Information Authority",
        "successors",
        "the NHS Information Authority",
    ),
    ("what became of NHS England", "changes-of", "NHS England"),  # which nothing replaced
    ("what became of all strategic health authorities", "group-fate", "strategic health"),
    ("What became of every primary care trust?", "successors", "primary care trust"),  # told as one
    ("what became of Richard Granger", "career", "Richard Granger"),
    ("What became of the Wachter review?", "advice-of", "the Wachter review"),
    ("what happened to the Power of Information", "advice-of", "the Power of Information"),
    ("who ran NPfIT", "leaders", "NPfIT"),
    ("who ran NHS Digital?", "leaders", "NHS Digital"),
    ("who replaced NHSX", "successors", "NHSX"),
    ("what replaced ERDIP", "programme-fate", "ERDIP"),
    ("how much did NPfIT cost", "figures-of", "NPfIT"),
    ("How much was spent on NPfIT?", "figures-of", "NPfIT"),
    ("when did NPfIT end?", "programme-fate", "NPfIT"),
    ("when did NHSX end", "changes-of", "NHSX"),
    ("when was the NHS Information Centre created?", "changes-of", "NHS Information Centre"),
    ("what did NHS Digital replace", "predecessors", "NHS Digital"),
    ("what was NHS England told?", "advice-to", "NHS England"),
    ("what did Making IT Work recommend", "advice-of", "Making IT Work"),
    ("Who worked at Palantir?", "people-of", "Palantir"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("sentence", "name", "told"), WORDED, ids=[s for s, _, _ in WORDED])
def test_a_wording_reaches_the_question_that_answers_it_of_that_kind_of_thing(
    shipped: LocalGraph, sentence: str, name: str, told: str
) -> None:
    question, values = find_asked(sentence, shipped)
    assert question.name == name
    assert told.removeprefix("the ") in "".join(values.values())
    assert ask(shipped, question, values)


def test_each_wording_of_a_question_asks_it_or_one_that_is_worded_alike() -> None:
    worded = [said for question in QUESTIONS.values() for said in question.asked]
    assert len(worded) > 100
    for said in worded:
        before, _, after = re.split(r"(\{\w+\})", said)
        found, values = find_asked(f"{before.capitalize()}the Thing{after}?")
        assert [re.split(r"\{\w+\}", one) for one in found.asked].count([before, after]) == 1
        assert list(values.values()) == ["the Thing"]


@pytest.mark.slow
def test_a_wording_of_what_nobody_knows_says_so_and_asks_nothing_else(shipped: LocalGraph) -> None:
    question, values = find_asked("what became of Zorblax?", shipped)
    with pytest.raises((UsageError, UnknownEntity), match="'Zorblax': no "):
        ask(shipped, question, values)


@pytest.mark.slow
def test_a_question_that_is_told_nothing_is_not_asked_of_a_thing(shipped: LocalGraph) -> None:
    with pytest.raises(UsageError, match="there is no question 'who moved from NHSX to suppliers'"):
        find_asked("who moved from NHSX to suppliers", shipped)
    assert find_asked("who has moved from NHS jobs to suppliers?", shipped)[1] == {}


@pytest.mark.parametrize("asked", ["what became of it", "what of {body} and {body}", "of {thing}"])
def test_a_wording_without_its_place_is_told_with_its_file(tmp_path: Path, asked: str) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "odd.rq").write_text(
        "# title: A\n# theme: B\n# description: C\n# required body: entity - it\n"
        f"# columns: x\n# asked: {asked}\nSELECT ?x {{ VALUES ?body {{ id:a }} ?body ?x ?y }}\n"
    )
    with pytest.raises(UsageError, match=r"odd\.rq: '.*' is no wording .* expected \{body\}"):
        read_questions(tmp_path)
