"""What an operation may be told: read as it is declared, all that is wrong told at once."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.serve.answers.declared import Argument, Operation
from kg.serve.answers.operations import OPERATIONS

_TAKES = Operation(
    "look", "/look/{name}", "Look", "Looks.",
    (
        Argument("name", "The thing.", "nhsx", required=True),
        Argument("way", "Which way.", "up", default="both", choices=("both", "up", "down")),
        Argument("limit", "How many.", 5, "integer", default=20, most=50),
        Argument("wide", "Also looser.", False, "boolean", default=False),
        Argument("to", "Where to.", "dhsc", several=2),
    ),
    lambda graph, values: {},
)  # fmt: skip


def test_what_is_not_given_has_its_default_and_a_query_is_read_as_json_is() -> None:
    values = {"name": "nhsx", "way": "both", "limit": 20, "wide": False, "to": None}
    assert _TAKES.read({"name": "nhsx"}) == values
    told = {"name": "nhsx", "way": "up", "limit": 5, "wide": True, "to": ("a",)}
    assert _TAKES.read({"name": "nhsx", "way": "up", "limit": 5, "wide": True, "to": ["a"]}) == told
    assert _TAKES.read(
        {"name": "nhsx", "way": "up", "limit": "5", "wide": "true", "to": "a"}
    ) == told  # fmt: skip


def test_all_that_is_wrong_is_told_with_what_would_be_right() -> None:
    with pytest.raises(UsageError) as told:
        _TAKES.read({"nam": "x", "way": "upp", "limit": "51", "wide": "perhaps", "to": list("abc")})
    assert str(told.value).splitlines() == [
        "look has no 'nam'; did you mean 'name'?",
        "look needs name: The thing, such as nhsx",
        "way: 'upp' is none of them; did you mean 'up'?",
        "limit: expected 1 to 50, not 51",
        "wide: 'perhaps' is neither true nor false",
        "to: expected 1 to 2, not 3",
    ]


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"name": ""}, "name: expected 1 to 500 letters, not 0"),
        ({"name": "x" * 501}, "name: expected 1 to 500 letters, not 501"),
        ({"name": "\ud800"}, "name: has letters that no text has"),
        ({"name": ["a", "b"]}, "name: is given 2 times; give it once"),
        ({"name": 5}, "name: expected text, such as nhsx"),
        ({"name": "a", "limit": "٣"}, "limit: '٣' is not a whole number, such as 5"),
        ({"name": "a", "limit": True}, "limit: 'True' is not a whole number, such as 5"),
    ],
)
def test_what_is_no_value_is_refused(given_: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=f"^{says[:20]}") as told:
        _TAKES.read(given_)
    assert str(told.value) == says


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "name": st.text(max_size=4) | st.integers(),
            "way": st.sampled_from(["up", "both", "side"]),
            "limit": st.integers(-5, 60) | st.booleans() | st.text(max_size=2),
            "wide": st.booleans() | st.integers(0, 1),
            "to": st.lists(st.text(max_size=2), max_size=3),
            "other": st.none(),
        },
    )
)
def test_json_that_breaks_the_schema_is_refused(values: dict[str, Any]) -> None:
    is_right = jsonschema.Draft202012Validator(_TAKES.schema()).is_valid(values)
    try:
        _TAKES.read(values)
    except UsageError:
        return
    assert is_right or any(str(v).strip().isdecimal() for v in values.values()), values


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_every_operation_is_told_so_that_it_can_be_asked(operation: Operation) -> None:
    jsonschema.Draft202012Validator.check_schema(operation.schema())
    needed = {a.name: a.example for a in operation.arguments if a.required}
    assert set(operation.read(needed)) == {a.name for a in operation.arguments}
    assert operation.says.endswith(".") and len(operation.says) > 60
    for argument in operation.arguments:
        assert argument.says and argument.read(argument.example) is not None
