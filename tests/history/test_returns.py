"""Names that came back: who bore one after the one that bore it had ended, and since when."""

from __future__ import annotations

from datetime import date

import networkx as nx

from kg.history.families import Families
from kg.history.returns import Revival, find_revivals
from kg.model.dates import Span

END = Span(date(1970, 1, 1), date(1970, 1, 1))


def _revivals(born: dict[str, str], ended: dict[str, Span], name: str = "Lost") -> list[Revival]:
    """Return the revivals of a name that some bodies bore from their birth, a day or two."""
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(born)
    days = {body: Span(*map(date.fromisoformat, text.split("/"))) for body, text in born.items()}
    return find_revivals(
        Families(network, days, ended), [{"body": body, "name": name} for body in born]
    )


def test_a_name_of_two_bodies_comes_back_with_the_later() -> None:
    later = {"a": "1950-01-01/1950-01-01", "b": "1980-01-01/1980-12-31"}
    (found,) = _revivals(later, {"a": END})
    assert (found.name, found.first, found.then) == ("Lost", "a", ("b",))
    assert (found.since.earliest, found.is_certain) == (date(1980, 1, 1), True)


def test_a_name_handed_on_the_same_day_comes_back() -> None:
    (found,) = _revivals({"a": "1950-01-01/1950-01-01", "b": "1970-01-01/1970-01-01"}, {"a": END})
    assert (found.then, found.is_certain, found.years) == (("b",), True, (0.0, 0.0))


def test_who_may_have_borne_the_name_before_the_end_did_not_bring_it_back() -> None:
    assert not _revivals({"a": "1950-01-01/1950-01-01", "b": "1969-01-01/1975-01-01"}, {"a": END})
    assert not _revivals({"a": "1950-01-01/1950-01-01"}, {"a": END})


def test_a_name_that_did_not_come_back_at_first_may_have_later() -> None:
    ended = {"a": Span(date(1990, 1, 1), date(1990, 1, 1)), "b": END}
    found = _revivals({"a": "1980-01-01/1980-01-01", "b": "1950-01-01/1950-01-01"}, ended)
    assert [(revival.first, revival.then) for revival in found] == [("b", ("a",))]


def test_a_name_without_a_letter_is_none() -> None:
    born = {"a": "1950-01-01/1950-01-01", "b": "1980-01-01/1980-12-31"}
    assert not _revivals(born, {"a": END}, "—")
