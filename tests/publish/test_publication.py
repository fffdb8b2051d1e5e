"""A whole publication: what is there afterwards, and what readers see meanwhile."""

from __future__ import annotations

import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.engine.store import LocalGraph, open_graph
from kg.errors import GraphError
from kg.publish.abilities import Addresses
from kg.publish.publication import Options, Telling, publish, withdraw
from tests.kills_of_publish import kill_publications
from tests.server import send_update, serve_rdflib
from tests.spoiling import Fault, Passing, Spoil, spoiled

pytestmark = pytest.mark.usefixtures("no_waits")
HOSTILE = r"""
@prefix x: <http://x/> .
x:a x:p "a\\u0041 \\U00000041 100%25 \"q\" \n\r\t Ŵ 𝔘 'x' } ; DROP ALL #" , 1.5 , "" , "x"@en , true , _:b .
_:b x:q _:c , "b" .
x:g { x:a x:p _:b , "in g" . }
x:h { x:a x:p "_:no blank node" . }
"""
"""Statements that some way of sending, splitting or storing may change."""
Held = Callable[[str], ox.Dataset]
PIECES = Options(batch=100)


def _file(folder: Path, text: str) -> LocalGraph:
    (folder / "some.trig").write_text(text, "utf8")
    return open_graph(folder / "some.trig")


def _want(graph: LocalGraph) -> ox.Dataset:
    quads = graph.file.quads() if graph.file is not None else graph.store
    want = ox.Dataset(quads)
    want.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return want


def test_a_server_holds_what_was_sent_and_answers_alike(
    graph: LocalGraph, server: str, held: Held
) -> None:
    told: list[str] = []
    sent: list[tuple[int, int]] = []
    telling = Telling(told.append, lambda *both: sent.append(both))
    done = publish(graph, Addresses(server), Options(batch=2000), telling)
    assert done.faults == ()
    assert done.asked >= 8
    assert "in one step" in done.way
    assert held(server) == _want(graph)
    assert told == ["looking at the server", "sending", "replacing", "checking"]
    assert sent[-1] == (len(graph.store), len(graph.store))
    assert sorted(sent) == sent


@pytest.mark.parametrize("batch", [1, 3, 1000])
def test_hostile_text_blank_nodes_and_named_graphs_arrive_as_they_are(
    tmp_path: Path, server: str, held: Held, batch: int
) -> None:
    graph = _file(tmp_path, HOSTILE)
    done = publish(graph, Addresses(server), Options(batch=batch))
    assert done.faults == done.notes == ()
    assert held(server) == _want(graph)


def test_what_was_there_is_replaced_and_other_graphs_stay(
    tmp_path: Path, server: str, held: Held
) -> None:
    send_update(server, 'INSERT DATA { GRAPH <http://x/g> { <x:o> <x:o> "old" } '
                        'GRAPH <http://x/other> { <x:o> <x:o> "other" } }')  # fmt: skip
    graph = _file(tmp_path, HOSTILE)
    publish(graph, Addresses(server))
    there = {quad for quad in held(server) if quad.graph_name != ox.NamedNode("http://x/other")}
    assert there == set(_want(graph))
    assert len(held(server)) == len(there) + 1


def test_a_default_graph_of_something_else_is_not_replaced_unless_asked(
    tmp_path: Path, graph: LocalGraph, server: str, held: Held
) -> None:
    send_update(server, 'INSERT DATA { <x:o> <x:o> "old" }')
    before = held(server)
    for other in (graph, _file(tmp_path, HOSTILE)):
        with pytest.raises(GraphError, match="holds 1 statement of something else; --into"):
            publish(other, Addresses(server))
        assert held(server) == before
    done = publish(_file(tmp_path, HOSTILE), Addresses(server), Options(into="http://x/all"))
    assert done.faults == ()
    assert set(before) < set(held(server))
    publish(graph, Addresses(server), Options(replace=True))
    publish(graph, Addresses(server))  # it is there already
    there = [q for q in held(server) if q.graph_name != ox.NamedNode("http://x/all")]
    assert set(there) == set(_want(graph))


def test_everything_in_one_graph_is_asked_there(graph: LocalGraph, server: str, held: Held) -> None:
    done = publish(graph, Addresses(server), Options(into="http://x/all"))
    assert done.faults == ()
    assert done.asked >= 8
    assert {str(quad.graph_name) for quad in held(server)} == {"<http://x/all>"}


