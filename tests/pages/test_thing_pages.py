"""The page of a thing says what the record says of it, each line with its sources and its row."""

from __future__ import annotations

import csv
import json
import re
import shutil
from io import StringIO
from pathlib import Path

import html5rdf
import pyoxigraph as ox
import pytest

from kg.engine.derivation import open_complete
from kg.engine.graph import SparqlGraph
from kg.engine.store import open_graph
from kg.export.rdf import read_lines
from kg.history.homes import HOMES
from kg.make import pipeline
from kg.model.terms import RDF
from kg.pages.frame import Frame
from kg.pages.library import Library
from kg.pages.page_lines import FURTHER_BYTES
from kg.pages.site import Site, site_of
from kg.pages.thing_pages import ThingPages
from tests.conftest import plain_graph
from tests.hostile import HOSTILE, write_graph
from tests.pages.conftest import BASE_URL, RECORD

TYPE = f"<{RDF}type>"


def page(site: Site, slug: str) -> str:
    return text(site, f"thing/{slug}.html")


def text(site: Site, path: str) -> str:
    found = site.render(path)
    assert found is not None, path
    return found.content.decode()


def lines(html: str, heading: str) -> list[str]:
    section = html.partition(f">{heading}</h2>")[2].partition("</section>")[0]
    return re.findall(r"<li.*?</li>", section, re.DOTALL)


def test_a_body_has_its_sentence_its_life_and_what_it_was_told(railway_site: Site) -> None:
    html = page(railway_site, "network-rail")
    assert "<h1>Network Rail</h1>" in html
    assert re.search(r'class="(lead|what)">A [^<]*since', html)
    assert '<figure class="strip">' in html
    assert re.search(r'<p class="sum">4 in all: [^<]*nobody has judged[^<]*contested', html)
    before = next(
        line for line in lines(html, "What it gained and lost") + lines(html, "Where it came from")
    )
    assert 'href="network-rail-takes-over-2002.html"' in before
    assert 'class="src"' in before and "events.csv line" in before


def test_every_line_has_a_source_or_a_row(railway_folder: Path) -> None:
    for path in railway_folder.glob("thing/*.html"):
        html = path.read_text("utf8")
        for section in html.split("<section>")[1:]:
            if 'id="what-we-do-not-know"' in section:
                continue
            for line in re.findall(r"<li[ >].*?</li>", section, re.DOTALL):
                assert 'class="src"' in line or path.stem.startswith("topic-"), (path, line)


def test_contracts_are_summed_by_kind_of_value_only(railway_site: Site) -> None:
    html = page(railway_site, "railtrack")
    assert "By kind of value: £" in html
    assert "Values of different kinds do not add up." in html


def test_a_recommendation_has_its_page_by_its_id_and_is_cited_as_a_part(railway_site: Site) -> None:
    html = page(railway_site, "hf-r3")
    assert "Recommendation 3 of Hatfield derailment report, to Network Rail." in html
    for words in ("@incollection{hf-r3,", "TY  - CHAP", "In: Hatfield derailment report"):
        assert words in html
    assert "recommendations.csv line" in html


def test_a_body_is_cited_as_an_entry_of_the_record(railway_site: Site) -> None:
    html = page(railway_site, "network-rail")
    assert "@misc{network-rail," in html and "TY  - DATA" in html


def test_the_json_ld_speaks_schema_org_and_our_own_words(railway_site: Site) -> None:
    (script,) = re.findall(r'ld\+json">(.*?)</script>', page(railway_site, "railtrack"))
    data = json.loads(script)
    assert data["@type"] == ["Corporation", "rail:Company"]
    assert data["@id"] == "https://example.org/railway/id/railtrack"
    assert data["url"] == f"{BASE_URL}thing/railtrack.html"
    assert {"@id": "id:network-rail"} in data["rail:replacedBy"]


def test_the_turtle_files_hold_each_statement_of_a_thing_or_a_fact_of_it(
    railway_graph: SparqlGraph, railway_folder: Path
) -> None:
    found = set()
    for path in railway_folder.glob("thing/*.ttl"):
        found |= {f"{quad.triple} ." for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}
    kinds = {f"<{railway_graph.space.term(kind)}>" for kind in HOMES}
    known = read_lines(railway_graph)
    assert found <= set(known)
    facts = {
        line.split()[0]
        for line in known
        if (line.split()[1] == TYPE and line.split()[2] in kinds)
        or line.startswith(f"<{railway_graph.space.things}")
    }
    missing = {line for line in known if line.split()[0] in facts} - found
    assert not missing


