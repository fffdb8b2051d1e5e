"""Churn: reorganisations by year, minister and ground, counted by hand on a small history."""

from __future__ import annotations

import pytest

from kg.analysis.churn import analyse
from kg.analysis.measure import Value
from tests.analysis.advised import days, graph_of
from tests.analysis.lived import EVENTS, LIVES, event, life

pytest.importorskip("scipy")
HISTORY = LIVES + EVENTS


def _rows(table: str, turtle: str = HISTORY) -> list[dict[str, Value]]:
    return analyse(graph_of(turtle)).table(table).to_rows()


def test_years_count_events_and_the_bodies_that_ended_and_began() -> None:
    rows = {row["year"]: tuple(row.values())[1:] for row in _rows("years")}
    # events, large, only create, ended, created
    assert rows == {
        "1990": (1, 1, 1, 0, 1), "2000": (1, 0, 1, 0, 3), "2004": (1, 0, 0, 3, 1),
        "2010": (1, 0, 0, 1, 0), "2014": (1, 0, 0, 0, 0),
    }  # fmt: skip


def test_a_date_that_spans_years_counts_in_none() -> None:
    more = event("vague", "Abolition", "2016-05-01/2017-04-30", "nhsit:endedBody id:goes")
    assert [row["year"] for row in _rows("years", HISTORY + more)][-1] == "not certain"


def test_a_reform_decided_under_one_minister_takes_effect_under_the_next() -> None:
    first, second = _rows("by-health-secretary")
    # until 2004-01-01: the set-up of 2000 took effect, the Act of 2003 was passed
    assert (first["holder"], first["took effect, certain"], first["decided, certain"]) == (
        "First Minister", 1, 1,
    )  # fmt: skip
    # from 2004-01-01 on: the reform of that day, the end of 2010 and the move of 2014
    assert (second["holder"], second["took effect, certain"], second["decided, certain"]) == (
        "Next Minister", 3, 0,
    )  # fmt: skip
    assert second["rate from"] == pytest.approx(3 / 16, abs=0.05)


def test_a_day_that_may_lie_in_a_term_is_possible_and_not_certain() -> None:
    more = event("vague", "Abolition", "2003-07-01/2004-06-30", "nhsit:endedBody id:goes")
    for row, certain, most in zip(
        _rows("by-health-secretary", HISTORY + more), (1, 3), (2, 4), strict=True
    ):
        assert (row["took effect, certain"], row["took effect, at most"]) == (certain, most)


def test_what_is_wholly_in_scotland_is_not_the_health_secretarys() -> None:
    place = """id:goes nhsit:jurisdiction nhsit:Scotland .
      id:heir nhsit:jurisdiction nhsit:Scotland ."""
    assert _rows("by-health-secretary", HISTORY + place)[1]["took effect, certain"] == 2


def test_terms_without_a_start_are_told() -> None:
    limit = "Terms of the office of health secretary without a start, left out: t4."
    assert limit in analyse(graph_of(HISTORY)).limits


def test_governments_are_counted_only_where_the_graph_states_them() -> None:
    office = """nhsit:PrimeMinisterOffice skos:inScheme nhsit:offices ;
      skos:prefLabel "prime minister"@en ; skos:notation "prime-minister" ."""
    without = analyse(graph_of(HISTORY + office))
    assert "by-prime-minister" not in {table.name for table in without.tables}
    limit = (
        "No holder is recorded of the office of prime minister, so reorganisations are not counted "
        "by it."
    )
    assert limit in without.limits
    prime = f"""id:pm a nhsit:Post ; skos:prefLabel "First Lord"@en ;
      nhsit:office nhsit:PrimeMinisterOffice .
      id:g a nhsit:Tenure ; nhsit:post id:pm ; org:member id:next ;
      {days("start", "2010-01-01")} ; {days("end", "2012-01-01")} ."""
    found = analyse(graph_of(HISTORY + office + prime))
    assert found.table("by-prime-minister").column("took effect, certain") == [1]
    assert limit not in found.limits


