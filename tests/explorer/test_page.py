"""The page in a real browser: offline, silent, readable, and nothing in the data runs."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.engine.store import LocalGraph
from kg.explorer import write_page
from kg.make import pipeline
from kg.model.vocabulary import Vocabulary
from tests.conftest import SMALL, RunKg, write_tables
from tests.explorer.conftest import Open, wait_for_frames

pytestmark = pytest.mark.browser

MOST_BYTES = 4_250_000
WORD = "w" * 10_000
NASTY = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=2> </script><!-- \"'&"
    f"\u202e\u2028 =1+1 {WORD}"
)
RELATION = {
    "subject": "old-body", "property": "parentBody", "object": "new-body", "rank": "normal",
    "start": "2005", "confidence": "high", "sources": "src",
}  # fmt: skip
FOREIGN = """
<https://example.org/a> a <http://www.w3.org/ns/org#Organization> ;
  <http://www.w3.org/2004/02/skos/core#prefLabel> "Somebody else's body" .
"""


def _build(folder: Path) -> Path:
    data = write_tables(folder, {**SMALL, "claims": [RELATION]})
    return pipeline.build(data, folder / "output").page


def _nasty_graph() -> LocalGraph:
    """A graph in which every text is hostile, and links lead to scripts."""
    text = NASTY.replace("\\", "\\\\").replace('"', '\\"')
    turtle = f"""
    @prefix nhsit: <https://w3id.org/nhs-it/ns#> .
    @prefix id: <https://w3id.org/nhs-it/id/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix prov: <http://www.w3.org/ns/prov#> .
    id:__proto__ a nhsit:Body ; skos:prefLabel "{text}" ; dct:description "{text}" ;
      skos:altLabel "{text}" ; nhsit:url <javascript:window.hacked=3> ;
      nhsit:start "<b>2001</b>" ; nhsit:tier nhsit:constructor ; nhsit:evidence id:cite .
    id:other a nhsit:constructor ; skos:prefLabel "other" ; nhsit:evidence id:cite .
    id:cite a nhsit:Citation ; nhsit:source id:src ; nhsit:locator "{text}" .
    id:src a nhsit:Source ; skos:prefLabel "{text}" ; nhsit:url <javascript:window.hacked=4> ;
      nhsit:archiveRef <data:text/html,hacked> .
    id:claim a nhsit:Claim ; rdf:subject id:__proto__ ; rdf:predicate nhsit:partOf ;
      rdf:object id:other ; nhsit:note "{text}" ; nhsit:evidence id:cite .
    id:opinion a nhsit:Opinion ; prov:wasAttributedTo id:other ; nhsit:about id:__proto__ ;
      dct:description "{text}" ; nhsit:stance nhsit:Critical ; nhsit:evidence id:cite .
    id:advice a nhsit:Recommendation ; dct:description "{text}" ; nhsit:recommendedIn id:other ;
      nhsit:addressedTo id:__proto__ ; nhsit:topic id:topic ; nhsit:evidence id:cite .
    id:topic a skos:Concept ; skos:prefLabel "{text}" .
    """
    store = ox.Store()
    store.load(turtle.encode(), ox.RdfFormat.TURTLE)
    return LocalGraph(store, "nasty")


def test_the_shipped_page_asks_nothing_of_anybody_and_says_nothing_in_any_view(
    open_page: Open, shipped_output: Path
) -> None:
    path = shipped_output / "nhs-it.html"
    opened = open_page(path)
    for tab in opened.page.get_by_role("tab").all():
        tab.click()
        wait_for_frames(opened.page)
        assert tab.get_attribute("aria-selected") == "true"
    assert opened.said == []
    assert opened.asked == []
    assert path.stat().st_size < MOST_BYTES


@pytest.mark.chromium
def test_the_policy_allows_its_own_scripts_and_style_by_digest_and_nothing_else(
    open_page: Open, tmp_path: Path
) -> None:
    path = _build(tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', path.read_text("utf8"))
    assert policy is not None
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    opened = open_page(path)
    opened.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.head.append(script);
          return fetch("https://example.org/").catch(() => {});
        }"""
    )
    assert opened.page.evaluate("window.hacked") is None
    assert len([line for line in opened.said if "Content Security Policy" in line]) >= 2


