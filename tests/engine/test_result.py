"""What a query gives: plain values, labels beside ids, frames, and what a notebook shows."""

from __future__ import annotations

import sys
from datetime import date

import pyoxigraph as ox
import pytest

from kg.engine.result import Result, plain
from kg.engine.store import LocalGraph
from kg.errors import MissingExtra
from kg.model import terms

LINE = "SELECT ?a ?b ?n { ?a nhsit:replacedBy ?b OPTIONAL { ?a nhsit:nosuch ?n } } ORDER BY ?a"


@pytest.fixture
def line(graph: LocalGraph) -> Result:
    return Result.of(graph.query(LINE), graph)


def _typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(terms.XSD + kind))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        pytest.param(None, None, id="unbound"),
        pytest.param(ox.NamedNode(terms.SHIPPED.things + "nhsx"), "nhsx", id="an entity"),
        pytest.param(ox.NamedNode(terms.SHIPPED.ns + "Body"), "nhsit:Body", id="a class"),
        pytest.param(ox.NamedNode("https://example.org/a"), "https://example.org/a", id="an IRI"),
        pytest.param(_typed("12", "integer"), 12, id="an integer"),
        pytest.param(_typed("1.5", "decimal"), 1.5, id="a decimal"),
        pytest.param(_typed("false", "boolean"), False, id="a boolean"),
        pytest.param(_typed("2019-07-01", "date"), date(2019, 7, 1), id="a date"),
        pytest.param(_typed("2019-99-01", "date"), "2019-99-01", id="an ill-typed date"),
        pytest.param(ox.Literal("Wort", language="de"), "Wort", id="a text"),
        pytest.param(ox.Literal("199X", datatype=ox.NamedNode(terms.EDTF)), "199X", id="EDTF"),
    ],
)
def test_a_term_becomes_a_plain_value(term: ox.Literal | None, value: object) -> None:
    found = plain(term)
    assert (found, type(found)) == (value, type(value))


def test_rows_are_a_sequence_in_the_order_of_the_columns(line: Result) -> None:
    assert line.columns == ("a", "b", "n")
    assert list(line) == [
        ("old-body", "new-body", None), ("oldest-body", "old-body", None),
    ]  # fmt: skip
    assert (len(line), line[1][0], line[:1], bool(line)) == (2, "oldest-body", [line[0]], True)
    assert line.to_dicts()[0] == {"a": "old-body", "b": "new-body", "n": None}
    assert line.terms[0][0] == ox.NamedNode(terms.SHIPPED.things + "old-body")
    assert repr(line) == "<kg.Result 2 rows: a, b, n>"


def test_labels_come_after_the_ids_of_entities(line: Result) -> None:
    found = line.with_labels()
    assert found.columns == ("a", "a_label", "b", "b_label", "n")
    assert found[0] == ("old-body", "Old Body", "new-body", "New Body", None)
    assert next(line.labelled_rows()) == ("Old Body", "New Body", None)


def test_declared_entities_have_labels_even_where_nothing_is_found(graph: LocalGraph) -> None:
    empty = Result.of(graph.query("SELECT ?a ?b { ?a nhsit:nosuch ?b }"), graph, ["a"])
    assert not empty
    assert empty.with_labels().columns == ("a", "a_label", "b")


def test_ask_and_construct_are_results_too(graph: LocalGraph) -> None:
    no = Result.of(graph.query("ASK { id:old-body nhsit:nosuch ?x }"))
    assert (list(no), bool(no)) == ([(False,)], False)
    assert bool(Result.of(graph.query("ASK {}")))
    made = Result.of(
        graph.query("CONSTRUCT { ?a nhsit:replacedBy ?b } WHERE { ?a nhsit:replacedBy ?b }")
    )
    assert made.columns == ("subject", "predicate", "object")
    assert ("old-body", "nhsit:replacedBy", "new-body") in list(made)


def test_results_are_equal_by_what_they_say(graph: LocalGraph, line: Result) -> None:
    assert line == Result.of(graph.query(LINE))
    assert line != Result.of(graph.query("ASK {}"))
    assert line != list(line)


def test_frames_hold_the_same_rows(line: Result) -> None:
    panda = line.to_pandas()
    assert list(panda.columns) == ["a", "b", "n"]
    assert panda["b"].tolist() == ["new-body", "old-body"]
    polar = line.to_polars()
    assert polar.rows() == list(line)


def test_a_late_value_is_not_lost_in_a_frame(graph: LocalGraph) -> None:
    rows = " ".join(["(1 UNDEF)"] * 200 + ["(2 1.5)"])
    found = Result.of(graph.query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}"))
    assert found.to_polars().rows()[-1] == (2, 1.5)


def test_a_frame_without_its_library_says_what_to_install(
    line: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, make in (("pandas", line.to_pandas), ("polars", line.to_polars)):
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(MissingExtra, match=r"pip install '.+\[frames\]'"):
            make()


def test_a_notebook_shows_labels_and_runs_nothing(graph: LocalGraph) -> None:
    shown = Result.of(graph.query("SELECT (id:undated AS ?x) {}"), graph)._repr_html_()
    assert "<td>Undated Unit &lt;b&gt;</td>" in shown
    many = " ".join(map(str, range(150)))
    more = Result.of(graph.query(f"SELECT ?x {{ VALUES ?x {{ {many} }} }}"))._repr_html_()
    assert (more.count("<tr>"), "and 50 more rows" in more) == (101, True)
