"""How a complaint of the engine reads."""

from __future__ import annotations

from kg.engine.diagnosis import explain_syntax


def test_a_complaint_without_a_place_stays_as_it_is() -> None:
    assert explain_syntax("x", "odd") == "query: odd"
