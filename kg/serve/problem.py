"""Errors as others read them by machine: problem details (RFC 9457), with a sentence."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse

from kg.errors import GraphError, KgError, MissingExtra, NothingThere, UnknownEntity
from kg.serve.answers.wording_of_errors import in_words

MEDIA = "application/problem+json"
_TITLES = {
    400: "A parameter is not right",
    404: "There is no such thing",
    405: "The method is not known here",
    413: "Too much was sent",
    415: "What was sent is not read",
    500: "The record cannot be read",
    504: "It takes too long",
    501: "A part of the server is not installed",
}


def status_of(error: KgError) -> int:
    """Return the status by which an error is told."""
    if isinstance(error, UnknownEntity | NothingThere):
        return 404
    if isinstance(error, GraphError):
        return 500
    return 501 if isinstance(error, MissingExtra) else 400


def problem(status: int, detail: str, **more: Any) -> JSONResponse:
    """Return an error as an answer: its status, a title, what is wrong and what would be right."""
    body = {
        "type": "about:blank",
        "title": _TITLES.get(status, "It was refused"),
        "status": status,
        "detail": detail,
        **more,
    }
    return JSONResponse(body, status, media_type=MEDIA)


def problem_of(error: KgError, **more: Any) -> JSONResponse:
    """Return an error that somebody caused as an answer; of a broken record nothing is shown."""
    status = status_of(error)
    detail = "the record cannot be read; build it again" if status == 500 else in_words(error)
    return problem(status, detail, **more)
