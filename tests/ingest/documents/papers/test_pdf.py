"""PDF: lines, columns, tables, notes and pages are told by where letters stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import MissingExtra, UsageError
from kg.ingest.documents.papers import pdf
from kg.ingest.documents.papers.paper import Paper
from tests.ingest.documents.papers.makers import HEIGHT, Line, column, make_pdf

pytest.importorskip("pypdfium2")

WORDS = "The board met on the first day of each month and it told the house how much it had spent"
LINES = [" ".join(WORDS.split()[i:] + WORDS.split()[:i]) for i in range(15)]


def _read(*pages: list[Line], rules: list[tuple[int, int, int, int]] | None = None) -> Paper:
    return pdf.read(Path("a.pdf"), make_pdf(pages, rules or []))


def _blocks(paper: Paper) -> list[tuple[str, str, int]]:
    return [(b.style.value, paper.text[b.start : b.end], paper.page(b.start)) for b in paper.blocks]


def _furnished(number: int, lines: list[Line]) -> list[Line]:
    return [(50, 30, "Yearly report of the board", 8), *lines, (290, 770, str(number), 9)]


def test_lines_are_put_together_to_paragraphs_and_gaps_part_them() -> None:
    paper = _read(column([*LINES[:3], "and it ended.", "", LINES[4], "It ended too."]))
    assert _blocks(paper) == [
        ("paragraph", " ".join([*LINES[:3], "and it ended."]), 1),
        ("paragraph", f"{LINES[4]} It ended too.", 1),
    ]


def test_furniture_is_cut_by_its_place_and_a_last_line_that_recurs_is_not() -> None:
    pages = [
        _furnished(i, column([f"Recommendation {i}: " + LINES[i], "and report within a year."]))
        for i in range(1, 6)
    ]
    paper = _read(*pages)
    assert "Yearly" not in paper.text
    assert [words.endswith("and report within a year.") for _, words, _ in _blocks(paper)] == [
        True
    ] * 5
    assert [page for _, _, page in _blocks(paper)] == [1, 2, 3, 4, 5]


def test_the_text_is_the_same_whatever_the_breaks_of_pages() -> None:
    lines = [*LINES[:6], "it ended there."]
    whole = _read(column(lines), column(LINES[6:8]))
    parted = [
        _furnished(1, column(lines[:4])),
        _furnished(2, column(lines[4:])),
        _furnished(3, column(LINES[6:8])),
    ]
    assert _read(*parted).text == whole.text
    assert _read(*parted).page(whole.text.index(lines[5])) == 2


def test_a_bullet_of_another_height_and_a_reference_at_a_lines_begin_part_nothing() -> None:
    lines: list[Line] = [
        *[(50, 100 + 13 * n, line, 10) for n, line in enumerate(LINES)],
        (50, 318, "\xb7", 16),
        (
            60,
            318,
            "publish, by the end of each year, what it has spent on its own programme as asked for in",
            10,
        ),
        (60, 331, "Recommendation 1. It should do so in the words that everybody can read.", 10),
        (
            50,
            350,
            "They said so to all who came, and to some who had not come to listen to it.",
            10,
        ),
    ]
    assert [words for _, words, _ in _blocks(_read(lines))][1:] == [
        "• publish, by the end of each year, what it has spent on its own programme as asked for in "
        "Recommendation 1. It should do so in the words that everybody can read.",
        "They said so to all who came, and to some who had not come to listen to it.",
    ]


def test_numbers_of_recommendations_at_the_head_of_pages_are_no_furniture() -> None:
    pages = [
        [
            (50, 60, f"Recommendation {n}", 10),
            (50, 100, f"The board of body {n} should publish its plan of the year.", 10),
            (290, 780, f"Page {n}", 8),
        ]
        for n in range(1, 6)
    ]
    text = _read(*pages).text
    assert [f"Recommendation {n}" in text for n in range(1, 6)] == [True] * 5


def test_a_colour_behind_a_line_makes_no_table() -> None:
    lines: list[Line] = [
        (50, 100, "The first words of a line that somebody marked,", 10),
        (300, 100, "and the others of it that", 10),
        (50, 113, "go on below for as long as anybody has something to say about the plan.", 10),
    ]
    marked = [(48, 90, 245, 12), (298, 90, 140, 12)]
    assert len(_blocks(_read(lines, rules=marked))) == 1


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left, right = (
        [line[:44].strip() for line in LINES[:8]],
        [line[:44].strip() for line in LINES[7:]],
    )
    both = [line for pair in zip(column(left), column(right, 320), strict=True) for line in pair]
    assert _read(both).text == " ".join(left + right)


def test_paragraphs_with_gaps_in_two_columns_are_prose() -> None:
    line = "the plans of the boards were late and long"
    sides = []
    for name, left, gaps in (("left", 50, (2, 5, 9, 13)), ("right", 320, (3, 5, 11, 13, 16))):
        words = [f"{name} {i} {line}" for i in range(20)]
        top = 100.0
        for i, said in enumerate(words):
            top += 18 if i in gaps else 12
            sides.append((left, top, said, 10))
    said = _read(sorted(sides, key=lambda one: one[1])).text
    assert "left 19" in said and said.index("left 19") < said.index("right 0")


def test_rows_of_a_table_are_read_across_with_and_without_lines_drawn() -> None:
    cells = []
    for i in range(4):
        top = 100 + 40 * i
        cells += [(60, top, f"{i}.", 10), *column(["The board should", f"do thing {i}."], 100, top)]
        cells += column(["Accepted, as far", "as it goes."], 300, top)
    rules = [(x, 85, 1, 160) for x in (50, 90, 290, 450)] + [
        (50, 85 + 40 * i, 400, 1) for i in range(5)
    ]
    expected = [
        ("row", f"{i}.\tThe board should do thing {i}.\tAccepted, as far as it goes.", 1)
        for i in range(4)
    ]
    assert _blocks(_read(cells)) == expected
    assert _blocks(_read(cells, rules=rules)) == expected


def test_a_row_goes_on_on_the_next_page_where_its_first_cell_is_empty() -> None:
    head = [(60, 100, "1.", 10), (100, 100, "The board should", 10), (300, 100, "Accepted,", 10)]
    head += [(60, 140, "2.", 10), (100, 140, "It should also", 10), (300, 140, "Rejected,", 10)]
    tail = [(100, 100, "do this.", 10), (300, 100, "for good.", 10)]
    tail += [(60, 140, "3.", 10), (100, 140, "And that.", 10), (300, 140, "Noted.", 10)]
    rules = [(x, 85, 1, 100) for x in (50, 90, 290, 450)] + [
        (50, y, 400, 1) for y in (85, 125, 185)
    ]
    found = _blocks(_read(head, tail, rules=rules))
    assert found[1] == ("row", "2.\tIt should also do this.\tRejected, for good.", 1)
    assert len(found) == 3


def test_footnotes_stand_behind_the_text_and_their_marks_are_gone() -> None:
    body = column([LINES[0], LINES[1]])
    page = [*body, (50, 700, "1 A note that is small.", 7)]
    paper = _read(page, column(["which went on here."]))
    assert _blocks(paper) == [
        ("paragraph", f"{LINES[0]} {LINES[1]} which went on here.", 1),
        ("note", "1 A note that is small.", 1),
    ]


def test_a_word_that_a_line_broke_is_whole_and_a_hyphen_of_its_own_stays() -> None:
    lines = [LINES[0] + " procure-", "ment of long-", "term systems. The procurement went on"]
    assert "procurement of long-term systems" in _read(column(lines)).text


def test_a_scan_a_broken_file_and_a_missing_library_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(UsageError, match=r"a\.pdf: has no text on its 2 pages: it is a scan"):
        _read([], [])
    with pytest.raises(UsageError, match=r"a\.pdf: is no PDF that can be read"):
        pdf.read(Path("a.pdf"), b"%PDF-1.4\nnothing")
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    with pytest.raises(
        MissingExtra, match=r"reading a PDF needs more libraries: pip install .+\[read\]"
    ):
        _read([(50, HEIGHT / 2, "x", 10)])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(turn: int) -> None:
    a, b = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    shown = ""
    for x, y, words in [(50, 100, LINES[0]), (50, 112, "which was told here.")]:
        at = {0: (x, 800 - y), 90: (y, x), 180: (600 - x, y), 270: (600 - y, 800 - x)}[turn]
        shown += f"BT /F1 10 Tf {a} {b} {-b} {a} {at[0]} {at[1]} Tm ({words}) Tj ET\n"
    empty = make_pdf([[]])
    page = empty.replace(
        b"/Length 0 >>\nstream\n", f"/Length {len(shown)} >>\nstream\n{shown}".encode()
    )
    assert pdf.read(Path("a.pdf"), page).text == f"{LINES[0]} which was told here."


def test_a_locked_file_is_told() -> None:
    lock = f"/ID [<{'01' * 16}><{'01' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> "
    locked = make_pdf([[(50, 100, WORDS, 10)]]).replace(
        b"trailer << ", b"trailer << " + lock.encode()
    )
    with pytest.raises(UsageError, match=r"a\.pdf: is protected by a password; save a copy"):
        pdf.read(Path("a.pdf"), locked)
