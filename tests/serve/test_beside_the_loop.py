"""What reads the graph does so in a thread: the loop goes on answering others."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.serve.responding import Refusal
from kg.serve.service import Service
from kg.serve.settings import QueryLimits, Settings


def _thread(*_: Any) -> str:
    return threading.current_thread().name


@pytest.mark.parametrize(
    ("name", "found", "path"),
    [
        ("api_routes.answer", lambda *_: {"thread": _thread()}, "/api/search?words=x"),
        ("api_routes.find_operations", lambda *_: [_thread()], "/api"),
        ("api_routes.describe_api", lambda *_: {"thread": _thread()}, "/api/openapi.json"),
        (
            "reconcile_routes.answer_batch",
            lambda *_: {"thread": _thread()},
            "/reconcile?queries={}",
        ),
        ("reconcile_routes.make_manifest", lambda *_: {"thread": _thread()}, "/reconcile"),
        ("reconcile_routes.preview_thing", _thread, "/reconcile/preview?id=x"),
        ("embed_routes.view_thing", _thread, "/embed/thing/x"),
        ("embed_routes.view_lineage", _thread, "/embed/lineage/x"),
        ("embed_routes.view_ledger", _thread, "/embed/recommendations"),
    ],
)
def test_it_is_read_in_a_thread(
    doors: TestClient, monkeypatch: pytest.MonkeyPatch, name: str, found: Any, path: str
) -> None:
    monkeypatch.setattr(f"kg.serve.{name}", found)
    monkeypatch.setattr("kg.serve.api_routes.make_api_page", lambda listed, title: listed[0])
    monkeypatch.setattr("kg.serve.kept_answers.KeptAnswers.find", lambda *_: None)
    monkeypatch.setattr("kg.serve.kept_answers.KeptAnswers.keep", lambda *_: None)
    assert "door_" in doors.get(path).text


def test_what_takes_too_long_is_answered_by_an_error_and_keeps_nobody_waiting(
    memory_output: Path,
) -> None:
    settings = replace(Settings(graph=memory_output), query=QueryLimits(seconds=1))
    service, ended = Service(settings), threading.Event()

    async def ask() -> None:
        stuck = [service.run(ended.wait) for _ in range(8)]
        for told in await asyncio.gather(*stuck, return_exceptions=True):
            assert isinstance(told, Refusal)
            assert (told.status, str(told)) == (504, "no answer within 1 s; ask for less")
        assert await service.run(_thread) == "door_0"
        ended.set()
        await service.stop()

    with ThreadPoolExecutor(1) as thread:  # a browser of another test has a loop in this one
        thread.submit(asyncio.run, ask()).result()