def test_details_show_name_dates_and_source_of_the_thing_and_of_each_line(
    open_page: Open, tmp_path: Path
) -> None:
    panel = open_page(_build(tmp_path), "#id=old-body").page.locator("#panel")
    assert "1 April 2001 to 31 March 2013" in panel.inner_text()
    assert "A source (A press), p. 1" in panel.inner_text()
    after = panel.locator("section", has_text="What followed").inner_text()
    assert "New Body follows Old Body" in after
    assert "1 April 2013" in after
    assert "A source" in after
    parent = panel.locator("section", has_text="What it was part of").inner_text()
    assert "from 2005, end not known" in parent
    assert "A source" in parent
    link = panel.get_by_role("link", name="A source").first
    assert link.get_attribute("href") == "https://example.org/a"


@pytest.mark.parametrize("address", ["#id=__proto__", "#id=opinion", "#id=advice", "#id=topic"])
def test_nothing_in_the_data_runs_in_any_view(
    open_page: Open, tmp_path: Path, vocabulary: Vocabulary, address: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text(write_page(_nasty_graph(), vocabulary), "utf8")
    opened = open_page(path, address)
    page = opened.page
    for tab in page.get_by_role("tab").all():
        tab.click()
    page.locator("#find").fill("<script>")
    page.wait_for_selector("#found")
    assert "<script>window.hacked=1</script>" in page.locator("#panel").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("#panel img, #views img, #panel script, #views script").count() == 0
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.href)")
    assert [link for link in links if not link.startswith(("file:", "http:", "https:"))] == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "a long word must not widen the page"
    assert opened.said == []
    assert opened.asked == []


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    first = _build(tmp_path / "a").read_bytes()
    assert first == _build(tmp_path / "b").read_bytes()
    assert str(tmp_path).encode() not in first


def test_a_graph_with_nothing_to_show_gives_a_page_that_says_so(
    open_page: Open, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    store = ox.Store()
    path = tmp_path / "page.html"
    path.write_text(write_page(LocalGraph(store, "graph"), vocabulary), "utf8")
    opened = open_page(path)
    assert "holds nothing that this page can show" in opened.page.inner_text("body")
    assert opened.page.locator("#story").is_hidden()
    for tab in opened.page.get_by_role("tab").all():
        tab.click()
    assert opened.said == []


def test_a_graph_in_another_vocabulary_is_shown_by_its_own_names(
    open_page: Open, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    store = ox.Store()
    store.load(FOREIGN.encode(), ox.RdfFormat.TURTLE)
    path = tmp_path / "page.html"
    path.write_text(write_page(LocalGraph(store, "graph"), vocabulary), "utf8")
    opened = open_page(path, "#view=table")
    assert opened.page.locator(".grid tbody th").all_inner_texts() == ["Somebody else's body"]
    assert opened.said == []


def test_a_part_of_a_graph_shows_that_part_and_nothing_else(
    open_page: Open, tmp_path: Path, memory_output: Path, run_kg: RunKg
) -> None:
    path = tmp_path / "part.html"
    about = ("--about", "oldest-body", "--depth", "1", "-o", path)
    ran = run_kg("export", "html", "--graph", memory_output, *about)
    assert ran.code == 0, ran.stderr
    opened = open_page(path, "#view=table")
    names = opened.page.locator(".grid tbody th").all_inner_texts()
    assert "Oldest Body" in names
    assert "Old Body" in names
    assert "Ann Smith" not in names
    told = opened.page.inner_text("#part")
    assert told.startswith("This is a part of the graph: within 1 step of oldest-body.")
    assert opened.said == []
