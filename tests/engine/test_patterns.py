"""A query taken apart: its patterns, what each is to the answer, what matched nothing."""

from __future__ import annotations

import pytest

from kg.engine.parameters import read_term
from kg.engine.patterns import Pattern, count_matches, explain_empty, find_patterns
from kg.engine.store import LocalGraph


def test_patterns_have_their_role_and_known_prefixes() -> None:
    query = """
    SELECT ?x (COUNT(*) AS ?n) WHERE {
      { ?x a nhsit:Body } UNION { ?x a nhsit:Unit }
      ?x <https://example.org/p> "a" .
      OPTIONAL { ?x nhsit:partOf+ ?y }
      MINUS { ?x nhsit:end ?e }
    } GROUP BY ?x
    """
    found = {(p.text, p.role, p.is_path) for p in find_patterns(query)}
    assert found == {
        ("?x rdf:type nhsit:Body", "alternative", False),
        ("?x rdf:type nhsit:Unit", "alternative", False),
        ('?x <https://example.org/p> "a"', "required", False),
        ("?x nhsit:partOf+ ?y", "optional", True),
        ("?x nhsit:end ?e", "excluded", False),
    }


def test_what_rdflib_cannot_parse_has_no_patterns() -> None:
    assert find_patterns("SELECT ?x { << ?s ?p ?o >> ?q ?x }") == []


def test_matches_are_counted_alone_and_with_parameters(graph: LocalGraph) -> None:
    pattern = Pattern("?a nhsit:replacedBy ?b", "required", False)
    assert count_matches(graph, pattern, {}) == 2
    assert count_matches(graph, pattern, {"a": read_term("id:old-body")}) == 1
    assert count_matches(graph, Pattern("?a nhsit:partOf+ ?b", "required", True), {}) is None


@pytest.mark.parametrize(
    ("where", "told"),
    [
        pytest.param(
            "VALUES (?a ?b) { (id:new-body UNDEF) (1 2) } ?a nhsit:replacedBy ?b",
            "nothing matches ?a nhsit:replacedBy ?b and the values given",
            id="values of which one is open",
        ),
        pytest.param(
            "{ SELECT ?a { ?a nhsit:replacedBy id:nobody } } ?a a nhsit:Body",
            "nothing matches ?a nhsit:replacedBy id:nobody",
            id="within a subquery",
        ),
        pytest.param(
            "?a nhsit:nosuch ?b ; nhsit:nor ?c",
            "nothing matches ?a nhsit:nor ?c, nothing ?a nhsit:nosuch ?b",
            id="two at once",
        ),
    ],
)
def test_the_part_that_matched_nothing_is_named(graph: LocalGraph, where: str, told: str) -> None:
    assert explain_empty(graph, f"SELECT * {{ {where} }}", {}) == told


def test_parameters_count_as_values(graph: LocalGraph) -> None:
    told = explain_empty(
        graph, "SELECT * { ?a nhsit:replacedBy ?b }", {"a": read_term("id:new-body")}
    )
    assert told == "nothing matches ?a nhsit:replacedBy ?b"


def test_a_name_that_rdflib_cannot_write_is_taken_for_what_it_cannot_read(
    graph: LocalGraph, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "SELECT * { ?s nhsit:replaced\\' ?o }"
    assert not list(graph.query(text))  # type: ignore[arg-type]
    assert find_patterns(text) == []
    assert explain_empty(graph, text, {}) == ""
    assert capfd.readouterr().err == ""
