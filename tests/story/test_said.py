"""What a sentence says is compared with what the record says, in digits, words, money and days."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.story.said import Value, agrees, spell_number


@pytest.mark.parametrize(
    ("said", "value", "expected"),
    [
        pytest.param("82", Decimal(82), True, id="digits"),
        pytest.param("82", Decimal(83), False, id="other digits"),
        pytest.param("six times", Decimal(6), True, id="a word among words"),
        pytest.param("Forty-two", Decimal(42), True, id="a word of two"),
        pytest.param("twice", Decimal(2), True, id="twice"),
        pytest.param("none", Decimal(0), True, id="none"),
        pytest.param("several", Decimal(3), False, id="no number"),
        pytest.param("two or three", Decimal(2), False, id="two numbers"),
        pytest.param("1,095", Decimal(1095), True, id="thousands"),
        pytest.param("£12.4 billion", Decimal(12_400_000_000), True, id="billions"),
        pytest.param("£12 billion", Decimal(12_400_000_000), True, id="rounded as stated"),
        pytest.param("£12.5 billion", Decimal(12_400_000_000), False, id="not that round"),
        pytest.param("£654m", Decimal(654_000_000), True, id="m"),
        pytest.param("1 April 2013", "2013-04-01", True, id="a day"),
        pytest.param("April 2013", "2013-04-01", True, id="less exactly"),
        pytest.param("in 2013", "2013-04-01", True, id="the year"),
        pytest.param("May 2013", "2013-04-01", False, id="another month"),
        pytest.param("still going on", "..", True, id="an end that has not come"),
        pytest.param("NHS Digital", "nhs digital", True, id="a name"),
        pytest.param("the Board", "Board", True, id="with an article"),
        pytest.param("NHS England", "NHS Digital", False, id="another name"),
    ],
)
def test_agreement(said: str, value: Value, expected: bool) -> None:
    assert agrees(said, value) is expected


def test_every_number_below_a_hundred_is_read_as_it_is_spelt() -> None:
    assert all(agrees(spell_number(n), Decimal(n)) for n in range(100))
    assert not any(agrees(spell_number(n), Decimal(n + 1)) for n in range(100))
