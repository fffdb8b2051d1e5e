from __future__ import annotations

from kg.pages.changed import read_releases
from tests.conftest import RECORD, plain_graph

BEFORE = (
    RECORD
    + """
id:a a nhsit:Body ; skos:prefLabel "A" . id:b a nhsit:Body ; skos:prefLabel "B" .
"""
)
AFTER = (
    BEFORE
    + """
id:c a nhsit:Body ; skos:prefLabel "C" ; nhsit:replacedBy id:b .
"""
)


def test_nothing_changed_is_a_release_without_changes() -> None:
    (release,) = read_releases([plain_graph(BEFORE), plain_graph(BEFORE)])
    assert (release.day, release.by_thing) == ("", {})


def test_a_thing_that_came_is_told_of_itself_and_not_of_what_it_points_to() -> None:
    (release,) = read_releases([plain_graph(BEFORE), plain_graph(AFTER)])
    assert [*release.by_thing] == ["c"]
    assert {change.what for change in release.by_thing["c"]} == {"added"}


def test_the_latest_release_comes_first() -> None:
    graphs = [plain_graph(BEFORE), plain_graph(AFTER), plain_graph(BEFORE)]
    assert [[c.what for c in one.by_thing["c"]] for one in read_releases(graphs)] == [
        ["removed"], ["added"],
    ]  # fmt: skip


def test_one_graph_alone_is_no_release() -> None:
    assert read_releases([plain_graph(BEFORE)]) == []
