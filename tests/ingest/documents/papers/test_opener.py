"""Any file: its format is told by its first bytes, and what cannot be read is told in a line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.documents.papers.english import other_language
from kg.ingest.documents.papers.opener import read_paper
from tests.ingest.documents.papers.makers import make_docx, p

WELSH = "Mae y bwrdd yn gofyn am y cynllun ac mae ei waith yn cael ei wneud gyda y cyhoedd " * 6


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "a.html",
            b"<!DOCTYPE html><p>The board should publish it.</p>",
            "The board should publish it.",
        ),
        (
            "page",
            b"\xef\xbb\xbf <html><p>The board should publish it.",
            "The board should publish it.",
        ),
        ("a.docx", make_docx(p("The board should publish it.")), "The board should publish it."),
        ("a.md", b"# One\n\nThe board should publish it.", "# One\n\nThe board should publish it."),
        ("a.txt", "Trusts’ plans cost £5 a head".encode("cp1252"), "Trusts’ plans cost £5 a head"),
    ],
)
def test_a_format_is_told_by_what_a_file_holds(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_paper(tmp_path / name).text == words


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n ", "is empty"),
        ("a.txt", b"short", "has no text"),
        ("a.html", b"<html><script>" + b"x" * 100 + b"</script></html>", "has no text"),
        ("a.doc", b"\xd0\xcf\x11\xe0 rest", "is protected by a password, or a Word document of before 2007"),
        ("a.png", b"\x89PNG rest", "is a picture"),
        ("a.pdf", b"not a PDF at all, but words", "is no PDF, whatever its name says"),
        ("a.docx", b"not a DOCX at all, but words", "is no DOCX, whatever its name says"),
        ("a.bin", b"some\0bytes that nobody reads", "is not text; expected PDF, HTML, DOCX"),
        ("a.txt", WELSH.encode(), "reads as Welsh; only English is read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as raised:
        read_paper(tmp_path / name)
    assert str(raised.value).startswith(f"{tmp_path / name}: {told}")


def test_a_language_is_told_by_its_small_words() -> None:
    assert (
        other_language("Die Regierung hat den Bericht des Ausschusses nicht angenommen, und " * 9)
        == "German"
    )
    assert other_language("The board of the trust said that it was for the house to say " * 9) == ""
    assert other_language("zbxk qwrt " * 60) == "another language"


SHORT = [
    ("French", "Il faut publier chaque année les coûts du programme."),
    ("French", "Renforcer la cybersécurité des établissements."),
    ("Welsh", "Dylai pob bwrdd iechyd gael cofnod electronig erbyn 2030."),
    ("German", "Jedes Krankenhaus soll bis 2030 eine elektronische Patientenakte haben."),
    ("Spanish", "El ministerio debe publicar cada año los costes del programa."),
    ("Italian", "Il ministero deve pubblicare ogni anno i costi del programma."),
    ("Dutch", "Elk ziekenhuis moet in 2030 een elektronisch dossier hebben."),
    ("Portuguese", "O ministério deve publicar todos os anos os custos do programa."),
    ("Polish", "Każdy szpital powinien mieć elektroniczną dokumentację do 2030 roku."),
    ("another language", "Министерство должно ежегодно публиковать расходы."),
    ("another language", "每家医院都应在2030年前拥有电子病历。"),
]


@pytest.mark.parametrize(("language", "text"), SHORT)
def test_one_sentence_of_another_language_is_told(language: str, text: str) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Fund telehealth",
        "Publish the report of the Yr Asiantaeth Diogelu Iechyd each year.",
        "Ask Médecins Sans Frontières and Café de la Paix to join.",
        "Let patients die in peace at home.",
        "Procure PACS, EPR, RIS.",
    ],
)
def test_english_with_words_of_others_is_english(text: str) -> None:
    assert other_language(text) == ""


def test_all_advice_of_the_record_is_english() -> None:
    table = Path(__file__).parents[4] / "data" / "recommendations.csv"
    with table.open(encoding="utf8", newline="") as lines:
        told = {row["id"]: other_language(row["summary"]) for row in csv.DictReader(lines)}
    assert not {id: language for id, language in told.items() if language}