def test_nobody_sees_half_of_it(graph: LocalGraph, server: str) -> None:
    """Readers ask for the size of the whole all the time: it is that of the old or of the new."""
    send_update(server, "INSERT DATA { <https://w3id.org/nhs-it/dataset> a <x:k> }")
    seen: set[int] = set()
    stop = threading.Event()
    query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } " \
            'FILTER(CONTAINS(STR(?g), "/graph/")) } }'  # fmt: skip
    asked = f"{server}/query?{urllib.parse.urlencode({'query': query})}"

    def read() -> None:
        request = urllib.request.Request(asked, headers={"Accept": "text/csv"})
        while not stop.is_set():
            with urllib.request.urlopen(request) as reply:
                seen.add(int(reply.read().split()[1]))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        publish(graph, Addresses(server), Options(batch=2000))
        time.sleep(0.2)
    finally:
        stop.set()
        reader.join()
    assert seen == {1, len(graph.store)}


@pytest.fixture
def many(tmp_path: Path) -> LocalGraph:
    """A graph that is sent in several pieces."""
    facts = "".join(f'<http://x/{n}> <x:p> "thing {n}" . ' for n in range(600))
    return _file(tmp_path, f"{facts} <http://x/g> {{ <http://x/0> <x:p> 'in g' }}")


# A server that breaks off


def _second(fault: Fault) -> Spoil:
    return lambda passing: fault if passing.is_batch and passing.number == 5 else None


def _from_second(fault: Fault) -> Spoil:
    return lambda passing: fault if passing.is_batch and passing.number >= 5 else None


BROKEN = {
    "hangs up before": Fault(hang_up="before"),
    "hangs up after": Fault(hang_up="after"),
    "is overloaded": Fault(503),
}


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_what_broke_once_is_sent_again(
    many: LocalGraph, server: str, held: Held, fault: Fault
) -> None:
    with spoiled(server, _second(fault)) as address:
        assert publish(many, Addresses(address), PIECES).faults == ()
    assert held(server) == _want(many)


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_a_server_that_stays_broken_is_told_and_the_next_run_goes_on(
    many: LocalGraph, server: str, held: Held, fault: Fault
) -> None:
    with spoiled(server, _from_second(fault)) as address, pytest.raises(GraphError) as raised:
        publish(many, Addresses(address), PIECES)
    told = str(raised.value)
    assert "nothing else has changed; the same command goes on from there" in told
    assert all("publishing" in str(quad.graph_name) for quad in held(server))
    steps: list[str] = []
    sent: list[int] = []
    publish(many, Addresses(server), PIECES, Telling(steps.append, lambda n, _: sent.append(n)))
    assert "going on with what is there" in steps
    assert sent[0] > 100
    assert held(server) == _want(many)


@pytest.mark.parametrize("hang_up", ["before", "after"])
def test_an_answer_to_the_replacement_that_is_lost_loses_nothing(
    many: LocalGraph, server: str, held: Held, hang_up: str
) -> None:
    def spoil(passing: Passing) -> Fault | None:
        return Fault(hang_up=hang_up) if b"MOVE" in passing.body else None

    with spoiled(server, spoil) as address:
        if hang_up == "before":
            with pytest.raises(GraphError, match="all is loaded and nothing has been replaced"):
                publish(many, Addresses(address), PIECES)
        else:
            assert publish(many, Addresses(address), PIECES).faults == ()
    publish(many, Addresses(server), Options(batch=100, replace=True))
    assert held(server) == _want(many)


def test_a_piece_that_is_too_large_is_sent_in_halves(
    many: LocalGraph, server: str, held: Held
) -> None:
    def spoil(passing: Passing) -> Fault | None:
        too_large = passing.is_batch and passing.body.count(b"\n") > 150
        return Fault(413) if too_large else None

    with spoiled(server, spoil) as address:
        publish(many, Addresses(address), PIECES)
    assert held(server) == _want(many)


def test_the_statement_that_a_server_will_not_take_is_told(
    many: LocalGraph, server: str, held: Held
) -> None:
    def spoil(passing: Passing) -> Fault | None:
        return Fault(400, body=b"no\nmore") if b"thing 250" in passing.body else None

    with spoiled(server, spoil) as address, pytest.raises(GraphError) as raised:
        publish(many, Addresses(address), PIECES)
    told = str(raised.value)
    assert "answered 400 Bad Request: no; it will not take <http://x/250>" in told
    assert '"thing 250" .; ' in told
    assert "--abandon removes them" in told
    assert "\n" not in told
    assert withdraw(many, Addresses(server)) > 0
    assert len(held(server)) == 0


def test_a_graph_that_counts_less_than_was_sent_does_not_go_live(
    many: LocalGraph, server: str, held: Held
) -> None:
    """It is sent once more from the start, and then given up."""

    def spoil(passing: Passing) -> Fault | None:
        is_lost = passing.is_batch and b"thing 250" in passing.body
        return Fault(204, body=b"") if is_lost else None

    with spoiled(server, spoil) as address, pytest.raises(GraphError, match="were sent for"):
        publish(many, Addresses(address), PIECES)
    assert all("publishing" in str(quad.graph_name) for quad in held(server))


