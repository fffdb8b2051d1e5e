"""Lineage: a family tree worked out by hand, its laws, and what the record does not say."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.lineage import analyse
from kg.history.families import Families, find_cycles, find_oldest, find_shapes
from kg.history.returns import find_reunions
from tests.analysis.advised import days, graph_of


def _body(name: str, born: str = "", ended: str = "") -> str:
    lives = "".join(f" ; {days(k, d)}" for k, d in (("born", born), ("ended", ended)) if d)
    return (
        f'id:{name} a nhsit:Body , org:Organization ; skos:prefLabel "{name.title()}"@en{lives} .\n'
    )


def _event(name: str, day: str, ended: str, heirs: str, more: str = "") -> str:
    return (
        f"id:{name} a nhsit:Replacement ; nhsit:status nhsit:Happened ; nhsit:endedBody {ended} ; "
        f"nhsit:createdBody {heirs} ; {days('date', day)}{more} .\n"
    )


# ministry 1919 → board, split 1990 → left and right, which meet again in centre, 2000;
# agency (no birth) is merged into the centre too; lost ends without an heir
TREE = (
    _body("ministry", "1919-01-01", "1960-01-01")
    + _body("board", "1960-01-01", "1990-01-01")
    + _body("left", "1990-01-01", "2000-01-01")
    + _body("right", "1990-01-01", "2000-01-01")
    + _body("agency", "", "2000-01-01")
    + _body("centre", "2000-01-01")
    + _body("lost", "", "1970-01-01")
    + _body("taker")
    + _event("e1", "1960-01-01", "id:ministry", "id:board", " ; nhsit:legalBasis id:act")
    + _event("e2", "1990-01-01", "id:board", "id:left, id:right")
    + _event("e3", "2000-01-01", "id:left, id:right, id:agency", "id:centre")
    + 'id:act a nhsit:Legislation ; skos:prefLabel "An Act"@en .\n'
    + f"id:now a nhsit:Source ; {days('date', '2019-01-01')} .\n"
)


def test_a_family_has_the_depth_and_width_of_its_longest_and_broadest_part() -> None:
    (row,) = analyse(graph_of(TREE)).table("families").to_rows()
    assert row == {
        "oldest member": "Ministry",
        "known since": "1919-01-01",
        "bodies": 6,
        "depth": 3,  # ministry → board → left → centre
        "width": 2,  # ministry and agency, left and right
        "mergers": 1,  # centre
        "splits": 1,  # board
        "of today": 1,
        "who": "Centre",
    }


def test_a_body_of_today_has_its_oldest_forerunner_by_the_shortest_line_with_its_law() -> None:
    found = analyse(graph_of(TREE)).table("oldest")
    (row,) = found.to_rows()
    assert (row["body"], row["oldest forerunner"], row["steps"]) == ("Centre", "Ministry", 3)
    assert (row["years at least"], row["years at most"], row["laws"]) == (100.0, 100.0, "An Act")
    assert row["line"] == (
        "Ministry → Board (1960-01-01) → Left (1990-01-01) → Centre (2000-01-01)"
    )
    assert found.ids == (("ministry", "board", "left", "centre", "e1", "e2", "e3"),)


def test_a_forerunner_without_a_birth_is_known_by_its_end_and_has_no_longest_age() -> None:
    old = _body("old", "", "1950-01-01") + _event("e0", "1950-01-01", "id:old", "id:heir")
    now = f"id:now a nhsit:Source ; {days('date', '2000-01-01')} ."
    (row,) = analyse(graph_of(old + _body("heir") + now)).table("oldest").to_rows()
    assert (row["known since"], row["years at least"], row["years at most"]) == (
        "by 1950-01-01",
        50.0,
        None,
    )


def test_an_undated_forerunner_is_older_than_its_dated_heir() -> None:
    """The line through a (undated) → b (1900) beats that from c (1950)."""
    made = (
        _body("a")
        + _body("b", "1900-01-01", "2000-01-01")
        + _body("c", "1950-01-01", "2000-01-01")
        + _body("d", "2000-01-01")
        + _event("e1", "1900-01-01", "id:a", "id:b")
        + _event("e2", "2000-01-01", "id:b, id:c", "id:d")
    )
    (row,) = analyse(graph_of(made)).table("oldest").to_rows()
    assert (row["oldest forerunner"], row["known since"]) == ("A", "by 1900-01-01")


def test_what_was_split_and_came_together_again_is_told_with_the_years_between() -> None:
    found = analyse(graph_of(TREE)).table("reunited")
    (row,) = found.to_rows()
    assert (row["body"], row["into"], row["together again in"]) == (
        "Board",
        "Left; Right",
        "Centre",
    )
    assert (row["years at least"], row["years at most"]) == (10.0, 10.0)
    assert found.ids == (("board", "left", "right", "centre", "e2", "e3"),)


def test_what_ended_without_an_heir_is_told_with_who_took_its_functions() -> None:
    moved = "id:lost nhsit:functionsTo id:taker ."
    found = analyse(graph_of(TREE + moved))
    assert found.table("heirless").rows == (("Lost", "Body", "1970-01-01", "Taker", None),)
    assert any(
        s.text.startswith("Of 6 bodies that have ended, 1 have no recorded successor; for 0")
        for s in found.sentences
    )


def test_only_events_that_happened_join_bodies() -> None:
    planned = _event("plan", "2030-01-01", "id:centre", "id:taker").replace("Happened", "Planned")
    assert analyse(graph_of(TREE + planned)).tables == analyse(graph_of(TREE)).tables


def test_a_name_that_comes_back_is_told_with_the_order_of_its_days() -> None:
    dated = f"""
