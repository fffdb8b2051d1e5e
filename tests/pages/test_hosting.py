from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from kg.engine.graph import SparqlGraph
from kg.pages import hosting
from kg.pages.frame import Frame
from kg.pages.hosting import Hosting, Sitemap
from kg.pages.library import Library
from kg.pages.redirects import SLUGS
from kg.pages.site import Site
from tests.conftest import plain_graph
from tests.pages.conftest import BASE_URL

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _text(section: Hosting | Sitemap, path: str) -> str:
    document = section.render(path)
    assert document is not None
    return document.content.decode()


def test_the_map_names_every_page_once_and_robots_are_led_to_it(railway_site: Site) -> None:
    document = railway_site.render("sitemap.xml")
    assert document is not None
    found = [loc.text for loc in ElementTree.fromstring(document.content).iter(f"{NS}loc")]
    pages = [p for p in railway_site.paths() if p.endswith(".html") and p != "404.html"]
    assert found == [BASE_URL + path for path in pages]
    robots = railway_site.render("robots.txt")
    assert robots is not None
    assert f"Sitemap: {BASE_URL}sitemap.xml" in robots.content.decode()


def test_a_large_site_has_several_maps_and_one_that_lists_them(
    railway_frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "_MOST", 3)
    maps = Sitemap(railway_frame, lambda: (f"thing/{n}.html" for n in range(7)))
    assert [*maps.paths()] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    parts = ElementTree.fromstring(_text(maps, "sitemap.xml"))
    assert parts.tag == f"{NS}sitemapindex"
    assert len([*parts.iter(f"{NS}loc")]) == 3
    assert _text(maps, "sitemap-3.xml").count("<loc>") == 1


def test_without_an_address_what_must_name_it_is_left_out(railway_graph: SparqlGraph) -> None:
    frame = Frame(Library(railway_graph))
    assert [*Sitemap(frame, lambda: ["index.html"]).paths()] == []
    files = Hosting(frame)
    assert not {"404.html", "redirects/w3id.htaccess"} & {*files.paths()}
    assert "Sitemap" not in _text(files, "robots.txt")


def test_a_given_up_id_leads_to_the_page_of_the_one_in_its_place() -> None:
    graph = plain_graph(
        'id:new a nhsit:Body ; skos:prefLabel "New" . id:old dct:isReplacedBy id:new . '
        "id:gone dct:isReplacedBy id:nowhere . "
        "<https://w3id.org/nhs-it/ns> a owl:Ontology ."
    )
    rules = _text(Hosting(Frame(Library(graph, BASE_URL))), "_redirects")
    assert "/lines/id/old /lines/thing/new.html 303" in rules
    assert "gone" not in rules


def test_every_id_of_the_tables_fits_the_rules(railway_frame: Frame) -> None:
    for slug in railway_frame.library.slugs.values():
        assert re.fullmatch(SLUGS, slug)


def test_what_is_not_found_says_so_and_a_title_stays_text(railway_graph: SparqlGraph) -> None:
    frame = Frame(Library(railway_graph, 'https://example.org/a"b/'))
    html = _text(Hosting(frame), "404.html")
    assert 'a"b' not in html
    assert "Not found" in html
