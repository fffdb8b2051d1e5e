"""What became of advice is read where the rules have derived it, and judged nowhere else."""

from __future__ import annotations

from kg.history.advice import Advice, read_advice, tally
from tests.analysis.advised import ADVICE, days, derived_from


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


def test_plain_values_are_in_words() -> None:
    told = read()["a5"].to_dict()
    assert (told["outcome"], told["outcome_by"], told["contested"]) == ("enacted", "auditor", True)
    assert [view["verdict"] for view in told["views"]] == ["enacted", "not enacted"]
