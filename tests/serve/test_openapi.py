"""The OpenAPI document is true: what it says is right is answered, and nothing breaks the server."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from tests.serving import kg_serve

_EACH = 2
"""Requests that are tried of each operation and each kind, right and wrong."""

_SIXTH = 6
"""Of the ready questions, which are alike, one in so many is tried."""


@pytest.mark.slow
def test_requests_that_are_right_and_wrong_are_answered_as_the_document_says(
    memory_output: Path,
) -> None:
    tried: set[str] = set()
    with kg_serve(memory_output, "--quiet") as server:
        document = schemathesis.openapi.from_url(f"{server.address}/api/openapi.json")
        for number, found in enumerate(document.get_all_operations()):
            operation = found.ok()
            if operation.path.startswith("/ask/") and number % _SIXTH:
                continue
            for mode in schemathesis.GenerationMode:

                @settings(
                    max_examples=_EACH, database=None, derandomize=True,
                    suppress_health_check=list(HealthCheck),
                )  # fmt: skip
                @given(case=operation.as_strategy(generation_mode=mode))
                def ask(case: schemathesis.Case) -> None:
                    case.call_and_validate(checks=_CHECKS, timeout=30)
                    tried.add(case.path)

                with suppress(Unsatisfiable):  # nothing is wrong for what takes nothing
                    ask()
        assert len(tried) > 20
        log = server.stop()[1]
    assert "failed" not in log and "Traceback" not in log


_CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


def test_every_operation_is_told_with_its_errors(doors: TestClient) -> None:
    document = doors.get("/api/openapi.json").json()
    for path, methods in document["paths"].items():
        for told in methods.values():
            assert {"200", "304", "400", "404"} <= told["responses"].keys(), path
            assert told["summary"] and told["description"] and told["operationId"]
    names = [told["operationId"] for methods in document["paths"].values()
             for told in methods.values()]  # fmt: skip
    assert len(names) == len(set(names)) > 60
