"""How a complaint of the engine reads."""

from __future__ import annotations

import pytest

from kg.engine.diagnosis import complaint, explain_syntax


def test_a_complaint_without_a_place_stays_as_it_is() -> None:
    assert explain_syntax("x", "odd") == "query: odd"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { ?s <part> ?o }", "<part> is relative to nothing; write it whole, or BASE"),
        ("PREFIX x: <y> ASK { ?s x:a ?o }", "<y> is relative to nothing"),
        ("ASK { ?s ?p <http://a b> }", "<http://a b> is no address"),
        ("ASK {\n?s ?p <http://x/%zz> }", "query line 2, column 21: <http://x/%zz> is no address"),
    ],
)
def test_an_address_that_is_none_is_named(query: str, told: str) -> None:
    assert told in (complaint(query, {}) or "")


def test_a_fault_after_an_address_is_not_blamed_on_it() -> None:
    assert "relative" not in (complaint("BASE <http://x/> SELECT * { ?s <part> ?o", {}) or "")
    assert complaint("ASK { ?s <part> ?o }", {}, "http://example.org/") is None


def test_a_bracket_that_is_closed_lines_later_is_no_address() -> None:
    told = complaint("ASK { ?s ?p <(\n)> }", {})
    assert told is not None
    assert told.splitlines()[0].endswith("what stands between < and > is no address")
    assert len(told.splitlines()) == 3


@pytest.mark.parametrize("query", ["ASK {\0}", "ASK {😀}"])
def test_a_word_that_would_not_help_is_not_offered(query: str) -> None:
    assert (complaint(query, {}) or "").startswith("query line 1, column 8: is not SPARQL\n")
