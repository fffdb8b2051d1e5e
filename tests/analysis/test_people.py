"""People: tenures, turnover, programmes, careers and moves of a history worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.people import analyse
from kg.ask.questions import ask, find_question
from tests.analysis.advised import days, derived_from, graph_of
from tests.analysis.lived import held, post

# agency: ann 2000 to 2002, then bob 2002 to 2006, then cy from 2006 with no end, agency ends 2010;
# ann goes to the firm in 2003, bob came from it; dee was its minister with no dates
HISTORY = (
    "nhsit:NationalTier nhsit:sector nhsit:PublicSector .\n"
    "nhsit:SupplierTier nhsit:sector nhsit:CompanySector .\n"
    "nhsit:PermanentSecretaryPost skos:broader nhsit:HeadPost .\n"
    f"id:agency a nhsit:Body ; skos:prefLabel 'Agency'@en ; nhsit:tier nhsit:NationalTier ; "
    f"{days('ended', '2010-01-01')} .\n"
    "id:firm a nhsit:Company ; skos:prefLabel 'Firm'@en ; nhsit:tier nhsit:SupplierTier .\n"
    "id:spine a nhsit:System ; nhsit:suppliedBy id:firm .\n"
    f"id:big a nhsit:Programme ; skos:prefLabel 'Big'@en ; {days('born', '2001-01-01')} ; "
    f"{days('ended', '2005-01-01')} .\n"
    + post("head", "Chief Executive, Agency", "agency", "HeadPost")
    + post("minister", "Minister of State", "agency", "MinisterPost", single=False)
    + post("seller", "Sales Director, Firm", "firm")
    + post("lead", "Programme Lead", "big")
    + held("t1", "ann", "head", "2000-01-01", "2002-01-01")
    + held("t2", "bob", "head", "2002-01-01", "2006-01-01")
    + held("t3", "cy", "head", "2006-01-01")
    + held("t4", "ann", "seller", "2003-01-01")
    + held("t5", "bob", "seller", "1999-01-01", "2001-01-01")
    + held("t6", "dee", "minister")
    + held("t7", "eve", "lead", "2001-01-01")
    + "claim:led a nhsit:Claim ; rdf:subject id:ann ; rdf:predicate nhsit:ledProgramme ; "
    "rdf:object id:big .\n"
    "claim:not a nhsit:Claim ; rdf:subject id:bob ; rdf:predicate nhsit:ledProgramme ; "
    "rdf:object id:big ; nhsit:rank nhsit:Deprecated .\n"
    "claim:ran a nhsit:Claim ; rdf:subject id:agency ; rdf:predicate nhsit:ran ; "
    "rdf:object id:big .\n"
    f"id:now a nhsit:Source ; {days('date', '2020-01-01')} .\n"
)


def test_the_median_time_in_post_is_that_of_kaplan_and_meier() -> None:
    """Of 2 and 4 years and one censored: S(2) = 2/3 at the longest (3 at risk), S(4) = 1/3.

    At the shortest the open tenure is censored at 0: S(2) = 1/2. It ends no later than its body.
    """
    rows = analyse(graph_of(HISTORY)).table("tenures").to_rows()
    (row,) = [r for r in rows if r["kind of post"] == "head"]
    assert (row["holders"], row["stints"], row["with a start"], row["ended"]) == (3, 3, 3, 2)
    assert (row["median, from"], row["median, to"]) == (2.0, 4.0)


def test_tenures_that_follow_on_without_a_day_between_are_one() -> None:
    rest = held("t8", "bob", "head", "2006-01-01", "2007-01-01")
    apart = held("t9", "bob", "head", "2009-01-01", "2009-06-01")
    found = analyse(graph_of(HISTORY + rest + apart))
    (row,) = [r for r in found.table("tenures").to_rows() if r["kind of post"] == "head"]
    assert (row["holders"], row["stints"]) == (3, 4)


def test_a_deprecated_tenure_is_none() -> None:
    rival = held("t8", "zoe", "head", "1990-01-01", "1991-01-01", " ; nhsit:rank nhsit:Deprecated")
    assert analyse(graph_of(HISTORY + rival)).tables == analyse(graph_of(HISTORY)).tables


def test_turnover_is_the_time_between_the_starts_of_a_post_for_one() -> None:
    rows = {r["body"]: r for r in analyse(graph_of(HISTORY)).table("turnover").to_rows()}
    agency = rows["Agency"]
    assert (agency["posts"], agency["holders"], agency["posts counted"]) == (2, 4, 1)
    # starts of 2000, 2002, 2006: two changes in six years
    assert (agency["changes"], agency["years a holder, at least"]) == (2, 3.0)


def test_a_programme_has_the_leaders_of_claims_and_of_its_own_posts() -> None:
    found = analyse(graph_of(HISTORY)).table("programmes")
    (row,) = found.to_rows()
    assert (row["leaders"], row["who"]) == (2, "Ann; Eve")
    # bob began in its life, cy after it
    assert (row["new heads"], row["new ministers"], row["possible besides"]) == (1, 0, 0)
    assert found.ids == (("big", "ann", "claim:led", "eve", "t7", "claim:ran", "t2"),)


def test_a_handover_on_a_day_that_may_lie_outside_is_possible() -> None:
    vague = HISTORY.replace(
        days("start", "2002-01-01"), days("start", "2000-06-01", "2001-06-01")
    )  # fmt: skip
    (row,) = analyse(graph_of(vague)).table("programmes").to_rows()
    assert (row["new heads"], row["possible besides"]) == (0, 1)


def test_moves_between_public_bodies_and_companies_have_dates_and_an_order() -> None:
    rows = analyse(graph_of(HISTORY)).table("moves").to_rows()
    told = [(r["person"], r["direction"], r["between, at least"], r["order"]) for r in rows]
    assert told == [
        ("Bob", "company → public body", 1.0, "certain"),
        ("Ann", "public body → company", 1.0, "certain"),
    ]
    assert [r["revolving door"] for r in rows] == [False, False]


# ann left the agency in 2002 for the firm, which had sold it a system; gil left it for another firm
DOOR = """
id:agency nhsit:ran id:spine .
id:other a nhsit:Company ; skos:prefLabel 'Other'@en ; nhsit:tier nhsit:SupplierTier .
id:t1 org:organization id:agency ; nhsit:end "2002-01-01"^^edtf:EDTF .
id:t4 org:organization id:firm ; nhsit:start "2003-01-01"^^edtf:EDTF .
id:t20 org:organization id:agency ; nhsit:end "2002-01-01"^^edtf:EDTF .
id:t21 org:organization id:other ; nhsit:start "2003-01-01"^^edtf:EDTF .
"""
GIL = (
    post("elsewhere", "Director, Other", "other")
    + held("t20", "gil", "head", "2000-01-01", "2002-01-01")
    + held("t21", "gil", "elsewhere", "2003-01-01")
)


def test_the_revolving_door_leads_to_suppliers_of_the_body_and_a_step_to_any_company() -> None:
    graph = derived_from(HISTORY + GIL + DOOR)
    found = analyse(graph)
    asked = ask(graph, find_question("revolving-door"), {})
    assert found.table("revolving-door").column("person") == [
        row["person"] for row in asked.to_dicts()
    ]
    steps = {r["person"]: r["revolving door"] for r in found.table("moves").to_rows()}
    assert steps == {"Ann": True, "Bob": False, "Gil": False}
    said = [s.text for s in found.sentences if s.measure in ("move", "revolving-door")]
    assert (
        "3 steps between them led across public bodies and companies, suppliers or not" in said[0]
    )
    assert said[1].startswith("1 person went through the revolving door")


def test_nobody_goes_through_the_door_by_a_contract_or_a_tenure_that_does_not_count() -> None:
    rival = DOOR + "id:t4 nhsit:rank nhsit:Deprecated ."
    assert analyse(derived_from(HISTORY + rival)).table("revolving-door").rows == ()


def test_a_career_is_ordered_by_its_days_and_says_which_they_are() -> None:
    seen = f" ; {days('attested', '1998-05-01')}"
    found = analyse(graph_of(HISTORY + held("t8", "cy", "seller", more=seen))).table("careers")
    paths = {r["person"]: r["path"] for r in found.to_rows()}
    assert paths["Cy"] == (
        "Sales Director, Firm (seen 1998-05-01) → Chief Executive, Agency (2006-01-01)"
    )


def test_a_move_of_uncertain_order_is_possible() -> None:
    vague = HISTORY.replace(days("start", "2003-01-01"), days("start", "1999-01-01", "2003-01-01"))
    rows = analyse(graph_of(vague)).table("moves").to_rows()
    assert {r["person"]: r["order"] for r in rows} == {"Bob": "certain", "Ann": "possible"}


def test_what_has_no_dates_is_counted_in_the_limits() -> None:
    found = analyse(graph_of(HISTORY))
    assert found.limits[0].startswith("Of 7 stints 1 have no start, 4 no end and 1 no date at all")
    assert found.limits[1].startswith("0 of 1 programme have no recorded leader")


def test_empty_foreign_and_undated_graphs_are_answered_honestly() -> None:
    assert analyse(graph_of()).limits[0] == "The graph holds no tenure."
    foreign = "<http://example.org/t> org:member <http://example.org/p> ."
    assert analyse(graph_of(foreign)).is_empty
    undated = analyse(
        graph_of(post("head", "Chief Executive", "x", "HeadPost") + held("t", "ann", "head"))
    )
    (row,) = undated.table("tenures").to_rows()
    assert (row["stints"], row["with a start"], row["median, from"]) == (1, 0, None)
    assert undated.sentences == ()
    assert any("Nothing says which day is now" in limit for limit in undated.limits)


def test_an_open_tenure_without_a_now_has_no_length() -> None:
    graph = graph_of(
        post("head", "Chief Executive", "x", "HeadPost") + held("t", "ann", "head", "2000-01-01")
    )
    (row,) = analyse(graph).table("tenures").to_rows()
    assert (row["stints"], row["with a start"]) == (1, 0)


def _kinds(more: str) -> dict[str, str]:
    rows = analyse(graph_of(HISTORY + more)).table("posts").to_rows()
    return {str(row["post"]): str(row["kind of post"]) for row in rows}


def test_the_kind_of_a_post_is_what_its_row_says_and_not_what_its_label_sounds_like() -> None:
    more = (
        post("permsec", "Chief of the department", "agency", "PermanentSecretaryPost")
        + post("both", "Whatever", "agency", "CioPost, nhsit:HeadPost")
        + post("seeming", "Chief Executive in name", "agency", "AdviserPost")
        + "".join(held(f"x-{p}", "ann", p) for p in ("permsec", "both", "seeming"))
    )
    assert _kinds(more) == {
        "Chief Executive, Agency": "head",
        "Minister of State": "minister",
        "Chief of the department": "head",
        "Whatever": "head and chief information officer",
    }


def test_a_tier_stands_in_the_sector_that_its_concept_is_marked_with() -> None:
    unmarked = HISTORY.replace("nhsit:NationalTier nhsit:sector nhsit:PublicSector .", "")
    rows = analyse(graph_of(unmarked)).table("tenures").to_rows()
    assert {row["sector"] for row in rows} == {"other"}


NAMES = ("ann", "bob", "cy", "dee", "eve")


@settings(max_examples=20)
@given(st.permutations(NAMES))
def test_new_names_change_no_number(new: list[str]) -> None:
    renamed = HISTORY
    for old in NAMES:
        renamed = renamed.replace(f"id:{old} ", f"id:new-{NAMES.index(old)} ")
    for i, name in enumerate(new):
        renamed = renamed.replace(f"id:new-{i} ", f"id:{name} ")

    def numbers(text: str) -> object:
        found = analyse(graph_of(text))
        return [
            sorted(tuple(v for v in row if isinstance(v, int | float)) for row in table.rows)
            for table in found.tables
        ]

    assert numbers(renamed) == numbers(HISTORY)


def test_the_curve_is_drawn_to_the_longest_tenure_that_was_followed() -> None:
    """Bob's four years, although the open tenure may have lasted as long: the body ended in 2010."""
    figure = analyse(graph_of(HISTORY)).figures[0]
    (curve,) = [s for s in figure.series if s.label.startswith("head")]
    assert curve.label == "head (n = 3)"
    assert curve.x[-1] == pytest.approx(4.0, abs=0.01)
    assert curve.y[-1] == 0.0  # at the shortest, where the open tenure counts no time
    assert curve.high[-1] == pytest.approx(0.3333, abs=1e-4)
