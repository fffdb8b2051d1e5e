"""The reconciliation service, asked as OpenRefine asks it (the requests of its documentation)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from starlette.testclient import TestClient

from tests.conftest import RunKg

_ROOT = "/reconcile"
_FORM = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8"}


def _post(doors: TestClient, **fields: Any) -> Any:
    told = {name: json.dumps(value) for name, value in fields.items()}
    answer = doors.post(_ROOT, content=urlencode(told), headers=_FORM)
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    return answer.json()


def _first(found: Any) -> tuple[str, bool]:
    [best, *_] = found["result"]
    return best["id"], best["match"]


def test_the_manifest_says_where_everything_is(doors: TestClient) -> None:
    found = doors.get(_ROOT).json()
    assert "0.2" in found["versions"]
    assert found["identifierSpace"] == "https://w3id.org/nhs-it/id/"
    assert found["view"]["url"].endswith("/id/{{id}}")
    preview = found["preview"]["url"].replace("{{id}}", "old-body")
    assert "Old Body" in doors.get(preview).text
    for kind, prefix, id in (
        ("entity", "old b", "old-body"), ("type", "bod", "Body"), ("property", "exis", "on"),
    ):  # fmt: skip
        service = found["suggest"][kind]
        suggested = doors.get(service["service_url"] + service["service_path"],
                              params={"prefix": prefix}).json()  # fmt: skip
        assert suggested["result"][0]["id"] == id
        flyout = service["flyout_service_path"].replace("${id}", id)
        assert doors.get(service["flyout_service_url"] + flyout).json()["id"] == id
    proposed = found["extend"]["propose_properties"]
    listed = doors.get(proposed["service_url"] + proposed["service_path"],
                       params={"type": "Body", "limit": 3}).json()  # fmt: skip
    assert (listed["type"], len(listed["properties"])) == ("Body", 3)


def test_a_batch_is_answered_by_get_and_by_post_under_its_keys(doors: TestClient) -> None:
    batch = {
        "q0": {"query": "Old Body", "type": "Body", "type_strict": "should", "limit": 5},
        "q1": {"query": "Old Bdoy"},
        "q2": {"query": "Nothing like it at all"},
    }
    found = _post(doors, queries=batch)
    assert list(found) == ["q0", "q1", "q2"]
    assert _first(found["q0"]) == ("old-body", True)
    assert _first(found["q1"]) == ("old-body", False)
    assert found["q2"] == {"result": []}
    assert doors.get(_ROOT, params={"queries": json.dumps(batch)}).json() == found
    [best, *_] = found["q0"]["result"]
    assert best["type"] == [{"id": "Body", "name": "body"}]
    assert "1 April 2001 to 31 March 2013" in best["description"]
    assert "duty today: New Body" in best["description"]


def test_one_query_is_answered_as_text_or_json(doors: TestClient) -> None:
    one = doors.get(_ROOT, params={"query": "Old Body"}).json()
    assert _first(one) == ("old-body", True)
    assert doors.get(_ROOT, params={"query": json.dumps({"query": "Old Body"})}).json() == one


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2012-11-05", ("old-body", True)),
        ("05/11/2012", ("old-body", True)),
        ("2012-11-05T00:00:00Z", ("old-body", True)),
        ({"id": "2012"}, ("old-body", True)),
        (["2012"], ("old-body", True)),
        ("2014", ("old-body", False)),
        ("the other day", ("old-body", False)),
        ("", ("old-body", True)),
    ],
)
def test_a_name_means_what_existed_on_the_day(
    doors: TestClient, day: object, expected: tuple[str, bool]
) -> None:
    query = {"query": "Old Body", "properties": [{"pid": "on", "p": "existed on", "v": day}]}
    assert _first(_post(doors, queries={"q0": query})["q0"]) == expected


def test_columns_are_added_for_things_and_empty_for_what_is_none(doors: TestClient) -> None:
    wanted = ["start", "end", "heirs", "replacedBy", "kind", "tier", "jurisdiction", "names", "iri"]
    properties = [{"id": one} for one in wanted]
    found = _post(doors, extend={"ids": ["old-body", "no-such"], "properties": properties})
    assert [one["id"] for one in found["meta"]] == wanted
    assert found["meta"][2]["type"] == {"id": "Body", "name": "body"}
    new = {"id": "new-body", "name": "New Body"}
    assert found["rows"]["old-body"] == {
        "start": [{"str": "2001-04-01"}], "end": [{"str": "2013-04-01"}], "heirs": [new],
        "replacedBy": [new], "kind": [{"str": "body"}], "tier": [{"str": "national"}],
        "jurisdiction": [{"str": "England"}],
        "names": [{"str": "Former Bureau"}, {"str": "OB"}],
        "iri": [{"str": "https://w3id.org/nhs-it/id/old-body"}],
    }  # fmt: skip
    assert found["rows"]["no-such"] == {one: [] for one in wanted}
    few = [{"id": "names", "settings": {"limit": "1"}}]
    found = _post(doors, extend={"ids": ["old-body"], "properties": few})
    assert len(found["rows"]["old-body"]["names"]) == 1


def test_candidates_and_scores_are_those_of_the_command_line(
    doors: TestClient, run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    names = [("Old Body", "2005"), ("Old Bdoy", "2005"), ("OB", ""), ("Former Bureau", "2002"),
             ("New Body", "2001"), ("The Gone Body", ""), ("nobody", "")]  # fmt: skip
    table = io.StringIO()
    csv.writer(table).writerows([("Name", "Day"), *names])
    (tmp_path / "names.csv").write_text(table.getvalue(), "utf8")
    ran = run_kg("reconcile", "names.csv", "--column", "Name", "--date-column", "Day",
                 "--graph", memory_output, "-f", "json")  # fmt: skip
    batch = {
        f"q{n}": {"query": name, "properties": [{"pid": "on", "v": day}] if day else []}
        for n, (name, day) in enumerate(names)
    }
    found = _post(doors, queries=batch)
    for n, row in enumerate(json.loads(ran.stdout)):
        options = found[f"q{n}"]["result"]
        assert (row["kg_id"] or None) == next((o["id"] for o in options if o["match"]), None)
        if not row["kg_id"] and row["kg_may_be"]:
            may_be = [one.partition(", ")[0] for one in row["kg_may_be"].split("; ")
                      if " (" in one]  # fmt: skip
            assert may_be == [f"{o['id']} ({o['score']:.0f}" for o in options]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"queries": "x"}, "queries: is no JSON"),
        ({"queries": "[1]"}, "queries: expected an object"),
        ({"queries": '{"q0": {}}'}, "q0: has neither a name"),
        ({"queries": '{"q0": 5}'}, "q0: expected an object"),
        ({"queries": '{"q0": {"query": "x", "limit": "many"}}'}, "q0: limit: expected a number"),
        ({"queries": '{"q0": {"query": "x", "type": "Bodyy"}}'}, "did you mean 'Body'?"),
        ({"queries": '{"q0": {"query": "x", "properties": {"pid": 1}}}'}, "properties: expected"),
        ({"queries": "[" * 100_000}, "queries: is no JSON"),
        ({"extend": "{}"}, "extend: expected"),
        ({"extend": '{"ids": ["a"], "properties": [{"id": "begin"}]}'}, "there is no property"),
        ({"extend": '{"ids": [1], "properties": [5]}'}, "there is no property"),
    ],
)
def test_what_is_no_request_is_told(
    doors: TestClient, fields: Mapping[str, str], says: str
) -> None:
    answer = doors.post(_ROOT, content=urlencode(fields), headers=_FORM)
    assert answer.status_code == 400
    assert says in answer.json()["detail"]


def test_a_batch_that_is_too_long_and_a_body_that_is_no_form_are_refused(
    doors: TestClient,
) -> None:
    many = {f"q{n}": {"query": "x"} for n in range(251)}
    answer = doors.post(_ROOT, content=urlencode({"queries": json.dumps(many)}), headers=_FORM)
    assert (answer.status_code, "at most" in answer.json()["detail"]) == (400, True)
    assert doors.post(_ROOT, json={"queries": {}}).status_code == 415
    assert doors.post(_ROOT, content="x" * 2_000_000, headers=_FORM).status_code == 413
    assert doors.get(f"{_ROOT}/suggest/entity?prefix=x&cursor=-1").status_code == 400
    assert doors.get(f"{_ROOT}/flyout/type?id=Nothing").status_code == 400


def test_answers_have_the_shape_that_the_protocol_asks_for(doors: TestClient) -> None:
    """In our own words what its schemas hold; they themselves are checked by hand."""
    named = {"type": "object", "required": ["id", "name"]}
    candidate = named | {
        "required": ["id", "name", "score"],
        "properties": {"score": {"type": "number"}, "match": {"type": "boolean"},
                       "type": {"type": "array", "items": named}},
    }  # fmt: skip
    result = {"type": "object", "required": ["result"],
              "properties": {"result": {"type": "array", "items": candidate}}}  # fmt: skip
    for answer in _post(doors, queries={"a": {"query": "body"}, "b": {"query": "OB"}}).values():
        jsonschema.validate(answer, result)
        assert answer["result"]
