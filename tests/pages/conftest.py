"""The railway record as a site, written once a session."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.engine.derivation import open_complete
from kg.engine.graph import SparqlGraph
from kg.make import pipeline
from kg.pages.frame import Frame
from kg.pages.library import Library
from kg.pages.publishing import publish_site
from kg.pages.site import Site, site_of

RECORD = Path(__file__).parents[1] / "railway" / "record"
BASE_URL = "https://example.org/lines/"


@pytest.fixture(scope="session")
def railway_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("railway")
    shutil.copytree(RECORD, folder, dirs_exist_ok=True)
    pipeline.build(folder / "data", folder / "output")
    return folder / "output"


@pytest.fixture(scope="session")
def railway_graph(railway_output: Path) -> SparqlGraph:
    return open_complete(railway_output)


@pytest.fixture(scope="session")
def railway_site(railway_output: Path, railway_graph: SparqlGraph) -> Site:
    """The site as the server has it: each page asks for what it shows."""
    return site_of(railway_graph, BASE_URL, tables=railway_output.parent / "data")


@pytest.fixture(scope="session")
def railway_folder(
    railway_output: Path, railway_graph: SparqlGraph, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The site as it is written."""
    folder = tmp_path_factory.mktemp("site")
    publish_site(railway_graph, folder, BASE_URL, railway_output.parent / "data")
    return folder


@pytest.fixture(scope="session")
def railway_frame(railway_output: Path, railway_graph: SparqlGraph) -> Frame:
    """The frame of a site that knows where it stands and offers its tables."""
    return Frame(Library(railway_graph, BASE_URL, tables=railway_output.parent / "data"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, cut off from the network; it fails where a script does."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_offline(True)
    opened = context.new_page()
    opened.set_default_timeout(8000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []
