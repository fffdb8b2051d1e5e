"""Graphs that others made go through every command that takes one, in every format it offers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.analysis import ANALYSES
from tests.conftest import Ran, RunKg

HEAD = """
@prefix ex: <http://example.org/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix schema: <http://schema.org/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix nhsit: <https://w3id.org/nhs-it/ns#> .
"""
PLAIN = (
    HEAD
    + """
ex:trust a org:Organization ; rdfs:label "St Elsewhere"@en , "Sankt Anderswo"@de ;
  org:subOrganizationOf ex:group ; ex:home <https://example.com/> ;
  org:hasSite [ a org:Site ; ex:address [ ex:street "High \\"St\\"\\nTown" ; ex:no 007 ] ] ;
  ex:members ( ex:ann "two" 3 [ ex:deep ex:group ] ) ; ex:motto "abc"@ar--rtl ; ex:beds 010 .
ex:group a org:Organization ; foaf:name "Group" .
ex:ann a foaf:Person ; foaf:name "Ann" ; foaf:knows _:somebody .
_:somebody foaf:name "Somebody" .
"""
)
WHOLE = (
    PLAIN
    + """
ex:claim rdf:reifies <<( ex:trust org:subOrganizationOf ex:group )>> ; ex:by ex:ann .
ex:g1 { ex:trust ex:opened "2001-01-01T00:00:00+00:00"^^xsd:dateTime . _:shared ex:p ex:trust }
_:g2 { _:shared ex:q "x" . ex:trust ex:beds 010 }
"""
)
OWN = (
    HEAD
    + """
ex:a a nhsit:Body ; skos:prefLabel "Old Trust"@en ; nhsit:end "2010-04-01" .
ex:b a nhsit:Body ; skos:prefLabel "New Trust"@en ; nhsit:start "2010-04-01" .
ex:e a nhsit:Replacement ; skos:prefLabel "The change" ; nhsit:endedBody ex:a ;
  nhsit:createdBody ex:b ; nhsit:status nhsit:Happened ; nhsit:date "2010-04-01" .
"""
)
WILD = (
    HEAD
    + """
@prefix prov: <http://www.w3.org/ns/prov#> .
ex:trust a nhsit:Body, foaf:Agent ; skos:prefLabel "Old Trust"@en , ex:x , [] , <<( ex:a
  ex:b ex:c )>> ; nhsit:start "yesterday" , [] ; nhsit:end "2010-13-45" , 5 ; nhsit:tier
  "national" ; nhsit:startEarliest "bad" ; nhsit:bornEarliest "x" ; nhsit:bornLatest "y" ;
  nhsit:endedEarliest "2012-01-01" ; nhsit:endedLatest "2010-01-01" ; dct:description [] ;
  nhsit:evidence [] , "src" , ex:none ; nhsit:attestedFirst "zz"; nhsit:attestedLast
  "2011-01-01"; nhsit:datedName [ ] .
ex:group a nhsit:Body ; skos:prefLabel "Sankt" ; nhsit:partOf [ a nhsit:Body ] ; foaf:name
  "Sankt Anderswo" .
ex:e a nhsit:Replacement ; nhsit:endedBody ex:trust , "lit" , [] ; nhsit:createdBody
  ex:group , ex:trust ; nhsit:status nhsit:Happened ; nhsit:date "soon" ;
  nhsit:dateEarliest "2010-99-99" ; nhsit:dateLatest "" .
ex:e2 a nhsit:Merger ; nhsit:endedBody ex:group ; nhsit:createdBody ex:trust ; nhsit:status
  nhsit:Happened ; nhsit:date "2009-01-01" ; nhsit:triggeredBy "a" ; nhsit:legalBasis [] .
ex:c a nhsit:Claim ; rdf:subject ex:trust ; rdf:predicate nhsit:partOf . ex:c2 a
  nhsit:Claim ; rdf:subject "x" ; rdf:predicate [] ; rdf:object <<( ex:a ex:b ex:c )>> .
  ex:c3 a nhsit:Claim ; rdf:subject ex:trust ; rdf:predicate nhsit:partOf ; rdf:object
  ex:group , ex:x ; nhsit:start "1999" ; nhsit:end "2001~" .
ex:p a nhsit:Person ; foaf:name "P" . ex:post a nhsit:Post ; org:postIn ex:trust , "x" .
  ex:t a nhsit:Tenure ; org:member ex:p ; nhsit:post ex:post ; nhsit:start "x" . ex:t2 a
  nhsit:Tenure ; org:member [] ; nhsit:post "p" .