def test_json_and_csv_hold_every_line_of_the_page(railway_site: Site) -> None:
    data = json.loads(text(railway_site, "thing/network-rail.json"))
    rows = list(csv.DictReader(StringIO(text(railway_site, "thing/network-rail.csv"))))
    told = [line["text"] for found in data["lines"].values() for line in found]
    assert [row["text"] for row in rows] == told
    assert data["label"] == "Network Rail"
    cited = {s[0] for found in data["lines"].values() for line in found for s in line["sources"]}
    assert cited <= set(data["titles"])


def test_a_fact_is_told_at_a_fragment_of_the_page_of_its_thing(railway_site: Site) -> None:
    library = railway_site.library
    kinds = [kind for kind in library.index.kinds() if kind in HOMES]
    facts = [entity.slug for entity in library.index.of_kinds(kinds)]
    assert facts
    for fact in facts:
        path, _, fragment = library.find_page(fact).partition("#")
        assert f'id="{fragment}"' in text(railway_site, path), fact


def test_one_page_on_demand_has_the_bytes_that_all_at_once_give(
    railway_site: Site, railway_folder: Path
) -> None:
    paths = list(railway_site.paths())
    assert len(paths) > 100
    for path in paths:
        document = railway_site.render(path)
        assert document is not None
        assert document.content == (railway_folder / path).read_bytes(), path


@pytest.mark.parametrize("path", ["thing/nobody.html", "thing/", "thing/x/y.html", "a", "../a.html",
                                  "thing/network-rail", "thing/network-rail.exe", "thing/network-rail--x.html",
                                  "thing/network-rail--contracts.html", "thing/NETWORK-RAIL.html"])  # fmt: skip
def test_what_is_no_page_is_none(railway_site: Site, path: str) -> None:
    assert railway_site.render(path) is None


def test_hostile_labels_stay_text_on_every_page(tmp_path: Path) -> None:
    graph = open_complete(tmp_path / write_graph(tmp_path, HOSTILE))
    for document in site_of(graph, whole=True).documents():
        if not document.path.endswith(".html") or document.path == "explorer.html":
            continue
        html = document.content.decode()
        tree = html5rdf.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
        scripts = tree.findall(".//script")
        ours = [s for s in scripts if document.path == "search.html" and s.get("src")]
        data = [script for script in scripts if script not in ours]
        assert [s.get("src") for s in ours] == ["search.js"] * len(ours)
        assert {s.get("type") for s in data} <= {"application/ld+json", "application/json"}
        assert not tree.findall(".//img")
        assert not [e for e in tree.iter() if any(str(name).startswith("on") for name in e.attrib)]
        assert "\u202e" not in html and "\x1b" not in html
        for script in data:
            json.loads(script.text)


def test_an_address_that_is_a_script_leads_nowhere() -> None:
    graph = plain_graph(
        'id:bad a nhsit:Source ; skos:prefLabel "Bad" ; nhsit:url <javascript:alert(1)> . '
        'id:body a nhsit:Body ; skos:prefLabel "Body" ; nhsit:evidence id:c . '
        "id:c a nhsit:Citation ; nhsit:source id:bad ."
    )
    site = site_of(graph)
    for slug in ("bad", "body"):
        assert 'href="javascript' not in page(site, slug)


FOREIGN = """
@prefix ex: <https://example.org/Zoo/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:Ann a foaf:Person ; foaf:name "Ann <b>Lion</b>" ; foaf:knows ex:ann ; ex:age 7 .
ex:ann a foaf:Person ; rdfs:label "ann" ; foaf:made [ rdfs:label "a nest" ] .
"""


def test_a_thing_of_any_graph_has_a_page_of_its_facts(tmp_path: Path) -> None:
    (tmp_path / "zoo.ttl").write_text(FOREIGN, "utf8")
    site = site_of(open_graph(tmp_path / "zoo.ttl"), whole=True)
    pages = {d.path: d.content.decode() for d in site.documents() if d.path.startswith("thing/")}
    html = next(h for path, h in pages.items() if "Lion" in h and path.endswith(".html"))
    assert "<h1>Ann &lt;b&gt;Lion&lt;/b&gt;</h1>" in html
    assert ">7<" in html
    assert "https://example.org/Zoo/Ann" in html
    assert len({path.casefold() for path in pages}) == len(pages) == 8


