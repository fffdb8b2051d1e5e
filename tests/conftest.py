"""What many tests share: small folders of tables, the command line in process, golden files."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import settings

from kg.engine.store import LocalGraph, open_graph
from kg.index.index import Index, index_of
from kg.model import schema
from kg.model.terms import SHIPPED
from kg.model.vocabulary import Vocabulary
from kg.read.ontology import load_vocabulary

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from starlette.testclient import TestClient

# a busy machine is no fault of the code
settings.register_profile("kg", settings.default, deadline=None)
settings.load_profile("kg")

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"

SMALL: dict[str, list[dict[str, str]]] = {
    "sources": [
        {
            "id": "src",
            "title": "A source",
            "publisher": "A press",
            "kind": "News",
            "url": "https://example.org/a",
        }
    ],
    "bodies": [
        {
            "id": "old-body",
            "type": "Body",
            "tier": "national",
            "it_role": "main",
            "label": "Old Body",
            "aliases": "OB",
            "start": "2001-04-01",
            "end": "2013-04-01",
            "jurisdiction": "England",
            "sources": "src#p. 1",
        },
        {
            "id": "new-body",
            "type": "Body",
            "tier": "national",
            "it_role": "main",
            "label": "New Body",
            "start": "2013-04-01",
            "sources": "src",
        },
    ],
    "events": [
        {
            "id": "succession",
            "kind": "Replacement",
            "label": "New Body follows Old Body",
            "date": "2013-04-01",
            "ended": "old-body",
            "created": "new-body",
            "status": "happened",
            "sources": "src",
        }
    ],
}
"""Two bodies, one succeeding the other: enough for most tests."""

DATASET = """
title = "NHS IT knowledge graph"
name = "nhs-it"
licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }
addresses = { base = "https://w3id.org/nhs-it/", vocabulary = "https://w3id.org/nhs-it/ns#" }
page = { title = "What happened to NHS IT", emphasis = "NHS IT" }
words = { initials = ["NHS"] }
"""
"""What the small records of the tests say of themselves: the addresses of the shipped one."""

Tables = Mapping[str, list[dict[str, str]]]


def write_tables(folder: Path, tables: Tables) -> Path:
    """Write tables into `folder/data`, unnamed cells empty; return that folder."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    (data / "dataset.toml").write_text(DATASET, "utf8")
    for name, rows in tables.items():
        with (data / f"{name}.csv").open("w", encoding="utf8", newline="") as stream:
            writer = csv.DictWriter(
                stream, schema.BY_NAME[name].names, restval="", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(rows)
    return data


RECORD = "<https://w3id.org/nhs-it/ns> a owl:Ontology . nhsit:Body nhsit:begins true . "
"""What makes a graph a record: it holds the vocabulary, of which bodies begin and end."""


def plain_graph(facts: str) -> LocalGraph:
    """Return a graph of some facts, which write terms with the prefixes of the shipped record."""
    store = ox.Store()
    store.update(f"INSERT DATA {{ {facts} }}", prefixes=SHIPPED.prefixes)
    return LocalGraph(store, "memory")


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    stdout: str
    stderr: str


RunKg = Callable[..., Ran]


@pytest.fixture
def run_kg(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> RunKg:
    """Run the command line in this process, in a folder of its own."""
    from kg.cli import main as cli

    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
        capsys.readouterr()
        try:
            cli.main(is_alone=False)
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        found = capsys.readouterr()
        return Ran(code, found.out, found.err)

    return run


@pytest.fixture
def small_tables(tmp_path: Path) -> Path:
    """A folder `data` with two bodies and their succession."""
    return write_tables(tmp_path, SMALL)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "ontology")


@pytest.fixture(scope="session")
def shipped_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped facts, built once a session."""
    from kg.make import pipeline

    out = tmp_path_factory.mktemp("shipped") / "output"
    pipeline.build(ROOT / "data", out)
    return out


@pytest.fixture(scope="session")
def memory_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small history of `tests.memory`, built once a session."""
    from kg.make import pipeline
    from tests.memory import MEMORY

    folder = tmp_path_factory.mktemp("memory")
    pipeline.build(write_tables(folder, MEMORY), folder / "output")
    return folder / "output"


@pytest.fixture(scope="session")
def doors(memory_output: Path) -> Iterator[TestClient]:
    """The whole server over the small history, asked in this process; one a session."""
    from starlette.testclient import TestClient

    from kg.serve.app import app_of
    from kg.serve.settings import Settings

    settings = Settings(graph=memory_output, workers=1, aside=1, is_logged=False)
    with TestClient(app_of(settings), base_url="http://127.0.0.1:8765") as client:
        yield client


@pytest.fixture(scope="session")
def graph(memory_output: Path) -> LocalGraph:
    return open_graph(memory_output)


@pytest.fixture(scope="session")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> LocalGraph:
    """The small history of `tests.rivals`, built once a session."""
    from kg.make import pipeline
    from tests.rivals import RIVALS

    folder = tmp_path_factory.mktemp("rivals")
    pipeline.build(write_tables(folder, RIVALS), folder / "output")
    return open_graph(folder / "output")


@pytest.fixture
def index(graph: LocalGraph) -> Index:
    return index_of(graph)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a session: two that are driven at once get in each other's way.

    It is Chromium, or what KG_BROWSER says: `firefox` is driven by WebDriver BiDi.
    """
    from playwright.sync_api import sync_playwright

    name = os.environ.get("KG_BROWSER", "chromium")
    found = next(filter(None, map(shutil.which, _BROWSERS[name])), None)
    if found is None:
        pytest.skip(f"needs {name} on the path")
    with sync_playwright() as playwright:
        if name == "firefox":
            opened = playwright.firefox.launch(channel="moz-firefox", executable_path=found)
        else:
            switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            opened = playwright.chromium.launch(executable_path=found, args=switches)
        yield opened
        opened.close()


_BROWSERS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "firefox": ("firefox-esr", "firefox"),
}


@pytest.fixture
def golden() -> Callable[[str], Callable[[str], None]]:
    """Return a check of a text against a golden file; KG_WRITE_GOLDEN=1 rewrites the file."""

    def at(name: str) -> Callable[[str], None]:
        path = GOLDEN / name

        def check(text: str) -> None:
            if os.environ.get("KG_WRITE_GOLDEN"):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf8", newline="\n")
            assert text == path.read_text("utf8")

        return check

    return at


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder in which copies of servers are kept, away from the user's."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder / "kg"


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server for reading and writing."""
    from tests.server import serve_writable

    with serve_writable(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address
