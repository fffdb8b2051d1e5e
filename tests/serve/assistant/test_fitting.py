"""Answers fit into what an assistant can hold, and say what was cut."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.serve.assistant.fitting import fit

_SOURCE = {"slug": "src", "title": "A source", "locator": "p. 3", "iri": "https://x/src"}
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=300),
    lambda inner: (
        st.lists(inner, max_size=30) | st.dictionaries(st.text(max_size=5), inner, max_size=30)
    ),
    max_leaves=60,
)


def test_a_short_answer_is_whole_without_what_is_empty() -> None:
    found = {"id": "x", "note": "", "date": None, "gone": False, "n": 0, "sources": [_SOURCE]}
    assert json.loads(fit(found)) == {
        "id": "x", "gone": False, "n": 0, "sources": ["A source, p. 3 [src]"],
    }  # fmt: skip


def test_a_list_is_cut_between_items_and_says_where_it_goes_on() -> None:
    items = [{"id": f"thing-{n}", "text": "word " * 20} for n in range(50)]
    found = json.loads(
        fit({"total": 80, "offset": 30, "next_offset": None, "items": items}, most=2000)
    )
    shown = len(found["items"])
    assert 5 < shown < 50
    assert found["next_offset"] == 30 + shown
    assert found["more"].startswith(f"{shown} of 80 are shown")
    assert found["items"] == items[:shown]


def test_long_lists_within_are_cut_and_told() -> None:
    found = {"sections": {"few": ["a"], "many": [{"text": "x" * 90}] * 60}}
    short = json.loads(fit(found, "ask for one section", most=2500))
    assert short["sections"]["few"] == ["a"]
    assert short["cut"] == [
        {"at": "sections.many", "shown": len(short["sections"]["many"]), "of": 60}
    ]
    assert short["how_to_get_the_rest"] == "ask for one section"


@settings(max_examples=25)
@given(st.dictionaries(st.text(max_size=5), _json, max_size=20), st.integers(300, 3000))
def test_whatever_it_is_it_is_json_and_fits(found: dict[str, Any], most: int) -> None:
    text = fit(found, most=most)
    assert len(text) <= most
    json.loads(text)
