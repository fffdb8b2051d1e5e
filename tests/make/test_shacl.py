"""Any shapes over any graph: what is found, what is refused, and what is told to be left out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import UsageError
from kg.make.constraint_words import WORDS
from tests.conftest import Ran, RunKg

HEAD = """
@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
DATA = """
ex:bob a ex:Person ; ex:age 150 , "x" ; ex:knows ex:rock ; ex:home [ ex:street "" ] .
ex:ann a ex:Person ; ex:name "Ann"@en , "Anna"@en ; ex:age 3 .
"""


@pytest.fixture
def check(run_kg: RunKg, tmp_path: Path) -> RunKg:
    """Check a small graph by some shapes."""
    (tmp_path / "data.ttl").write_text(HEAD + DATA, "utf8")

    def run(*arguments: str | Path) -> Ran:
        (tmp_path / "shapes.ttl").write_text(HEAD + str(arguments[0]), "utf8")
        return run_kg("check", "--shapes", "shapes.ttl", "--graph", "data.ttl", *arguments[1:])

    return run


def _shape(constraint: str, path: str = "ex:age") -> str:
    return f"ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path {path} ; {constraint} ] ."


@pytest.mark.parametrize(
    ("constraint", "path", "line"),
    [
        ("sh:maxCount 1", "ex:age", "ex:bob ex:age: must have no more values than 1 [ex:S]"),
        ("sh:minCount 1", "ex:name", "ex:bob ex:name: must have 1 or more values [ex:S]"),
        ("sh:datatype xsd:integer", "ex:age", 'ex:bob ex:age: is no xsd:integer; found "x" [ex:S]'),
        ("sh:maxInclusive 120", "ex:age",
         'ex:bob ex:age: is above 120; found "150"^^xsd:integer [ex:S]'),
        ("sh:class ex:Person", "ex:knows", "ex:bob ex:knows: is no ex:Person; found ex:rock [ex:S]"),
        ("sh:nodeKind sh:Literal", "ex:knows",
         "ex:bob ex:knows: is no Literal; found ex:rock [ex:S]"),
        ("sh:uniqueLang true", "ex:name", "ex:ann ex:name: has several values in one language [ex:S]"),
        ("sh:in ( 3 150 )", "ex:age", 'ex:bob ex:age: is none of 3, 150; found "x" [ex:S]'),
        ("sh:hasValue 3", "( ex:knows ex:age )", "ex:bob (ex:knows/ex:age): lacks 3 [ex:S]"),
        ("sh:minLength 1", "( ex:home [ sh:zeroOrMorePath ex:street ] )",
         'ex:bob (ex:home/ex:street*): has fewer characters than 1; found "" [ex:S]'),
        ("sh:class ex:A , ex:B", "ex:knows", "ex:bob ex:knows: Value class is not in classes"),
        ("sh:node [ sh:property [ sh:path ex:street ; sh:minLength 1 ] ]", "ex:home",
         "ex:bob ex:home: does not meet a shape without a name (ex:street has fewer characters "
         "than 1); found _:c14n0 [ex:S]"),
        ('sh:minCount 9 ; sh:message "zu wenig"@de , "too  few\\n"@en', "ex:age",
         "ex:bob ex:age: too few [ex:S]"),
    ],
)  # fmt: skip
def test_a_finding_is_a_line_of_where_what_and_what_was_found(
    check: RunKg, constraint: str, path: str, line: str
) -> None:
    ran = check(_shape(constraint, path))
    assert ran.code == 1
    assert any(found.startswith(f"data.ttl: {line}") for found in ran.stdout.splitlines())


def test_each_word_of_a_constraint_has_its_parameter() -> None:
    names = {kind[0].lower() + kind[1:] for kind in WORDS}
    for kind, words in WORDS.items():
        for name in (part.partition("}")[0] for part in words.split("{")[1:]):
            assert name in names | {"qualifiedValueShape"}, kind


def test_a_blank_node_is_placed_by_what_leads_to_it(check: RunKg) -> None:
    ran = check("ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:street ; sh:closed true .")
    assert ran.stdout == (
        "data.ttl: ex:bob ex:home: _:c14n0 ex:street: is not allowed by a closed shape; "
        'found "" [ex:S]\n'
    )


