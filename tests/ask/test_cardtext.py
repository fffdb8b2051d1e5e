"""A card as text, Markdown, HTML and JSON: everything is told, and nothing of it is markup."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.cardtext import SHOWN, Card, Line, to_html, to_json, to_markdown, to_text, wrap
from kg.history.nodes import Source

ONE, TWO = Source("s", "A source"), Source("t", "Another", "p. 2")


def _line(text: str, when: str = "", mark: str = "", *sources: Source) -> Line:
    return Line(text, when, "", mark, "", "", sources)


def _card(kind: str = "Body", label: str = "A Body", **sections: tuple[Line, ...]) -> Card:
    return Card(
        "a-body", "x:a-body", kind, label, "What it is about", "", "2001", "2013-04-01",
        {"tier": "national"}, {"Wikidata": "Q1"}, ("AB", "Body A"), sections, (ONE,),
    )  # fmt: skip


def test_text_tells_who_it_is_when_it_was_and_by_whom() -> None:
    assert to_text(_card(People=(_line("Ann", "2002", "deprecated", ONE, TWO),))).splitlines() == [
        "A Body", "Body  a-body", "What it is about", "2001 to 31 March 2013", "tier: national",
        "also called AB; Body A", "Wikidata: Q1", "  source: A source", "", "People",
        "  2002: [deprecated] Ann", "      sources: A source; Another, p. 2",
    ]  # fmt: skip


def test_a_source_that_is_that_of_the_card_is_not_told_again() -> None:
    assert to_text(_card(People=(_line("Ann", "", "", ONE),))).count("A source") == 1


def test_more_lines_than_a_screen_holds_are_cut_and_counted_unless_all_are_asked_for() -> None:
    many = tuple(_line(f"line {number}") for number in range(SHOWN + 3))
    cut, full = to_text(_card(Events=many)), to_text(_card(Events=many), full=True)
    assert f"Events ({SHOWN + 3})" in cut
    assert f"line {SHOWN - 1}\n" in cut and f"line {SHOWN}\n" not in cut
    assert cut.endswith("  … and 3 more (--all)\n")
    assert f"line {SHOWN + 2}\n" in full and "more (--all)" not in full
    exact = to_text(_card(Events=many[:SHOWN]))
    assert "more (--all)" not in exact


def test_emphasis_is_only_where_it_is_asked_for() -> None:
    assert "\x1b[" not in to_text(_card())
    assert to_text(_card(), is_plain=False).startswith("\x1b[1mA Body\x1b[0m\n")
    assert "\x1b[2m  source: A source\x1b[0m" in to_text(_card(), is_plain=False)


def test_a_document_is_told_by_its_date() -> None:
    assert replace(_card("Report"), date="2001").when == "2001"
    assert _card("Body").when == "2001 to 31 March 2013"


def test_markdown_escapes_what_the_facts_say() -> None:
    text = to_markdown(
        _card(label="*A* [b](c) <i> `d` |e| #f \\", People=(_line("_x_\ny", "", "", TWO),))
    )
    assert text.startswith("# \\*A\\* \\[b\\](c) \\<i\\> \\`d\\` \\|e\\| \\#f \\\\\n")
    assert "- \\_x\\_ y *source: Another, p. 2*\n" in text
    assert "- tier: national\n" in text and "- when: 2001 to 31 March 2013\n" in text
    assert "- also called AB; Body A\n" in text and "- *source: A source*\n" in text
    assert "## People\n" in text


def test_html_escapes_what_the_facts_say() -> None:
    html = to_html(_card(label="<b>", People=(_line("a & b", "2002", "", TWO),)))
    assert html.startswith("<h3>&lt;b&gt;</h3>")
    assert "<li>2002: a &amp; b<br><small>source: Another, p. 2</small></li>" in html
    assert "<tr><th>tier</th><td>national</td></tr>" in html
    assert "<summary>People (1)</summary>" in html


def test_json_has_the_fields_of_a_card() -> None:
    found = to_json(_card(People=(_line("Ann", "", "", TWO),)))
    assert found["sections"]["People"][0]["sources"][0] == {
        "slug": "t", "title": "Another", "locator": "p. 2",
    }  # fmt: skip


def test_lines_are_as_wide_as_they_may_be_and_no_word_is_broken() -> None:
    assert list(wrap("one two three", 8, "  ", "- ")) == ["- one", "  two", "  three"]
    assert list(wrap("one two", 7, "")) == ["one two"]
    assert list(wrap("one two", 6, "")) == ["one", "two"]
    assert list(wrap("incomprehensible word", 5, "")) == ["incomprehensible", "word"]
    assert list(wrap("", 5, "  ")) == []
