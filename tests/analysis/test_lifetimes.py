"""Lifetimes: survival counted by hand on a small history, each cohort once."""

from __future__ import annotations

import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.lifetable import median_in_words
from kg.analysis.lifetimes import analyse
from kg.errors import MissingExtra
from kg.statistics.proportions import holm
from kg.statistics.resample import median_interval
from kg.statistics.survival import Lifetime, estimate
from tests.analysis.advised import graph_of
from tests.analysis.lived import LIVES, SEEN, life

pytest.importorskip("scipy")


def _row(table: str, column: str, value: str, turtle: str = LIVES) -> dict[str, object]:
    rows = analyse(graph_of(turtle)).table(table).to_rows()
    return next({**row} for row in rows if row[column] == value)


def test_each_cohort_counts_once_and_single_lives_stand_beside() -> None:
    row = _row("bodies", "group", "all bodies")
    assert (row["counted"], row["cohorts"], row["ended"]) == (8, 6, 3)
    # of 6 cohorts one ends in its 2nd year, one after 4 years with 5 left, one after 10
    assert (row["median from"], row["median to"]) == (10.0, 10.0)
    assert row["outlive 5 years, from"] == pytest.approx(100 * 5 / 6 * 4 / 5, abs=1)
    # of 8 bodies 1 ends first, then 3 at once of the 7 left: half are gone after 4 years
    assert row["median of single lives from"] == row["median of single lives to"] == 4.0


def test_the_share_that_outlives_an_age_is_not_told_beyond_what_was_followed() -> None:
    # followed for 6 years at the shortest, for 16 at the longest
    text = f"""id:p a nhsit:Source ; nhsit:dateEarliest "2020-01-01"^^xsd:date .
      id:b a nhsit:Body {life("2004-01-01")} ; {SEEN} "2010-01-01"^^xsd:date ."""
    row = _row("bodies", "group", "all bodies", text)
    assert (row["outlive 5 years, from"], row["outlive 5 years, to"]) == (100, 100)
    assert (row["outlive 10 years, from"], row["outlive 10 years, to"]) == (None, 100)


def test_groups_that_stand_for_many_and_companies_are_no_bodies() -> None:
    found = analyse(graph_of(LIVES)).table("bodies")
    assert set(found.ids[0]) == {"a1", "a2", "a3", "heir", "short", "goes", "older", "future"}
    choices = analyse(graph_of(LIVES)).table("sensitivity")
    held = dict(zip(choices.column("choice"), choices.ids, strict=True))
    assert set(held["groups of bodies counted too"]) - set(found.ids[0]) == {"many"}
    added = set(held["groups of bodies and companies counted too"]) - set(found.ids[0])
    assert added == {"many", "acme"}


def test_what_is_left_out_is_told() -> None:
    limits = analyse(graph_of(LIVES)).limits
    assert "Left out for want of a recorded beginning: 1 of 10 bodies, of which 1 ended." in limits
    assert "Ended before they began, and left out: wrong." in limits
    assert "Left out for want of a recorded beginning: 1 of 3 strategies." in limits


def test_the_shortest_lived_come_first_a_cohort_as_one() -> None:
    table = analyse(graph_of(LIVES)).table("shortest")
    assert table.column("body") == ["Short", "A1", "Older"]
    assert table.column("others of its cohort") == [0, 2, 0]
    assert table.ids[1] == ("a1", "a2", "a3")


def test_programmes_and_strategies_have_their_own_survival() -> None:
    assert _row("works", "group", "programmes")["median to"] == 2.0
    row = _row("works", "group", "strategies")
    assert (row["counted"], row["ended"], row["median from"]) == (2, 1, 5.0)
    table = analyse(graph_of(LIVES)).table("strategies")
    assert table.to_rows()[0]["superseded by"] == "Second plan"
    assert table.ids == (("s1", "s2", "claim:x"),)


def test_ends_of_strategies_that_rest_on_a_doubtful_claim_are_told() -> None:
    limit = "Strategies whose end rests on a claim of low confidence: 1 of 1."
    assert limit not in analyse(graph_of(LIVES)).limits
    assert limit in analyse(graph_of(LIVES.replace("nhsit:Medium", "nhsit:Low"))).limits


def test_without_scipy_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(MissingExtra, match="analysis"):
        analyse(graph_of(LIVES))


def test_tiers_are_compared_by_cohort() -> None:
    # one regional cohort (ended after 4), five national: expectation by hand at the longest lives:
    # at 2: 1/6; at 4, with 5 left: 1/5; at 10 only nationals are left. One regional end was seen
    row = _row("tests", "grouping", "tier")
    excess, variance = 1 - 1 / 6 - 1 / 5, 5 / 36 + 4 / 25
    assert row["chi-square, longest lives"] == pytest.approx(excess**2 / variance, abs=0.005)
    assert (row["cohorts"], row["degrees of freedom"]) == (6, 1)


def test_the_less_sure_of_both_bounds_decides_whether_groups_differ() -> None:
    dated = life("2000-01-01/2009-12-31", "2012-01-01")
    loose = f"id:loose a nhsit:Body ; nhsit:tier nhsit:Regional {dated} ."
    row = _row("tests", "grouping", "tier", LIVES + loose)
    short, long = row["chi-square, shortest lives"], row["chi-square, longest lives"]
    assert isinstance(short, float)
    assert isinstance(long, float)
    assert abs(short - long) > 0.1
    # with one degree of freedom p is the chance of a normal deviate beyond the root
    assert row["p, larger of both"] == pytest.approx(
        math.erfc(math.sqrt(min(short, long) / 2)), abs=0.01
    )
    table = analyse(graph_of(LIVES + loose)).table("tests")
    larger = [float(p or 0) for p in table.column("p, larger of both")]
    assert table.column("p adjusted") == pytest.approx(holm(larger), abs=1e-3)


