"""The documentation of `/api` for people: each operation with a form that asks it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlencode

from kg.serve.answers.declared import Argument, Operation
from kg.serve.openapi import PREFIX
from kg.serve.plain_page import make_page


def make_api_page(operations: Iterable[Operation], title: str) -> str:
    """Return the page: what may be asked, what it takes, and an example to follow."""
    listed = list(operations)
    single = [one for one in listed if not one.path.startswith("/ask/")]
    ready = [one for one in listed if one.path.startswith("/ask/")]
    parts = [
        f"<h1>{escape(title)}: answers as JSON</h1>",
        "<p>Every answer is JSON with ids, addresses and sources. Errors are problem details "
        '(RFC 9457). For programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>',
        *map(_operation, single),
        "<h2>The ready questions</h2>",
        *(
            f"<details><summary>{escape(one.title)}</summary>{_operation(one)}</details>"
            for one in ready
        ),
    ]
    return make_page(f"{title}: answers as JSON", "\n".join(parts))


def example_of(one: Operation) -> str:
    """Return an address that asks an operation by the examples of what it needs."""
    inside = one.in_path()
    path = one.path
    asked: list[tuple[str, str]] = []
    for argument in one.arguments:
        if argument.name in inside:
            path = path.replace(f"{{{argument.name}}}", quote(str(argument.example), safe=""))
        elif argument.required:
            asked.append((argument.name, str(argument.example)))
    return PREFIX + path + (f"?{urlencode(asked)}" if asked else "")


def _operation(one: Operation) -> str:
    inside = one.in_path()
    rows = "".join(map(_row, one.arguments))
    example = example_of(one)
    table = f"<table><tr><th>takes<th>which is</tr>{rows}</table>" if rows else ""
    methods = "GET or POST" if one.by_post else "GET"
    form = "" if inside else _form(one)
    return (
        f'<h2 id="{escape(one.name)}">{escape(one.title)}</h2>'
        f"<p><code>{methods} {escape(PREFIX + one.path)}</code></p><p>{escape(one.says)}</p>"
        f'{table}<p>Example: <a href="{escape(example)}"><code>{escape(example)}</code></a></p>'
        f"{form}"
    )


def _row(argument: Argument) -> str:
    notes = ["needed"] if argument.required else []
    notes += [f"default {str(argument.default).lower()}"] if argument.default is not None else []
    notes += [f"one of {', '.join(argument.choices)}"] if argument.choices else []
    notes += [f"up to {argument.several} times"] if argument.several else []
    if argument.example != "" and argument.type not in ("integer", "boolean"):
        notes.append(f"such as {argument.example}")
    return (
        f"<tr><td><code>{escape(argument.name)}</code><td>{escape(argument.says)} "
        f"<small>{escape('; '.join(notes))}</small></tr>"
    )


def _form(one: Operation) -> str:
    needed = [argument for argument in one.arguments if argument.required]
    if not needed:
        return ""
    fields = " ".join(
        f'<label>{escape(a.name)} <input name="{escape(a.name)}" '
        f'value="{escape(str(a.example))}" required></label>'
        for a in needed
    )
    action = escape(PREFIX + one.path)
    return f'<form action="{action}">{fields} <button>Ask</button></form>'