ex:rec a nhsit:Recommendation ; nhsit:addressedTo ex:trust , "y" ; nhsit:number "one" ;
  nhsit:recommendedIn [] . ex:as a nhsit:Assessment ; nhsit:assesses ex:rec ;
  nhsit:implementation "Enacted" ; nhsit:date "x" . ex:as2 a nhsit:Assessment ;
  nhsit:assesses ex:rec ; nhsit:implementation nhsit:Enacted ; prov:wasAttributedTo "me" .
ex:k a nhsit:Contract ; nhsit:buyer ex:trust ; nhsit:supplier "acme" , ex:acme ;
  nhsit:valueGBP "lots" ; nhsit:start "x" . ex:acme a nhsit:Company ; skos:prefLabel "Acme"
  . ex:src a nhsit:Source ; nhsit:date "bad" ; nhsit:dateEarliest "never" . ex:cite a
  nhsit:Citation ; nhsit:source "x" ; nhsit:locator [] .
ex:n a nhsit:DatedName ; nhsit:nameOf ex:trust ; rdf:value ex:notext ; nhsit:nameKind "x" ;
  nhsit:start "bad" . ex:n2 a nhsit:DatedName ; nhsit:nameOf ex:trust ; rdf:value "Older" ;
  nhsit:nameKind nhsit:OfficialName ; nhsit:start "bad"; nhsit:end [] .
