"""`/api` over HTTP: what is right is answered, what is wrong is told in a sentence."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from kg.serve.answers.operations import OPERATIONS
from kg.serve.api_page import example_of


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/things/Old Bod", 404, "'Old Bod': no entity has this name; nearest: old-body"),
        ("/api/things/a%0Ab%2Fc", 404, "no entity has this name"),
        ("/api/as-of/soon", 400, "'soon' is not a date; write 2019"),
        ("/api/search", 400, "search needs words"),
        ("/api/search?words=x&wrods=y", 400, "search has no 'wrods'; did you mean 'words'?"),
        ("/api/search?words=x&words=y", 400, "words: is given 2 times; give it once"),
        ("/api/search?words=x&type=Bodyy", 400, "type: nothing is a 'Bodyy'; did you mean 'Body'?"),
        ("/api/things/old-body?name=x", 400, "name: stands in the path already"),
        ("/api/things/old-body?section=Lift", 400, "section: there is no 'Lift'"),
        ("/api/serch?words=x", 404, "there is no /api/serch; did you mean '/search'?"),
        ("/api/ask/sucessors", 404, "did you mean 'successors'?"),
        ("/api/ask/successors", 400, "successors needs body"),
        ("/api/what-if?body=a&body=b", 400, "what 'end' takes one body, not 2"),
        ("/api/analyses/nothing", 400, "nothing"),
        ("/api/analyses/lineage?table=tabel", 400, "table: lineage has no 'tabel'"),
        ("/api/said-before?text=%2B%2B", 400, "has no words"),
    ],
)
def test_what_is_wrong_is_told_as_problem_details(
    doors: TestClient, path: str, status: int, says: str
) -> None:
    answer = doors.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert (answer.status_code, found["status"]) == (status, status)
    assert says in found["detail"] and "Traceback" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_name_that_nothing_has_is_answered_with_the_nearest_and_their_addresses(
    doors: TestClient,
) -> None:
    [near, *_] = doors.get("/api/things/Old Bod").json()["nearest"]
    assert near == {
        "id": "old-body", "label": "Old Body", "iri": "https://w3id.org/nhs-it/id/old-body",
    }  # fmt: skip


def test_a_long_list_comes_in_parts_that_make_up_the_whole(doors: TestClient) -> None:
    whole = doors.get("/api/as-of/2014").json()
    seen, path = [], "/api/as-of/2014?limit=1"
    while path:
        answer = doors.get(path)
        seen += answer.json()["items"]
        path = answer.headers.get("link", "").partition(">")[0].removeprefix("<")
    assert seen == whole["items"] and len(seen) == whole["total"] > 1


def test_one_section_of_a_card_comes_in_parts(doors: TestClient) -> None:
    card = doors.get("/api/things/a-report").json()
    heading, lines = max(card["sections"].items(), key=lambda one: len(one[1]))
    part = doors.get(f"/api/things/a-report?section={heading}&limit=1&offset=1").json()
    assert part["sections"] == {heading: lines[1:2]}
    assert part["part"]["total"] == len(lines)


def test_what_a_client_has_is_not_sent_again(doors: TestClient) -> None:
    first = doors.get("/api/things/old-body")
    again = doors.get("/api/things/old-body", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert doors.head("/api/things/old-body").headers["etag"] == first.headers["etag"]


def test_a_draft_is_posted_as_text_or_json_up_to_a_limit(doors: TestClient) -> None:
    path, text = "/api/said-before", "Do the thing"
    asked = doors.get(f"{path}?text={text}").json()
    assert asked["items"][0]["same"]
    plain = {"content-type": "text/plain; charset=utf-8"}
    assert doors.post(path, content=text, headers=plain).json() == asked
    assert doors.post(path, json={"text": text}).json() == asked
    for status, sent in (
        (400, doors.post(path, content="x" * 20_001, headers=plain)),
        (413, doors.post(path, content="x" * 200_000, headers=plain)),
        (415, doors.post(path, content=text, headers={"content-type": "application/xml"})),
        (400, doors.post(path, content=b"\xff\xfe", headers=plain)),
        (400, doors.post(path, json=["text"])),
        (400, doors.post(path, json={"text": text, "related": None})),
        (400, doors.post(path, content="[" * 50_000, headers={"content-type": "application/json"})),
    ):  # fmt: skip
        assert sent.status_code == status, sent.text
        assert sent.json()["detail"]


def test_pages_of_others_may_ask_and_nothing_can_be_written(doors: TestClient) -> None:
    asked = doors.options("/api/search", headers={"origin": "https://example.org"})
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    for method in ("PUT", "DELETE", "PATCH", "POST"):
        answer = doors.request(method, "/api/things/old-body")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_page_explains_every_operation_without_a_script_and_its_examples_are_right(
    doors: TestClient,
) -> None:
    page = doors.get("/api")
    assert (
        "<script" not in page.text
        and "default-src 'none'" in page.headers["content-security-policy"]
    )
    for one in OPERATIONS:
        if one.path:
            assert f'<a href="{example_of(one).replace("&", "&amp;")}">' in page.text
            assert doors.get(example_of(one)).status_code in (200, 404), one.name


def test_the_document_tells_the_ready_questions_too(doors: TestClient) -> None:
    document = json.loads(doors.get("/api/openapi.json").text)
    assert document["openapi"] == "3.1.0"
    [body, *_] = document["paths"]["/ask/successors"]["get"]["parameters"]
    assert (body["name"], body["required"], body["in"]) == ("body", True, "query")