def test_findings_in_json_have_whole_terms_and_the_line_of_messages_the_counts(
    check: RunKg,
) -> None:
    shape = _shape("sh:maxInclusive 120 ; sh:severity sh:Warning ; sh:name 'age'")
    ran = check(shape, "-f", "json")
    found = json.loads(ran.stdout)
    assert found[0] == {
        "severity": "warning", "place": "data.ttl", "focus": "http://example.org/bob",
        "path": "<http://example.org/age>", "message": "is above 120", "shape": "ex:S",
        "value": '"150"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "component": "MaxInclusiveConstraintComponent",
    }  # fmt: skip
    assert (ran.code, len(found)) == (0, 2)
    assert ran.stderr.endswith("0 violations, 2 warnings; 2 nodes looked at by 1 shape\n")
    assert check(shape, "--strict", "-q").code == 1


def test_a_severity_of_its_own_is_no_less_than_a_violation(check: RunKg) -> None:
    ran = check(_shape("sh:minCount 9 ; sh:severity ex:Odd"))
    assert ran.code == 1
    assert ran.stdout.startswith("data.ttl: ex:Odd: ex:ann ex:age: must have 9 or more values")
    assert check(_shape("sh:minCount 9 ; sh:severity sh:Info")).code == 0


def test_the_words_of_a_query_are_in_the_preferred_language(check: RunKg) -> None:
    shape = """ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:sparql [
      sh:message "old {?a}"@en , "alt {?a}"@de ; sh:select
      "SELECT $this ?a { $this <http://example.org/age> ?a FILTER(?a > 100) }" ] ."""
    assert "data.ttl: ex:bob: old 150 [ex:S]\n" in check(shape).stdout
    assert "data.ttl: ex:bob: alt 150 [ex:S]\n" in check(shape, "--lang", "de").stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ex:S a sh:NodeShape ; sh:targetClass", "shapes.ttl: is not Turtle: "),
        ("", "shapes.ttl: holds no shape"),
        ("ex:a ex:b ex:c .", "shapes.ttl: holds no shape"),
        (_shape('sh:minCount "one"'), "shapes.ttl: MinCountConstraintComponent sh:minCount must"),
        (_shape('sh:pattern "("'), "shapes.ttl: missing )"),
        ("ex:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:minCount 1 ] .",
         "shapes.ttl: 'ex:S' exists but is not a well-formed SHACL PropertyShape"),
        ("_:x sh:inversePath _:x ." + _shape("sh:minCount 1", "_:x"), "shapes.ttl: "),
        ("_:l rdf:first 1 ; rdf:rest _:l ." + _shape("sh:in _:l"), "shapes.ttl: "),
        (_shape("sh:minCount 1", "[ ]"), "shapes.ttl: "),
        ('ex:S sh:targetClass ex:Person ; sh:sparql [ sh:select "SELECT $this { $this ?p }" ] .',
         "shapes.ttl: Expected SelectQuery"),
        ('ex:S sh:targetClass ex:Person ; sh:sparql [ sh:select "SELECT $this { SERVICE '
         '<http://127.0.0.1:9/> {$this ?p ?o} }" ] .',
         "shapes.ttl: sh:select: SERVICE would call the server http://127.0.0.1:9/"),
        ('ex:S sh:targetClass ex:Person ; sh:sparql [ sh:select "SELECT $this FROM '
         '<http://127.0.0.1:9/> {$this ?p ?o}" ] .',
         "shapes.ttl: sh:select: FROM would read another graph"),
    ],
)  # fmt: skip
def test_shapes_that_are_broken_are_told_in_a_line(check: RunKg, text: str, told: str) -> None:
    ran = check(text, "-q")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"kg: {told}")
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (_shape("sh:mincount 1 ; sh:minCount 1"), "sh:mincount is no word of SHACL; did you mean"),
        ("<> owl:imports <http://127.0.0.1:9/> ." + _shape("sh:minCount 1"),
         "http://127.0.0.1:9/ is imported and not fetched; name its file with another --shapes"),
        (_shape("sh:minCount 1") + "ex:S sh:js [ sh:jsFunctionName 'f' ] .",
         "sh:js is a program, which is not run"),
    ],
)  # fmt: skip
def test_what_is_not_looked_at_is_told(check: RunKg, text: str, told: str) -> None:
    ran = check(text)
    assert ran.code == 0
    assert f"kg: {told}" in ran.stderr


