"""What became of advice is read where the rules have derived it, and judged nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from kg.history.advice import Advice, group_by, read_advice, tally
from kg.history.advice_queries import ADDRESSEES, REITERATES, TOPICS, VERDICTS
from kg.history.nodes import Source
from kg.model.dates import Span
from tests.analysis.advised import ADVICE, days, derived_from, graph_of


def view(name: str, of: str, said: str, by: str, day: str = "") -> str:
    """Return as Turtle what somebody said of a recommendation."""
    dated = f" ; {days('date', day)}" if day else ""
    return (
        f"id:{name} a nhsit:Assessment ; nhsit:assesses id:{of} ; {said} ; "
        f"prov:wasAttributedTo id:{by}{dated} .\n"
    )


def read(more: str = "") -> dict[str, Advice]:
    return {one.id: one for part in read_advice(derived_from(ADVICE + more)) for one in part}


def test_what_stands_for_a_whole_document_is_no_recommendation() -> None:
    advice, whole = read_advice(derived_from(ADVICE))
    assert [one.id for one in advice] == ["a1", "a2", "a3", "a5"]
    assert [(one.id, one.is_whole) for one in whole] == [("a4", True)]


def test_an_outcome_tells_who_says_so_and_whether_that_is_in_dispute() -> None:
    found = read()["a5"]
    assert found.decides is not None
    assert (found.outcome, found.decides.by, found.decides.id) == ("Enacted", "auditor", "v5")
    assert (found.is_contested, found.is_own_reading) == (True, False)


def test_looked_for_and_not_found_is_neither_an_outcome_nor_nothing() -> None:
    looked = f"""id:v4 a nhsit:Assessment ; nhsit:assesses id:a4 ; nhsit:implementation
      nhsit:Unknown ; prov:wasAttributedTo id:project ; {days("date", "2009-01-01")} ."""
    assert (read()["a4"].outcome, read()["a4"].verdict) == ("", "not assessed")
    assert (read(looked)["a4"].outcome, read(looked)["a4"].verdict) == ("", "Unknown")


def test_what_does_not_count_is_no_view() -> None:
    assert [view.id for view in read()["a2"].views] == ["v2", "v2u"]


def test_a_later_word_of_the_same_assessor_replaces_the_earlier() -> None:
    later = f"""id:v9 a nhsit:Assessment ; nhsit:assesses id:a2 ; nhsit:implementation
      nhsit:Enacted ; prov:wasAttributedTo id:auditor ; {days("date", "2020-01-01")} ."""
    found = read(later)["a2"]
    assert [view.id for view in found.views] == ["v2", "v2u", "v9"]
    assert [view.id for view in found.latest] == ["v2u", "v9"]
    assert found.outcome == "Enacted"


def test_two_words_of_one_day_both_stand() -> None:
    same = f"""id:v9 a nhsit:Assessment ; nhsit:assesses id:a2 ; nhsit:implementation
      nhsit:Enacted ; prov:wasAttributedTo id:auditor ; {days("date", "2005-01-01")} ."""
    assert {view.id for view in read(same)["a2"].latest} >= {"v2", "v9"}


def test_a_tally_has_each_recommendation_once_and_the_contested_besides() -> None:
    advice, _ = read_advice(derived_from(ADVICE))
    found = tally(advice)
    assert found.pop("contested") == 1
    assert dict(found) == {"Enacted": 3, "NotEnacted": 1}
    assert sum(found.values()) == len(advice)


def test_only_what_a_pattern_asks_for_is_read() -> None:
    graph = derived_from(ADVICE)
    advice, whole = read_advice(graph, "?advice nhsit:addressedTo id:agency .")
    assert ([one.id for one in advice], whole) == (["a1"], [])
    assert [view.id for view in advice[0].views] == ["v1"]


def test_the_response_is_the_last_word_of_whoever_answered_last() -> None:
    first = view("w1", "a1", "nhsit:response nhsit:Accepted", "agency", "1990-06-01")
    second = view("w2", "a1", "nhsit:response nhsit:Rejected", "agency", "1991-06-01")
    other = view("w3", "a1", "nhsit:response nhsit:AcceptedInPrinciple", "centre", "1996-01-01")
    for answers, latest in ((first + second, "w2"), (first + second + other, "w3")):
        found = read(answers)["a1"].response
        assert found is not None
        assert found.id == latest
    assert read()["a1"].response is None


def test_judgements_are_the_views_on_what_became_of_it() -> None:
    answer = view("w1", "a2", "nhsit:response nhsit:Rejected", "centre", "2001-01-01")
    assert [said.id for said in read(answer)["a2"].judgements] == ["v2", "v2u"]


def test_views_come_in_the_order_of_their_days_and_the_undated_first() -> None:
    more = view("a-late-one", "a2", "nhsit:implementation nhsit:Enacted", "centre", "2030-01-01")
    undated = view("without-a-day", "a2", "nhsit:implementation nhsit:Enacted", "agency")
    found = read(more + undated)["a2"]
    assert [said.id for said in found.views] == ["without-a-day", "v2", "v2u", "a-late-one"]


def test_advice_knows_its_topics_with_all_above_them() -> None:
    topics = "".join(f"id:a3 nhsit:topic id:topic-{name} .\n" for name in ("skills", "b", "a"))
    found = read(topics)["a3"]
    assert list(found.topics) == ["topic-a", "topic-b", "topic-reorganisation", "topic-skills"]
    assert found.topics["topic-reorganisation"] == "Reorganisation"
    assert list(found.under) == sorted([*found.topics, "topic-governance-merger"])


def test_advice_knows_whom_it_was_given_to_and_when_they_ended() -> None:
    more = "".join(f"id:a1 nhsit:addressedTo id:{name} .\n" for name in ("centre", "z", "b"))
    found = read(more)["a1"]
    assert list(found.addressees.items()) == [
        ("agency", "Agency"), ("b", "b"), ("centre", "Centre"), ("z", "z"),
    ]  # fmt: skip
    assert {slug: str(end.latest) for slug, end in found.ends.items()} == {"agency": "1995-04-01"}


def test_advice_knows_what_it_says_again() -> None:
    assert {one.id: one.reiterates for one in read().values() if one.reiterates} == {"a2": {"a1"}}


CITED = """
id:a5 nhsit:evidence cite:b , cite:a . id:v5 nhsit:evidence cite:a .
cite:a nhsit:source id:paper ; nhsit:locator "p. 3" . cite:b nhsit:source id:book .
id:paper a nhsit:Source ; skos:prefLabel "A paper"@en .
"""


def test_advice_and_each_view_know_where_they_were_read() -> None:
    found = read(CITED)["a5"]
    paper, book = Source("paper", "A paper", "p. 3"), Source("book", "book")
    assert found.sources == (paper, book)
    assert {said.id: said.sources for said in found.views} == {"v5": (paper,), "v5p": ()}


def test_a_brief_reading_says_what_became_of_it_and_not_what_it_is_about() -> None:
    graph = derived_from(ADVICE + CITED + "id:a5 nhsit:topic id:topic-skills .")
    (brief,), _ = read_advice(graph, pattern="?advice nhsit:number '3' .", is_brief=True)
    (full,), _ = read_advice(graph, pattern="?advice nhsit:number '3' .")
    assert (brief.outcome, brief.is_contested) == (full.outcome, full.is_contested)
    assert [said.id for said in brief.views] == [said.id for said in full.views]
    assert (brief.topics, brief.sources, brief.views[0].sources) == ({}, (), ())
    assert list(full.topics) == ["topic-skills"]


def test_what_stands_in_no_report_is_no_advice() -> None:
    stray = """id:stray a nhsit:Recommendation ; nhsit:topic id:topic-skills ;
      nhsit:addressedTo id:agency ; nhsit:reiterates id:a1 .
    """ + view("of-it", "stray", "nhsit:implementation nhsit:Enacted", "auditor", "2001-01-01")
    assert read(stray) == read()


def test_the_day_of_advice_is_that_of_its_report() -> None:
    found = read()["a1"]
    assert found.day == Span(date(1990, 1, 1), date(1990, 1, 1))
    assert (found.report, found.report_label, found.number) == ("r1990", "First report", "1")


def test_advice_is_grouped_under_keys_in_order() -> None:
    one, two, three = (read()[name] for name in ("a1", "a2", "a3"))
    found = group_by([("b", one), ("a", two), ("b", three)])
    assert list(found.items()) == [("a", [two]), ("b", [one, three])]


@pytest.mark.parametrize("query", [TOPICS, ADDRESSEES, VERDICTS, REITERATES])
def test_what_was_asked_can_be_asked_again(query: str) -> None:
    assert len(list(graph_of(ADVICE).query(query))) > 0  # type: ignore[arg-type]


def test_plain_values_are_in_words() -> None:
    answer = view("w1", "a5", "nhsit:response nhsit:AcceptedInPrinciple", "centre", "2001-06-01")
    more = "id:a5 nhsit:addressedTo id:centre ; nhsit:topic id:topic-skills .\n"
    dates = 'id:w1 nhsit:date "2001-06" . id:v5 nhsit:date "2001" . id:auditor skos:prefLabel "NAO"@en .'
    told = read(answer + more + dates + CITED)["a5"].to_dict()
    views, sources = told.pop("views"), told.pop("sources")
    assert told.pop("line_of_time") == views  # nobody has taken back a word
    assert told == {
        "id": "a5", "report": "r2000", "report_label": "Second report", "date": "", "number": "3",
        "text": "Publish the costs", "stands_for_whole_document": False,
        "addressees": ["centre"], "addressed_to": ["Centre"], "addressee_note": "",
        "topics": ["topic-skills"], "reiterates": [], "score": None, "grade": "",
        "heirs": [], "heir_labels": [],
        "state": "closed done", "due": "",
        "outcome": "enacted", "outcome_by": "auditor", "outcome_by_label": "NAO",
        "outcome_date": "2001", "contested": True,
        "response": "accepted in principle", "response_by": "centre", "response_date": "2001-06",
    }  # fmt: skip
    assert sources[0] == {"slug": "paper", "title": "A paper", "locator": "p. 3"}
    assert [said["verdict"] for said in views] == [
        "enacted", "accepted in principle", "not enacted",
    ]  # fmt: skip
    assert views[1] == {
        "facet": "response", "verdict": "accepted in principle", "is_latest": True, "by": "centre",
        "by_label": "Centre", "date": "2001-06", "note": "", "sources": [],
    }  # fmt: skip
