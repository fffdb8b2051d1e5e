"""The Python face: its names, its types, and that it says what the command line says."""

from __future__ import annotations

import inspect
import re
import time
from pathlib import Path

import pytest

import kg
from kg.errors import GraphError, QueryError, UnknownEntity, UsageError
from kg.model import terms
from tests.conftest import write_tables
from tests.memory import MEMORY


@pytest.fixture(scope="module")
def g(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("api")
    return kg.build(write_tables(folder, MEMORY), folder / "output")


def test_the_public_names_are_these() -> None:
    types = (
        "Advice Analysis Asked Card Change Difference Earlier Entity Existence Explanation Finding GapKind Graph "
        "Ground Hit Hop Inheritance Inherited Lack Line Lineage Link Parameter Precedent Question "
        "Remark Result SaidBefore Source Summary ToldBody View"
    )
    assert kg.__all__ == [*types.split(), "__version__", "build", "check", "open"]
    for name in types.split():
        assert isinstance(getattr(kg, name), type)
    with pytest.raises(AttributeError):
        kg.nothing  # noqa: B018


def test_each_public_type_that_a_method_returns_has_a_public_name() -> None:
    for name, method in inspect.getmembers(kg.Graph, inspect.isfunction):
        if not name.startswith("_"):
            said = str(inspect.signature(method).return_annotation)
            types = set(re.findall(r"\b[A-Z]\w+", said)) - {
                "Way",
                "DiGraph",
                "MultiDiGraph",
                "Dataset",
            }
            assert types <= set(kg.__all__), name


def test_building_is_one_function_before_and_after_the_first_build(g: kg.Graph) -> None:
    assert inspect.isfunction(kg.build)
    assert list(inspect.signature(kg.build).parameters) == ["data", "out", "force", "tell"]


def test_building_twice_in_one_process_gives_a_graph_each_time(
    small_tables: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        assert isinstance(kg.build(small_tables, tmp_path / name), kg.Graph)


def test_a_graph_can_be_opened_again_from_its_folder_or_its_turtle(
    g: kg.Graph, tmp_path: Path
) -> None:
    place = g.entity("old-body")
    folder = repr(g).split()[1].rstrip(":")
    assert kg.open(folder).entity("old-body") == place
    assert kg.open(f"{folder}/nhs-it.ttl").entity("Old Body") == place
    with pytest.raises(GraphError):
        kg.open(tmp_path / "nothing")


def test_a_graph_copied_into_memory_answers_as_it_did_where_it_lay(
    small_tables: Path, tmp_path: Path
) -> None:
    stored = kg.build(small_tables, tmp_path / "out")
    quick = kg.open(tmp_path / "out", memory=True)
    everything = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert set(quick.query(everything)) == set(stored.query(everything))
    assert quick.lineage("old-body") == stored.lineage("old-body")
    quick._graph.store.clear()  # what lies on disk could not be changed
    assert not quick.query(everything) and stored.query(everything)


def test_an_entity_is_a_card(g: kg.Graph) -> None:
    card = g.entity("Former Bureau")
    assert (card.id, card.label, card.when) == (
        "old-body",
        "Old Body",
        "1 April 2001 to 31 March 2013",
    )
    with pytest.raises(UnknownEntity):
        g.entity("nobody at all")


def test_questions_have_typed_answers(g: kg.Graph) -> None:
    assert g.search("old bodi")[0].entity.slug == "old-body"
    assert g.lineage("oldest-body").heirs == ["new-body", "old-body"]
    assert [e.entity.slug for e in g.as_of("2006-06") if e.how == "certain"] == ["gone", "old-body"]
    assert g.path("ann-smith", "old-body")[0][0].end == "old-body"
    assert [a.id for a in g.recommendations(contested=True)] == ["advice-1"]
    assert g.explain("old-body", "replacedBy", "new-body")[0].is_stated
    with pytest.raises(UsageError):
        g.as_of("soon")


def test_what_jupyter_shows_is_escaped(g: kg.Graph) -> None:
    for shown in (g, g.entity("undated"), g.lineage("undated")):
        html = shown._repr_html_()
        assert "Unit <b>" not in html
    assert "Undated Unit &lt;b&gt;" in g.entity("undated")._repr_html_()
    assert "Old Body" in g.lineage("old-body")._repr_html_()
    assert "<td>" in g._repr_html_()


def test_rdflib_reads_the_same_store(g: kg.Graph) -> None:
    import rdflib

    dataset = g.to_rdflib()
    assert isinstance(dataset, rdflib.Dataset)
    query = "SELECT ?heir { id:old-body nhsit:replacedBy ?heir }"
    ours = [terms.SHIPPED.entity(heir) for (heir,) in g.query(query)]
    assert [str(row.heir) for row in dataset.query(query)] == ours
    assert ours == ["https://w3id.org/nhs-it/id/new-body"]


def test_networkx_gets_a_projection(g: kg.Graph) -> None:
    network = g.to_networkx("succession")
    assert list(network.successors("old-body")) == ["new-body"]
    with pytest.raises(UsageError, match="did you mean 'succession'"):
        g.to_networkx("sucession")


def test_export_gives_what_the_command_writes(g: kg.Graph, tmp_path: Path) -> None:
    whole = g.export("ttl")
    assert whole == (Path(repr(g).split()[1].rstrip(":")) / "nhs-it.ttl").read_text("utf8")
    part = g.export("nt", tmp_path / "part.nt", about="old-body", depth=0)
    assert part == (tmp_path / "part.nt").read_text("utf8")
    assert 0 < len(part.splitlines()) < len(g.export("nt").splitlines())
    assert g.export("csv", tmp_path / "tables") == str(tmp_path / "tables")
    assert "Old Body" in (tmp_path / "tables" / "Body.csv").read_text("utf8")
    for form, message in (("graphm", "did you mean 'graphml'"), ("csv", "name it as output")):
        with pytest.raises(UsageError, match=message):
            g.export(form)


def test_a_difference_is_told_in_facts(g: kg.Graph, small_tables: Path, tmp_path: Path) -> None:
    assert g.diff(g).is_empty
    other = kg.build(small_tables, tmp_path / "other")
    assert {change.what for change in g.diff(other).changes} == {"removed"}
    assert {change.what for change in other.diff(g).changes} == {"added"}


def test_a_report_is_a_document(g: kg.Graph, tmp_path: Path) -> None:
    text = g.report(tmp_path / "r.md", only=["quality"])
    assert text.startswith("# ") and text == (tmp_path / "r.md").read_text("utf8")
    with pytest.raises(UsageError):
        g.report(only=["nothing"])


def test_what_is_lacking_is_listed_by_kind_and_topic(g: kg.Graph) -> None:
    (undated,) = [one for one in g.gaps("body-no-start") if one.fact == "oldest-body"]
    assert (undated.label, undated.row.partition(":")[0]) == ("Oldest Body", "bodies.csv")
    assert {one.fact for one in g.gaps("advice-unassessed", topic="Topic A")} == {"advice-2"}
    assert {one.kind.name for one in g.gaps()} >= {"body-no-start", "advice-unassessed"}


def test_a_graph_and_its_tables_are_checked_alike(g: kg.Graph, tmp_path: Path) -> None:
    tables = write_tables(tmp_path, MEMORY)
    assert [f.message for f in g.check()] == [f.message for f in kg.check(tables)]
    assert [f.place for f in g.check()] == [f.place for f in kg.check(tables)]


NAMES = "SELECT ?thing ?name { ?thing skos:prefLabel ?name }"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.mark.parametrize("query", [NAMES, TRIPLES])
def test_an_answer_of_too_many_rows_is_refused(g: kg.Graph, query: str) -> None:
    rows = len(g.query(query))
    place = str(g).split()[1].rstrip(":")
    assert len(kg.open(place, rows=rows).query(query)) == rows
    assert len(kg.open(place, rows=None, seconds=None).query(query)) == rows
    with pytest.raises(QueryError, match=rf"more than {rows - 1:,} rows; ask for less, or open"):
        kg.open(place, rows=rows - 1).query(query)


def test_an_answer_that_does_not_end_is_given_up(g: kg.Graph) -> None:
    begun = time.monotonic()
    quick = kg.open(str(g).split()[1].rstrip(":"), rows=None, seconds=0.5)
    with pytest.raises(QueryError, match=r"rows in 0.5 s, and there are more; ask for less"):
        quick.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert time.monotonic() - begun < 10
    assert quick.query("ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


@pytest.mark.parametrize("query", ["SELECT * " + "{" * 300 + "}" * 300, "ASK { SERVICE <x:y> {} }"])
def test_what_would_end_the_engine_or_call_out_is_refused_in_python_too(
    g: kg.Graph, query: str
) -> None:
    with pytest.raises(QueryError, match=r"nested more than 200 deep|SERVICE would call"):
        g.query(query)
