"""Write the page: one file that asks nothing of any server and runs no script but its own."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html import escape
from typing import Any

from kg.engine.graph import SparqlGraph
from kg.explorer.data import make_data, pairs
from kg.explorer.headline import headline
from kg.explorer.network_data import laying_out, library
from kg.explorer.script import WEB, bundle, read_modules
from kg.model.vocabulary import Vocabulary


def write_page(graph: SparqlGraph, vocabulary: Vocabulary, part: str = "") -> str:
    """Return the page for a graph; the same graph gives the same bytes.

    `part` says in words which part of a graph this one is, and the page says so too.
    """
    data = make_data(graph, vocabulary)
    data["part"] = part
    with laying_out(data, pairs(data)) as network:
        now = date.fromisoformat(data["now"]) if data["now"] else None
        data["headline"] = headline(graph, now, data["dataset"]["national"])
        data["network"] = network()
    return fill(data)


def fill(data: dict[str, Any]) -> str:
    """Return the template with style, scripts and data.

    Its policy allows the one style and the two scripts whose digests it holds, and no request.
    The library stands in the page as text until the network is first shown.
    """
    style = read_styles()
    script = bundle(read_modules(), "page/main")
    vis = library().replace("</script", "<\\/script")
    parts = {
        "SCRIPTS": f"'{_digest(script)}' '{_digest(vis)}'",
        "STYLES": f"'{_digest(style)}'",
        "STYLE": style,
        "TITLE": escape(data["dataset"]["title"]),
        "HEADING": _heading(data["dataset"]["title"], data["dataset"]["emphasis"]),
        "DATA": _script_json(data),
        "LIBRARY": vis,
        "SCRIPT": script,
    }
    if "</script" in script.lower() or "</style" in style.lower():
        raise ValueError("a script or style of the page would end its own element")
    text = (WEB / "page" / "page.html").read_text("utf8")
    made: list[str] = []
    for piece in text.split("%%"):  # every other piece is the name of a part
        made.append(piece if len(made) % 2 == 0 else parts[piece])
    return "".join(made)


def _heading(title: str, emphasis: str) -> str:
    """Return the title with the part of it that stands out."""
    before, part, after = title.partition(emphasis) if emphasis else (title, "", "")
    return escape(before) + (f"<b>{escape(part)}</b>" if part else "") + escape(after)


def read_styles() -> str:
    """Return the style of the page, then those of its views, by name."""
    sheets = sorted(WEB.rglob("*.css"), key=lambda path: (path.stem != "style", path.stem))
    return "".join(path.read_text("utf8") for path in sheets)


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _script_json(value: Any) -> str:
    """Return JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