def test_equal_values_that_a_server_keeps_alike_are_told(
    tmp_path: Path, server: str, held: Held
) -> None:
    graph = _file(tmp_path, "<x:a> <x:p> 1, 01, 2 .")
    with pytest.raises(GraphError, match=r"3 statements were sent .* it has 2; .* such as 01 and"):
        publish(graph, Addresses(server))
    done = publish(graph, Addresses(server), Options(loose=True))
    assert done.faults == ("the default graph: 3 statements were sent, and 2 are there",)
    assert len(held(server)) == 2


def test_a_value_that_is_kept_in_another_form_is_told(tmp_path: Path, server: str) -> None:
    done = publish(_file(tmp_path, "<x:a> <x:p> 1.50 , <x:b> , 'a' ."), Addresses(server))
    typed = "^^<http://www.w3.org/2001/XMLSchema#decimal>"
    assert done.notes == (f'"1.50"{typed} is kept as "1.5"{typed}',)
    assert done.faults == ()


def test_triple_terms_are_sent_or_refused(tmp_path: Path, server: str, held: Held) -> None:
    graph = _file(tmp_path, "<x:r> <x:says> <<( <x:a> <x:b> <x:c> )>> .")
    assert publish(graph, Addresses(server)).faults == ()
    assert held(server) == _want(graph)
    send_update(server, "DROP ALL")

    def spoil(passing: Passing) -> Fault | None:
        return Fault(400, body=b"what is <<( ?") if b"<<(" in passing.body else None

    with spoiled(server, spoil) as address, pytest.raises(GraphError) as raised:
        publish(graph, Addresses(address))
    assert "does not take triple terms (RDF 1.2) such as <x:r> <x:says>" in str(raised.value)
    assert "nothing was sent" in str(raised.value)
    assert len(held(server)) == 0


def test_another_publication_that_has_not_ended_is_not_trodden_on(
    tmp_path: Path, many: LocalGraph, server: str, held: Held
) -> None:
    with spoiled(server, _from_second(Fault(503))) as address, pytest.raises(GraphError):
        publish(many, Addresses(address), PIECES)
    before = held(server)
    (tmp_path / "other").mkdir()
    with pytest.raises(GraphError, match=r"something else was begun here .* --abandon"):
        publish(_file(tmp_path / "other", HOSTILE), Addresses(server))
    assert held(server) == before
    withdraw(many, Addresses(server))
    assert len(held(server)) == 0
    assert withdraw(many, Addresses(server)) == 0


# A run that is killed


def test_a_run_that_is_killed_at_any_moment_is_gone_on_with(
    memory_output: Path, server: str, held: Held, tmp_path: Path
) -> None:
    """`python -m tests.kills_of_publish` kills more of them."""
    found = kill_publications(memory_output, server, 2, batch=200)
    assert found == {"runs": 2, "killed": 2, "faults": []}


# Servers of other kinds


@pytest.fixture(scope="module")
def rdflib_server() -> Iterator[str]:
    with serve_rdflib() as address:
        yield address


def test_a_server_that_takes_only_updates_and_has_no_default_graph(
    tmp_path: Path, rdflib_server: str
) -> None:
    """It also reads `\\u0041` where a backslash is written, and takes %25 in forms for %."""
    graph = _file(tmp_path, HOSTILE)
    done = publish(graph, Addresses(rdflib_server), Options(into="http://x/all", batch=2))
    assert done.faults == ()
    assert done.way.startswith("sent by updates; replaced graph by graph")
    assert any("all of its graphs together" in note for note in done.notes)
    fetched = open_graph(rdflib_server).store
    there = ox.Dataset(ox.Quad(*quad.triple) for quad in fetched)
    want = ox.Dataset(
        ox.Quad(*quad.triple) for quad in graph.store if quad.graph_name == ox.DefaultGraph()
    )
    for both in (there, want):
        both.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert there == want


def test_a_replacement_that_stops_midway_is_gone_on_with(
    tmp_path: Path, server: str, held: Held
) -> None:
    """On a server that cannot undo: here one whose updates of several steps all succeed."""
    graph = _file(tmp_path, HOSTILE)
    moves = 0

    def spoil(passing: Passing) -> Fault | None:
        nonlocal moves
        if b"no-such-graph" in passing.body:
            return Fault(204, body=b"")
        moves += b"MOVE" in passing.body
        return Fault(503) if b"MOVE" in passing.body and moves == 2 else None

    with spoiled(server, spoil) as address:
        with pytest.raises(GraphError, match="some graphs may have been replaced"):
            publish(graph, Addresses(address))
        done = publish(graph, Addresses(address))
    assert done.faults == ()
    assert "replaced graph by graph" in done.way
    assert held(server) == _want(graph)
