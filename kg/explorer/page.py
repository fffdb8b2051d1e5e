"""Write the page: one file that asks nothing of any server and runs no script but its own."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.explorer.attempts_data import attempts_data
from kg.explorer.data import make_data, pairs
from kg.explorer.headline import headline
from kg.explorer.ledger_data import search_data
from kg.explorer.network_data import laying_out, library
from kg.explorer.records import keeping_all
from kg.explorer.script import WEB, bundle, read_modules
from kg.explorer.template import fill_template, pack, write_json
from kg.index.index import index_of
from kg.model.vocabulary import Vocabulary

REVIEW = "review"
"""The folder of another page, that of proposals."""


def write_page(
    graph: SparqlGraph, vocabulary: Vocabulary, part: str = "", address: str = ""
) -> str:
    """Return the page for a graph; the same graph gives the same bytes.

    `part` says in words which part of a graph this one is, and the page says so too. `address` is
    where the page will stand, for its links that others are sent.
    """
    with keeping_all():
        data = make_data(graph, vocabulary)
        data["part"] = part
        if address:
            data["address"] = address
        with laying_out(data, pairs(data)) as network:
            now = date.fromisoformat(data["now"]) if data["now"] else None
            data["headline"] = headline(graph, now, data["dataset"]["national"])
            data["attempts"] = attempts_data(graph, index_of(graph))
            data["network"] = network()
        return fill(data, {"ADVICE": search_data(graph)})


def fill(data: dict[str, Any], later: dict[str, Any]) -> str:
    """Return the template with style, scripts and data.

    Its policy allows the one style and the two scripts whose digests it holds, and no request.
    The library stands in the page packed until the network is first shown, and so do the data that
    are asked for `later`, each by the name of its part.
    """
    return fill_template(
        "page/page.html",
        read_styles(),
        {"SCRIPT": bundle(read_modules(), "page/main")},
        {
            "TITLE": escape(data["dataset"]["title"]),
            "CANONICAL": _canonical(data.get("address", "")),
            "HEADING": _heading(data["dataset"]["title"], data["dataset"]["emphasis"]),
            "DATA": write_json(data),
            **{part: pack(write_json(value)) for part, value in later.items()},
        },
        {"LIBRARY": library()},
    )


def _canonical(address: str) -> str:
    return f'<link rel="canonical" href="{escape(address)}">\n' if address else ""


def _heading(title: str, emphasis: str) -> str:
    """Return the title with the part of it that stands out."""
    before, part, after = title.partition(emphasis) if emphasis else (title, "", "")
    return escape(before) + (f"<b>{escape(part)}</b>" if part else "") + escape(after)


def read_styles() -> str:
    """Return the style of the page, then those of its views, by name."""
    ours = (path for path in WEB.rglob("*.css") if path.parent.name != REVIEW)
    sheets = sorted(ours, key=lambda path: (path.stem != "style", path.stem))
    return "".join(path.read_text("utf8") for path in sheets)
