"""The index of a built graph: heirs of today, names, lives and families, looked up without SPARQL."""

from __future__ import annotations

import json
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.engine.store import LocalGraph, open_graph
from kg.errors import GraphError
from kg.index.entries import Name
from kg.index.filling import fill_index
from kg.index.index import Index, index_of, open_index
from kg.model.languages import LANGUAGE
from tests.conftest import plain_graph


@pytest.fixture
def doubtful(rivals: LocalGraph) -> Index:
    return index_of(rivals)


def test_an_heir_that_only_passed_functions_on_is_the_heir_of_today(doubtful: Index) -> None:
    assert [link.after for link in doubtful.closure("new-body", ways=("functions",))] == [
        "third-body"
    ]
    assert doubtful.living_heirs("old-body") == ["new-body"]


def test_the_heir_of_an_heir_has_the_duty_and_not_the_heir(index: Index) -> None:
    assert index.living_heirs("oldest-body") == ["new-body"]
    assert index.living_heirs("new-body") == []


def test_an_heir_that_has_ended_is_last_in_its_line_and_has_no_duty() -> None:
    index = index_of(plain_graph(
        "id:s a nhsit:Source ; nhsit:dateEarliest '2020-01-01'^^xsd:date . "
        + "".join(
            f"id:e-{heir} a nhsit:Replacement ; nhsit:counts true ; nhsit:endedBody id:old ; "
            f"nhsit:createdBody id:{heir} . id:{heir} a nhsit:Body ; nhsit:endedEarliest "
            f"'{first}'^^xsd:date ; nhsit:endedLatest '{last}'^^xsd:date . "
            for heir, first, last in (
                ("gone", "2012-01-01", "2019-12-31"),
                ("maybe-gone", "2019-01-01", "2020-12-31"),
                ("to-end", "2021-01-01", "2021-12-31"),
            )
        )
    ))  # fmt: skip
    assert index.last_heirs("old") == ["gone", "maybe-gone", "to-end"]
    assert index.living_heirs("old") == ["maybe-gone", "to-end"]


def test_a_circle_leaves_nobody_with_the_duty() -> None:
    steps = (("a", "b"), ("b", "a"))
    index = index_of(plain_graph(" ".join(
        f"id:{x}{y} a nhsit:Replacement ; nhsit:counts true ; nhsit:endedBody id:{x} ; "
        f"nhsit:createdBody id:{y} . id:{x} a nhsit:Body ."
        for x, y in steps
    )))  # fmt: skip
    assert index.living_heirs("a") == []


def test_a_line_is_told_step_by_step_in_both_directions(index: Index) -> None:
    down = [(link.before, link.after, link.via) for link in index.closure("oldest-body")]
    assert down == [
        ("oldest-body", "old-body", "first"), ("old-body", "new-body", "succession"),
    ]  # fmt: skip
    up = [link.via for link in index.closure("new-body", down=False)]
    assert up == ["succession", "first"]
    assert index.reached("oldest-body") == ["new-body", "old-body"]
    assert index.reached("new-body", down=False) == ["old-body", "oldest-body"]


def test_a_plan_is_no_step_in_any_way(index: Index) -> None:
    ways = ("succession", "functions", "continued", "followed", "superseded", "acquired")
    assert index.closure("new-body", ways=ways) == []


def test_an_entity_is_known_with_its_life(index: Index) -> None:
    known = index.entity("old-body")
    assert known is not None
    assert (known.kind, known.label, known.start, known.end) == (
        "Body", "Old Body", "2001-04-01", "2013-04-01",
    )  # fmt: skip
    assert (known.born_earliest, known.ended_latest) == ("2001-04-01", "2013-04-01")
    assert index.entity("nobody") is None
    assert index.entities(["nobody", "old-body"]) == {"old-body": known}


def test_what_is_not_dated_has_no_life(index: Index) -> None:
    known = index.entity("undated")
    assert known is not None
    assert known.life == (None, None)
    gone = index.entity("gone")
    assert gone is not None
    start, end = gone.life
    assert start is not None and end is not None
    assert (start.text, end.text, end.days) == ("2005", "..", None)


def test_entities_of_some_kinds_come_in_the_order_of_their_ids(index: Index) -> None:
    found = [entity.slug for entity in index.of_kinds(["Body", "Unit"])]
    assert found == ["gone", "new-body", "old-body", "oldest-body", "undated"]
    assert index.kinds()["Body"] == 4
    assert index.kinds()["Person"] == 1


def test_the_names_of_an_entity_come_without_its_initials(index: Index) -> None:
    names = [(name.text, name.kind) for name in index.names_of("old-body")]
    assert names == [("Old Body", "label"), ("Former Bureau", "former name"), ("OB", "alias")]
    assert [name.entity for name in index.named("formerbureau")] == ["old-body"]
    assert index.named("nothing") == []


def test_ids_that_begin_alike_are_offered_with_their_labels_but_not_sources(index: Index) -> None:
    assert index.slugs("old") == [("old-body", "Old Body"), ("old-head", "Head of Old Body"),
                                  ("oldest-body", "Oldest Body")]  # fmt: skip
    assert index.slugs("old", limit=1) == [("old-body", "Old Body")]
    assert index.slugs("src") == []


