"""What was answered is kept while the build is live and there is room."""

from __future__ import annotations

from kg.serve.kept_answers import KeptAnswers


def test_the_oldest_goes_where_there_is_no_room() -> None:
    kept, build = KeptAnswers(most=100), object()
    for name in "abc":
        kept.keep(build, name, name * 25)
    assert kept.find(build, "a") == "a" * 25
    kept.keep(build, "d", "d" * 25)
    kept.keep(build, "e", "e" * 25)
    found = [name for name in "abcde" if kept.find(build, name)]
    assert found == ["a", "c", "d", "e"]


def test_another_build_has_answers_of_its_own() -> None:
    kept, before, after = KeptAnswers(), object(), object()
    kept.keep(before, "a", "old")
    assert kept.find(after, "a") is None
    kept.keep(after, "b", "new")
    assert (kept.find(before, "a"), kept.find(after, "b")) == (None, "new")


def test_what_would_take_most_of_the_room_is_not_kept() -> None:
    kept, build = KeptAnswers(most=100), object()
    kept.keep(build, "a", "a" * 26)
    assert kept.find(build, "a") is None
