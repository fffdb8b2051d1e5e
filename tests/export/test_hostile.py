"""Labels of the worst kind go through every format, and real readers read them back."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import polars as pl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.analysis.measure import Figure, FigureKind, Series
from kg.export.drawing import draw
from kg.export.networks import write_gexf, write_graphml
from kg.model.formulas import make_text
from kg.model.lines import make_label
from kg.model.notation import NOT_XML
from kg.model.terms import SHIPPED
from tests.conftest import RunKg
from tests.hostile import HOSTILE, IN_XML, write_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _export(run_kg: RunKg, folder: Path, form: str, labels: dict[str, str]) -> tuple[str, str]:
    ran = run_kg("export", form, "--graph", write_graph(folder, labels), "-o", "out")
    assert (ran.code, ran.stdout) == (0, "")
    with (folder / "out").open(encoding="utf8", newline="") as stream:
        return stream.read(), ran.stderr


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdfxml"])
def test_every_rdf_form_holds_every_label(run_kg: RunKg, tmp_path: Path, form: str) -> None:
    labels = IN_XML if form == "rdfxml" else HOSTILE
    text, told = _export(run_kg, tmp_path, form, labels)
    assert told == ""
    wanted = rdflib.Graph().parse(tmp_path / "graph.nt", format="nt")
    spoken = {"ttl": "turtle", "nq": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}.get(form, form)
    dataset, by_rdflib = rdflib.Dataset(), rdflib.Graph()
    dataset.parse(data=text, format=spoken)
    for s, p, o, _ in dataset.quads():
        by_rdflib.add((s, p, o))
    assert isomorphic(by_rdflib, wanted)
    wanted_by_engine = {f"{quad.triple}" for quad in ox.parse(path=str(tmp_path / "graph.nt"))}
    read = ox.parse(text, ox.RdfFormat.from_extension("rdf" if form == "rdfxml" else form))
    assert {f"{quad.triple}" for quad in read} == wanted_by_engine


def test_rdf_xml_refuses_what_it_cannot_hold_and_says_what(run_kg: RunKg, tmp_path: Path) -> None:
    ran = run_kg("export", "rdfxml", "--graph", write_graph(tmp_path, HOSTILE), "-o", "out")
    assert ran.code == 2
    assert ran.stderr.startswith("kg: RDF/XML cannot hold the character U+0007")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks_hold_every_label_and_say_what_xml_cannot(
    run_kg: RunKg, tmp_path: Path, form: str
) -> None:
    text, told = _export(run_kg, tmp_path, form, HOSTILE)
    found = nx.parse_graphml(text) if form == "graphml" else nx.read_gexf(io.BytesIO(text.encode()))
    read = {name: label for name, label in found.nodes(data="label") if name in HOSTILE}
    assert read == {name: NOT_XML.sub("\ufffd", label) for name, label in HOSTILE.items()}
    assert told == (
        "kg: 7 letters that XML cannot hold became U+FFFD, the first in the label of 'controls'\n"
    )


def test_tables_hold_every_label_as_text(run_kg: RunKg, tmp_path: Path) -> None:
    ran = run_kg("export", "csv", "--graph", write_graph(tmp_path, HOSTILE), "-o", "tables")
    assert ran.code == 0
    file = tmp_path / "tables" / "Body.csv"
    with file.open(encoding="utf8", newline="") as stream:
        rows = list(csv.reader(stream, strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    wanted = {name: make_text(label) for name, label in HOSTILE.items()}
    assert {row[0]: row[rows[0].index("prefLabel")] for row in rows[1:]} == wanted
    assert not any(label.startswith(tuple("=+-@\t\r")) for label in wanted.values())
    by_pandas = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert dict(zip(by_pandas["id"], by_pandas["prefLabel"], strict=True)) == wanted
    by_polars = pl.read_csv(file, infer_schema=False)
    assert dict(zip(by_polars["id"], by_polars["prefLabel"].fill_null(""), strict=True)) == wanted


ASKED = "SELECT ?thing ?label { ?thing a nhsit:Body ; skos:prefLabel ?label }"


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_every_form_of_an_answer_holds_every_label(tmp_path: Path, form: str) -> None:
    graph = write_graph(tmp_path, HOSTILE)
    done = subprocess.run(
        [sys.executable, "-m", "kg", "query", "-e", ASKED, "--graph", graph, "-f", form],
        capture_output=True, cwd=tmp_path, check=True,
    )  # fmt: skip
    wanted = {SHIPPED.entity(name): label for name, label in HOSTILE.items()}
    told = b""
    if form == "csv":
        rows = list(csv.reader(io.StringIO(done.stdout.decode(), newline=""), strict=True))
        read = {row[0]: row[1] for row in rows[1:]}
    elif form == "xml":
        space = "{http://www.w3.org/2005/sparql-results#}"
        rows = ElementTree.fromstring(done.stdout).iter(f"{space}result")
        read = {row[0][0].text: row[1][0].text or "" for row in rows}
        wanted = {name: NOT_XML.sub("\ufffd", label) for name, label in wanted.items()}
        told = b"kg: letters that XML cannot hold became U+FFFD: 5; -f json has them\n"
    else:
        wanted_form = ox.QueryResultsFormat.from_extension("srj" if form == "json" else form)
        solutions: Any = ox.parse_query_results(done.stdout, format=wanted_form)
        read = {row["thing"].value: row["label"].value for row in solutions}
    assert read == wanted
    assert done.stderr == told


MERMAID = re.compile(
    r"flowchart LR\n(?:  n\d+\[\"[^\"`%<>|\\\n]+\"\]\n)+(?:  n\d+ --> n\d+\n)+"
)  # as its own parser reads it: labels between quotes, with its signs as numbers


def test_a_lineage_as_mermaid_is_one_line_a_thing_with_every_sign_as_its_number(
    run_kg: RunKg, tmp_path: Path
) -> None:
    ran = run_kg("lineage", "controls", "--graph", write_graph(tmp_path, HOSTILE), "-f", "mermaid")
    assert (ran.code, ran.stderr) == (0, "")
    assert MERMAID.fullmatch(ran.stdout)
    assert ran.stdout.count('"]\n') == len(HOSTILE)
    assert not re.search(r"#(?!\d+;)", ran.stdout)


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz")
def test_a_lineage_as_dot_is_drawn_by_graphviz(run_kg: RunKg, tmp_path: Path) -> None:
    ran = run_kg("lineage", "controls", "--graph", write_graph(tmp_path, HOSTILE), "-f", "dot")
    assert (ran.code, ran.stderr) == (0, "")
    done = subprocess.run(
        ["dot", "-Tsvg"], input=ran.stdout.encode(), capture_output=True, check=True
    )
    assert done.stderr == b""
    drawn = [node.text for node in ElementTree.fromstring(done.stdout).iter(f"{_SVG}text")]
    assert len(drawn) == len(HOSTILE)
    life = " (from 1 April 2001, end not known)"
    names = [label.strip() or name for name, label in HOSTILE.items()]
    shown = {make_label(name + life, 200) for name in names}
    assert set(drawn) == shown


_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = {
    "svg",
    "g",
    "path",
    "use",
    "defs",
    "style",
    "text",
    "tspan",
    "clipPath",
    "rect",
    "pattern",
}
"""What a figure is made of: nothing that runs, moves or is fetched."""


def _figure(kind: FigureKind) -> Figure:
    names = tuple(HOSTILE.values())
    x = (0, 1) if kind in (FigureKind.steps, FigureKind.lines) else ("\ud800 alone", *names)
    y = tuple(float(i % 2) for i, _ in enumerate(x))
    all_series = tuple(Series(name, x, y) for name in names[:6])
    return Figure("f", HOSTILE["script"], kind, all_series, "x", "y", HOSTILE["mathematics"])


@pytest.fixture(scope="module", params=list(FigureKind))
def drawn(request: pytest.FixtureRequest) -> str:
    return draw(_figure(request.param), "svg", HOSTILE["controls"]).decode()


def test_a_figure_is_well_formed_and_made_of_what_only_shows(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)
    metadata = root.find(f"{_SVG}metadata")
    if metadata is not None:
        root.remove(metadata)
    nodes = list(root.iter())
    assert {node.tag.removeprefix(_SVG) for node in nodes} <= _DRAWN
    ids = [node.attrib["id"] for node in nodes if "id" in node.attrib]
    assert len(ids) == len(set(ids))
    for node in nodes:
        for name, value in node.attrib.items():
            assert not name.lower().startswith("on")
            leads = [value] if name.endswith("href") else re.findall(r"url\(([^)]*)\)", value)
            assert all(lead.startswith("#") and lead[1:] in ids for lead in leads)
    words = "".join(root.itertext())
    assert "costs $1 and \\frac{, $\\frac$ too" in words.replace("\n", "")
    assert "bell<U+0007> escape<U+001B>[31m null<U+0000>" in words


@pytest.mark.browser
def test_a_figure_is_rendered_by_a_browser(drawn: str, tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "figure.svg").write_text(drawn, "utf8")
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    try:
        page.goto((tmp_path / "figure.svg").as_uri())
        assert page.evaluate("document.querySelector('parsererror')") is None
        box = page.evaluate("document.documentElement.getBBox().width")
    finally:
        page.close()
    assert (told, box > 100) == ([], True)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_half_a_letter_in_a_network_is_replaced_and_told(write: Any) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("a", label="half\ud800", iri="urn:a")
    network.add_edge("a", "a", key="p", property="x\x00\x1f")
    told: list[str] = []
    assert write(network, told.append).encode().count("\ufffd".encode()) >= 3
    assert told == ["3 letters that XML cannot hold became U+FFFD, the first in the label of 'a'"]