def test_terms_of_the_vocabulary_have_words(index: Index) -> None:
    [iri] = [iri for iri in index.vocabulary() if iri.endswith("#parentBody")]
    label, inverse = index.vocabulary()[iri]
    assert label and inverse and label != inverse
    assert index.labels([iri, "x:nothing"]) == {iri: (label, inverse)}


def test_a_node_knows_the_row_that_it_came_from(graph: LocalGraph, index: Index) -> None:
    body = graph.space.things + "old-body"
    assert index.origins([body]) == {body: ("bodies", 2)}


def test_many_entities_are_asked_for_in_parts(index: Index) -> None:
    many = [*(f"no-{number}" for number in range(1100)), "old-body"]
    assert list(index.entities(many)) == ["old-body"]


def test_outlines_are_labels_and_stated_dates(index: Index) -> None:
    index.closure("old-body")
    found = index.outlines(["old-body", "gone", "nobody"])
    assert {slug: outline[:3] for slug, outline in found.items()} == {
        "old-body": ("Old Body", "2001-04-01", "2013-04-01"), "gone": ("Gone Body", "2005", ".."),
    }  # fmt: skip


def test_the_index_of_a_folder_is_opened_without_its_store(
    memory_output: Path, tmp_path: Path
) -> None:
    for place in (memory_output, memory_output / "store"):
        opened = open_index(place)
        assert opened is not None
        assert opened.entity("old-body") is not None
    assert open_index(tmp_path) is None


def test_an_index_of_another_version_is_refused(memory_output: Path, tmp_path: Path) -> None:
    folder = tmp_path / "output"
    shutil.copytree(memory_output, folder, symlinks=True)
    path = (folder / "build.json").resolve()
    manifest = json.loads(path.read_text("utf8"))
    path.write_text(json.dumps(manifest | {"format": -1}), "utf8")
    with pytest.raises(
        GraphError, match="was built by another version of kg; run 'kg build' again"
    ):
        open_index(folder)


def test_a_broken_index_is_told(memory_output: Path, tmp_path: Path) -> None:
    folder = tmp_path / "output"
    shutil.copytree(memory_output, folder)
    (folder / "index.sqlite").write_bytes(b"no database at all, whatever its name says" * 100)
    with pytest.raises(GraphError, match="the index cannot be read"):
        open_index(folder)


def test_the_record_was_read_up_to_its_newest_day(index: Index) -> None:
    assert index.read_up_to == date(2013, 4, 1)
    assert index_of(plain_graph("id:a a nhsit:Body")).read_up_to is None


def test_the_index_knows_which_kinds_begin_and_which_have_long_titles(index: Index) -> None:
    assert {"Body", "Unit", "Programme"} <= set(index.living)
    assert {"Recommendation", "Source"} <= set(index.titled)
    assert not set(index.living) & set(index.titled)


def test_the_chief_thing_is_the_one_most_mentioned(index: Index) -> None:
    assert index.chief() == "old-body"
    assert index.chief(["Person", "Unit"]) == "ann-smith"
    assert index.chief(["Strategy"]) is None


def test_a_name_is_known_by_its_number_with_what_bears_it(index: Index) -> None:
    number = index.keys().index("formerbureau") + 1
    (name, entity) = index.names([number])[number]
    assert name == Name("old-body", "Former Bureau", "former name")
    assert entity == index.entity("old-body")


def test_a_whole_line_is_read_in_one_go(graph: LocalGraph) -> None:
    """What `kg lineage` takes does not grow with the length of the line."""
    asked: list[str] = []
    with closing(sqlite3.connect(":memory:")) as database:
        fill_index(database, graph, ())
        database.set_trace_callback(asked.append)
        made = Index(database, "")
        assert made.reached("oldest-body") == ["new-body", "old-body"]
        assert made.reached("new-body", down=False) == ["old-body", "oldest-body"]
        assert made.outlines(["old-body"])["old-body"][0] == "Old Body"
        assert len(asked) == 1


def test_an_index_is_read_from_whatever_thread(memory_output: Path) -> None:
    opened = open_index(memory_output)
    assert opened is not None
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(opened.entity, "old-body").result() is not None


def test_in_another_language_an_index_is_made_anew(memory_output: Path) -> None:
    """The one that was written has the names that are shown in English."""
    names = 'id:old-body a nhsit:Body ; skos:prefLabel "Hen Gorff"@cy , "Old Body"@en'
    built = replace(open_graph(memory_output), store=plain_graph(names).store)
    assert index_of(replace(built)).kinds()["Body"] == 4
    token = LANGUAGE.set("cy")
    try:
        assert open_index(memory_output) is None
        outlines = index_of(replace(built)).outlines(["old-body"])
    finally:
        LANGUAGE.reset(token)
    assert outlines == {"old-body": ("Hen Gorff", "", "")}


def test_a_graph_that_was_not_built_has_an_index_of_its_own(memory_output: Path) -> None:
    """Whatever lies where it says that it is."""
    other = LocalGraph(plain_graph("id:a a nhsit:Body").store, str(memory_output))
    assert index_of(other).kinds() == {"Body": 1}


def test_a_build_that_lost_its_index_is_read_all_the_same(
    memory_output: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "output"
    shutil.copytree(memory_output, folder)
    (folder / "index.sqlite").unlink()
    assert open_index(folder) is None
    assert index_of(open_graph(folder)).living_heirs("oldest-body") == ["new-body"]
