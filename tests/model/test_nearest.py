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


def test_a_word_is_near_from_seventy_of_a_hundred_on() -> None:
    assert nearest("abcdefghij", ["abcdefgxyz"]) == "abcdefgxyz", "7 of 10 letters"
    assert nearest("tenor", ["tenures"]) is None, "8 of 12"


def test_a_list_is_in_order_already_and_anything_else_is_put_in_order() -> None:
    equal = ["abcx", "abca"]
    assert nearest("abcd", equal) == "abcx"
    assert nearest("abcd", set(equal)) == nearest("abcd", tuple(equal)) == "abca"


def test_at_most_three_sentences_are_alike_from_sixty_of_a_hundred_on() -> None:
    known = {name: f"who ran {name}" for name in "abcd"}
    assert len(alike("who ran", known)) == 3
    assert alike("abcdefghij", {"a": "abcdefwxyz"}) == ["a"], "60"
    assert alike("abcdefghijkl", {"a": "abcdefgvwxyz"}) == [], "58.3"
