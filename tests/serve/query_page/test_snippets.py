"""A query that is copied as a program runs, whatever it quotes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.serving import Running

pytestmark = pytest.mark.browser

QUOTING = """# it's "quoted" --- \\ and \"\"\"thrice\"\"\" )---"
SELECT ?label { ?body a nhsit:Body ; skos:prefLabel ?label
  FILTER(?label != 'it\\'s' && ?label != "\\"$HOME" && ?label != "50%") } ORDER BY ?label"""


@pytest.fixture(scope="module")
def page(script: Callable[..., Page]) -> Page:
    return script("asking/snippets")


def write(page: Page, language: str, endpoint: str, query: str, is_graph: bool = False) -> str:
    return str(
        page.evaluate(
            "(given) => $snippets.writeSnippet(...given)", [language, endpoint, query, is_graph]
        )
    )


def test_as_curl_it_runs(page: Page, server: Running) -> None:
    text = write(page, "curl", server.endpoint, QUOTING)
    done = subprocess.run(["sh"], input=text, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[:2] == ["label", "Gone Body"]


def test_as_python_it_runs(page: Page, server: Running, tmp_path: Path) -> None:
    (tmp_path / "asked.py").write_text(write(page, "python", server.endpoint, QUOTING), "utf8")
    done = subprocess.run(
        [sys.executable, tmp_path / "asked.py"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[0] == "{'label': 'Gone Body'}"


def test_a_graph_as_python_runs(page: Page, server: Running) -> None:
    query = "CONSTRUCT { ?b a nhsit:Body } { ?b a nhsit:Body }"
    text = write(page, "python", server.endpoint, query, is_graph=True)
    done = subprocess.run(
        [sys.executable, "-"], input=text, capture_output=True, text=True, check=True
    )
    assert "old-body" in done.stdout


def test_as_r_the_query_stands_in_a_raw_string_that_it_does_not_end(page: Page) -> None:
    text = write(page, "r", "http://localhost/sparql", QUOTING)
    assert text.startswith('query <- r"----(')
    assert f'{QUOTING}\n)----"\n' in text
    assert ')----"' not in QUOTING
