"""The documentation of `/api` by OpenAPI 3.1, made of the declarations that it answers by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import kg
from kg.serve.answers.declared import Argument, Operation
from kg.serve.problem import MEDIA

PREFIX = "/api"
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_ERRORS = {
    "400": "A parameter is missing, unknown or not right; `detail` says what would be.",
    "404": "Nothing has this name; `detail` and `nearest` name what is like it.",
}
_BODY_ERRORS = {
    "413": "The text is too long.",
    "415": "The body is neither JSON nor plain text.",
}
_OF_THE_SERVER = {
    "429": "A client asks too much at once; Retry-After says when to ask again.",
    "431": "The address and the headers are too long; post what is long.",
}
"""What the server refuses before it reads what is asked, by a sentence alone."""
_SENTENCE = {"type": "string"}
_COMPONENTS = {
    "schemas": {
        "Problem": {
            "type": "object",
            "description": "Problem details (RFC 9457).",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string", "description": "What is wrong, and what is right."},
                "nearest": {"type": "array", "items": {"$ref": "#/components/schemas/Named"}},
            },
        },
        "Named": {
            "type": "object",
            "required": ["id", "label", "iri"],
            "properties": {
                "id": {"type": "string"},
                "label": {"type": "string"},
                "iri": {"type": "string"},
            },
        },
        "Answer": {
            "type": "object",
            "description": "An answer; of a list `items`, with `total` of how many and "
            "`next_offset` where the rest begins. Whatever has an `id` has its address as `iri`, "
            "or `iris` gives the address of each id. `sources` say where it was read.",
            "properties": {
                "items": {"type": "array"},
                "total": {"type": "integer", "minimum": 0},
                "offset": {"type": "integer", "minimum": 0},
                "next_offset": {"type": ["integer", "null"]},
                "iris": {"type": "object", "additionalProperties": {"type": "string"}},
            },
        },
    }
}


def describe_api(
    operations: Iterable[Operation], title: str, licence: str, address: str = ""
) -> dict[str, Any]:
    """Return the OpenAPI document of some operations; `address` is where the server is found."""
    paths = {}
    for one in operations:
        methods = {"get": _describe(one)}
        if one.by_post:
            methods["post"] = _describe_post(one)
        paths[one.path] = methods
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": kg.__version__,
            "summary": "Every answer of the record as JSON, with ids, addresses and sources.",
            **({"license": {"name": licence}} if licence else {}),
        },
        "servers": [{"url": address.rstrip("/") + PREFIX}],
        "paths": paths,
        "components": _COMPONENTS,
    }


def _describe(one: Operation) -> dict[str, Any]:
    inside = one.in_path()
    return {
        "operationId": one.name,
        "summary": one.title,
        "description": one.says,
        "parameters": [_parameter(a, a.name in inside) for a in one.arguments],
        "responses": _responses(_ERRORS),
    }


def _parameter(argument: Argument, is_in_path: bool) -> dict[str, Any]:
    return {
        "name": argument.name,
        "in": "path" if is_in_path else "query",
        "required": argument.required,
        "description": argument.says,
        "schema": argument.schema(),
        **({"example": _example(argument)} if argument.example != "" else {}),
    }


def _example(argument: Argument) -> Any:
    return [argument.example] if argument.several else argument.example


def _describe_post(one: Operation) -> dict[str, Any]:
    text = next(a for a in one.arguments if a.name == one.by_post)
    return {
        "operationId": f"{one.name}_of_body",
        "summary": one.title,
        "description": one.says,
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": one.schema()},
                "text/plain": {"schema": text.schema()},
            },
        },
        "responses": _responses(_ERRORS | _BODY_ERRORS),
    }


def _responses(errors: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "200": {
            "description": "The answer.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}},
        },
        "304": {"description": "The answer is that of the ETag that was sent."},
    }
    for status, says in errors.items():
        found[status] = {"description": says, "content": {MEDIA: {"schema": _PROBLEM}}}
    for status, says in _OF_THE_SERVER.items():
        found[status] = {"description": says, "content": {"text/plain": {"schema": _SENTENCE}}}
    return found
