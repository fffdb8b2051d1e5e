"""A record of other institutions: its own words, licence, addresses and class, and no other's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.ask.known_terms import read_terms
from kg.cli.main import COMMANDS
from kg.engine.store import open_graph
from kg.explorer.template import unpack
from kg.make import pipeline
from kg.make.going_live import Generation
from kg.read.ontology import find_files
from tests.ask.test_known_terms import check_offered
from tests.conftest import RunKg

RECORD = Path(__file__).parent / "record"
BASE = "https://example.org/railway/"
OTHER = "nhs"


@pytest.fixture(scope="module")
def railway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The railway record, built once."""
    folder = tmp_path_factory.mktemp("railway")
    shutil.copytree(RECORD, folder, dirs_exist_ok=True)
    pipeline.build(folder / "data", folder / "output")
    return folder


def _page(railway: Path) -> str:
    return _unpacked((railway / "output" / "railway.html").read_text("utf8"))


def test_it_carries_its_own_title_licence_makers_and_addresses(railway: Path) -> None:
    text = (railway / "output" / "railway.ttl").read_text("utf8")
    assert "@prefix rail: <https://example.org/railway/terms#> ." in text
    assert "@prefix id: <https://example.org/railway/id/> ." in text
    said = text.partition("# ---- Bodies")[0]
    for words in (
        'dct:title "The railway record"@en',
        "dct:license <https://example.org/licences/ogl-3>",
        'dct:publisher "The Example Institute"',
        'dct:creator "A. Signaller" ,\n        "B. Pointsman"',
        'void:uriSpace "https://example.org/railway/id/"',
        'vann:preferredNamespacePrefix "rail"',
    ):
        assert words in said
    types = text.partition("\nid:railtrack a ")[2].partition(";")[0]
    assert "rail:Company" in types


def test_its_page_has_its_own_title_and_reference(railway: Path) -> None:
    page = _page(railway)
    assert "<title>Who ran the railway</title>" in page
    assert "Who ran the <b>railway</b>" in page
    assert '"citation":"The railway record"' in page
    assert '"base":"https://example.org/railway/id/"' in page


def test_a_class_that_its_ontology_declares_below_body_is_accepted(railway: Path) -> None:
    graph = kg.open(railway / "output")
    operators = graph.query("SELECT ?o { ?o a rail:Operator } ORDER BY ?o")
    assert [row[0] for row in operators] == [
        "east-coast", "gner", "lner", "national-express-east-coast",
    ]  # fmt: skip
    assert graph.query("ASK { id:gner a rail:Body }")
    assert graph.lineage("gner").heirs == ["east-coast", "national-express-east-coast"]
    assert graph.ask("operators").columns == ("operator", "start", "end")
    assert len(graph.ask("operators")) == 4


def test_an_unknown_class_is_told_with_those_that_are_known(
    railway: Path, tmp_path: Path, run_kg: RunKg
) -> None:
    shutil.copytree(RECORD, tmp_path, dirs_exist_ok=True)
    bodies = tmp_path / "data" / "bodies.csv"
    bodies.write_text(bodies.read_text("utf8").replace(",Operator,", ",Operater,", 1), "utf8")
    ran = run_kg("check", "--quiet")
    assert ran.code == 2
    assert "'Operater' is not a type; did you mean 'Operator'?" in ran.stderr


def test_its_files_tell_their_addresses_to_whoever_opens_them(railway: Path) -> None:
    graph = kg.open(railway / "output" / "railway.ttl")
    assert graph.entity("BRB").id == "british-railways-board"
    assert graph.entity("railtrack").iri == BASE + "id/railtrack"
    part = railway / "part.ttl"
    kg.open(railway / "output").export("ttl", part, about="railtrack")
    assert kg.open(part).entity("railtrack").label == "Railtrack"


def test_the_query_page_offers_what_its_questions_take(railway: Path) -> None:
    graph = open_graph(railway / "output")
    check_offered(graph, "id:railtrack")
    names = {name for name, *_ in read_terms(graph)["terms"]}
    assert "rail:Operator" in names
    assert not [name for name in names if name.startswith("nhsit:") or OTHER in name]


