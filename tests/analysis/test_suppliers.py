"""Suppliers: sums of one kind only, concentration by hand and by law, who outlives whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.suppliers import analyse
from kg.analysis.suppliers.finding import herfindahl
from tests.analysis.advised import CONTRACTS, days, derived_from


def test_values_of_different_kinds_are_never_added() -> None:
    rows = analyse(derived_from(CONTRACTS)).table("by-supplier").to_rows()
    sums = {(r["kind of value"], r["supplier"]): r["sum"] for r in rows}
    assert sums == {
        ("award", "Acme"): 400,
        ("award", "Bolt"): 400,
        ("ceiling", "Bolt"): 9000,
        ("estimate", "Acme"): 350,
    }


def test_concentration_by_hand() -> None:
    rows = {
        r["kind of value"]: r
        for r in analyse(derived_from(CONTRACTS)).table("concentration").to_rows()
    }
    assert (rows["award"]["HHI"], rows["award"]["1/n"], rows["award"]["sum"]) == (0.5, 0.5, 800)
    assert rows["ceiling"]["HHI"] == 1.0


def test_joint_suppliers_stand_together_and_their_value_is_not_counted_twice() -> None:
    joint = "id:c3 nhsit:supplier id:acme ."
    rows = analyse(derived_from(CONTRACTS + joint)).table("by-supplier").to_rows()
    awards = {r["supplier"]: r["sum"] for r in rows if r["kind of value"] == "award"}
    assert awards == {"Acme": 400, "Acme + Bolt": 400}


def test_a_start_that_is_not_recorded_has_no_year() -> None:
    rows = analyse(derived_from(CONTRACTS)).table("by-year").to_rows()
    assert {r["year"] for r in rows if r["kind of value"] == "award"} == {
        "2003",
        "2006",
        "not certain",
    }


def test_an_award_after_a_termination_is_certain_where_the_days_are() -> None:
    (row,) = analyse(derived_from(CONTRACTS)).table("reawards").to_rows()
    assert (row["supplier"], row["later contract"], row["after"]) == ("Acme", "C2", "certain")
    assert row["same buyer"] is False


def test_a_contract_ended_early_by_its_ending_and_not_by_its_words() -> None:
    ran = CONTRACTS.replace("nhsit:EndedEarly", "nhsit:RanItsTerm").replace(
        "Not worth keeping", "Terminated in 2004"
    )
    assert ran != CONTRACTS
    assert analyse(derived_from(ran)).table("reawards").rows == ()


def test_a_contract_whose_term_was_to_outlast_its_buyer_ran_on() -> None:
    term = f"id:c1 {days('agreedEnd', '2010-01-01')} ."
    known = CONTRACTS.replace(days("end", "2004-01-01", "2004-12-31"), "nhsit:note 'x'@en")
    (row,) = analyse(derived_from(known + term)).table("outlived").to_rows()
    assert row["ran on"] == 1
    (row,) = analyse(derived_from(CONTRACTS + term)).table("outlived").to_rows()
    assert row["ran on"] == 0


def test_a_buyer_is_not_outlived_by_contracts_that_began_after_its_end() -> None:
    late = CONTRACTS.replace(days("start", "2003-01-01", "2003-12-31"), days("start", "2005-06-01"))
    late = late.replace(days("end", "2004-01-01", "2004-12-31"), days("end", "2007-01-01"))
    assert analyse(derived_from(late)).table("outlived").rows == ()
    # beside one that began before, a later one on the buyer's name is no contract that ran on
    more = f"""id:c9 a nhsit:Contract ; nhsit:buyer id:old ; nhsit:supplier id:acme ;
      {days("start", "2005-06-01")} ; {days("end", "2007-01-01")} ."""
    (row,) = analyse(derived_from(CONTRACTS + more)).table("outlived").to_rows()
    assert (row["first contract"], row["ran on"]) == ("2003", 0)


def test_a_supplier_outlives_its_buyer_by_the_contract_of_an_heir() -> None:
    (row,) = analyse(derived_from(CONTRACTS)).table("outlived").to_rows()
    assert (row["supplier"], row["buyer"], row["with heirs"]) == ("Acme", "Old", 1)
    assert row["heirs that bought"] == "New"


def test_rival_values_are_a_range_and_deprecated_acquisitions_are_none() -> None:
    found = analyse(derived_from(CONTRACTS))
    (row,) = found.table("ranges").to_rows()
    assert (row["lowest"], row["highest"], row["kinds"]) == (300, 350, "1 award, 1 estimate")
    assert found.table("owners").rows == (("Spine", "Acme", "Bolt", "2010"),)


def test_a_contract_that_does_not_count_is_no_contract() -> None:
    rival = CONTRACTS + "id:c2 nhsit:rank nhsit:Deprecated ."
    found = analyse(derived_from(rival))
    assert found.table("reawards").rows == found.table("outlived").rows == ()
    assert all("c2" not in ids for ids in found.table("by-supplier").ids)


def test_an_empty_graph_is_told() -> None:
    found = analyse(derived_from())
    assert (found.is_empty, found.limits) == (True, ("The graph holds no contract.",))


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=50))
def test_hhi_lies_between_one_nth_and_one(amounts: list[int]) -> None:
    index = herfindahl(amounts)
    assert index is not None
    assert 1 / len(amounts) - 1e-9 <= index <= 1 + 1e-9


@given(
    st.lists(st.integers(1, 10**9), min_size=1).flatmap(
        lambda x: st.tuples(st.just(x), st.permutations(x))
    )
)
def test_hhi_does_not_depend_on_who_is_who(case: tuple[list[int], list[int]]) -> None:
    assert herfindahl(case[0]) == herfindahl(case[1])


@given(st.lists(st.integers(1, 10**6), min_size=1), st.integers(2, 100))
def test_hhi_does_not_depend_on_the_unit(amounts: list[int], factor: int) -> None:
    assert herfindahl(a * factor for a in amounts) == pytest.approx(herfindahl(amounts))


def test_a_contract_of_an_uncertain_order_outlives_nobody() -> None:
    vague = CONTRACTS.replace(
        days("start", "2006-05-01"), days("start", "2004-01-01", "2006-12-31")
    )
    assert vague != CONTRACTS
    assert analyse(derived_from(vague)).table("outlived").rows == ()


def test_values_of_unknown_kind_are_counted_and_not_summed() -> None:
    unknown = CONTRACTS.replace("nhsit:AwardValue", "nhsit:UnknownValue")
    found = analyse(derived_from(unknown))
    rows = {
        r["supplier"]: r
        for r in found.table("by-supplier").to_rows()
        if r["kind of value"] == "unknown"
    }
    assert (rows["Acme"]["with a value"], rows["Acme"]["sum"]) == (2, None)
    assert (rows["Bolt"]["with a value"], rows["Bolt"]["sum"]) == (1, 400)
    assert "unknown" not in found.table("concentration").column("kind of value")
