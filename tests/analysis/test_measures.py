"""How far a record has come, counted by hand, and held to its floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.analysis.quality import analyse
from kg.analysis.quality.measures import find_broken, find_measures
from kg.ask.worklist import find_facts, load_kinds
from kg.engine.store import LocalGraph, open_graph
from kg.errors import UsageError
from kg.make.pipeline import build
from tests.conftest import write_tables
from tests.lacking import LACKING


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> LocalGraph:
    folder = tmp_path_factory.mktemp("measures")
    build(write_tables(folder, LACKING), folder / "output")
    return open_graph(folder / "output")


COUNTED = {
    "national-started": (2, 3),  # the body that nobody has seen has no start
    "national-fate": (1, 3),
    "national-dateless": (1, None),
    "recommendations": (3, None),
    "reports-counted": (1, None),
    "reports-full": (0, None),  # three held of five made
    "verdicts-by-others": (0, 1),
    "unknown-sought": (1, 2),
    "contracts-whole": (0, 3),
    "figures": (1, None),
    "identities": (0, None),
    "official": (0, 18),
    "located": (3, 18),  # two bodies and the figure
}


def test_measures_count_what_they_say(graph: LocalGraph) -> None:
    found = {m.stick.name: (len(m.facts), m.whole) for m in find_measures(graph, {})}
    assert {name: found[name] for name in COUNTED} == COUNTED


def test_which_things_are_national_is_what_the_record_says(tmp_path: Path) -> None:
    data = write_tables(tmp_path, LACKING)
    (data / "dataset.toml").write_text('[words]\nnational = ["regional"]\n', "utf8")
    build(data, tmp_path / "output")
    graph = open_graph(tmp_path / "output")
    found = {m.stick.name: m.whole for m in find_measures(graph, {})}
    assert found["national-started"] == 0  # all three are of the tier that is called national
    (kind,) = load_kinds(graph, ["national-undated"])
    assert find_facts(graph, kind) == {}


def test_a_floor_and_a_ceiling_are_held(graph: LocalGraph) -> None:
    kept = {"recommendations": 3.0, "national-started": 66.6, "national-dateless": 1.0}
    assert list(find_broken(find_measures(graph, kept))) == []
    broken = {"recommendations": 4.0, "national-started": 66.7, "national-dateless": 0.0}
    assert list(find_broken(find_measures(graph, broken))) == [
        "national-started: 66.7 % (2 of 3) national things for IT that have a start; "
        "its floor is 66.7",
        "national-dateless: 1 national things for IT without any date; its ceiling is 0",
        "recommendations: 3 recommendations; its floor is 4",
    ]


def test_a_floor_of_what_is_not_measured_is_told(graph: LocalGraph) -> None:
    with pytest.raises(UsageError, match="'incident' is no measure; did you mean 'incidents'"):
        list(find_measures(graph, {"incident": 1.0}))


def test_the_measures_are_a_table_of_the_analysis(graph: LocalGraph) -> None:
    rows = {row["name"]: row for row in analyse(graph).table("measures").to_rows()}
    assert (rows["national-started"]["facts"], rows["national-started"]["share"]) == (2, 66.7)
    assert rows["figures"]["share"] is None
