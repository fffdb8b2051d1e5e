"""Plain text and Markdown: letters stay in their places, furniture goes, blocks are found."""

from __future__ import annotations

import pytest

from kg.ingest.papers.paper import Paper, Style
from kg.ingest.papers.plain import split


def _blocks(paper: Paper) -> list[tuple[str, str, int]]:
    return [(b.style.value, paper.words(b), paper.page(b.start)) for b in paper.blocks]


def test_blocks_are_parted_by_blank_lines_marks_and_headings() -> None:
    paper = split(
        "# Title\n\nOne line\ngoes on.\n1. First\n   and more\n2. Second\n\nUnder\n=====\nLast\n"
    )
    assert _blocks(paper) == [
        ("heading", "# Title", 0), ("paragraph", "One line goes on.", 0), ("item", "1. First and more", 0),
        ("item", "2. Second", 0), ("heading", "Under", 0), ("paragraph", "Last", 0),
    ]  # fmt: skip


def test_what_heads_a_markdown_is_no_text_of_it() -> None:
    text = "---\ntitle: A\n---\nOne.\n"
    [block] = split(text).blocks
    assert text[block.start : block.end] == "One."


def test_rows_of_a_table_have_cells_with_their_places() -> None:
    paper = split("| No | Advice |\n|---|---|\n| 1 | Do it |\n")
    assert [b.style for b in paper.blocks] == [Style.ROW, Style.ROW]
    cells = paper.cells(paper.blocks[1])
    assert [words for _, words in cells] == ["1", "Do it"]
    assert [paper.text[start] for start, _ in cells] == ["1", "D"]


def _page(number: int, *lines: str) -> str:
    return "\n".join(["The Yearly Report", "", *lines, "", f"Page {number} of 4"])


def test_what_recurs_at_the_end_of_pages_is_blanked_and_letters_keep_their_places() -> None:
    pages = [
        _page(i, f"Text {i} of the page.", "", "This is said on each page.") for i in range(1, 5)
    ]
    text = "\f".join(pages)
    paper = split(text)
    assert "Yearly" not in paper.text and "Page 2" not in paper.text
    assert len(paper.text) == len(text)
    assert paper.text.index("Text 3") == text.index("Text 3")
    assert _blocks(paper)[-2:] == [
        ("paragraph", "Text 4 of the page.", 4), ("paragraph", "This is said on each page.", 4)
    ] or "This is said on each page." not in paper.text  # fmt: skip


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    pages = [
        _page(1, "The board should"),
        _page(2, "publish its plan."),
        _page(3, "Next."),
        _page(4, "End."),
    ]
    found = _blocks(split("\f".join(pages)))
    assert found[0] == ("paragraph", "The board should publish its plan.", 1)
    assert [page for _, _, page in found] == [1, 3, 4]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_on_any_system(end: str) -> None:
    from pathlib import Path

    from kg.ingest.papers.plain import read

    assert read(Path("a.txt"), f"One{end}{end}Two".encode()).text == "One\n\nTwo"