id:n1 a nhsit:DatedName ; nhsit:nameOf id:centre ; rdf:value "LOST." ; {days("start", "2005-01-01")} .
id:n2 a nhsit:DatedName ; nhsit:nameOf id:taker ; rdf:value "lost" ;
  {days("start", "2010-01-01")} .
id:n3 a nhsit:DatedName ; nhsit:nameOf id:board ; rdf:value "Lost" ; {days("start", "1960-05-01")} .
"""
    rows = analyse(graph_of(TREE + dated)).table("revivals").to_rows()
    told = [(r["borne by"], r["then by"], r["from"], r["order"], r["descent"]) for r in rows]
    # board bore it in the lifetime of lost: no return; from board it came to its later heir
    assert told == [
        ("Board", "Centre", "2005-01-01", "certain", "later heir"),
        ("Lost", "Centre", "2005-01-01", "certain", "not recorded"),
    ]


def test_a_cycle_is_told_and_not_followed() -> None:
    back = _event("back", "2010-01-01", "id:centre", "id:board")
    found = analyse(graph_of(TREE + back))
    assert found.table("cycles").rows == (("Board; Centre; Left; Right", 4),)
    assert found.table("families").to_rows()[0]["depth"] == 1  # ministry → board, agency → centre
    assert any(s.text.startswith("1 cycle in the record") for s in found.sentences)


def test_a_body_that_replaces_itself_is_a_cycle() -> None:
    found = analyse(graph_of(_body("a") + _event("e", "2000-01-01", "id:a", "id:a")))
    assert found.table("cycles").rows == (("A", 1),)


def test_empty_undated_foreign_and_single_are_answered_honestly() -> None:
    assert analyse(graph_of()).limits == ("The graph holds no body.",)
    foreign = '<http://example.org/a> a <http://example.org/B> ; skos:prefLabel "x" .'
    assert analyse(graph_of(foreign)).is_empty
    assert analyse(graph_of(_body("one"))).is_empty
    undated = analyse(graph_of("id:a a nhsit:Body , org:Organization . id:b a nhsit:Body , org:Organization . id:e a nhsit:Merger ; "
                               "nhsit:status nhsit:Happened ; nhsit:endedBody id:a ; "
                               "nhsit:gainingBody id:b ."))  # fmt: skip
    assert undated.table("oldest").rows == (
        ("b", "a", None, None, None, 1, "a → b", None),
    )  # nothing ended by a known day, so a counts as of today too; it has no forerunner
    assert any("Nothing is dated" in limit for limit in undated.limits)


def test_imprecise_days_give_ranges() -> None:
    vague = TREE.replace(days("date", "1990-01-01"), days("date", "1990-01-01", "1990-12-31"))
    (row,) = analyse(graph_of(vague)).table("reunited").to_rows()
    assert (row["years at least"], row["years at most"]) == (9.0, 10.0)


_EDGES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=16)


def _network(edges: list[tuple[int, int]], names: list[int]) -> nx.DiGraph[str]:
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(f"n{name}" for name in sorted(names))
    network.add_edges_from((f"n{names[a]}", f"n{names[b]}") for a, b in edges)
    return network


@given(_EDGES, st.permutations(range(9)))
def test_new_names_change_no_shape(edges: list[tuple[int, int]], new: list[int]) -> None:
    def shape(names: list[int]) -> object:
        network = _network(edges, names)
        return (
            sorted((len(s.members), s.depth, s.width, len(s.merged), len(s.split))
                   for s in find_shapes(network)),
            sorted(len(c) for c in find_cycles(network)),
            len(find_reunions(network)),
            {names.index(int(body[1:])) for body in find_oldest(Families(network))},
        )  # fmt: skip

    assert shape(list(range(9))) == shape(list(new))


@given(_EDGES)
def test_reunions_are_where_two_lines_meet(edges: list[tuple[int, int]]) -> None:
    network = _network([(a, b) for a, b in edges if a < b], list(range(9)))
    told = {r.split for r in find_reunions(network)}
    meet = {
        x for x in network
        for p in network.successors(x) for q in network.successors(x)
        if p < q and (nx.descendants(network, p) | {p}) & (nx.descendants(network, q) | {q})
    }  # fmt: skip
    assert told == meet


@given(_EDGES)
def test_depth_is_the_longest_path_of_networkx(edges: list[tuple[int, int]]) -> None:
    network = _network([(a, b) for a, b in edges if a < b], list(range(9)))
    longest = nx.dag_longest_path_length(network)
    assert max((shape.depth for shape in find_shapes(network)), default=0) == longest
