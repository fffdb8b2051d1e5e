"""What is not even tried, and how a complaint of the engine reads."""

from __future__ import annotations

import pytest

from kg.engine.diagnosis import bare, explain_syntax, find_refusal


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "is empty", id="nothing"),
        pytest.param("PREFIX a: <b:c>\n# only a comment", "is empty", id="a prologue alone"),
        pytest.param(
            "insert data { <a:a> <a:b> 1 }", "INSERT would change the graph", id="an update"
        ),
        pytest.param(
            "PREFIX a: <b:c> DELETE WHERE { ?s ?p ?o }", "DELETE would", id="after a prefix"
        ),
        pytest.param("SELECT * { service <http://x/> {} }", "SERVICE would call", id="a call out"),
        pytest.param("SELECT * " + "{" * 201, "nested more than 200 deep", id="too deep"),
    ],
)
def test_what_would_change_call_out_or_crash_is_refused(text: str, reason: str) -> None:
    assert reason in str(find_refusal(text))


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s <http://x/SERVICE> ?o } # SERVICE",
        "PREFIX x: <a:> SELECT * { ?s x:Insert ?o }",
        "SELECT * " + "{" * 200 + "}" * 200,
    ],
)
def test_words_in_strings_names_and_comments_are_no_reason(text: str) -> None:
    assert find_refusal(text) is None


def test_what_is_blanked_keeps_its_length() -> None:
    text = 'SELECT * { ?s <a#b> "x # y" } # end'
    assert len(bare(text)) == len(text)
    assert bare(text).split() == ["SELECT", "*", "{", "?s", "}"]


def test_a_complaint_without_a_place_stays_as_it_is() -> None:
    assert explain_syntax("x", "odd") == "query: odd"
