"""Every command that takes the address of an endpoint answers of it as of the same file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import RunKg
from tests.memory import MEMORY
from tests.server import serve

COMMANDS = [
    ["query", "-e", "SELECT ?b { ?b a nhsit:Body } ORDER BY ?b", "-f", "csv"],
    ["query", "-e", "ASK { ?b a nhsit:Body }"],
    ["ask", "successors", "{body}", "-f", "csv"],
    ["show", "{body}"],
    ["search", "{body}"],
    ["lineage", "{body}"],
    ["as-of", "2010"],
    ["path", "{body}", "{other}"],
    ["explain", "{body}", "start"],
    ["recommendations"],
    ["export", "nt"],
    ["export", "ttl", "--about", "{body}"],
    ["analyse", "churn", "-f", "json"],
]


@pytest.fixture(scope="session")
def turtle(memory_output: Path) -> Path:
    return next(memory_output.glob("*.ttl")).resolve()


@pytest.fixture(scope="session")
def endpoint(turtle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(turtle, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_endpoint_answers_as_the_file_it_serves(
    run_kg: RunKg, turtle: Path, endpoint: str, command: list[str]
) -> None:
    body, other = (row["id"] for row in MEMORY["bodies"][:2])
    words = [word.format(body=body, other=other) if word[0] == "{" else word for word in command]
    of_file = run_kg(*words, "--graph", turtle)
    of_endpoint = run_kg(*words, "--graph", endpoint)
    assert of_endpoint.code == of_file.code != 2, of_endpoint.stderr
    assert of_endpoint.stdout == of_file.stdout


def test_endpoints_can_be_compared(run_kg: RunKg, turtle: Path, endpoint: str) -> None:
    for pair in ((turtle, endpoint), (endpoint, turtle), (endpoint, endpoint)):
        ran = run_kg("diff", *pair)
        assert (ran.code, ran.stdout) == (0, "")


def test_a_report_is_written_of_an_endpoint(
    run_kg: RunKg, turtle: Path, endpoint: str, tmp_path: Path
) -> None:
    for name, place in (("file", turtle), ("endpoint", endpoint)):
        assert run_kg("report", "--graph", place, "-o", f"{name}.md", "--only", "churn").code == 0
    texts = [(tmp_path / f"{name}.md").read_text("utf8") for name in ("file", "endpoint")]
    assert texts[0] == texts[1]


def test_csv_and_pages_are_written_of_an_endpoint(
    run_kg: RunKg, turtle: Path, endpoint: str, tmp_path: Path
) -> None:
    for name, place in (("file", turtle), ("endpoint", endpoint)):
        assert run_kg("export", "csv", "--graph", place, "-o", name).code == 0
        assert run_kg("export", "html", "--graph", place, "-o", f"{name}.html").code == 0
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("file", "endpoint")
    )
    assert one == two
    assert (tmp_path / "file.html").read_bytes() == (tmp_path / "endpoint.html").read_bytes()