def test_statements_about_triples_are_told_to_be_left_out(check: RunKg, tmp_path: Path) -> None:
    (tmp_path / "star.ttl").write_text(
        f"{HEAD}{DATA} ex:c ex:says <<( ex:a ex:b ex:c )>> .", "utf8"
    )
    ran = check(_shape("sh:minCount 1"), "--graph", "star.ttl")
    assert "kg: star.ttl: 1 statements about a triple are not looked at" in ran.stderr


def test_shapes_without_a_target_say_that_nothing_was_looked_at(check: RunKg) -> None:
    for text in (_shape("sh:minCount 1").replace("Person", "Dog"),
                 _shape("sh:minCount 1 ; sh:deactivated true").replace(
                     "sh:targetClass", "sh:deactivated true ; sh:targetClass")):  # fmt: skip
        ran = check(text, "-q")
        assert (ran.code, ran.stdout) == (1, "")
        assert ran.stderr == "kg: no shape of shapes.ttl has a target in data.ttl\n"


def test_a_graph_that_the_shapes_of_the_record_do_not_know_is_told(
    run_kg: RunKg, tmp_path: Path
) -> None:
    (tmp_path / "data.ttl").write_text(HEAD + DATA, "utf8")
    ran = run_kg("check", "--graph", "data.ttl", "-q")
    assert ran.code == 1
    assert ran.stderr.startswith("kg: no shape of the record has a target in data.ttl; name shapes")


def test_targets_and_rules_of_the_advanced_features_are_taken(check: RunKg) -> None:
    target = """ex:S a sh:NodeShape ; sh:target [ a sh:SPARQLTarget ; sh:select
      "SELECT ?this { ?this <http://example.org/knows> ?x }" ] ; sh:closed true ."""
    assert "ex:bob ex:age: is not allowed" in check(target).stdout
    rule = """ex:S sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate ex:made ;
      sh:object 1 ] ."""
    assert check(_shape("sh:minCount 1", "ex:made")).code == 1
    assert check(_shape("sh:minCount 1", "ex:made") + rule).code == 0


def test_several_files_of_shapes_are_one(run_kg: RunKg, tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(HEAD + DATA, "utf8")
    (tmp_path / "a.ttl").write_text(
        f"{HEAD} ex:S sh:targetClass ex:Person ; sh:node ex:T .", "utf8"
    )
    (tmp_path / "b.ttl").write_text(f"{HEAD} ex:T a sh:NodeShape ; sh:closed true .", "utf8")
    ran = run_kg("check", "--shapes", "a.ttl", "--shapes", "b.ttl", "--graph", "data.ttl", "-q")
    assert ran.code == 1
    assert "does not meet ex:T" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["--shapes", "http://example.org/x"],
            "--shapes http://example.org/x: is an address; save",
        ),
        (["--shapes", "."], "--shapes .: is a folder; name the file"),
        (["--shapes", "none.ttl"], "none.ttl: no such file"),
        (["--graph", "data.ttl", "--data", "x"], "--data is of tables; it cannot be used with"),
        (["--graph", "data.ttl", "--release"], "--release is of tables; it cannot be used with"),
    ],
)
def test_wrong_usage_is_told(
    run_kg: RunKg, tmp_path: Path, arguments: list[str], told: str
) -> None:
    (tmp_path / "data.ttl").write_text(HEAD + DATA, "utf8")
    if "--graph" not in arguments:
        arguments = [*arguments, "--graph", "data.ttl"]
    ran = run_kg("check", "-q", *arguments)
    assert ran.code == 2
    assert ran.stderr.startswith(f"kg: {told}")


def test_without_pyshacl_it_says_what_to_install(
    check: RunKg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    ran = check(_shape("sh:minCount 1"), "-q")
    assert ran.code == 2
    assert ran.stderr.startswith("kg: checking by SHACL shapes needs more libraries: pip install '")
    assert ran.stderr.endswith("[shapes]'\n")


def test_python_has_the_same_findings(check: RunKg, tmp_path: Path) -> None:
    ran = check(_shape("sh:maxCount 1"))
    found = kg.open(tmp_path / "data.ttl").check([tmp_path / "shapes.ttl"])
    assert [str(one).partition(": ")[2] for one in found] == [ran.stdout.strip().partition(": ")[2]]
    with pytest.raises(UsageError, match="holds no shape"):
        kg.open(tmp_path / "data.ttl").check([tmp_path / "data.ttl"])
