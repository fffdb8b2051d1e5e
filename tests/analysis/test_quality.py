"""Quality: sources, dates, gaps and coverage, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.analysis.quality import analyse
from kg.errors import UsageError
from tests.analysis.advised import ADVICE, days, derived_from, graph_of

SOURCED = f"""
nhsit:Encyclopedia nhsit:weak true .
id:wiki a nhsit:Source ; nhsit:sourceType nhsit:Encyclopedia .
id:news a nhsit:Source ; nhsit:sourceType nhsit:News .
cite:w a nhsit:Citation ; nhsit:source id:wiki .
cite:n a nhsit:Citation ; nhsit:source id:news .
id:one a nhsit:Body ; skos:prefLabel "One"@en ; nhsit:evidence cite:w ; nhsit:start "199X"^^edtf:EDTF ;
  {days("start", "1990-01-01", "1999-12-31")} .
id:two a nhsit:Body ; nhsit:evidence cite:w, cite:n ; nhsit:start "2001-04-01"^^edtf:EDTF ;
  {days("start", "2001-04-01")} ; {days("born", "2001-04-01")} .
claim:three a nhsit:Claim ; nhsit:evidence cite:n ; nhsit:rank nhsit:Deprecated ; rdf:subject id:two .
id:deal a nhsit:Contract ; nhsit:evidence cite:n .
"""


def test_a_fact_on_one_encyclopedia_is_weak_and_one_on_two_sources_is_not() -> None:
    rows = {
        r["kind of source"]: r for r in analyse(graph_of(SOURCED)).table("source-kinds").to_rows()
    }
    assert (rows["Encyclopedia"]["facts"], rows["Encyclopedia"]["on one weak source"]) == (2, 1)
    assert (rows["News"]["facts"], rows["News"]["with one source"]) == (3, 2)


def test_dates_are_counted_as_they_are_stated() -> None:
    rows = analyse(graph_of(SOURCED)).table("precision").to_rows()
    assert {r["precision"]: r["dates"] for r in rows} == {"day": 1, "decade": 1}


def test_what_is_missing_is_work() -> None:
    work = {(r["gap"], r["thing"]) for r in analyse(graph_of(SOURCED)).table("work").to_rows()}
    assert ("body without a beginning", "one") in work
    assert ("body without a beginning", "two") not in work
    assert ("contract without a value", "deal") in work


def test_contradictions_are_listed() -> None:
    found = analyse(derived_from(SOURCED + ADVICE)).table("contradictions").to_rows()
    assert {(r["what"], r["fact"]) for r in found} >= {
        ("a rival is preferred", "claim:three"),
        ("assessors differ", "a5"),
    }


def test_own_readings_stand_apart() -> None:
    rows = {r["verdict"]: r for r in analyse(graph_of(ADVICE)).table("readings").to_rows()}
    assert (rows["Enacted"]["stated by others"], rows["Enacted"]["own reading"]) == (2, 1)


def test_a_verdict_on_a_whole_document_is_left_out_and_told() -> None:
    whole = (
        ADVICE
        + """id:v4 a nhsit:Assessment ; nhsit:assesses id:a4 ;
      nhsit:implementation nhsit:Enacted ; prov:wasAttributedTo id:auditor ."""
    )
    found = analyse(graph_of(whole))
    assert found.table("readings") == analyse(graph_of(ADVICE)).table("readings")
    assert any("1 that are on whole documents are left out" in s.text for s in found.sentences)


def test_coverage_counts_what_the_graph_holds(tmp_path: Path) -> None:
    table = tmp_path / "named.csv"
    table.write_text("where,surface_form,id\narticle,One,one\narticle,Nobody,nobody\n", "utf8")
    found = analyse(graph_of(SOURCED), table)
    assert found.table("coverage").rows == (("article", 2, 1, "Nobody"),)
    said = "Of the things named in named.csv, 1 of 2 are in the graph."
    assert said in [s.text for s in found.sentences]


def test_a_graph_that_names_no_list_is_not_measured_against_that_of_another() -> None:
    found = analyse(graph_of(SOURCED))
    assert "coverage" not in {table.name for table in found.tables}
    assert "coverage" not in {measure.name for measure in found.measures}
    assert any("Coverage was not counted" in limit for limit in found.limits)


def test_a_verdict_that_does_not_count_is_neither_read_nor_missing() -> None:
    unread = """id:lone a nhsit:Recommendation .
      id:gone a nhsit:Assessment ; nhsit:assesses id:lone ; nhsit:implementation nhsit:Unknown ;
        nhsit:rank nhsit:Deprecated ; prov:wasAttributedTo id:project ."""
    found = analyse(graph_of(unread))
    assert found.table("readings").rows == ()
    assert [r["gap"] for r in found.table("work").to_rows()] == [
        "recommendation that nobody assessed"
    ]


def test_a_source_is_weak_where_its_type_is_marked_and_nowhere_else() -> None:
    unmarked = SOURCED.replace("nhsit:Encyclopedia nhsit:weak true .", "")
    marked = unmarked + "nhsit:News nhsit:weak true ."
    weak = [
        {r["kind of source"]: r["on one weak source"] for r in table.to_rows()}
        for table in (analyse(graph_of(text)).table("source-kinds") for text in (unmarked, marked))
    ]
    assert weak == [{"Encyclopedia": 0, "News": 0}, {"Encyclopedia": 0, "News": 2}]


def test_a_table_of_coverage_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    table = tmp_path / "named.csv"
    table.write_text("a,b\n1,2\n", "utf8")
    with pytest.raises(UsageError, match="has no column"):
        analyse(graph_of(), table)
    with pytest.raises(UsageError, match="cannot be read"):
        analyse(graph_of(), tmp_path / "none.csv")


def test_an_empty_graph_has_no_facts() -> None:
    found = analyse(graph_of())
    assert (found.is_empty, found.sentences) == (True, ())
