"""A paper is written with its numbers, a note at each, and what they rest on."""

from __future__ import annotations

import pytest

from kg.engine.store import LocalGraph
from kg.export.annex import to_html
from kg.index.index import Index
from kg.story.brief import cited_by, make_brief, write_brief
from kg.story.stories import FilledText, bind_paper
from kg.story.works import cite_works

PAPER = """---
title: On two bodies
by: Ann
---
# Heading *one*

{name: old-body} was told {count: recommendations told=old-body = once}, and
{count: recommendations told=old-body = once} more `{code}`.

> Seen [here](#id=old-body).

- {explain: old-body end}
- a **second**

| a | b |
|---|---|
| {count: recommendations} | x |
"""
ADDRESSES = {"src": "https://example.org/a"}
ABOUT = (ADDRESSES, "The record", "nhs-it.html", "2026-11-01")


@pytest.fixture
def bound(graph: LocalGraph, index: Index) -> FilledText:
    return bind_paper(graph, index, PAPER, "p.md")


def test_markdown_keeps_the_paper_and_adds_notes(bound: FilledText) -> None:
    text = write_brief(bound, *ABOUT)
    assert "Old Body[^1] was told once[^2], and\nonce[^2] more `{code}`." in text
    assert "[here](nhs-it.html#id=old-body)" in text
    assert "| 2[^4] | x |" in text
    assert (
        "[^2]: “once”, the number of rows: `kg recommendations --told=old-body`. Sources:" in text
    )
    assert "<https://example.org/a>" in text
    assert "read up to 1 November 2026" in text
    assert text.count("[^2]: ") == 1


def test_html_has_the_same_words_and_lets_no_markup_in(graph: LocalGraph, index: Index) -> None:
    bound = bind_paper(graph, index, "# A <b>\n\n{name: undated} & co.\n\n- one\n- two", "p.md")
    page = to_html(make_brief(bound, *ABOUT))
    assert "<title>A &lt;b&gt;</title>" in page
    assert "<p>Undated Unit &lt;b&gt; [1] &amp; co.</p>" in page
    assert "<li>one<dl>" in page
    assert "<b>[1]</b>: “Undated Unit &lt;b&gt;”, first name" in page


def test_what_a_paper_rests_on_can_be_cited(bound: FilledText, graph: LocalGraph) -> None:
    works = cite_works(graph, cited_by(bound), "The record")
    assert [work.id for work in works] == cited_by(bound)
    assert works[0].paper.label