ASKED: dict[str, list[str]] = {
    "successors": ["british-railways-board"],
    "operators": [],
    "advice-on": ["topic-signalling"],
}
RUNS: dict[str, list[list[str]]] = {
    "build": [["--force"]],
    "check": [[]],
    "cache": [[]],
    "cluster": [["analyse"]],
    "new": [["another"]],
    "export": [
        ["ttl"], ["nt"], ["nq"], ["trig"], ["jsonld"], ["rdfxml"], ["graphml"], ["gexf"],
        ["ttl", "--about", "railtrack", "--as-of", "2001"], ["ttl", "--type", "Operator"],
        ["csv", "-o", "tables"], ["html", "--about", "railtrack", "-o", "part.html"],
    ],
    "brief": [["README.md"], ["README.md", "-f", "html"]],
    "ask": [
        [], ["-f", "json"], ["operators"], ["successors", "British Railways Board", "-f", "csv"],
        ["successors", "BRB", "--sparql"], ["successors", "--sparql"], ["weak-facts"],
    ],
    "query": [
        ["-e", "SELECT ?b ?t { ?b a rail:Body ; a ?t }"],
        ["-e", "CONSTRUCT { ?b a rail:Operator } { ?b a rail:Operator }"],
        ["-e", "CONSTRUCT { ?b a ?t } { ?b a ?t }", "-f", "jsonld"],
        ["-e", "SELECT ?b { ?b a rail:Body }", "--explain"],
        ["-e", "SELECT ?b { ?b rail:partOf ?b }"],
    ],
    "show": [["railtrack"], ["sra", "-f", "json"], ["hf-r2"], ["rail:Operator"]],
    "search": [["railway board"], ["authority", "-f", "csv"]],
    "lineage": [["GNER"], ["network-rail", "--format", "json"]],
    "as-of": [["2003-01-01"], ["2003", "-f", "json"]],
    "path": [["railtrack", "strategic-rail-authority"]],
    "explain": [["railtrack", "replaced by"], ["gner", "in group"]],
    "recommendations": [
        [], ["--report", "hatfield-report"], ["-f", "json"], ["--by", "report"], ["--state", "open"],
    ],
    "cite": [["hf-r2"], ["hf-r2", "-f", "bibtex"], ["hf-r2", "-f", "ris"], ["hf-r2", "-f", "csl"]],
    "what-if": [
        ["end", "network-rail", "--on", "2027-04-01"],
        ["end", "network-rail", "-f", "md"], ["end", "network-rail", "-f", "json"],
        ["end", "network-rail", "-f", "html"],
    ],
    "said-before": [
        ["Fit every train with automatic protection"],
        ["Signal sighting should be reviewed at once", "-f", "json"],
        ["Inspect the track", "-o", "annex.html"],
    ],
    "import": [[
        "csv", "data/bodies.csv", "--source", "handbook", "--table", "names",
        "--cell", "entity=label", "--cell", "name=label", "--cell", "kind==alias",
    ]],
    "read": [["README.md", "--source", "src", "--preview"]],
    "inbox": [[], ["--state", "new", "-f", "json"]],
    "review": [["--page", "review.html"]],
    "accept": [[], ["--known", "--dry-run"]],
    "reconcile": [["data/bodies.csv", "--column", "label", "-f", "csv"]],
    "gaps": [[], ["--kind", "national-undated", "-f", "json"]],
    "diff": [["output", "output"]],
    "analyse": [[], *([name] for name in (
        "lifetimes", "churn", "lineage", "recurrence", "people", "suppliers", "structure",
        "quality",
    )), ["quality", "--explain"], ["lifetimes", "-f", "json"],
        ["lifetimes", "--figure", "lifetimes.svg"]],
    "report": [[], ["-o", "-"], ["-o", "report.md"]],
    "site": [["site", "--base-url", "https://example.org/railway/"], ["site"]],
}  # fmt: skip
"""Command -> the arguments with which it is run."""
STANDING = ("serve", "mcp", "publish")
"""Commands that go on until they are stopped, or need a server: tests of their own run them."""


def test_every_command_is_run() -> None:
    assert sorted([*RUNS, *STANDING]) == sorted(COMMANDS)


@pytest.mark.parametrize("command", RUNS)
def test_no_command_says_anything_of_the_shipped_record(
    railway: Path, run_kg: RunKg, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(railway)
    before = set(railway.rglob("*"))
    for arguments in RUNS[command]:
        ran = run_kg(command, *arguments)
        assert ran.code in (0, 1), (arguments, ran.stderr)
        assert "Traceback" not in ran.stderr
        for text in (ran.stdout, ran.stderr):
            _is_silent(text, f"kg {command} {' '.join(arguments)}")
    for path in sorted(set(railway.rglob("*")) - before):
        if path.is_file() and path.suffix in (".ttl", ".csv", ".md", ".svg", ".toml", ".rq"):
            _is_silent(path.read_text("utf8"), str(path))
        elif path.suffix == ".html":
            _is_silent(_unpacked(path.read_text("utf8")), str(path))


_PACKED = re.compile(r'(<script type="text/plain" id=")([\w-]+)(">)([\w+/=]*)')


def _unpacked(page: str) -> str:
    """Return a page with the text of what stands in it packed, but for the library."""
    return _PACKED.sub(lambda part: "" if part[2] == "library" else unpack(part[4]), page)


REGISTER = "https://directory.spineservices.nhs.uk/"
"""Where a register is read whose codes the shared vocabulary knows; no word of another record."""


def _is_silent(text: str, where: str) -> None:
    text = text.replace(REGISTER, "")
    at = text.lower().find(OTHER)
    assert at < 0, f"{where}: {text[max(0, at - 80) : at + 80]!r}"


@pytest.mark.parametrize("name", sorted(p.stem for p in find_files(
    RECORD / "ontology", "questions/*.rq")))  # fmt: skip
def test_every_ready_question_is_asked_with_an_example_that_the_record_has(
    railway: Path, run_kg: RunKg, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(railway)
    helped = run_kg("ask", name, "--help")
    assert helped.code == 0
    _is_silent(helped.stdout, name)
    example = helped.stdout.partition("Example: kg ")[2].split()
    ran = run_kg(*example)
    assert ran.code in (0, 1), ran.stderr
    _is_silent(ran.stdout + ran.stderr, name)


def test_nothing_that_is_built_says_anything_of_the_shipped_record(railway: Path) -> None:
    _is_silent((railway / "output" / "railway.ttl").read_text("utf8"), "Turtle")
    _is_silent(_page(railway), "page")
    manifest = json.loads((railway / "output" / "build.json").read_text("utf8"))
    assert manifest["dataset"]["coverage"] is None
    _is_silent(json.dumps(manifest), "build.json")
    store = ox.Store.read_only(str(railway / "output" / "store"))
    layers = {graph.value for graph in store.named_graphs()}
    assert layers == {BASE + f"graph/{name}" for name in ("inferred", "meta", "vocab")}


def test_a_new_name_takes_the_place_of_the_files_of_the_old(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with Generation.prepare(tmp_path) as generation:
            (generation.folder / f"{name}.ttl").write_text("", "utf8")
            generation.put_live()
    assert [path.name for path in tmp_path.glob("*.ttl")] == ["two.ttl"]
