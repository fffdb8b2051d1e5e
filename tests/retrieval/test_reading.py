"""Texts are read into what is compared: names are cut out of them, and phrases have meanings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.retrieval.body_names import BodyNames
from kg.retrieval.held import HeldAdvice, Shelf
from kg.retrieval.phrases import Phrases
from kg.retrieval.words import Lexicon

LEXICON = Lexicon(
    Phrases.read([("record", ["EPR", "electronic patient records"]), ("money", ["fund", "pay"])]),
    Phrases.read([("train", ["train", "teach"])]),
    BodyNames.read([
        ("NHS Digital", False, [0]), ("NHSX", False, [1]), ("Monitor", False, [2]),
        ("GP practices", True, [3]),
    ]),
)  # fmt: skip


def test_a_phrase_means_something_whatever_its_endings() -> None:
    words = LEXICON.read("Pay for an electronic patient record")
    assert {name for _, _, name in words.meant} == {"record", "money"}
    assert LEXICON.read("EPRs").meant == ((0, 1, "record"),)
    assert LEXICON.read("patients and records").meant == ()


def test_names_are_cut_and_groups_are_kept() -> None:
    words = LEXICON.read("The NHS Digital’s board and NHSX should teach GP practices to monitor")
    assert words.stems == ("board", "teach", "gp", "practic", "monitor")
    assert words.named == {0, 1, 3}
    assert words.actions == {0}


def test_a_word_that_only_looks_like_a_name_stays() -> None:
    assert LEXICON.read("Monitor the money").stems == ("monitor", "monei")
    assert LEXICON.read("nhsx").named == frozenset()


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    words = LEXICON.read(text)
    assert len(words.surface) == len(words.stems)
    assert all(at + count <= len(words.stems) for at, count, _ in words.meant)


def test_held_advice_survives_the_trip_through_json() -> None:
    texts = [LEXICON.read("Pay for training"), LEXICON.read("Electronic patient records")]
    held = HeldAdvice(
        ["a", "b"], ["r", "s"], ["2001-01-01", ""], ["2001-12-31", ""], [[0], []], [[0], []],
        [[0], [1]], Shelf.of(texts), ["t"], Shelf.of(texts[:1]), LEXICON,
    )  # fmt: skip
    assert HeldAdvice.from_json(held.to_json()).to_json() == held.to_json()