def test_a_changed_fact_changes_the_sentence() -> None:
    before = [s.text for s in analyse(graph_of(LIVES)).sentences]
    more = f"id:new a nhsit:Body ; nhsit:tier nhsit:National {life('2019-01-01', '2019-07-01')} ."
    after = [s.text for s in analyse(graph_of(LIVES + more)).sentences]
    assert before[1].startswith("8 bodies of 10")
    assert after[1].startswith("9 bodies of 11")
    assert "counts once (6 cohorts, 3 ended)" in before[0]
    assert "counts once (7 cohorts, 4 ended)" in after[0]


def test_the_order_of_the_statements_does_not_matter() -> None:
    lines = LIVES.split(" .\n")
    turned = " .\n".join([*reversed([line for line in lines if line.strip()]), ""])
    assert analyse(graph_of(turned)) == analyse(graph_of(LIVES))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param('<urn:a> <urn:b> <urn:c> . <urn:a> a <urn:D> .', id="foreign"),
        pytest.param('id:a a nhsit:Body ; skos:prefLabel "A"@en .', id="no dates"),
        pytest.param('id:a a nhsit:Body ; nhsit:bornEarliest "soon" ; nhsit:bornLatest "late" .',
                     id="no days"),
        pytest.param(f"id:a a nhsit:Body {life('2010-01-01', '2005-01-01')} .", id="backwards"),
    ],
)  # fmt: skip
def test_what_holds_no_life_gives_no_number_and_no_claim(text: str) -> None:
    found = analyse(graph_of(text))
    assert (found.is_empty, found.sentences, found.figures) == (True, (), ())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"id:a a nhsit:Body {life('2000-01-01', '2010-01-01')} .", id="one body"),
        pytest.param(f"id:a a nhsit:Body {life('2000-01-01')} .", id="one body without an end"),
        pytest.param(f"id:a a nhsit:Body {life('2000-01-01/2000-12-31', '2001-01-01/2001-12-31')} .",
                     id="only imprecise dates"),
    ],
)  # fmt: skip
def test_one_body_is_counted_and_no_test_is_made(text: str) -> None:
    found = analyse(graph_of(text))
    assert found.table("bodies").rows
    assert found.sentences[1].text.startswith("1 body of 1 in the record has a known beginning")
    assert not found.table("tests").rows


LENGTHS = st.tuples(st.integers(1, 20), st.integers(0, 5), st.booleans())
COHORTS = st.lists(st.lists(LENGTHS, min_size=1, max_size=4), min_size=1, max_size=8)


@given(COHORTS)
def test_the_resampled_interval_holds_lives_that_were_seen_and_is_the_same_again(
    drawn: list[list[tuple[int, int, bool]]],
) -> None:
    cohorts = [
        [Lifetime(f"{i}-{j}", low, low + more, ended) for j, (low, more, ended) in enumerate(one)]
        for i, one in enumerate(drawn)
    ]
    low, high = median_interval(cohorts, draws=20)
    assert (low, high) == median_interval(cohorts, draws=20)
    seen = {
        x for one in cohorts for life in one if life.ended for x in (life.shortest, life.longest)
    }
    assert {low, high} <= {*seen, None}
    assert high is None or (low is not None and low <= high)


def test_the_interval_holds_the_medians_that_other_orders_would_have_made() -> None:
    # three cohorts drawn anew: in 7 draws of 27 the first has the median, in as many the last
    cohorts = [[Lifetime(str(n), n, n, ended=True)] for n in (1, 2, 3)]
    assert median_interval(cohorts) == (1, 3)
    # two lives of one order, drawn together for ever: half are gone after the first
    pair = [Lifetime("a", 4, 4, ended=True), Lifetime("b", 6, 6, ended=True)]
    assert median_interval([pair]) == (4, 4)


def test_one_cohort_alone_has_an_interval_without_width() -> None:
    lives = [Lifetime("a", 4, 4, ended=True), Lifetime("b", 4, 4, ended=True)]
    assert median_interval([lives]) == (4, 4)
    assert median_interval([]) == (None, None)


def test_a_median_is_said_with_what_is_not_known_of_it() -> None:
    seen, gone = Lifetime("a", 2, 9, ended=False), Lifetime("b", 1, 1, ended=True)
    assert "no median life is given" in median_in_words(estimate([seen]), (None, None))
    both = estimate([gone, Lifetime("c", 3, 3, ended=True), Lifetime("d", 2, 5, ended=False)])
    assert median_in_words(both, (1.0, None)) == (
        "half do not outlive 3.0 years (95% interval from 1.0, no upper limit)"
    )


def test_a_figure_shows_shares_as_far_as_a_tenth_were_followed() -> None:
    cohorts, bodies = analyse(graph_of(LIVES)).figures[0].series
    assert (cohorts.label, bodies.label) == ("cohorts (n = 6)", "single bodies (n = 8)")
    # a tenth of 6 is one: the heir, who may have lived for 16 years
    assert cohorts.x[-1] == pytest.approx(16, abs=0.01)
    assert cohorts.y[:2] == (1.0, round(5 / 6, 4))
    band = zip(cohorts.low, cohorts.y, cohorts.high, strict=True)
    assert all(low <= y <= high for low, y, high in band if low is not None and y and high)


def test_eleven_lives_are_drawn_to_the_second_longest() -> None:
    lives = [Lifetime(str(n), n, n, ended=True) for n in range(1, 12)]
    assert (estimate(lives).drawn, estimate(lives[:10]).drawn) == (10, 10)
