"""Write the page: one file that asks nothing of any server and runs no script but its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from kg.ask.known_terms import read_terms
from kg.engine.graph import SparqlGraph
from kg.engine.other_process import beside
from kg.explorer.answers import make_answers, name_questions, read_by_answers
from kg.explorer.attempts_data import attempts_data
from kg.explorer.card_lives import make_card_rules, make_lives
from kg.explorer.data import make_data, mark_edges, pairs
from kg.explorer.engine import WASM, Engine
from kg.explorer.folding import fold_tables
from kg.explorer.headline import headline
from kg.explorer.ledger_data import search_data
from kg.explorer.ministries import make_offices
from kg.explorer.network_data import laying_out, library
from kg.explorer.part import is_too_large, take_important
from kg.explorer.records import keeping_all
from kg.explorer.script import WEB, bundle, read_modules
from kg.explorer.template import fill_template, pack, write_json
from kg.explorer.told import tell_stories
from kg.index.index import index_of
from kg.model.spelling import count
from kg.model.vocabulary import Vocabulary
from kg.story.stories import FilledStory

EDITING = WEB / "editing" / "editing.css"
"""The style of the editor of queries, which stands only in a page that has an engine."""
Asking = tuple[dict[str, str], dict[str, str]]
"""The data and the scripts by which a page answers queries, by their ids."""
REVIEW = "review"
"""The folder of another page, that of proposals."""


def draw_page(
    graph: SparqlGraph,
    vocabulary: Vocabulary,
    part: str = "",
    *,
    address: str = "",
    stories: Sequence[FilledStory] = (),
    engine: Engine | None = None,
) -> str:
    """Return the page of a graph, or of its most important part where it is too large for one.

    Stories, which count in the whole, are told only where the whole is drawn; the page of a part
    says how many it leaves out.
    """
    if not is_too_large(graph):
        return write_page(graph, vocabulary, part, address=address, stories=stories, engine=engine)
    shown = take_important(graph, vocabulary)
    words = f"{part}: {shown.words}" if part else shown.words
    if stories:
        left = count(len(stories), "story of this record is", "stories of this record are")
        words += f". {left} not told here: what they count, they count in the whole"
    return write_page(
        shown.graph, vocabulary, words, address=address, engine=engine, full=shown.full
    )


def write_page(
    graph: SparqlGraph,
    vocabulary: Vocabulary,
    part: str = "",
    *,
    address: str = "",
    stories: Sequence[FilledStory] = (),
    engine: Engine | None = None,
    full: Collection[str] | None = None,
) -> str:
    """Return the page for a graph; the same graph gives the same bytes.

    `part` says in words which part of a graph this one is, and the page says so too. `address` is
    where the page will stand, for its links that others are sent. With `stories` it opens on the
    first of them. With an engine of SPARQL it holds the graph itself too, and answers any query.
    `full` are the ids of what is told in full in a part; of others it is not said what they lack.
    """
    with keeping_all(), beside(_pack_lives, graph, full) as lives:
        data = make_data(graph, vocabulary)
        data["part"] = part
        if full is not None:
            mark_edges(data["things"], full)
        if address:
            data["address"] = address
        told = tell_stories(stories)
        data["stories"] = [
            *told[:1],
            *({"id": one["id"], "title": one["title"]} for one in told[1:]),
        ]
        with (
            beside(_pack_answers, graph, read_by_answers(data)) as answers,
            laying_out(data, pairs(data)) as network,
        ):
            now = date.fromisoformat(data["now"]) if data["now"] else None
            data["headline"] = headline(graph, now, data["dataset"]["national"], bool(part))
            attempts = attempts_data(graph, index_of(graph))
            data["aims"] = {aim: len(some) for aim, some in attempts.items()}
            data["network"] = {}  # in its place; it is the last to be ready
            data["questions"] = name_questions(graph)
            data["offices"] = make_offices(graph)
            data["cards"] = make_card_rules(vocabulary)
            later = {
                "ADVICE": _pack(search_data(graph)),
                "ATTEMPTS": _pack(attempts),
                "STORIES": _pack(told[1:]),
                "LIVES": lives(),
                "ANSWERS": answers(),
            }
            data["network"] = network()
        return fill(data, later, _ask_with(engine, graph) if engine else None)


def _pack_lives(graph: SparqlGraph, full: Collection[str] | None) -> str:
    return _pack(make_lives(graph, index_of(graph), full))


def _pack_answers(graph: SparqlGraph, data: Mapping[str, Any]) -> str:
    return _pack(make_answers(graph, data))


def _pack(part: Any) -> str:
    return pack(write_json(part))


def _ask_with(engine: Engine, graph: SparqlGraph) -> Asking:
    from kg.export.rdf import read_lines

    return engine.parts(read_lines(graph), read_terms(graph))


def fill(data: dict[str, Any], later: Mapping[str, str], asking: Asking | None = None) -> str:
    """Return the template with style, scripts and data; what is read `later`, packed, by its place.

    Its policy allows the one style and the two scripts whose digests it holds, and no request.
    The library stands in the page packed until the network is first shown; so do the answers and
    the advice that is searched, until somebody asks.
    """
    held, scripts = asking or ({}, {})
    packed = held | {name: pack(script) for name, script in scripts.items()}
    return fill_template(
        "page/page.html",
        read_styles() + (EDITING.read_text("utf8") if asking else ""),
        {"SCRIPT": bundle(read_modules(), "page/main")},
        {
            "TITLE": escape(data["dataset"]["title"]),
            "CANONICAL": _canonical(data.get("address", "")),
            "HEADING": _heading(data["dataset"]["title"], data["dataset"]["emphasis"]),
            "DATA": write_json(fold_tables(data)),
            **later,
            "ENGINE": "".join(
                f'<script type="text/plain" id="{name}">{text}</script>\n'
                for name, text in packed.items()
            ),
        },
        {"LIBRARY": library(), **scripts},
        WASM if asking else "",
    )


def _canonical(address: str) -> str:
    return f'<link rel="canonical" href="{escape(address)}">\n' if address else ""


def _heading(title: str, emphasis: str) -> str:
    """Return the title with the part of it that stands out."""
    before, part, after = title.partition(emphasis) if emphasis else (title, "", "")
    return escape(before) + (f"<b>{escape(part)}</b>" if part else "") + escape(after)


def read_styles() -> str:
    """Return the style of the page, then those of its views, by name."""
    others = {REVIEW, EDITING.parent.name}
    ours = (path for path in WEB.rglob("*.css") if path.parent.name not in others)
    sheets = sorted(ours, key=lambda path: (path.stem != "style", path.stem))
    return "".join(path.read_text("utf8") for path in sheets)
