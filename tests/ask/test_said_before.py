"""What was said before is told with who was told, what became of it, and the ids that are counted."""

from __future__ import annotations

import csv
import io

import pytest

from kg.ask.said_before import Asked, cited, find_said_before, say_outcome, say_told
from kg.engine.store import LocalGraph
from kg.index.index import Index
from kg.model.dates import PartialDate
from tests.conftest import SMALL, Tables, write_tables


def _tables(verdict: str = "not-enacted") -> Tables:
    advice = {"report": "report", "addressed_to": "old-body", "sources": "src#p. 3"}
    return {
        **SMALL,
        "documents": [
            {"id": "report", "type": "Report", "label": "A Report", "date": "2003-05",
             "sources": "src"},
            {"id": "later", "type": "Report", "label": "A Later Report", "date": "2015",
             "sources": "src"},
        ],
        "topics": [{"id": "topic", "label": "Leaders"}],
        "recommendations": [
            {**advice, "id": "r1", "number": "1", "topics": "topic",
             "summary": "Appoint a chief information officer for every hospital"},
            {**advice, "id": "r2", "number": "2", "topics": "topic",
             "summary": "Publish waiting times each month"},
            {**advice, "id": "r3", "number": "1", "report": "later", "addressed_to": "new-body",
             "topics": "topic", "summary": "Every hospital to appoint a chief information officer"},
        ],
        "assessments": [
            {"recommendation": "r1", "facet": "implementation", "verdict": verdict,
             "by": "new-body", "date": "2016-02", "sources": "src"},
        ],
        "synonyms": [{"meaning": "chief", "words": "CIO|chief information officer"}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> LocalGraph:
    return _build(tmp_path_factory, "not-enacted")


def _build(tmp_path_factory: pytest.TempPathFactory, verdict: str) -> LocalGraph:
    from kg.engine.store import open_graph
    from kg.make import pipeline

    folder = tmp_path_factory.mktemp("said")
    pipeline.build(write_tables(folder, _tables(verdict)), folder / "output")
    return open_graph(folder / "output")


TEXT = "Hospitals should each have a chief information officer"


def _index(graph: LocalGraph) -> Index:
    from kg.index.index import index_of

    return index_of(graph)


def test_the_same_is_told_oldest_first_and_summed_up_by_ids(said: LocalGraph) -> None:
    (found,) = find_said_before(said, _index(said), [Asked(TEXT)])
    assert [one.advice.id for one in found.same] == ["r1", "r3"]
    assert str(found.summary) == (
        "advised twice since 2003, to 2 bodies of which 1 is gone (Old Body); never found enacted; "
        "last verdict: not enacted, New Body 2016 (r1)"
    )
    totals = found.to_dict()["summary"]
    assert totals["advised"] == {"count": 2, "ids": ["r1", "r3"]}
    assert totals["gone"] == {"count": 1, "ids": ["old-body"]}


def test_each_is_told_with_who_was_told_and_what_became_of_it(said: LocalGraph) -> None:
    (found,) = find_said_before(said, _index(said), [Asked(TEXT)])
    first = found.same[0]
    assert [say_told(told) for told in first.told] == ["Old Body (now New Body)"]
    assert say_outcome(first.advice) == "not enacted (New Body, February 2016)"
    assert say_outcome(found.same[1].advice) == "nobody has said what became of it"
    assert [str(source) for source in first.advice.sources] == ["A source, p. 3"]
    assert set(first.shared) >= {"chief", "information", "officer"}


def test_what_is_later_than_a_day_is_not_told(said: LocalGraph) -> None:
    day = PartialDate.parse("2014")
    (found,) = find_said_before(said, _index(said), [Asked(TEXT)], day)
    assert [one.advice.id for one in (*found.same, *found.related)] == ["r1"]
    assert str(found.summary).startswith("advised once in 2003, to 1 body that is gone (Old Body)")
    (none,) = find_said_before(said, _index(said), [Asked(TEXT)], PartialDate.parse("2003"))
    assert (none.same, none.related) == ((), ())
    assert str(none.summary) == "nothing in the same sense is in the record"


def test_the_annex_and_the_table_say_where_a_source_can_be_read(said: LocalGraph) -> None:
    from kg.export import annex

    found = find_said_before(said, _index(said), [Asked(TEXT), Asked("Paint it blue")])
    assert cited(found) == {"src"}
    where = {"src": "https://example.org/?a=1&b=<"}
    parts = annex.make_annex(found, "The record", "", where)
    glance = [part for part in parts if part.label in (TEXT, "Paint it blue")]
    assert glance[0].text.startswith("Advised twice since 2003")
    assert glance[1].text == "Nothing in the same sense is in the record."
    assert "A source, p. 3 <https://example.org/?a=1&b=<>\n" in annex.to_markdown(parts)
    page = annex.to_html(parts)
    assert '<a href="https://example.org/?a=1&amp;b=&lt;" rel="noreferrer">' in page
    first = next(csv.DictReader(io.StringIO(annex.to_table(found, said.space, where))))
    assert first["addresses"] == where["src"]
    assert first["IRI"] == said.space.iri("r1")


def test_another_verdict_makes_another_sentence(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    graph = _build(tmp_path_factory, "enacted")
    (found,) = find_said_before(graph, _index(graph), [Asked(TEXT)])
    assert "enacted once (r1); last verdict: enacted, New Body 2016 (r1)" in str(found.summary)


def test_each_recommendation_has_an_answer_of_its_own(said: LocalGraph) -> None:
    found = find_said_before(said, _index(said), [Asked(TEXT), Asked("Paint it blue"), Asked(TEXT)])
    assert [len(one.same) for one in found] == [2, 0, 2]
    assert find_said_before(said, _index(said), []) == []
