"""Did you mean: a near word is offered, a far one is not."""

from __future__ import annotations

import pytest

from kg.model.nearest import did_you_mean, nearest

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


def test_a_word_is_near_from_seventy_of_a_hundred_on() -> None:
    assert nearest("abcdefghij", ["abcdefgxyz"]) == "abcdefgxyz", "7 of 10 letters"
    assert nearest("abcdefghi1234", ["abcdefghi5678"]) is None, "9 of 13 letters, 69.2"


def test_a_list_is_in_order_already_and_anything_else_is_put_in_order() -> None:
    equal = ["abcx", "abca"]
    assert nearest("abcd", equal) == "abcx"
    assert nearest("abcd", set(equal)) == nearest("abcd", tuple(equal)) == "abca"
