"""Every reading command answers of a server as of the folder that was published to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.analysis import ANALYSES
from kg.ask.questions import find_questions
from kg.engine.store import open_graph
from kg.engine.transfer import LOGIN
from kg.publish.abilities import Addresses
from kg.publish.publication import publish
from tests.conftest import RunKg
from tests.server import VIRTUOSO, send_update, serve_virtuoso

COMMANDS = """
show new-body
show new-body -f json
search body
search --text thing
lineage old-body --wide --sources
lineage old-body -f json
as-of 2010 -f csv
as-of 2000 --to 2020 -f csv
path old-body new-body
recommendations
recommendations --by report -f csv
said-before "Do the thing"
what-if end new-body -f json
cite advice-1 -f bibtex
gaps -f csv
brief {tmp}/paper.md
reconcile {tmp}/names.csv --column Payee --date-column Paid -f csv
analyse
export ttl
export nt
export nq
export trig
export jsonld
export rdfxml
export graphml
export gexf
export ttl --about old-body --depth 2
export ttl --as-of 2005
export csv -o {tmp}/{place}
query -e "SELECT ?b ?l { ?b a nhsit:Body ; skos:prefLabel ?l } ORDER BY ?b" -f csv
query -e "ASK { ?b a nhsit:Body }"
""".strip().splitlines()
TOLD_BY_THE_BUILD = """
analyse quality -f json
site {tmp}/{place} --base-url https://example.org/
""".strip().splitlines()
"""Commands that tell what stands in no graph: rows of tables, what the licence is called."""


@pytest.fixture(scope="module")
def server(memory_output: Path, oxigraph: str) -> str:
    send_update(oxigraph, "DROP ALL")
    assert publish(open_graph(memory_output), Addresses(oxigraph)).faults == ()
    return f"{oxigraph}/query"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text("There are {count: recommendations}.\n", "utf8")
    (tmp_path / "names.csv").write_text("Payee,Paid\nOld Body,2005\nNobody,2001\n", "utf8")
    return tmp_path


def _split(command: str, **words: object) -> list[str]:
    import shlex

    return [word.format(**words) if "{tmp}" in word else word for word in shlex.split(command)]


def _read(folder: Path, endings: tuple[str, ...]) -> dict[str, bytes]:
    """Return what a folder holds; of a site its pages, but that of downloads."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name.endswith(endings) and path.name != "data.html"
    }


def _compare(run_kg: RunKg, command: str, here: Path, there: str, files: Path) -> None:
    one = run_kg(*_split(command, tmp=files, place="here"), "--graph", here)
    two = run_kg(*_split(command, tmp=files, place="there"), "--graph", there)
    assert two.code == one.code != 2, two.stderr
    assert two.stdout == one.stdout
    if "{place}" in command:
        assert one.code == 0
        endings = (".html",) if command.startswith("site") else ("",)
        assert _read(files / "there", endings) == _read(files / "here", endings) != {}
    else:
        assert two.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_answers_as_the_folder(
    run_kg: RunKg, memory_output: Path, server: str, files: Path, command: str
) -> None:
    _compare(run_kg, command, memory_output, server, files)


@pytest.mark.parametrize("command", TOLD_BY_THE_BUILD)
def test_what_only_a_build_knows_is_told_as_of_its_turtle(
    run_kg: RunKg, memory_output: Path, server: str, files: Path, command: str
) -> None:
    _compare(run_kg, command, next(memory_output.glob("*.ttl")), server, files)


@pytest.mark.parametrize("name", sorted({*ANALYSES} - {"quality"}))
def test_an_analysis_of_a_server_is_that_of_the_folder(
    run_kg: RunKg, memory_output: Path, server: str, name: str
) -> None:
    one, two = (
        run_kg("analyse", name, "-f", "json", "--graph", g) for g in (memory_output, server)
    )
    assert (two.code, two.stdout) == (one.code, one.stdout)
    assert one.code != 2


def test_rows_are_not_known(run_kg: RunKg, memory_output: Path, server: str) -> None:
    here, there = (
        run_kg("explain", "old-body", "replacedBy", "--graph", g) for g in (memory_output, server)
    )
    assert there.code == here.code == 0
    lines = [line for line in here.stdout.splitlines() if "row: " not in line]
    assert there.stdout.splitlines() == lines != here.stdout.splitlines()


def test_a_server_differs_in_nothing_from_the_folder(
    run_kg: RunKg, memory_output: Path, server: str
) -> None:
    for pair in ((memory_output, server), (server, memory_output)):
        ran = run_kg("diff", *pair)
        assert (ran.code, ran.stdout) == (0, "")


# Virtuoso 7, the shipped record, answers cut after a thousand rows

virtuoso_only = [
    pytest.mark.virtuoso,
    pytest.mark.skipif(
        VIRTUOSO is None, reason="needs Virtuoso: apt install virtuoso-opensource-7"
    ),
]


@pytest.fixture(scope="module")
def virtuoso(shipped_output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        serve_virtuoso(tmp_path_factory.mktemp("virtuoso"), 50_000) as address,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv(LOGIN, "dba:dba")
        assert publish(open_graph(shipped_output), Addresses(address)).faults == ()
        yield address


SHIPPED_COMMANDS = """
show nhsx
search connecting for heath
lineage nhsx -f json
as-of 2013-06 -f csv
path "Matt Hancock" "NHS England"
recommendations --state open -f csv
what-if end nhs-england -f json
gaps -f csv
analyse recurrence -f json
analyse suppliers -f json
""".strip().splitlines()


@pytest.mark.parametrize(
    "command", [pytest.param(one, marks=virtuoso_only) for one in SHIPPED_COMMANDS]
)
def test_virtuoso_answers_as_the_folder(
    run_kg: RunKg, shipped_output: Path, virtuoso: str, files: Path, command: str
) -> None:
    _compare(run_kg, command, shipped_output, virtuoso, files)


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=virtuoso_only) for one in sorted(find_questions())]
)
def test_virtuoso_answers_a_question_as_the_folder(
    run_kg: RunKg, shipped_output: Path, virtuoso: str, name: str
) -> None:
    given = [f"{p.name}={p.example}" for p in find_questions()[name].parameters]
    one, two = (
        run_kg("ask", name, *given, "-f", "csv", "--graph", g) for g in (shipped_output, virtuoso)
    )
    assert (two.code, two.stdout) == (one.code, one.stdout), two.stderr
    assert one.code in (0, 1)  # 1 where nothing is found


@pytest.mark.parametrize("form", [pytest.param(f, marks=virtuoso_only) for f in ("ttl", "nq")])
def test_of_virtuoso_only_wide_whole_numbers_are_others(
    run_kg: RunKg, shipped_output: Path, virtuoso: str, form: str
) -> None:
    """Virtuoso 7 keeps whole numbers beyond 32 bits as decimals."""
    here, there = (run_kg("export", form, "--graph", g).stdout for g in (shipped_output, virtuoso))
    decimals, integers = (
        set(one.splitlines()) - set(other.splitlines())
        for one, other in ((there, here), (here, there))
    )
    assert len(decimals) == len(integers) < 30
    assert all(any(len(word) > 9 for word in _digits(line)) for line in integers)


def _digits(line: str) -> list[str]:
    import re

    return re.findall(r"\d+", line)
