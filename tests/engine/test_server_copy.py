"""The copy of a server: whole whatever the server cuts, gone on with, and never stale unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.engine import server_copy
from kg.engine.store import open_graph
from kg.errors import GraphError
from tests.server import VIRTUOSO as VIRTUOSO
from tests.server import Between, send_update, stand_between

THINGS = 40
TRIPLES = " ".join(
    f'<http://x/{n}> <http://x/name> "{n}" ; a <http://x/Thing> ; <http://x/next> <http://x/{n + 1}> .'
    for n in range(THINGS)
)


@pytest.fixture
def between(oxigraph: str) -> Iterator[Between]:
    """A server of some things, behind one that can cut what it says."""
    send_update(oxigraph, f"DROP ALL; INSERT DATA {{ {TRIPLES} }}")
    with stand_between(f"{oxigraph}/query") as found:
        yield found


def _lines(address: str) -> list[str]:
    return sorted(str(quad.triple) for quad in open_graph(address).store)


def _held(text: str) -> list[str]:
    return sorted(str(quad.triple) for quad in ox.parse(text, ox.RdfFormat.TURTLE))


def test_a_server_is_copied_once_and_told(
    between: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _lines(between.address) == _held(TRIPLES)
    told = capsys.readouterr().err
    assert told.startswith(f"kg: {between.address}: is copied once, 120 statements into ")
    assert len(between.fetches) == 3
    assert _lines(between.address) == _held(TRIPLES)
    assert len(between.fetches) == 3
    assert capsys.readouterr().err == ""


def test_what_was_added_since_is_noticed_at_once(
    between: Between, oxigraph: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _lines(between.address)
    send_update(oxigraph, "INSERT DATA { <http://x/new> <http://x/name> 'new' }")
    assert len(_lines(between.address)) == 3 * THINGS + 1
    assert "has changed since it was copied" in capsys.readouterr().err


def test_what_was_changed_in_place_is_noticed_by_the_digest(
    between: Between, oxigraph: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lines(between.address)
    send_update(
        oxigraph,
        "DELETE { ?s <http://x/name> '7' } INSERT { ?s <http://x/name> '8' }"
        " WHERE { ?s <http://x/name> '7' }",
    )
    monkeypatch.setattr(server_copy, "AGAIN", -1.0)
    assert '<http://x/7> <http://x/name> "8"' in _lines(between.address)


@pytest.mark.parametrize("most", [39, 10, 5])
def test_a_server_that_cuts_answers_silently_is_asked_in_parts(between: Between, most: int) -> None:
    between.most = most
    assert _lines(between.address) == _held(TRIPLES)
    assert len(between.fetches) > 3 * THINGS / most


def test_a_server_that_cuts_the_smallest_part_is_refused(between: Between, oxigraph: str) -> None:
    more = ", ".join(f"<http://x/{n}>" for n in range(9))
    send_update(oxigraph, f"INSERT DATA {{ <http://x/0> <http://x/many> {more} }}")
    between.most = 5
    with pytest.raises(GraphError) as raised:
        open_graph(between.address)
    assert str(raised.value) == (
        f"{between.address}: gives 5 statements where it counts 9 with <http://x/many>"
    )


def test_a_copy_that_stopped_goes_on_where_it_was(
    between: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    between.breaks_at = 3
    with pytest.raises(GraphError, match="broke off in the middle of its answer"):
        open_graph(between.address)
    capsys.readouterr()
    assert _lines(between.address) == _held(TRIPLES)
    assert len(between.fetches) == 4
    assert "goes on being copied" in capsys.readouterr().err


def test_pieces_of_what_has_changed_meanwhile_are_not_used(between: Between, oxigraph: str) -> None:
    between.breaks_at = 3
    with pytest.raises(GraphError):
        open_graph(between.address)
    send_update(oxigraph, "DELETE DATA { <http://x/0> a <http://x/Thing> }")
    assert len(_lines(between.address)) == 3 * THINGS - 1
    assert len(between.fetches) == 6


def test_blank_nodes_stay_one_across_properties(between: Between, oxigraph: str) -> None:
    send_update(
        oxigraph, "INSERT DATA { <http://x/0> <http://x/p> [ <http://x/q> [ <http://x/r> 1 ] ] }"
    )
    path = "ASK { <http://x/0> <http://x/p>/<http://x/q>/<http://x/r> 1 }"
    assert bool(open_graph(between.address).query(path))


def test_named_graphs_are_copied_where_nothing_stands_outside_them(oxigraph: str) -> None:
    send_update(
        oxigraph, "DROP ALL; INSERT DATA { GRAPH <http://x/g> { <http://x/a> a <http://x/b> } }"
    )
    found: Any = open_graph(f"{oxigraph}/query").query(
        "SELECT ?g { ?s ?p ?o . GRAPH ?g { ?s ?p ?o } }"
    )
    assert [row[0].value for row in found] == ["http://x/g"]


def test_without_a_place_to_keep_it_a_server_is_copied_each_time(
    between: Between, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KG_CACHE_MB", "off")
    assert _lines(between.address) == _lines(between.address) == _held(TRIPLES)
    assert len(between.fetches) == 6
    monkeypatch.delenv("KG_CACHE_MB")
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert _lines(between.address) == _held(TRIPLES)


def test_an_empty_server_has_an_empty_copy(oxigraph: str) -> None:
    send_update(oxigraph, "DROP ALL")
    assert len(open_graph(f"{oxigraph}/query").store) == 0
