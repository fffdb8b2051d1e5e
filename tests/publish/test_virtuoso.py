"""Virtuoso 7: its own login, no default graph, an update that does not undo, numbers for booleans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine.remote import RemoteGraph
from kg.engine.store import LocalGraph, open_graph
from kg.engine.transfer import LOGIN
from kg.errors import GraphError
from kg.publish.abilities import Addresses
from kg.publish.publication import Options, publish
from tests.server import VIRTUOSO, serve_virtuoso

pytestmark = [
    pytest.mark.virtuoso,
    pytest.mark.skipif(
        VIRTUOSO is None, reason="needs Virtuoso: apt install virtuoso-opensource-7"
    ),
]


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOGIN, "dba:dba")


def test_without_a_login_it_is_only_asked(
    graph: LocalGraph, virtuoso: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(LOGIN, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with pytest.raises(GraphError, match="asks for a login"):
        publish(graph, Addresses(virtuoso))
    monkeypatch.setenv(LOGIN, "dba:wrong")
    with pytest.raises(GraphError, match="refused the login"):
        publish(graph, Addresses(virtuoso))


@pytest.mark.usefixtures("login")
@pytest.mark.parametrize("batch", [500, 10_000])
def test_a_record_is_there_and_answers_alike(graph: LocalGraph, virtuoso: str, batch: int) -> None:
    done = publish(graph, Addresses(virtuoso), Options(batch=batch))
    assert done.faults == ()
    assert done.way.startswith("sent by Graph Store Protocol; replaced graph by graph")
    assert any("all of its graphs together" in note for note in done.notes)
    layers = ("data", "inferred", "meta", "vocab")
    assert {target for target, _ in done.graphs} == {
        f"<{graph.space.layer(name)}>" for name in layers
    }


@pytest.mark.usefixtures("login")
def test_hostile_text_and_blank_nodes_arrive(virtuoso: str, tmp_path: Path) -> None:
    (tmp_path / "some.ttl").write_text(
        r"""<http://x/a> <http://x/p> "a\\u0041 100%25 \"q\" \n\t Ŵ 'x' }" , "x"@en-gb , _:b .
        _:b <http://x/q> _:c . _:c <http://x/q> 'b' .""",
        "utf8",
    )
    graph = open_graph(tmp_path / "some.ttl")
    done = publish(graph, Addresses(virtuoso), Options(into="http://x/all", batch=2))
    assert done.faults == ()
    there = RemoteGraph(f"{virtuoso}?default-graph-uri=http://x/all")
    path = "ASK { <http://x/a> <http://x/p>/<http://x/q>/<http://x/q> ?b FILTER(STR(?b) = 'b') }"
    assert bool(there.query(path))


@pytest.mark.usefixtures("login")
def test_triple_terms_are_refused_before_anything_is_sent(virtuoso: str, tmp_path: Path) -> None:
    (tmp_path / "some.ttl").write_text("<x:r> <x:s> <<( <x:a> <x:b> <x:c> )>> .", "utf8")
    with pytest.raises(GraphError, match=r"does not take triple terms .* nothing was sent"):
        publish(
            open_graph(tmp_path / "some.ttl"), Addresses(virtuoso), Options(into="http://x/all")
        )
