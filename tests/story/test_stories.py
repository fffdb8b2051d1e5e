"""Stories are bound to a graph: what they say is asked of it, and all mistakes are told at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg
from kg.engine.store import LocalGraph
from kg.errors import UsageError
from kg.explorer.script import read_modules
from kg.explorer.view_names import find_views
from kg.index.index import Index
from kg.make.agreeing import find_disagreements
from kg.story.stories import bind_paper, bind_stories, find_stories
from tests.conftest import ROOT, RunKg

STORY = """---
title: The two bodies
by: Ann
---
What became of a body.

## The end of the first
{{name: old-body = Former Bureau}} was told {told} and ended {{explain: old-body end | as last-day}}.
It had {{ask: holders old-head | different person = one}} head.

> {{count: recommendations verdict="in progress" = none}} is in progress.

[The line](#id=old-body&on=2005)
"""


def _bind(text: str, graph: LocalGraph, index: Index) -> dict[str, str]:
    bound = bind_paper(graph, index, text, "p.md")
    return {binding.text: bound.bounds[binding].text for binding in bound.paper.bindings}


def test_each_brace_has_what_the_record_says(graph: LocalGraph, index: Index) -> None:
    asked = {
        "count: recommendations": "2",
        "count: recommendations verdict=enacted": "1",
        "count: recommendations told=new-body | first text": "Do another",
        "ask: successors oldest-body | first successor": "Old Body",
        "ask: successors oldest-body | rows | as first-word": "One",
        "ask: advice-on topic-a | where outcome=Enacted | list text": "Do the thing",
        "explain: old-body end": "1 April 2013",
        "explain: old-body end | as last-day": "31 March 2013",
        "explain: old-body end | as year": "2013",
        "name: former bureau": "Old Body",
        "count: as-of 2005 | where held=certain": "1",
    }
    assert _bind(" ".join(f"{{{text}}}" for text in asked), graph, index) == asked


def test_a_brace_names_its_command_and_its_sources(graph: LocalGraph, index: Index) -> None:
    bound = bind_paper(graph, index, "{count: recommendations told=old-body}", "p.md")
    (found,) = bound.bounds.values()
    assert found.command == "kg recommendations --told=old-body"
    assert [source.slug for source in found.sources] == ["src", "src-2"]


def test_a_sentence_that_disagrees_is_told_with_what_the_record_says(
    graph: LocalGraph, index: Index, tmp_path: Path
) -> None:
    path = tmp_path / "story.md"
    path.write_text(STORY.format(told="{count: recommendations told=old-body = six times}"), "utf8")
    findings = find_disagreements(bind_stories(graph, index, [path], find_views(), tmp_path))
    assert [str(finding) for finding in findings] == [
        "story.md:8: the sentence says 'six times'; the record says 1 (one) now "
        "(kg recommendations --told=old-body) [story]"
    ]


def test_every_mistake_of_every_story_is_told_at_once(
    graph: LocalGraph, index: Index, tmp_path: Path
) -> None:
    (tmp_path / "1-a.md").write_text(
        "## One\n{ask: succesors old-body}\n{count: recommendations told=gone}\n"
        "[x](#view=netwrok&id=old-bod&on=soon&topics=Topic+A)\n"
        "## Two\n{name: old-body\n",
        "utf8",
    )
    (tmp_path / "2-a.md").write_text("---\ntitel: A\n---\nNothing", "utf8")
    with pytest.raises(UsageError) as wrong:
        bind_stories(graph, index, find_stories_in(tmp_path), find_views(), tmp_path)
    lines = str(wrong.value).splitlines()
    assert [":".join(line.split(":")[:2]) for line in lines] == [
        "1-a.md:1", "1-a.md:2", "1-a.md:3", *["1-a.md:4"] * 4, "1-a.md:5", "1-a.md:6",
        "2-a.md:1", "2-a.md:1", "2-a.md:2", "2-a.md:4",
    ]  # fmt: skip
    said = str(wrong.value)
    for words in (
        "there is no question 'succesors'; did you mean 'successors'?",
        "'kg recommendations --told=gone' finds nothing; write '= none' where that is meant",
        "the page has no view 'netwrok'; did you mean 'network'?",
        "'old-bod'", "'soon' is no day, month or year", "a brace is not closed",
        "the step has no state", "a paper has no field 'titel'; did you mean 'title'?",
        "the story has no step", "1-a.md tells a story of this name; rename the file",
    ):  # fmt: skip
        assert words in said, words


def find_stories_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


@pytest.mark.parametrize(
    ("brace", "words"),
    [
        ("{ask: successors old-body | rowz}", "did you mean 'rows'?"),
        ("{ask: successors old-body | first sucessor}", "did you mean 'successor'?"),
        ("{ask: successors old-body | rows | as pound}", "did you mean 'pounds'?"),
        ("{ask: successors old-body | first successor | as words}", "cannot be written as words"),
        ("{ask: successors old-body new-body}", "'new-body' is one too many"),
        ("{ask: successors}", "successors needs body=…"),
        ("{count: recommendations tod=x}", "did you mean 'told'?"),
        ("{count: recomendations}", "did you mean 'recommendations'?"),
        ("{count: as-of}", "names no day"),
        ("{explain: old-body}", "names no property"),
        ("{explain: old-body start of it}", "old-body"),
        ("{name: nobody at all}", "nobody at all"),
    ],
)
def test_what_cannot_be_asked_says_what_would_be_right(
    graph: LocalGraph, index: Index, brace: str, words: str
) -> None:
    with pytest.raises(UsageError) as wrong:
        bind_paper(graph, index, f"One line.\n\n{brace}", "p.md")
    assert str(wrong.value).startswith("p.md:3: ")
    assert words in str(wrong.value)


def test_the_views_are_those_of_the_page() -> None:
    modules = read_modules()
    assert find_views()[0] == "genealogy"
    for name in find_views():
        assert any(f'id: "{name}"' in text for text in modules.values())


@pytest.mark.slow
def test_the_terminal_prints_the_numbers_of_the_shipped_stories(
    run_kg: RunKg, shipped_output: Path
) -> None:
    from kg.index.index import index_of

    opened = kg.open(shipped_output)
    stories = bind_stories(
        opened._graph, index_of(opened._graph), find_stories(ROOT / "data"), find_views()
    )
    assert len(stories) >= 4
    assert all(10 <= len(told.story.steps) <= 14 for told in stories)
    assert find_disagreements(stories) == []
    plain = {
        bound.command: bound
        for told in stories
        for bound in told.bound.bounds.values()
        if bound.taken == "rows" and bound.command.startswith("kg recommendations")
    }
    assert plain
    for command, bound in plain.items():
        words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", command)][1:]
        ran = run_kg(*words, "-f", "csv", "--graph", shipped_output)
        assert ran.stderr.startswith(f"{bound.value} recommendation"), command
