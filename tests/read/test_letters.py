"""Letters that a cell may not hold: told with their names, and what they were is found again."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.letters import is_odd, letter_problem, mend_letters


@pytest.mark.parametrize(
    ("cell", "name", "meant"),
    [
        pytest.param("NHS\u202eX", "U+202E RIGHT-TO-LEFT OVERRIDE", "NHSX", id="an override"),
        pytest.param("\u200bNHSX\u200b", "U+200B ZERO WIDTH SPACE", "NHSX", id="no width"),
        pytest.param("NHSX\u2028line", "U+2028 LINE SEPARATOR", "NHSX line", id="a line separator"),
        pytest.param("N\xadHSX", "U+00AD SOFT HYPHEN", "NHSX", id="a soft hyphen"),
        pytest.param("\ufffdNHSX", "U+FFFD REPLACEMENT CHARACTER", None, id="a lost letter"),
        pytest.param("NHS\xa0Digital", "U+00A0 NO-BREAK SPACE", "NHS Digital", id="no break"),
        pytest.param("10\u202f000", "U+202F NARROW NO-BREAK SPACE", "10 000", id="a narrow space"),
        pytest.param("NHS\u3000X", "U+3000 IDEOGRAPHIC SPACE", "NHS X", id="a wide space"),
        pytest.param("NHS\ufeffX", "U+FEFF ZERO WIDTH NO-BREAK SPACE", "NHSX", id="a mark of order"),
        pytest.param("NHS\u2066X", "U+2066 LEFT-TO-RIGHT ISOLATE", "NHSX", id="an isolate"),
        pytest.param("NHS\u3164X", "U+3164 HANGUL FILLER", "NHSX", id="a letter without a shape"),
        pytest.param("NHS\u0378X", "U+0378, which is not assigned", None, id="unassigned"),
        pytest.param("NHS\uffffX", "U+FFFF, which is not assigned", None, id="no character"),
        pytest.param("NHS\ue000X", "U+E000, which means something to one program", None, id="private"),
        pytest.param("NHS\U000e0041X", "U+E0041 TAG LATIN CAPITAL LETTER A", "NHSX", id="a tag"),
        pytest.param("N\u041dSX", "U+041D CYRILLIC CAPITAL LETTER EN", "NHSX", id="Cyrillic"),
        pytest.param("NHS Dіgital", "U+0456 CYRILLIC SMALL LETTER BYELORUSSIAN", "NHS Digital", id="i"),
        pytest.param("ΝΗS", "U+039D GREEK CAPITAL LETTER NU", "NHS", id="Greek"),
        pytest.param("https://www.nһs.uk", "U+04BB CYRILLIC", "https://www.nhs.uk", id="a host"),
        pytest.param("РАС of the House", "U+0420 CYRILLIC", "PAC of the House", id="a whole word"),
        pytest.param("ＮＨＳ", "U+FF2E FULLWIDTH LATIN CAPITAL LETTER N", "NHS", id="full width"),
        pytest.param("𝐍𝐇𝐒", "U+1D40D MATHEMATICAL BOLD CAPITAL N", "NHS", id="mathematical"),
        pytest.param("eﬃcient", "U+FB03 LATIN SMALL LIGATURE FFI", "efficient", id="a ligature"),
        pytest.param("let\x92s", "a control character", "let’s", id="Windows-1252 as Latin-1"),
        pytest.param("a\x07b", "a control character", None, id="a bell"),
        pytest.param("a\x9bb", "a control character", "a›b", id="what moves a cursor"),
        pytest.param("a\nb", "U+000A LINE FEED, which breaks the line", "a b", id="a line break"),
        pytest.param("a \r\n b", "U+000D CARRIAGE RETURN", "a b", id="a return"),
        pytest.param("a\tb", "U+0009 TAB", "a b", id="a tab"),
        pytest.param("letâ€™s KÃ¶rner", "another encoding", "let’s Körner", id="read twice"),
        pytest.param("Â£5", "another encoding", "£5", id="pounds read twice"),
        pytest.param("let‚Äôs K√∂rner", "another encoding", "let’s Körner", id="read twice by a Mac"),
    ],
)  # fmt: skip
def test_a_letter_is_told_by_its_name_with_what_it_was(
    cell: str, name: str, meant: str | None
) -> None:
    assert name in letter_problem(cell)
    assert is_odd(f"a,{cell}\n") or "\n" in cell or "\r" in cell
    if meant is None:
        assert letter_problem(mend_letters(cell))
    else:
        assert mend_letters(cell) == meant
        assert letter_problem(meant) == ""


@pytest.mark.parametrize(
    "cell",
    [
        "Körner – “it’s £5” … €½ №1 ™",
        "Українська",
        "Ελλάδα and the EU",
        "β-blocker, 5 µg, Ω",
        "نظام المعلومات",
        "می‌خواهم",
        "नमस्‍ते",
        "日本語の名前",
        "❤️ and 👩‍⚕️",
        "“CAFÉ” ‘À’ É–é",
        "naïve Ångström Łódź, œuvre, Ĳ, ß",
    ],
)
def test_what_people_write_is_left_alone(cell: str) -> None:
    assert letter_problem(cell) == ""
    assert mend_letters(cell) == cell


@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_mending_twice_changes_no_more_than_once_and_never_breaks_a_sound_cell(cell: str) -> None:
    mended = mend_letters(cell)
    assert mend_letters(mended) == mended or letter_problem(mended)
    if not letter_problem(cell):
        assert mended == cell.strip()


def test_every_letter_that_is_not_to_be_seen_is_told() -> None:
    for code in (*range(0x20), *range(0x7F, 0x3100), *range(0xFE00, 0x10000)):
        letter = chr(code)
        if (
            unicodedata.category(letter) in ("Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs")
            and letter != " "
        ):
            assert letter_problem(f"a{letter}b"), hex(code)
