"""What a draft or a text recommends is found, however it was handed over."""

from __future__ import annotations

import pytest

from kg.ask.said_before import Asked
from kg.errors import UsageError
from kg.ingest.documents.advice_of_drafts import read_bytes, read_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Appoint a chief\nfor every trust", ["Appoint a chief for every trust"]),
        ("\n Appoint a chief. \n", ["Appoint a chief."]),
        ("1. Appoint a chief for trusts\n2. Publish what it costs\n",
         ["Appoint a chief for trusts", "Publish what it costs"]),
        ("- Appoint a chief for trusts\n- Publish what it costs\n",
         ["Appoint a chief for trusts", "Publish what it costs"]),
        ("It rained. Trusts should appoint a chief. We left.", ["Trusts should appoint a chief."]),
    ],
)  # fmt: skip
def test_a_text_is_a_sentence_or_a_list_or_has_sentences_that_advise(
    text: str, found: list[str]
) -> None:
    assert [one.text for one in read_words(text, "the text")] == found
    assert read_bytes(text.encode(), "the text") == read_words(text, "the text")


def test_a_text_that_only_begins_with_a_list_is_none() -> None:
    with pytest.raises(UsageError, match="recommends nothing"):
        read_words("1. We met on Monday at noon\n\nIt was a fine day.", "the text")


def test_bytes_are_read_in_any_format_and_code() -> None:
    page = b"<html><body><p>Recommendation 4: Publish the plan of the board.</p></body></html>"
    assert read_bytes(page, "standard input")[0].number == "4"
    assert read_bytes("Appoint a caf\xe9 manager".encode("cp1252"), "it") == [
        Asked("Appoint a caf\xe9 manager")
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "has no words"),
        (b" \n", "has no words"),
        (b"\x00\x01\xff" * 99, "is not text"),
        (b"PK\x03\x04\x00", "standard input: "),
    ],
)
def test_bytes_that_are_no_document_are_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(UsageError, match=problem) as raised:
        read_bytes(data, "standard input")
    assert "\n" not in str(raised.value)