"""
)
"""What nobody checked: our words with values that they cannot have."""
THING = "http://example.org/trust"
ROWS = ("table", "csv", "tsv", "json", "md")
ANY, ALL = "SELECT * {?s ?p ?o}", "CONSTRUCT {?s ?p ?o} WHERE {?s ?p ?o}"
RDF = ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml")
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML,
}  # fmt: skip


def _commands() -> Iterator[list[str]]:
    for form in (*ROWS, "xml"):
        yield ["query", "-e", ANY, "-f", form]
        if form != "xml":
            yield ["query", "-e", ANY, "-f", form, "--labels"]
    for form in ("table", "json", "xml", "md"):
        yield ["query", "-e", "ASK {?s ?p ?o}", "-f", form]
    for form in RDF:
        yield ["query", "-e", f"DESCRIBE <{THING}>", "-f", form]
        yield ["query", "-e", ALL, "-f", form]
        yield ["export", form]
        yield ["export", form, "--about", THING, "--depth", "2"]
        yield ["export", form, "--type", "Organization"]
        yield ["export", form, "--as-of", "2010"]
    yield ["query", "-e", ANY, "--explain"]
    for form in ("text", "json", "md"):
        for name in (THING, "Sankt Anderswo", "Group", "http://example.org/claim"):
            yield ["show", name, "-f", form]
    for form in ROWS:
        yield ["search", "elsewhere", "-f", form]
        yield ["as-of", "2010", "-f", form]
        yield ["recommendations", "-f", form]
        yield ["ask", "-f", form]
    for form in ("tree", "mermaid", "dot", "json"):
        yield ["lineage", THING, "-f", form, "--wide", "--sources"]
    for form in ("text", "json"):
        yield ["path", THING, "Ann", "-f", form]
        for name in ("org:subOrganizationOf", "ex:members", "org:hasSite"):
            yield ["explain", THING, name, "-f", form]
        yield ["explain", "http://example.org/claim", "rdf:reifies", "-f", form]
    for name in ANALYSES:
        yield ["analyse", name, "-f", "json"]
        yield ["analyse", name]
    for form in ("graphml", "gexf", "html"):
        yield ["export", form]
        yield ["export", form, "--about", THING]
    yield ["export", "csv", "-o", "tables"]
    yield ["report"]


@pytest.mark.parametrize("name", ["plain.ttl", "whole.trig", "own.ttl", "wild.ttl"])
def test_every_command_takes_any_graph_in_every_format(
    run_kg: RunKg, tmp_path: Path, name: str
) -> None:
    texts = {"plain.ttl": PLAIN, "whole.trig": WHOLE, "own.ttl": OWN, "wild.ttl": WILD}
    text = texts[name]
    (tmp_path / name).write_text(text, "utf8")
    for command in _commands():
        command = [_NAMES[name].get(word, word) for word in command]
        ran = run_kg(*command, "--graph", name)
        told = f"{' '.join(command)}: {ran.stderr}"
        is_refused = "jsonld" in command and "cannot hold the triple term" in ran.stderr
        if is_refused:
            assert ran.code == 2, told
            assert ran.stdout == "", told
        else:
            assert ran.code in (0, 1), told
            assert ran.stdout or ran.stderr, told
        assert "Traceback" not in ran.stderr, told


_CLAIM = "http://example.org/claim"
_NAMES: dict[str, dict[str, str]] = {"whole.trig": {}, "plain.ttl": {
    _CLAIM: "Ann", "rdf:reifies": "foaf:knows",
}, "wild.ttl": {
    "Ann": "P", "Group": "Acme", "Organization": "Body", _CLAIM: "P", "rdf:reifies": "foaf:name",
    "ex:members": "nhsit:end", "org:hasSite": "nhsit:start", "org:subOrganizationOf": "label",
}, "own.ttl": {
    THING: "http://example.org/a", "Sankt Anderswo": "Old Trust", "Group": "New Trust",
    "Ann": "New Trust", "Organization": "Body", _CLAIM: "The change",
    "org:subOrganizationOf": "nhsit:replacedBy", "ex:members": "nhsit:end",
    "org:hasSite": "label", "rdf:reifies": "nhsit:endedBody",
}}  # fmt: skip


def _canonical(quads: Iterator[ox.Quad], is_merged: bool) -> list[str]:
    found = ox.Dataset(ox.Quad(*q.triple) if is_merged else q for q in quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, found))


@pytest.mark.parametrize("form", RDF)
@pytest.mark.parametrize("text", [PLAIN, WHOLE, OWN], ids=["plain", "whole", "own"])
def test_nothing_is_lost_on_the_way_through_an_export(
    run_kg: RunKg, tmp_path: Path, form: str, text: str
) -> None:
    (tmp_path / "in.trig").write_text(text, "utf8")
    ran = run_kg("export", form, "--graph", "in.trig")
    if form == "jsonld" and text == WHOLE:
        assert ran.code == 2
        return
    is_merged = form not in ("nq", "trig")
    written = ox.parse(ran.stdout, FORMATS[form])
    before = ox.parse(text, ox.RdfFormat.TRIG)
    assert _canonical(written, is_merged) == _canonical(before, is_merged)
    assert run_kg("export", form, "--graph", "in.trig").stdout == ran.stdout
    if form != "jsonld":  # whose prefixes are not read back
        (tmp_path / f"again.{form}").write_text(ran.stdout, "utf8")
        assert run_kg("export", form, "--graph", f"again.{form}").stdout == ran.stdout


def test_graphs_come_out_under_the_names_under_which_they_came(
    run_kg: RunKg, tmp_path: Path
) -> None:
    (tmp_path / "in.trig").write_text(HEAD + "ex:g1 { ex:a ex:p 1 } ex:g2 { ex:b ex:p 2 }", "utf8")
    for form in ("nq", "trig"):
        text = run_kg("export", form, "--graph", "in.trig").stdout
        graphs = {str(q.graph_name) for q in ox.parse(text, FORMATS[form])}
        assert graphs == {"<http://example.org/g1>", "<http://example.org/g2>"}
    part = run_kg("export", "nq", "--about", "ex:a", "--depth", "0", "--graph", "in.trig").stdout
    assert "<http://example.org/g1>" in part
    assert "<http://example.org/g2>" not in part


def test_numbers_are_exported_as_written(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "in.ttl").write_text(PLAIN, "utf8")
    for form, word in (("nt", '"010"^^'), ("ttl", "ex:no 007"), ("rdfxml", ">010<")):
        assert word in run_kg("export", form, "--graph", "in.ttl").stdout


@pytest.fixture
def foreign(run_kg: RunKg, tmp_path: Path) -> RunKg:
    """Run a command on a graph in other vocabularies."""
    (tmp_path / "in.ttl").write_text(PLAIN, "utf8")
    return lambda *words: run_kg(*words, "--graph", "in.ttl")


def _row(ran: Ran) -> dict[str, str]:
    return next(csv.DictReader(io.StringIO(ran.stdout)))


@pytest.mark.parametrize(
    ("words", "found"),
    [("st elsewhere", "ex:trust"), ("sankt", "ex:trust"), ("group", "ex:group"), ("ann", "ex:ann")],
)
def test_a_foreign_thing_is_found_by_any_of_its_names(
    foreign: RunKg, words: str, found: str
) -> None:
    assert _row(foreign("search", words, "-f", "csv"))["id"] == found


def test_a_foreign_thing_is_shown_with_all_that_is_said_of_it(foreign: RunKg) -> None:
    told = foreign("show", "Sankt Anderswo").stdout
    assert told.startswith("St Elsewhere\norg:Organization  ex:trust\n")
    for words in ("subOrganizationOf Group", "[type org:Site; address [no 7; street High",
                  "members: (Ann, two, 3, [deep Group])", "home: https://example.com/",
                  "motto: abc", "also called Sankt Anderswo"):  # fmt: skip
        assert words in told


def test_the_language_that_is_asked_for_comes_first(foreign: RunKg) -> None:
    assert foreign("show", "ex:trust", "--lang", "de").stdout.startswith("Sankt Anderswo\n")
    assert foreign("show", "ex:trust", "--lang", "en-GB").stdout.startswith("St Elsewhere\n")
    assert foreign("show", "ex:trust").stdout.startswith("St Elsewhere\n")


@pytest.mark.parametrize(
    ("start", "end", "steps"), [("Sankt Anderswo", "Group", 1), ("Ann", "ex:group", 2)]
)
def test_every_statement_joins_in_a_foreign_graph(
    foreign: RunKg, start: str, end: str, steps: int
) -> None:
    found = json.loads(foreign("path", start, end, "-f", "json").stdout)
    assert len(found[0]) == steps


def test_nothing_is_said_to_connect_only_what_nothing_connects(
    run_kg: RunKg, tmp_path: Path
) -> None:
    (tmp_path / "in.ttl").write_text(HEAD + "ex:a a ex:C . ex:b a ex:C .", "utf8")
    assert run_kg("path", "ex:a", "ex:b", "--graph", "in.ttl").code == 1
    assert run_kg("path", "ex:a", "ex:C", "--graph", "in.ttl").code == 0


def test_a_foreign_graph_becomes_tables_and_networks(foreign: RunKg, tmp_path: Path) -> None:
    assert foreign("export", "csv", "-o", "tables").code == 0
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert names == {"Organization.csv", "Person.csv", "relations.csv"}
    text = (tmp_path / "tables" / "relations.csv").read_text("utf8")
    rows = csv.DictReader(io.StringIO(text))
    assert [(r["subject"], r["relation"], r["object"]) for r in rows] == [
        ("St Elsewhere", "subOrganizationOf", "Group")
    ]
    for form in ("graphml", "gexf", "html"):
        assert "St Elsewhere" in foreign("export", form).stdout


def test_names_from_data_are_no_paths(run_kg: RunKg, tmp_path: Path) -> None:
    lines = ["ex:a a <http://e/x#../../PWNED> .", "ex:b a <http://e/y#/etc/ABS> .",
             "ex:c a ex:thing . ex:d a ex:Thing . ex:e a org:Thing ; ex:p ex:a ."]  # fmt: skip
    (tmp_path / "in.ttl").write_text(HEAD + "\n".join(lines), "utf8")
    assert run_kg("export", "csv", "--graph", "in.ttl", "-o", "deep/tables").code == 0
    names = [path.name for path in (tmp_path / "deep" / "tables").iterdir()]
    assert len({name.lower() for name in names}) == len(names) == 6
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["tables"]


@pytest.mark.parametrize("form", [*RDF, "graphml", "gexf", "html"])
def test_an_export_of_nothing_says_so(run_kg: RunKg, tmp_path: Path, form: str) -> None:
    (tmp_path / "in.ttl").write_text("# nothing", "utf8")
    ran = run_kg("export", form, "--graph", "in.ttl", "-o", "out")
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("kg: in.ttl: nothing to export: ")
    assert not (tmp_path / "out").exists()


def test_a_graph_in_the_vocabulary_works_whatever_its_addresses(
    run_kg: RunKg, tmp_path: Path
) -> None:
    (tmp_path / "in.ttl").write_text(OWN, "utf8")

    def told(*words: str) -> str:
        ran = run_kg(*words, "--graph", "in.ttl")
        assert ran.code == 0, ran.stderr
        return ran.stdout

    assert "└─ New Trust" in told("lineage", "Old Trust")
    assert "ended Old Trust; created New Trust" in told("path", "Old Trust", "New Trust")
    assert "2 of 2 bodies" in told("analyse", "lineage")
    assert told("explain", "Old Trust", "replacedBy").startswith("Old Trust replaced by New Trust")
    assert "New Trust" in told("ask", "successors", "-p", "body=Old Trust")
    assert "New Trust" in told("as-of", "2011", "--all")
    for form in ("graphml", "gexf", "html"):
        assert "New Trust" in told("export", form)
    assert "nhsit:counts" not in told("export", "ttl")
    assert len(told("query", "-e", ANY, "-f", "csv").splitlines()) == 13


def test_a_name_of_several_words_in_any_language_is_found(run_kg: RunKg, tmp_path: Path) -> None:
    text = """ex:c a skos:Concept ; skos:prefLabel "Cardiology"@en-GB, "Kardiologie"@de .
    ex:d a skos:Concept ; skos:prefLabel "Surgery"@en , "Chirurgie"@fr ."""
    (tmp_path / "in.ttl").write_text(HEAD + text, "utf8")
    for name, shown in (("Chirurgie", "Surgery"), ("kardiologie", "Cardiology")):
        assert run_kg("show", name, "--graph", "in.ttl").stdout.startswith(f"{shown}\n")
    labelled = run_kg("query", "-e", "SELECT ?s {?s a skos:Concept}", "--labels", "-f", "csv",
                      "--graph", "in.ttl").stdout  # fmt: skip
    assert {"Cardiology", "Surgery"} <= set(labelled.replace("\n", ",").split(","))


@pytest.mark.parametrize(
    ("text", "where"),
    [("ex:r ex:lists ( ex:trust ) .", "ex:register"), ("ex:r ex:has [ ex:of ex:trust ] .", "ex:r")],
)
def test_what_mentions_a_thing_through_a_blank_node_is_told(
    run_kg: RunKg, tmp_path: Path, text: str, where: str
) -> None:
    (tmp_path / "in.ttl").write_text(f"{HEAD} ex:trust a ex:Trust . {text}", "utf8")
    ran = run_kg("show", "ex:trust", "--graph", "in.ttl")
    assert ran.code == 0
    assert "ex:r" in ran.stdout


def test_a_control_character_is_refused_by_xml_alone(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "in.ttl").write_text(f'{HEAD} ex:a ex:p "\\u001B[31m" .', "utf8")
    ran = run_kg("export", "rdfxml", "--graph", "in.ttl")
    assert (ran.code, ran.stdout) == (2, "")
    assert "RDF/XML cannot hold the character U+001B" in ran.stderr
    assert run_kg("export", "jsonld", "--graph", "in.ttl").code == 0


def test_a_graph_in_our_words_and_others_is_one_graph(run_kg: RunKg, tmp_path: Path) -> None:
    text = """ex:a schema:telephone "123" ; ex:wing [ ex:beds 3 ] .
    ex:ann a foaf:Person ; foaf:name "Ann" ; foaf:interest ex:b ; foaf:knows ex:bob .
    ex:bob a foaf:Person ; foaf:name "Bob" ."""
    (tmp_path / "in.ttl").write_text(OWN + text, "utf8")
    ways = json.loads(run_kg("path", "Bob", "Old Trust", "-f", "json", "--graph", "in.ttl").stdout)
    assert [hop["end_label"] for hop in ways[0]] == ["Ann", "New Trust", "Old Trust"]
    card = run_kg("show", "Old Trust", "--graph", "in.ttl").stdout
    assert "telephone: 123\nwing: [beds 3]\n" in card
    assert run_kg("show", "ann", "--graph", "in.ttl").code == 0
    assert "Ann" in run_kg("export", "html", "--graph", "in.ttl").stdout


ALIKE = """@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<foaf:X> a foaf:Person ; foaf:name "The odd one" ; foaf:knows foaf:X .
foaf:X a foaf:Person ; foaf:name "The other one" .
<https://example.org/doc> a foaf:Document ; foaf:name "A text" ; <https://example.org/by> foaf:X .
"""


def test_an_address_that_looks_like_a_curie_is_another_thing(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(ALIKE, "utf8")
    for name, label in (("<foaf:X>", "The odd one"), ("foaf:X", "The other one")):
        ran = run_kg("show", name, "--graph", "a.ttl")
        assert (ran.code, ran.stderr) == (0, "")
        assert ran.stdout.startswith(f"{label}\nfoaf:Person  {name}\n")
    assert "The odd one knows The other one" in run_kg("show", "foaf:X", "--graph", "a.ttl").stdout
    told = run_kg("path", "<foaf:X>", "foaf:X", "--graph", "a.ttl").stdout
    assert "The odd one knows The other one" in told
    for form in ("jsonld", "ttl", "trig"):
        assert run_kg("export", form, "--graph", "a.ttl", "-o", f"b.{form}").code == 0
        assert run_kg("diff", "a.ttl", f"b.{form}").code == 0
    for form in ("graphml", "gexf"):
        assert run_kg("export", form, "--graph", "a.ttl", "-o", f"b.{form}").code == 0
    run_kg("export", "csv", "--graph", "a.ttl", "-o", "tables")
    assert "\n<foaf:X>,The other one,foaf:X,The odd one\n" in (
        tmp_path / "tables" / "Person.csv"
    ).read_text("utf8")


def test_what_others_say_of_a_thing_is_said_as_it_stands(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(ALIKE, "utf8")
    assert "  A text by The other one\n" in run_kg("show", "foaf:X", "--graph", "a.ttl").stdout