def test_a_record_without_offices_names_none() -> None:
    found = analyse(
        graph_of(LIVES + event("stop", "Abolition", "2010-01-01", "nhsit:endedBody id:a1"))
    )
    assert not [table.name for table in found.tables if table.name.startswith("by-")]
    assert any(limit.startswith("No holder of an office of state") for limit in found.limits)


def test_grounds_are_counted_once_a_reorganisation_and_none_is_told() -> None:
    rows = {row["ground"]: row for row in _rows("grounds")}
    counted = {ground: row["reorganisations"] for ground, row in rows.items()}
    assert counted == {
        "law": 1, "report or strategy": 1, "announced by a person": 1,
        "none recorded": 3,
    }  # fmt: skip
    wait = rows["report or strategy"]
    assert wait["median from the first of them, at least"] == wait["at most"] == 3.0


def test_the_wait_between_large_ones_is_a_range_of_years() -> None:
    more = event("again", "Merger", "2001-01-01", "nhsit:gainingBody id:many")
    (row,) = _rows("large", HISTORY + more)
    # from some day of 1990 to 2001-01-01
    assert (row["at least"], row["at most"]) == (10.0, 11.0)


def test_a_function_passed_through_two_bodies_in_order_of_days() -> None:
    (row,) = _rows("functions")
    assert (row["bodies that ran it"], row["in order of their first recorded day"]) == (
        2, "A1; Heir",
    )  # fmt: skip


def test_a_changed_fact_changes_the_sentence() -> None:
    def said(turtle: str) -> str:
        return " ".join(sentence.text for sentence in analyse(graph_of(turtle)).sentences)

    before, after = said(HISTORY), said(HISTORY.replace(":Planned", ":Happened"))
    assert "holds 5 reorganisations, from 1990 to 1 January 2014" in before
    assert "holds 6 reorganisations, from 1990 to 1 January 2019" in after
    assert "For 3 of 5 reorganisations no ground is recorded." in before
    assert "For 4 of 6 reorganisations no ground is recorded." in after


def test_every_sentence_names_the_ids_that_bear_it_out() -> None:
    found = analyse(graph_of(HISTORY))
    measures = {measure.name for measure in found.measures}
    for sentence in found.sentences:
        assert sentence.ids
        assert sentence.measure in measures


def test_the_order_of_the_statements_does_not_matter() -> None:
    parts = [part for part in HISTORY.split(" .\n") if part.strip()]
    assert analyse(graph_of(" .\n".join([*reversed(parts), ""]))) == analyse(graph_of(HISTORY))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("<urn:a> <urn:b> <urn:c> .", id="foreign"),
        pytest.param("id:a a nhsit:Body .", id="a body that nothing touched"),
    ],
)
def test_a_graph_without_reorganisations_says_so(text: str) -> None:
    found = analyse(graph_of(text))
    assert (found.is_empty, found.sentences, found.figures) == (True, (), ())
    assert found.limits == ("The graph holds no reorganisation that happened.",)


def test_without_dates_reorganisations_are_counted_and_nothing_is_timed() -> None:
    text = "id:a a nhsit:Body . " + event("e", "Abolition", "", "nhsit:endedBody id:a")
    found = analyse(graph_of(text))
    assert found.table("years").rows == (("not certain", 1, 0, 0, 1, 0),)
    assert [table.name for table in found.tables if table.rows] == [
        "years", "reorganisations", "grounds",
    ]  # fmt: skip
    assert "Of 1 reorganisation, 1 are undated and 0 not dated to the day." in found.limits


def test_only_imprecise_dates_give_ranges() -> None:
    text = f"id:a a nhsit:Body {life('2000-01-01/2000-12-31', '2010-01-01/2010-12-31')} . " + event(
        "e", "Abolition", "2010-01-01/2010-12-31", "nhsit:endedBody id:a"
    )
    (row,) = _rows("waiting", text)
    assert (row["median from"], row["median to"]) == (9.0, 11.0)
