from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from kg.pages.pieces import PAIR, Findable, split_names, words_of, write_piece

WORDS = st.sampled_from(
    ["nhs", "nhsx", "digital", "data", "trust", "care", "x", "ab", "abc", "abcd", "körner"]
)
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=40)


def _things(names: list[str]) -> list[Findable]:
    return [Findable(f"t{n}", name, 0, "2001 to 2013") for n, name in enumerate(names)]


def _piece_of(word: str, pieces: dict[str, tuple[str, ...]]) -> str:
    found = (word[:end] for end in range(len(word), 0, -1))
    return next((name for name in found if name in pieces), "")


@given(NAMES)
def test_a_thing_stands_in_the_piece_of_each_of_its_words_unless_that_says_what_it_lacks(
    names: list[str],
) -> None:
    things = _things(names)
    made = split_names(things, 400)
    for thing in things:
        for word in thing.words():
            name = _piece_of(word, dict(made.rows))
            assert name, word
            assert thing.to_row() in made.rows[name] or made.left_out[name] > 0


@given(NAMES, st.integers(120, 2000))
def test_no_piece_is_larger_than_it_may_be(names: list[str], largest: int) -> None:
    made = split_names(_things(names), largest)
    for rows in made.rows.values():
        assert sum(len(row.encode()) + 1 for row in rows) <= largest


@given(NAMES)
def test_two_words_that_are_both_too_common_have_a_piece_of_both(names: list[str]) -> None:
    things = _things([f"{name} nhs trust" for name in names] * 8)
    made = split_names(things, 300)
    assert f"nhs{PAIR}trust" in made.rows
    assert made.left_out["nhs"] > 0


def test_the_most_mentioned_come_first_and_those_with_just_the_word_before_all() -> None:
    things = _things(["italy one", *(f"it {n:04}" for n in range(30)), "italy two"])
    made = split_names(things, 600)
    labels = [json.loads(row)[1] for row in made.rows["it"]]
    assert labels == [f"it {n:04}" for n in range(len(labels))]
    assert [json.loads(row)[1] for row in made.rows["ita"]] == ["italy one", "italy two"]


def test_a_name_in_two_short_words_is_found_as_one() -> None:
    assert {"nhs", "x", "nhsx"} <= words_of(["NHS X"])


def test_a_hostile_name_ends_no_element_and_stays_text() -> None:
    label = "</script><script>alert(1)</script><!-- \u2028"
    thing = Findable("x", label, 0, "")
    script = write_piece("x", [thing.to_row()])
    assert "</script" not in script and "<!--" not in script and "\u2028" not in script
    rows = re.fullmatch(r'found\("x",(.*)\);\n', script, re.DOTALL)
    assert rows is not None
    assert json.loads(rows[1].replace("\\!", "!"))[0][1] == label


def test_the_same_things_give_the_same_pieces() -> None:
    things = _things(["NHS Digital", "NHSX", "Care Quality Commission"])
    assert split_names(things) == split_names(things)