def test_a_long_heading_goes_on_on_further_pages_that_hold_all_of_it() -> None:
    facts = "".join(
        f'id:b{n} a nhsit:Body ; skos:prefLabel "{"Body of many words " * 9}{n}" . '
        f"id:c{n} a nhsit:Claim ; rdf:subject id:b{n} ; rdf:predicate nhsit:partOf ; "
        "rdf:object id:all ; nhsit:counts true . "
        for n in range(300)
    )
    graph = plain_graph(f'{facts} id:all a nhsit:Body ; skos:prefLabel "All" .')
    section = ThingPages(Frame(Library(graph, whole=True)))
    pages = {d.path: d.content for d in section.documents(0, 1) if d.path.startswith("thing/all")}
    html = pages["thing/all.html"].decode()
    further = [path for path in pages if path.startswith("thing/all--")]
    assert len(further) > 1
    assert f'<a href="{further[0].removeprefix("thing/")}">All 300</a>' in html
    told = {m for path in further for m in re.findall(r'href="(b\d+).html', pages[path].decode())}
    assert told == {f"b{n}" for n in range(300)}
    assert max(len(pages[p]) for p in pages if p.endswith(".html")) < 60_000
    assert max(len(pages[path]) for path in further) < FURTHER_BYTES + 6_000


@pytest.fixture(scope="module")
def added_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The railway with a head whose start nobody knows, and a report that reviewed a body."""
    folder = tmp_path_factory.mktemp("added")
    shutil.copytree(RECORD, folder, dirs_exist_ok=True)
    for table, row in (
        (
            "posts",
            '"sra-head","Chief Executive, Strategic Rail Authority",strategic-rail-authority,head,,1,handbook',
        ),
        ("tenures", "alastair-morton,sra-head,,2001-11,,substantive,normal,,handbook"),
        (
            "claims",
            "hatfield-report,reviewed,strategic-rail-authority,2001-01-23,,,normal,high,,handbook",
        ),
    ):
        with (folder / "data" / f"{table}.csv").open("a", encoding="utf8") as file:
            file.write(row + "\n")
    pipeline.build(folder / "data", folder / "output")
    return site_of(open_complete(folder / "output"), BASE_URL)


def test_who_headed_a_body_stands_before_its_other_people(added_site: Site) -> None:
    html = page(added_site, "strategic-rail-authority")
    (head,), chairs = lines(html, "Who led it"), lines(html, "Its people")
    assert "Chief Executive" in head
    assert len(chairs) == 2 and all("Chairman" in line for line in chairs)
    assert html.index(">Who led it</h2>") < html.index(">Its people</h2>")


def test_a_head_whose_start_nobody_knows_still_headed_the_body(added_site: Site) -> None:
    (line,) = lines(page(added_site, "strategic-rail-authority"), "Who led it")
    assert "until November 2001" in line and "Alastair Morton" in line


def test_what_a_report_did_on_its_day_has_no_end_to_be_missed(added_site: Site) -> None:
    found = lines(page(added_site, "strategic-rail-authority"), "Documents")
    line = next(line for line in found if "reviewed by" in line)
    assert '<span class="when">23 January 2001</span> reviewed by' in line


def test_a_thing_is_cited_with_the_day_up_to_which_the_record_was_read(railway_site: Site) -> None:
    html = page(railway_site, "network-rail")
    (text,) = re.findall(r"<h3>Text</h3>\s*<pre[^>]*>(.*?)</pre>", html)
    assert re.search(r"\(1 March 2019\)\. Network Rail\. In: The railway record\. https", text)
    assert text.count("https://") == 1
    assert "  year = {" in html


def test_a_recommendation_says_at_once_what_became_of_it(railway_site: Site) -> None:
    assert re.search(r'<p class="sum">What became of it: [^<]+</p>', page(railway_site, "hf-r3"))


def test_advice_of_one_day_begins_with_the_first(railway_site: Site) -> None:
    told = lines(page(railway_site, "hatfield-report"), "What it advised")
    assert [re.findall(r">(\d+)</a>:", line) for line in told] == [[str(n)] for n in range(1, 6)]
