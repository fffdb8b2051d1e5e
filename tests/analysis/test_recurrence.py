"""Recurrence: counted by hand on a small graph; shares and their test against scipy."""

from __future__ import annotations

from kg.analysis.recurrence import analyse
from tests.analysis.advised import ADVICE, days, derived_from


def _row(table: str, key: str) -> dict[str, object]:
    found = analyse(derived_from(ADVICE)).table(table)
    return {**{str(r[found.columns[0].name]): r for r in found.to_rows()}[key]}


def test_a_topic_returns_after_ten_years_and_was_enacted_once_before() -> None:
    row = _row("topics", "Skills")
    assert (row["times advised"], row["reports"], row["first"], row["last"]) == (
        2,
        2,
        "1990",
        "2000",
    )
    assert row["years at least"] == row["years at most"] == 10.0
    assert row["enacted before the last time"] == 1


def test_unknown_does_not_hide_a_verdict_and_deprecated_ones_have_no_say() -> None:
    row = _row("topics", "Skills")
    assert (row["enacted"], row["not enacted"], row["unknown"]) == (1, 1, 0)
    assert row["own reading only"] == 1


def test_contested_advice_counts_under_the_verdict_of_the_higher_standing_and_besides() -> None:
    assert analyse(derived_from(ADVICE)).table("contested").column("recommendation") == ["a5"]
    row = _row("by-report", "Second report [r2000]")
    assert (row["recommendations"], row["contested"], row["enacted"]) == (3, 1, 2)


def test_like_words_in_two_reports_are_one_cluster() -> None:
    found = analyse(derived_from(ADVICE))
    assert found.table("wording").ids == (("a1", "a2"),)
    assert found.table("pairs").column("said to reiterate") == [True]


def test_advice_that_asks_for_what_was_asked_before_is_counted_with_what_became_of_it() -> None:
    said = [s for s in analyse(derived_from(ADVICE)).sentences if s.measure == "repeated"]
    assert [(s.text, s.ids) for s in said] == [
        (
            "1 recommendation of 4 asks for what an earlier report had asked for; 1 of the 1 so "
            "repeated are judged enacted.",
            ("a1", "a2"),
        )
    ]


def test_a_row_for_the_whole_report_is_left_out_and_told() -> None:
    found = analyse(derived_from(ADVICE))
    assert all("a4" not in ids for ids in found.table("topics").ids)
    assert (
        "4 recommendations, and 1 that stands for a whole document; the latter are left out, "
        "0 of them contested."
    ) in found.limits


def test_advice_to_an_abolished_body_goes_to_its_heir_by_what_happened() -> None:
    table = analyse(derived_from(ADVICE)).table("abolished")
    assert table.column("addressee") == ["Agency"]
    assert table.column("heirs today") == ["centre"]
    assert table.column("verdict") == ["enacted"]


def test_time_to_enactment_runs_from_the_report_to_the_first_finding() -> None:
    table = analyse(derived_from(ADVICE)).table("enactment")
    assert dict(zip(table.column("advice"), table.column("years at most"), strict=True)) == {
        "Train every nurse in informatics": 2.0,
        "Merge the agencies": 1.0,
        "Publish the costs": 1.0,
    }


def test_organisational_is_the_topic_of_governance_and_what_is_narrower() -> None:
    table = analyse(derived_from(ADVICE)).table("organisational")
    rows = {(r["counted"], r["advice"]): r for r in table.to_rows()}
    ours, rest = rows["enacted", "organisational"], rows["enacted", "the rest"]
    assert (ours["hits"], ours["settled"]) == (1, 1)
    assert (rest["hits"], rest["settled"], rest["recommendations"]) == (2, 3, 3)
    assert "Governance, Reorganisation" in table.note


def test_a_changed_fact_changes_the_sentence() -> None:
    before = [s.text for s in analyse(derived_from(ADVICE)).sentences]
    more = f"""id:v9 a nhsit:Assessment ; nhsit:assesses id:a2 ; nhsit:implementation nhsit:Enacted ;
      prov:wasAttributedTo id:auditor ; {days("date", "2020-01-01")} ."""
    after = [s.text for s in analyse(derived_from(ADVICE + more)).sentences]
    assert "3 are judged enacted" in before[0]
    assert "4 are judged enacted" in after[0]


def test_an_empty_graph_gives_no_sentence_and_one_limit() -> None:
    found = analyse(derived_from())
    assert (found.is_empty, found.sentences) == (True, ())
    assert found.limits == ("The graph holds no recommendation.",)


def test_a_succession_that_runs_in_a_circle_ends() -> None:
    circle = """id:back a nhsit:Replacement ; nhsit:status nhsit:Happened ;
      nhsit:endedBody id:centre ; nhsit:createdBody id:agency ."""
    assert analyse(derived_from(ADVICE + circle)).table("abolished").column("heirs today") == [None]
