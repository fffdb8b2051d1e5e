"""What the index is filled with: steps that count, names with their kinds, weights."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kg.engine.store import LocalGraph
from kg.index.filling import fill_index, write_index
from kg.index.index import Index, index_of
from tests.conftest import RECORD, plain_graph

WIDE = ("succession", "functions", "continued", "followed", "superseded", "acquired")


@pytest.fixture
def doubtful(rivals: LocalGraph) -> Index:
    return index_of(rivals)


def _steps(index: Index, slug: str) -> list[tuple[str, str]]:
    return [(link.after, link.how) for link in index.closure(slug, ways=WIDE)]


def test_a_purchase_is_a_step(doubtful: Index) -> None:
    assert _steps(doubtful, "bought") == [("buyer", "acquired")]


@pytest.mark.parametrize("slug", ["spared", "one"])
def test_a_purchase_or_replacement_that_was_said_wrongly_is_none(
    doubtful: Index, slug: str
) -> None:
    assert _steps(doubtful, slug) == []


@pytest.mark.parametrize("slug", ["planner", "canceller"])
def test_what_was_planned_or_cancelled_is_no_step(doubtful: Index, slug: str) -> None:
    assert _steps(doubtful, slug) == []


def test_functions_that_moved_are_a_step_of_their_own_kind(doubtful: Index) -> None:
    assert _steps(doubtful, "old-body") == [("new-body", "succession"), ("third-body", "functions")]


def test_a_step_knows_its_event_law_cause_and_sources(index: Index) -> None:
    [link] = index.closure("oldest-body", ways=("succession",))[:1]
    assert (link.via, link.event, link.date) == (
        "first",
        "Old Body follows Oldest Body",
        "2001-04-01",
    )
    assert (link.laws, link.triggers) == (("An Act 2000",), ("A Report",))
    assert link.sources == ("A source",)


def test_what_is_mentioned_more_weighs_more(index: Index) -> None:
    weights = {
        slug: entity.weight for slug, entity in index.entities(["old-body", "undated"]).items()
    }
    assert weights["old-body"] > weights["undated"] > 0


def test_names_are_numbered_with_their_keys_and_words(index: Index) -> None:
    keys = index.keys()
    for number, (name, entity) in index.names(range(1, len(keys) + 1)).items():
        assert keys[number - 1] == name.text.lower().replace(" ", "") or not name.text.isalnum()
        assert name.entity == entity.slug
    assert index.words() == sorted(set(index.words()))
    assert "bureau" in index.words()


def test_initials_that_are_a_name_already_are_not_added(index: Index) -> None:
    assert [name.kind for name in index.named("ob")] == ["alias"]


def test_only_what_begins_and_ends_has_initials() -> None:
    index = index_of(
        plain_graph(
            RECORD
            + """id:body a nhsit:Body ; skos:prefLabel "Gamma Delta Eta" .
            id:person a nhsit:Person ; skos:prefLabel "Ann Mary Smith" ."""
        )
    )
    assert [(name.entity, name.kind) for name in index.named("gde")] == [("body", "initials")]
    assert index.named("ams") == []


def test_names_of_other_vocabularies_are_names_where_a_graph_is_no_record() -> None:
    """In a record the notation of a value is the word of the tables for it, and no name."""
    facts = 'id:a a nhsit:Body ; foaf:nick "Alf" ; skos:notation "A1" .'
    plain = index_of(plain_graph(facts))
    assert [name.kind for name in (*plain.named("alf"), *plain.named("a1"))] == [
        "alias", "identifier",
    ]  # fmt: skip
    record = index_of(plain_graph(RECORD + facts))
    assert (record.named("alf"), record.named("a1")) == ([], [])


def test_the_steps_of_a_thing_come_in_the_order_of_their_days() -> None:
    index = index_of(
        plain_graph(
            " ".join(
                f"""id:{slug} a nhsit:Body . id:event-{slug} nhsit:counts true ;
                nhsit:endedBody id:root ; nhsit:createdBody id:{slug} ; nhsit:dateEarliest "{day}" ;
                nhsit:evidence cite:{slug} . cite:{slug} nhsit:source id:src-{slug} ."""
                for slug, day in (("b", "2013-04-01"), ("c", "2010-01-01"), ("a", "2013-04-01"))
            )
        )
    )
    assert [link.after for link in index.closure("root")] == ["c", "a", "b"]


def test_a_document_begins_on_its_date(index: Index) -> None:
    report = index.entity("a-report")
    assert report is not None
    assert report.start == "2000-01"


def test_an_index_written_to_a_file_is_the_one_made_in_memory(
    graph: LocalGraph, tmp_path: Path
) -> None:
    write_index(tmp_path / "index.sqlite", graph, [("x:a", "bodies", 7)])
    written = sqlite3.connect(tmp_path / "index.sqlite")
    made = sqlite3.connect(":memory:")
    fill_index(made, graph, [("x:a", "bodies", 7)])
    assert list(written.iterdump()) == list(made.iterdump())
    assert Index(written, "").origins(["x:a"]) == {"x:a": ("bodies", 7)}
    written.close()
    made.close()
