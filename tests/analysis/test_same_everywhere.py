"""Every analysis says the same on the command line, in Python, in the report and over HTTP."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.analysis import ANALYSES
from kg.analysis.measure import Analysis, show
from kg.export.report import SHOWN
from tests.conftest import RunKg
from tests.server import free_port, serve

NAMES = list(ANALYSES)


def _plain(found: object) -> Any:
    """Return a result as JSON makes it."""
    return json.loads(json.dumps(found))


@pytest.fixture(scope="module")
def findings(shipped_output: Path) -> dict[str, Analysis]:
    """What Python says of the shipped facts: it takes a while, and many ask for it."""
    opened = kg.open(shipped_output)
    return {name: opened.analyse(name) for name in NAMES}


@pytest.fixture(scope="module")
def report(shipped_output: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of the shipped facts, as the command writes it."""
    target = tmp_path_factory.mktemp("report") / "report.html"
    subprocess.run(
        [sys.executable, "-m", "kg", "report", "--graph", str(shipped_output), "-o", str(target)],
        check=True, capture_output=True,
    )  # fmt: skip
    return unescape(re.sub(r"<br>|</?small>", " ", target.read_text("utf8")))


@pytest.mark.parametrize("name", NAMES)
def test_the_command_line_and_python_say_the_same(
    name: str, shipped_output: Path, findings: dict[str, Analysis], run_kg: RunKg
) -> None:
    ran = run_kg("analyse", name, "-f", "json", "--graph", shipped_output)
    assert (ran.code, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == _plain(findings[name].to_json())


@pytest.mark.parametrize("name", NAMES)
def test_the_report_says_what_python_says(
    name: str, findings: dict[str, Analysis], report: str
) -> None:
    found = findings[name]
    start = report.index(f'<section id="{name}">')
    section = report[start : report.index("</section>", start)]
    for text in (found.title, found.question, *(s.text for s in found.sentences), *found.limits):
        assert text in section
    for measure in found.measures:
        assert measure.definition in section
        assert measure.formula in section
    for table in found.tables:
        for row in table.rows[:SHOWN]:
            cells = [show(v, c) for v, c in zip(row, table.columns, strict=True)]
            pattern = '</td><td(?: class="n")?>'.join(map(re.escape, cells))
            assert re.search(pattern, section), (table.name, cells)


@pytest.mark.parametrize("name", NAMES)
def test_each_number_has_its_ids_and_its_query(
    name: str, shipped_output: Path, findings: dict[str, Analysis], run_kg: RunKg
) -> None:
    found = findings[name]
    assert found.sentences
    assert len(found.tables) == len({table.name for table in found.tables})
    assert all(ids for table in found.tables for ids in table.ids if table.name != "coverage")
    ran = run_kg("analyse", name, "--explain", "--graph", shipped_output)
    for table in found.tables:
        assert table.query.strip() in ran.stdout
        assert table.measure in {measure.name for measure in found.measures}
    for measure in found.measures:
        assert measure.title in ran.stdout


@pytest.fixture(scope="module")
def endpoint(shipped_output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real SPARQL server that holds the shipped facts."""
    with serve(shipped_output / "nhs-it.ttl", tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="module")
def of_file(shipped_output: Path) -> kg.Graph:
    return kg.open(shipped_output / "nhs-it.ttl")


@pytest.mark.parametrize("name", NAMES)
def test_a_remote_endpoint_gives_the_same_as_its_file(
    name: str, endpoint: str, of_file: kg.Graph, run_kg: RunKg
) -> None:
    there = run_kg("analyse", name, "-f", "json", "--graph", endpoint)
    assert there.code == 0
    assert all(line.startswith(f"kg: {endpoint}: ") for line in there.stderr.splitlines())  # copied
    assert json.loads(there.stdout) == _plain(of_file.analyse(name).to_json())


def test_an_endpoint_that_is_not_there_is_one_clear_line(run_kg: RunKg) -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    ran = run_kg("analyse", "lineage", "--graph", url)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"kg: {url}: cannot be reached")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_foreign_file_and_an_empty_one_are_answered_without_a_trace(
    name: str, tmp_path: Path, run_kg: RunKg
) -> None:
    foreign = tmp_path / "foreign.ttl"
    foreign.write_text('<http://example.org/a> <http://example.org/name> "A" .\n', "utf8")
    empty = tmp_path / "empty.ttl"
    empty.write_text("", "utf8")
    for path in (foreign, empty):
        ran = run_kg("analyse", name, "--graph", path)
        assert (ran.code, ran.stderr) == (1, "")
        assert "Limit: " in ran.stdout
