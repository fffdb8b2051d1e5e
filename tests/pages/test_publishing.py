"""A site that was being written when its process was killed is mended by the next run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.engine.graph import SparqlGraph
from kg.errors import OutputError
from kg.pages.publishing import publish_site
from kg.pages.site_folder import LIST, SiteFolder
from tests.pages.conftest import BASE_URL


def read_all(folder: Path) -> dict[str, bytes]:
    files = (
        path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(LIST)
    )
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_two_processes_write_what_one_writes(
    railway_output: Path,
    railway_graph: SparqlGraph,
    railway_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    publish_site(railway_graph, tmp_path / "site", BASE_URL, railway_output.parent / "data")
    assert read_all(tmp_path / "site") == read_all(railway_folder)


def test_a_command_that_is_killed_leaves_whole_pages_and_the_next_run_mends_it(
    railway_output: Path, railway_graph: SparqlGraph, railway_folder: Path, tmp_path: Path
) -> None:
    folder, whole = tmp_path / "site", read_all(railway_folder)
    script = (
        "import sys; from pathlib import Path; from kg.engine.derivation import open_complete; "
        "from kg.pages.publishing import publish_site; "
        "publish_site(open_complete(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))"
    )
    tables = railway_output.parent / "data"
    given = map(str, (railway_output, folder, BASE_URL, tables))
    command = [sys.executable, "-c", script, *given]
    run = subprocess.Popen(command, start_new_session=True)
    while run.poll() is None and len(list(folder.rglob("*.html"))) < 5:
        time.sleep(0.002)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    for _ in range(200):  # the other process sees that it is alone
        left = read_all(folder)
        time.sleep(0.05)
        if read_all(folder).keys() == left.keys():
            break
    assert left.items() <= whole.items()
    publish_site(railway_graph, folder, BASE_URL, tables)
    assert read_all(folder) == whole


def test_a_site_that_another_process_writes_is_left_alone(tmp_path: Path) -> None:
    other = SiteFolder(tmp_path / "site").writing()
    refused = pytest.raises(OutputError, match="is being written by another kg site")
    with SiteFolder(tmp_path / "site").writing(), refused:
        other.__enter__()
