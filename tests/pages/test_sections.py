"""All kinds of pages around those of things: valid, judged by axe, read without scripts."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import html5rdf
import pytest
from playwright.sync_api import Browser, Page

from kg.engine.derivation import open_complete
from kg.engine.store import LocalGraph
from kg.pages.site import SECTIONS, Site, site_of
from tests.hostile import HOSTILE, write_graph
from tests.pages.conftest import BASE_URL

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf8")
RUN = """async () => (await axe.run(document)).violations.flatMap(({ id, nodes }) =>
  nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))"""
EXPLORER = "explorer.html"
KINDS = {
    "front": "index.html",
    "lists": "browse.html",
    "a kind": "kind/company.html",
    "a topic": "topic/topic-signalling.html",
    "a year": "year/2002.html",
    "publishers": "publisher/all.html",
    "questions": "question/all.html",
    "a question": "question/operators.html",
    "vocabulary": "ontology/all.html",
    "a class": "ontology/class-operator.html",
    "a property": "ontology/property-replaced-by.html",
    "data": "data.html",
    "search": "search.html",
    "not found": "404.html",
}


def test_every_page_of_a_kind_parses_as_html_without_an_error(railway_folder: Path) -> None:
    for path in KINDS.values():
        parser = html5rdf.HTMLParser(strict=True)
        parser.parse((railway_folder / path).read_text("utf8"))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme"),
    [pytest.param(390, "light", id="phone"), pytest.param(1440, "dark", id="desk, dark")],
)
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, railway_folder: Path, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for kind, path in KINDS.items():
        page.goto((railway_folder / path).as_uri())
        page.evaluate(AXE)
        said = page.evaluate(RUN)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            said.append("scrolls sideways")
        found |= {kind: said} if said else {}
    context.close()
    assert found == {}


@pytest.mark.browser
def test_a_reader_without_scripts_comes_from_the_front_to_every_kind_of_list(
    browser: Browser, railway_folder: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for way in (
        ["Browse", "Topics", "Signalling"],
        ["Browse", "Years"],
        ["Questions", "Which companies"],
        ["Vocabulary", "operator"],
        ["Data", "dcat.jsonld"],
    ):
        page.goto((railway_folder / "index.html").as_uri())
        for words in way:
            link = page.get_by_role("link", name=words).first
            href = link.get_attribute("href")
            assert href
            page.goto(page.url.rpartition("/")[0] + "/" + href)
            assert page.title() or href.endswith(".jsonld")
    context.close()


@pytest.mark.browser
def test_a_card_of_the_explorer_leads_to_the_page_and_the_page_back(
    page: Page, railway_folder: Path
) -> None:
    page.goto((railway_folder / EXPLORER).as_uri() + "#id=railtrack")
    page.get_by_role("link", name="Open its page").click()
    assert page.locator("h1").inner_text() == "Railtrack"
    page.locator(f'a[href*="{EXPLORER}#"]').first.click()
    page.wait_for_selector("html[data-ready]")
    assert page.locator(".panel h2").inner_text() == "Railtrack"


def test_two_sites_of_one_graph_are_the_same_bytes(
    railway_graph: LocalGraph, railway_output: Path, railway_folder: Path
) -> None:
    again = site_of(railway_graph, BASE_URL, whole=True, tables=railway_output.parent / "data")
    for document in again.documents():
        assert (railway_folder / document.path).read_bytes() == document.content, document.path


def test_two_halves_make_up_all_and_the_first_has_the_feeds(railway_site: Site) -> None:
    halves = [{d.path for d in railway_site.documents(part, 2)} for part in (0, 1)]
    assert not halves[0] & halves[1]
    assert halves[0] | halves[1] >= {*railway_site.paths()}
    assert "feed/all.xml" in halves[0]


def test_no_section_knows_a_path_that_is_not_its_own(railway_site: Site) -> None:
    for make in SECTIONS:
        section = make(railway_site.frame)
        for path in ("", "nothing.html", "../x", "kind/../index.html", "thing/", "search/of-.js"):
            assert section.render(path) is None, (make, path)


def test_hostile_labels_stay_text_in_feeds_data_and_pieces(tmp_path: Path) -> None:
    graph = open_complete(tmp_path / write_graph(tmp_path, HOSTILE))
    kinds = set()
    for document in site_of(graph, BASE_URL, whole=True).documents():
        ending = document.path.rpartition(".")[2]
        match ending:
            case "xml":
                ElementTree.fromstring(document.content)
            case "js" if document.path.startswith("search/"):
                assert b"</script" not in document.content.lower()
            case "json" | "jsonld":
                json.loads(document.content)
            case _:
                continue
        kinds.add(ending)
    assert kinds == {"xml", "js", "json", "jsonld"}
