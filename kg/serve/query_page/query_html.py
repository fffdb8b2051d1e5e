"""The page and its parts as they are sent: HTML with the title of the record, style and script."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from kg.explorer.script import bundle, read_modules

PACKAGE = Path(__file__).parents[2]
WEB = Path(__file__).parent / "web"
EXPLORER = PACKAGE / "explorer" / "web"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a browser may do for the page: run the script of this server, and ask this server only."""


_EXAMPLE = """SELECT ?body ?start ?end
WHERE {
  ?body a nhsit:Body .
  OPTIONAL { ?body nhsit:start ?start }
  OPTIONAL { ?body nhsit:end ?end }
}
ORDER BY ?start
LIMIT 100
"""
"""What the editor holds before anything is written."""


def example_query(prefix: str) -> str:
    """Return a query to begin with, over the vocabulary that a record gives a prefix."""
    return _EXAMPLE.replace("nhsit:", f"{prefix}:")


def write_query_page(title: str, query: str, answer: str = "") -> str:
    """Return the page for the record of a title; `answer` is HTML."""
    filled = {"TITLE": escape(title), "QUERY": escape(query), "ANSWER": answer}
    pieces = _template().split("%%")  # every other one names a part
    return "".join(filled[piece] if i % 2 else piece for i, piece in enumerate(pieces))


@cache
def _template() -> str:
    return (WEB / "query.html").read_text("utf8")


@cache
def read_style() -> str:
    """Return the style of the page and its views, by name after that of the whole."""
    found = [*WEB.rglob("*.css"), EXPLORER / "editing" / "editing.css"]
    sheets = sorted(found, key=lambda path: (path.stem != "query", path.stem))
    return "".join(path.read_text("utf8") for path in sheets)


@cache
def make_script() -> str:
    """Return the script of the page, with what it shares with the explorer."""
    return bundle(read_web_modules(), f"{_home(WEB)}/main")


def read_web_modules() -> dict[str, str]:
    """Return the modules that the page may be made of, its own and the explorer's, by path."""
    return {
        f"{_home(folder)}/{path}": text
        for folder in (WEB, EXPLORER)
        for path, text in read_modules(folder).items()
    }


def _home(folder: Path) -> str:
    return folder.relative_to(PACKAGE).as_posix()
