"""Every total is made in one place, with the ids that make it up."""

from __future__ import annotations

from datetime import date

import pytest

from kg.history.advice import OUTCOMES, UNASSESSED, UNKNOWN, read_advice
from kg.history.counts import count_advice, count_national, find_median_life
from kg.history.lives import Life, public_kinds, read_lives
from kg.model.dates import Span
from tests.analysis.advised import ADVICE, derived_from


def a_life(name: str, born: int | None, ended: int | None, tier: str = "NationalTier",
           kind: str = "Body") -> Life:  # fmt: skip
    days = [Span(date(y, 1, 1), date(y, 1, 1)) if y else None for y in (born, ended)]
    return Life(name, name, kind, days[0], days[1], None, tier_id=tier)


LIVES = [
    a_life("a", 2000, 2010),
    a_life("b", 2000, 2004, kind="Unit"),
    a_life("c", 2001, None),
    a_life("d", None, 2003),
    a_life("e", 2010, 2005),
    a_life("f", 2000, 2001, tier="LocalTier"),
]


def test_outcomes_unknown_and_unassessed_add_up_to_all_recommendations() -> None:
    totals = count_advice(*read_advice(derived_from(ADVICE)))
    parts = [totals[name] for name in (*OUTCOMES, UNKNOWN, UNASSESSED)]
    assert sum(total.value for total in parts) == totals["recommendations"].value == 4
    assert totals["whole-documents"].ids == ("a4",)
    assert totals["NotEnacted"].ids == ("a2",)
    assert totals["contested"].ids == ("a5",)
    assert totals["own-reading"].ids == ("a1",)


def test_national_bodies_are_bodies_and_units_of_the_national_tiers() -> None:
    totals = count_national(LIVES)
    assert totals["national-bodies"].ids == ("a", "b", "c", "d", "e")
    assert totals["ended-national-bodies"].ids == ("a", "b", "d", "e")
    assert count_national(LIVES, ["LocalTier"])["national-bodies"].ids == ("f",)


def test_a_life_that_ends_before_it_begins_has_no_length() -> None:
    assert count_national(LIVES)["whole-national-lives"].ids == ("a", "b")


def test_the_median_life_is_of_those_whose_whole_life_is_known() -> None:
    median = find_median_life(LIVES, count_national(LIVES)["whole-national-lives"])
    assert median == (pytest.approx(7.0, abs=0.01), pytest.approx(7.0, abs=0.01))


def test_the_tier_of_a_life_is_read_from_the_graph() -> None:
    graph = derived_from("""id:x a nhsit:Body ; nhsit:tier nhsit:NationalTier .
      nhsit:NationalTier skos:prefLabel "national"@en .""")
    assert count_national(read_lives(graph, None, public_kinds(graph)))["national-bodies"].ids == (
        "x",
    )
