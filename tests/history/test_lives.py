"""Lives: how long each thing lived, as short and as long as the record allows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.history.lives import Life, cohorts, read_lives, to_one
from kg.history.strategies import read_strategies
from kg.model.dates import Span
from kg.statistics.survival import Lifetime
from tests.analysis.advised import days, graph_of
from tests.analysis.lived import LIVES, SEEN, life

NOW = date(2020, 1, 1)


def _lengths(turtle: str = LIVES) -> dict[str, tuple[float, float, bool]]:
    lives = [one.to_lifetime() for one in read_lives(graph_of(turtle), NOW)]
    return {x.id: (round(x.shortest, 1), round(x.longest, 1), x.ended) for x in lives if x}


@pytest.mark.parametrize(
    ("thing", "length"),
    [
        pytest.param("a1", (4.0, 4.0, True), id="both days known"),
        pytest.param("short", (1.0, 2.0, True), id="born in a year"),
        pytest.param("heir", (6.0, 16.0, False), id="no end: last seen in 2010, perhaps alive"),
        pytest.param("goes", (8.0, 8.0, False), id="known to go on"),
        pytest.param("future", (4.0, 4.0, False), id="its end has not come"),
        pytest.param("many", (10.0, 10.0, True), id="a group"),
    ],
)
def test_a_life_is_as_short_and_as_long_as_the_record_allows(
    thing: str, length: tuple[float, float, bool]
) -> None:
    assert _lengths()[thing] == length


def test_what_has_no_beginning_or_ended_before_it_has_no_length() -> None:
    assert not {"unborn", "wrong"} & set(_lengths())
    by_id = {one.id: one for one in read_lives(graph_of(LIVES), NOW)}
    assert by_id["wrong"].is_contradiction
    assert not by_id["unborn"].is_contradiction


def test_an_end_of_which_only_the_year_is_known_has_come_once_the_year_began() -> None:
    text = f"id:b a nhsit:Body {life('2010-01-01', '2020-01-01/2020-12-31')} ."
    assert _lengths(text) == {"b": (10.0, 11.0, True)}
    assert _lengths(text.replace("2020-", "2021-")) == {"b": (10.0, 10.0, False)}


def test_several_recorded_beginnings_are_one_interval_whatever_their_order() -> None:
    one = f"id:b a nhsit:Body {life('2000-01-01', '2010-01-01')} ."
    other = f"id:b {days('born', '2002-01-01')} ."
    assert _lengths(one + other) == _lengths(other + one) == {"b": (8.0, 10.0, True)}


def test_what_is_attested_lived_until_then_whatever_the_order_of_the_days() -> None:
    text = f"id:b a nhsit:Body {life('2000-01-01')}"
    assert _lengths(text + " .") == {"b": (0.0, 20.0, False)}
    one, other = (f' ; {SEEN} "{day}"^^xsd:date' for day in ("2004-01-01", "2002-01-01"))
    assert _lengths(f"{text}{one}{other} .") == {"b": (4.0, 20.0, False)}
    assert _lengths(f"{text}{other}{one} .") == {"b": (4.0, 20.0, False)}
    # what is dated after now does not lengthen a life beyond it
    late = f'{text} ; {SEEN} "2030-01-01"^^xsd:date .'
    assert _lengths(late) == {"b": (20.0, 20.0, False)}


def test_made_and_ended_by_one_order_are_one_cohort() -> None:
    found = cohorts(read_lives(graph_of(LIVES), NOW, ["Body", "Unit"]))
    assert [[x.id for x in cohort] for cohort in found] == [
        ["a1", "a2", "a3"], ["future"], ["goes"], ["heir"], ["older"], ["short"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        pytest.param("nhsit:tier nhsit:T", "nhsit:tier nhsit:T", True, id="alike"),
        pytest.param("nhsit:tier nhsit:T", "nhsit:tier nhsit:U", False, id="another tier"),
        pytest.param("nhsit:jurisdiction nhsit:T", "", False, id="another country"),
    ],
)
def test_a_cohort_is_of_one_tier_and_jurisdiction(first: str, second: str, together: bool) -> None:
    graph = graph_of(f"""
      nhsit:T skos:prefLabel "T"@en . nhsit:U skos:prefLabel "U"@en .
      id:a a nhsit:Body {life("2000-01-01")} ; {first} . id:b a nhsit:Body {life("2000-01-01")}
      {f"; {second}" if second else ""} .""")
    assert (len(cohorts(read_lives(graph, NOW))) == 1) is together


def test_of_those_dated_by_the_year_only_members_of_one_group_are_a_cohort() -> None:
    text = f"""id:a a nhsit:Body {life("2000-01-01/2000-12-31")} .
      id:b a nhsit:Body {life("2000-01-01/2000-12-31")} ."""
    member = "id:a nhsit:inGroup id:g . id:b nhsit:inGroup id:g ."
    assert len(cohorts(read_lives(graph_of(text), NOW))) == 2
    assert len(cohorts(read_lives(graph_of(text + member), NOW))) == 1


def test_a_cohort_lives_as_long_as_any_of_it_was_followed() -> None:
    lives = [Lifetime("a", 1, 6, ended=False), Lifetime("b", 3, 5, ended=False)]
    assert to_one(lives) == Lifetime("a", 3, 6, ended=False)


@pytest.mark.parametrize("ended", [True, False])
def test_one_that_shares_its_days_with_no_other_is_a_cohort(ended: bool) -> None:
    assert to_one([Lifetime("a", 1, 6, ended)]) == Lifetime("a", 1, 6, ended)


def test_a_strategy_ends_when_it_is_first_superseded_by_a_claim_that_stands() -> None:
    lives, ends = read_strategies(graph_of(LIVES), NOW)
    first, second, third = lives
    assert first.ended == Span(date(2005, 1, 1), date(2005, 1, 1))
    assert [said.claim for said in ends["s1"]] == ["claim:x"]
    assert (second.ended, third.born) == (None, None)
    earlier = f"""claim:z a nhsit:Claim ; rdf:subject id:s3 ; rdf:object id:s1 ;
      rdf:predicate nhsit:supersedes ; {days("start", "2002-01-01", "2002-12-31")} ."""
    lives, ends = read_strategies(graph_of(LIVES + earlier), NOW)
    assert lives[0].ended == Span(date(2002, 1, 1), date(2002, 12, 31))
    assert [said.claim for said in ends["s1"]] == ["claim:z", "claim:x"]


def test_a_claim_of_unknown_day_comes_after_the_dated_ones_and_ends_no_strategy() -> None:
    undated = """claim:a a nhsit:Claim ; rdf:subject id:s3 ; rdf:object id:s1 ;
      rdf:predicate nhsit:supersedes ."""
    lives, ends = read_strategies(graph_of(LIVES + undated), NOW)
    assert lives[0].ended == Span(date(2005, 1, 1), date(2005, 1, 1))
    assert [said.claim for said in ends["s1"]] == ["claim:x", "claim:a"]


def test_what_is_to_supersede_a_strategy_later_has_not_ended_it() -> None:
    lives, _ = read_strategies(graph_of(LIVES), date(2004, 1, 1))
    assert lives[0].ended is None


DAYS = st.dates(date(1900, 1, 1), date(2030, 1, 1))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: Span(min(pair), max(pair)))


@given(st.one_of(st.none(), SPANS), st.one_of(st.none(), SPANS), st.one_of(st.none(), SPANS))
def test_no_life_is_longer_at_the_shortest(
    born: Span | None, ended: Span | None, followed: Span | None
) -> None:
    found = Life("a", "A", "Body", born, ended, followed).to_lifetime()
    if found is None:
        assert born is None or (ended is not None and ended.latest < born.earliest)
    else:
        assert 0 <= found.shortest <= found.longest
        assert found.ended is (ended is not None)
