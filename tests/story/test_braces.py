"""Braces are read with what they ask and say, and each mistake is told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.story.braces import Binding, split_braces


def test_a_brace_has_what_it_asks_what_it_takes_and_what_is_said() -> None:
    text = 'It was {ask: attempts aim="a b" x=1 | where begun>=2002 | rows = six times} tried.'
    pieces, problems = split_braces(text, 5)
    assert problems == []
    (before, brace, after) = pieces
    assert (before, after) == ("It was ", " tried.")
    assert isinstance(brace, Binding)
    assert (brace.line, brace.kind, brace.subject) == (5, "ask", "attempts")
    assert brace.options == {"aim": "a b", "x": "1"}
    assert brace.picks == (("where", "begun>=2002"), ("rows",))
    assert brace.said == "six times"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param(
            "a\n{name: x\n\nb", 2, "a brace is not closed: '{name: x'; close it", id="open"
        ),
        pytest.param("{name: x {name: y}", 1, "is not closed", id="open before another"),
        pytest.param("{cuont: recommendations}", 1, "did you mean 'count'?", id="misspelt"),
        pytest.param("{82}", 1, "expected count, ask, explain, name", id="no question"),
        pytest.param("{ask:}", 1, "names nothing after 'ask:'", id="empty"),
        pytest.param("{ask: q |}", 1, "nothing stands after '|'", id="empty pick"),
        pytest.param("{ask: q = }", 1, "nothing stands after '='", id="nothing said"),
        pytest.param('{ask: q "x}', 1, "quotation mark is not closed", id="open quotation"),
    ],
)
def test_a_mistake_names_its_line_and_what_would_be_right(text: str, line: int, words: str) -> None:
    problem = split_braces(text)[1][0]
    assert problem.line == line
    assert words in problem.words


def test_code_and_escaped_braces_are_left_alone() -> None:
    text = "`{name: x}` and ``a ` {b}``\n```\n{ask: q}\n```\n\\{so\\}"
    assert split_braces(text) == ([text.replace("\\", "")], [])


@given(st.text(alphabet='ab{}|="` \n\\:~', max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    pieces, problems = split_braces(text)
    assert all(1 <= p.line <= text.count("\n") + 1 for p in problems)
    assert all(piece for piece in pieces)
