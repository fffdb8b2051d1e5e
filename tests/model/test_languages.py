"""Which name of a thing is shown: the language that is preferred, then the better property."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.model.languages import LABELS, LANGUAGE, Said, choose, nearness

LABEL, NAME = LABELS[1], LABELS[2]


@pytest.fixture
def prefer() -> Iterator[object]:
    token = LANGUAGE.set("en")
    yield LANGUAGE.set
    LANGUAGE.reset(token)


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ([("en", "a"), ("en-gb", "b"), ("", "c"), ("fr", "d")], "a"),
        ([("EN-GB", "b"), ("", "c"), ("fr", "d")], "b"),
        ([("", "c"), ("fr", "d")], "c"),
        ([("fr", "e"), ("de", "d")], "d"),
        ([("eng", "a"), (None, "z")], "z"),
        ([], None),
    ],
)
def test_english_then_its_regions_then_none_then_any(
    labels: list[tuple[str | None, str]], shown: str | None
) -> None:
    assert choose((LABEL, language, text) for language, text in labels) == shown


def test_the_better_property_counts_within_a_language() -> None:
    said: list[Said] = [(NAME, "en", "a"), (LABEL, "en", "z"), (LABELS[0], "fr", "b")]
    assert choose(said) == "z"
    assert choose([("x:other", "en", "a"), (LABELS[-1], "en", "z")]) == "z"


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ("cy", ["cy", "cy-gb", "", "en"]),
        ("en-GB", ["en-gb", "en", "en-us", "", "cy"]),
        ("EN", ["en", "en-us", "", "cy"]),
    ],
)
def test_another_language_may_be_preferred(prefer: object, wanted: str, order: list[str]) -> None:
    prefer(wanted)  # type: ignore[operator]
    assert sorted(reversed(order), key=nearness) == order
