"""Names as people write them: one form for all spellings, and the initials they may use."""

from __future__ import annotations

import pytest

from kg.model.spelling import SHORTEST, count, fold, initials, key, years


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("NHS-X", "nhs x", id="dash and case"),
        pytest.param("  two   words ", "two words", id="spaces"),
        pytest.param("Research & Development", "research and development", id="ampersand"),
        pytest.param("Körner", "korner", id="accent"),
        pytest.param("Ŵyl", "wyl", id="circumflex"),
        pytest.param("King’s", "kings", id="curly apostrophe"),
        pytest.param("King's", "kings", id="straight apostrophe"),
        pytest.param("King`s Ü", "kings u", id="backtick among other letters"),
        pytest.param("ﬁle", "file", id="ligature"),
        pytest.param("2.0", "2 0", id="digits"),
        pytest.param("—", "", id="nothing but signs"),
    ],
)
def test_a_name_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert key(written) == folded.replace(" ", "")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("National Programme for IT", {"npfit", "npit"}, id="capitals stay whole"),
        pytest.param("Connecting for Health", {"cfh"}, id="two letters name nothing"),
        pytest.param("One Two", set(), id="too short"),
        pytest.param("Authority", set(), id="one word"),
        pytest.param("NHSX", set(), id="one word in capitals"),
        pytest.param("", set(), id="nothing"),
        pytest.param("The Body of the North", {"tbotn"}, id="what is left is too short"),
        pytest.param("Health & Care X-Ray Board", {"hcxrb"}, id="signs part words"),
    ],
)
def test_initials_are_those_that_people_may_use(name: str, found: set[str]) -> None:
    assert initials(name) == found


def test_a_word_before_the_name_may_be_left_out_only_where_it_is_the_first() -> None:
    assert initials("NHS Body of Facts", ["NHS"]) == {"nhsbof", "nhsbf", "bof"}
    assert initials("A NHS Body Here", ["NHS"]) == {"anhsbh", "nhsbh"}
    assert initials("NHS Body of Facts") == {"nhsbof", "nhsbf"}


def test_initials_of_three_letters_are_the_shortest() -> None:
    assert SHORTEST == 3
    assert initials("Ab Cd Ef") == {"ace"}


def test_numbers_come_with_their_noun() -> None:
    assert [count(n, "body", "bodies") for n in (0, 1, 2, 1234)] == [
        "0 bodies", "1 body", "2 bodies", "1,234 bodies",
    ]  # fmt: skip
    assert count(2, "event") == "2 events"


def test_a_range_of_years_is_one_number_where_its_ends_round_alike() -> None:
    assert years(1.04, 1.01) == "1.0 years"
    assert years(1, 2, digits=0) == "1 to 2 years"
