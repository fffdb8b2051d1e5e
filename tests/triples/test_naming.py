"""Ids made of what a row says: the same row the same id, whatever stands around it."""

from __future__ import annotations

import pytest

from kg.triples.naming import name_rows

GIVEN_UP = {"old-name": "person"}


@pytest.mark.parametrize(
    ("table", "cells", "name"),
    [
        ("bodies", ["nhsx", "Body", "national"], "nhsx"),
        ("names", ["nhsx", "NHS X (unit)", "FormerName", "2019", "2021", "src"],
         "nhsx-name-nhs-x-unit-2019-2021"),
        ("names", ["nhsx", "X", "FormerName", "", "", "src"], "nhsx-name-x"),
        ("tenures", ["person", "post", "2002-09", "2008-02-01", "", "x"],
         "person-as-post-from-2002-09-to-2008-02-01"),
        ("tenures", ["old-name", "post", "2019~", "..", "2020"],
         "person-as-post-from-2019-about-to-on"),
        ("tenures", ["person", "post", "", "2004?", "2003"], "person-as-post-to-2004-perhaps"),
        ("tenures", ["person", "post", "", "", "2010|2011"], "person-as-post-seen-2010-2011"),
        ("tenures", ["person", "post", "", "", ""], "person-as-post"),
        ("assessments", ["r1", "implementation", "not-enacted", "old-name", "2005%", "n"],
         "r1-implementation-not-enacted-person-2005-perhaps-about"),
    ],
)  # fmt: skip
def test_a_row_has_its_name(table: str, cells: list[str], name: str) -> None:
    named = name_rows(table, lambda slug: GIVEN_UP.get(slug, slug))
    assert named(cells) == name
    assert named([*cells, "a note that does not matter"]) == name
