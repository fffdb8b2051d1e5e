"""The door to a model: what is sent, what stands, what is refused and why. No server says what is true."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ingest.documents import language_model as doors
from kg.ingest.documents.happenings import Happening, Named
from kg.ingest.documents.language_model import Door
from tests.conftest import RunKg
from tests.server import Pieces, play, reply

TEXT = "Old Body was wound up in 2013. New Body took on its work, and Ann Smith will lead New Body from 2014."
KINDS = {"Old Body": "Body", "New Body": "Body", "Ann Smith": "Person"}
NAMES = sorted(
    (
        Named(m.start(), m.end(), name, name.casefold().replace(" ", "-"), kind)
        for name, kind in KINDS.items()
        for m in re.finditer(name, TEXT)
    ),
    key=lambda name: name.start,
)
FACT = {
    "what": "abolished", "subject": "Old Body", "object": "", "role": "", "date": "2013",
    "modality": "asserted", "quote": "Old Body was wound up in 2013.",
}  # fmt: skip
APPOINTED = FACT | {
    "what": "appointed", "subject": "Ann Smith", "object": "New Body", "role": "lead", "date": "2014",
    "quote": "Ann Smith will lead New Body",
}  # fmt: skip


def _completion(*facts: dict[str, str]) -> str:
    return json.dumps({"choices": [{"message": {"content": json.dumps({"facts": facts})}}]})


def _ask(
    tmp_path: Path, pieces: Pieces, text: str = TEXT
) -> tuple[Door, list[Happening], list[str]]:
    with play(pieces) as server:
        door = Door(server.address, "made-up", tmp_path)
        found = list(door.find(text, (0, len(text)), NAMES))
        return door, found, [request.body for request in server.requests]


def test_what_the_paragraph_bears_out_stands_and_a_plan_stays_one(tmp_path: Path) -> None:
    door, found, [sent] = _ask(tmp_path, reply(_completion(FACT, APPOINTED)))
    assert [(one.what, one.date, one.modality) for one in found] == [
        ("abolished", "2013", "asserted"), ("appointed", "2014", "planned")
    ]  # fmt: skip
    assert TEXT[found[0].start : found[0].end] == FACT["quote"]
    assert (door.facts, door.refused) == (2, [])
    [_, user] = json.loads(sent)["messages"]
    assert json.loads(user["content"]) == {
        "paragraph": TEXT,
        "names": ["Ann Smith", "New Body", "Old Body"],
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "Old Body was abolished."}, "the quote does not stand in the paragraph"),
        ({"quote": ""}, "the quote does not stand in the paragraph"),
        ({"subject": "Third Body"}, "'Third Body' does not stand near the quote"),
        ({"subject": "Ann Smith"}, "'Ann Smith' cannot be the ended of what was abolished"),
        ({"date": "1999"}, "the year 1999 does not stand in the paragraph"),
        ({"date": "soon"}, "'soon' is not a date"),
        ({"what": "loved"}, "'loved' is nothing that was asked for"),
        ({"modality": "true"}, "'true' is no modality"),
        ({"what": "replaced", "object": "Old Body"}, "both sides are one thing"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_reason(
    tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    door, found, _ = _ask(tmp_path, reply(_completion(FACT | change)))
    assert found == []
    assert door.refused[0].reason.startswith(reason)


@pytest.mark.parametrize(
    "content", ["no JSON", "[]", '{"facts": [{"what": "abolished"}]}', '{"facts": 3}']
)
def test_an_answer_of_another_form_gives_no_fact(tmp_path: Path, content: str) -> None:
    answer = json.dumps({"choices": [{"message": {"content": content}}]})
    door, found, _ = _ask(tmp_path, reply(answer))
    assert (found, [one.reason for one in door.refused]) == ([], ["is no answer of the schema"])


def test_the_same_question_is_asked_once_and_answered_from_what_was_kept(tmp_path: Path) -> None:
    door, found, requests = _ask(tmp_path, reply(_completion(FACT)))
    door.keep()
    assert (
        len(requests) == 1
        and "Old Body was wound up"
        not in json.loads((tmp_path / doors.ANSWERS).read_text("utf8").splitlines()[0])["request"]
    )
    again = Door("http://127.0.0.1:9/nothing", "made-up", tmp_path)
    assert list(again.find(TEXT, (0, len(TEXT)), NAMES)) == found


def _never() -> list[bytes]:
    import time

    time.sleep(2)
    return []


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        (reply("no", status="401 Unauthorized"), "refused: 401"),
        (reply("{}"), "answers with no chat completion"),
        (reply("<html>"), "answers with no chat completion"),
        (_never, "no answer within 0.2 s"),
    ],
)
def test_a_server_that_fails_is_told_in_a_line(
    tmp_path: Path, pieces: Callable[[], list[bytes]], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "WAIT", 0.2)
    with pytest.raises(UsageError, match=f"--model http://127.0.0.1:.*{told}"):
        _ask(tmp_path, pieces)


def test_a_key_goes_to_the_server_and_stands_in_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(doors.KEY, "secret")
    with play(reply("no", status="500 Down")) as server:
        with pytest.raises(UsageError) as raised:
            list(Door(server.address, "made-up", tmp_path).find(TEXT, (0, len(TEXT)), NAMES))
        assert server.requests[0].headers["authorization"] == "Bearer secret"
    assert "secret" not in str(raised.value)


def test_nothing_is_sent_unless_asked_and_what_is_answered_is_a_proposal(
    run_kg: RunKg, memory_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    common = ("a.txt", "--source", "src", "--date", "2013-05", "--graph", memory_output)
    with play(reply(_completion(FACT, FACT | {"quote": "made up"}))) as server:
        run_kg("read", *common)
        assert server.requests == []
        ran = run_kg("read", *common, "--model", server.address, "--model-name", "made-up")
        assert len(server.requests) == 1
    assert ran.code == 0, ran.stderr
    assert "made-up: 1 stand, 1 refused" in ran.stderr
    assert "refused: Old Body abolished : the quote does not stand in the paragraph" in ran.stderr
    lines = map(json.loads, (tmp_path / "inbox" / "proposals.jsonl").read_text("utf8").splitlines())
    [event] = [one for one in lines if one["reader"] == "read 2 model made-up"]
    assert (event["table"], event["cells"]["ended"], event["cells"]["date"]) == (
        "events",
        "old-body",
        "2013",
    )
