"""Web pages: their content is read, their menus are not, lists keep their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.documents.papers import html
from kg.ingest.documents.papers.paper import Style


def _read(page: str) -> list[tuple[str, str]]:
    paper = html.read(Path("page.html"), page.encode())
    return [(b.style.value, paper.text[b.start : b.end]) for b in paper.blocks]


def test_headings_paragraphs_items_and_rows_are_blocks() -> None:
    assert _read(
        "<html><body><h1>A <b>title</b></h1><p>One<br>two</p><ol start=3><li>Third<li>Fourth</ol>"
        "<ul><li>Dot</li></ul><table><tr><th>No<th>Advice</tr><tr><td>1<td><p>Do</p><p>it</p></table>"
    ) == [
        ("heading", "A title"), ("paragraph", "One"), ("paragraph", "two"), ("item", "3. Third"),
        ("item", "4. Fourth"), ("item", "- Dot"), ("row", "No\tAdvice"), ("row", "1\tDo it"),
    ]  # fmt: skip


def test_menus_scripts_and_what_is_hidden_are_not_read() -> None:
    links = "".join(f"<li><a href='/{i}'>Other page {i}</a></li>" for i in range(4))
    page = (
        "<body><header>Site</header><nav>Menu</nav><ul>" + links + "</ul><p>The text of the page "
        "that somebody wrote. See <a href=x>this</a>.</p><p hidden>Not seen</p><script>var x = '<p>';"
        "</script><div role=navigation>Up</div><footer>Owner</footer></body>"
    )
    assert _read(page) == [("paragraph", "The text of the page that somebody wrote. See this.")]


def test_the_content_is_read_alone_where_it_is_most_of_the_page() -> None:
    text = "The board should publish what it spends. " * 5
    page = (
        f"<body><div>Latest news: something else</div><main><p>{text}</p></main><p>Share</p></body>"
    )
    assert _read(page) == [("paragraph", text.strip())]
    assert (
        len(_read("<body><p>A long text that is no content at all.</p><main><p>x</p></main>")) == 2
    )


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_letters_are_read_as_the_page_says(charset: str) -> None:
    page = f"<meta charset={charset}><p>Trusts’ plans – £5</p>".encode(charset)
    assert html.read(Path("a.html"), page).text == "Trusts’ plans – £5"


def test_a_page_of_ten_megabytes_is_refused() -> None:
    with pytest.raises(UsageError, match=r"a\.html: is 10,000,004 bytes of HTML; at most"):
        html.read(Path("a.html"), b"<p>x" + b"y" * 10_000_000)


def test_marks_of_notes_are_no_part_of_the_text() -> None:
    paper = html.read(Path("a.html"), b"<p>It grew<sup>12</sup>.</p>")
    assert (paper.text, paper.blocks[0].style) == ("It grew.", Style.PARAGRAPH)
