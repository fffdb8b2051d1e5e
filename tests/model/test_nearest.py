"""Did you mean: a near word is offered, a far one is not."""

from __future__ import annotations

import pytest

from kg.model.nearest import alike, did_you_mean, nearest

WORDS = ["bodies", "tenures", "people", "nhs-digital"]


@pytest.mark.parametrize(
    ("word", "found"),
    [("bodys", "bodies"), ("nhs-digitl", "nhs-digital"), ("zebra", None), ("", None)],
)
def test_the_nearest_word(word: str, found: str | None) -> None:
    assert nearest(word, WORDS) == found


def test_nothing_is_said_where_nothing_is_near() -> None:
    assert did_you_mean("zebra", WORDS) == ""
    assert did_you_mean("tenure", WORDS) == "; did you mean 'tenures'?"


def test_sentences_are_alike_that_share_their_words() -> None:
    known = {"a": "What replaced a body?", "b": "Who held a post?", "c": "What did a body replace?"}
    assert alike("what replaced nhsx", known)[0] == "a"
    assert alike("zzz", known) == alike("", known) == []
