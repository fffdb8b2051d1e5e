"""What every framed view has: a page that may be framed, and below it whose it is."""

from __future__ import annotations

from urllib.parse import quote

from kg.api import Graph
from kg.history.nodes import Source
from kg.model.dates import say
from kg.serve.answers.wording_of_errors import in_words
from kg.serve.plain_page import as_text, make_page

FRAMED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"
"""What a view may do: load nothing, and be framed by anybody."""


def frame(graph: Graph, title: str, body: str) -> str:
    """Return a view as a page; `body` is HTML. Links lead out of the frame."""
    about, read = graph.about, graph.read_up_to
    up_to = f", read up to {say(str(read))}" if read else ""
    licence = f". Licence: {about.licence}" if about.licence else ""
    foot = f"<p><small>From the {as_text(about.title)}{as_text(up_to + licence)}</small></p>"
    return make_page(title, body + foot)


def link(id: str, words: str) -> str:
    """Return a link to the page of a thing, out of the frame."""
    return f'<a href="/id/{quote(id, safe=":")}" target="_top">{as_text(words.strip() or id)}</a>'


def say_why_not(error: Exception) -> str:
    """Return a page that says in the frame why there is nothing to show."""
    words = "".join(f"<p>{as_text(line)}</p>" for line in in_words(error).splitlines())
    return make_page("Nothing to show", f"<h1>Nothing to show</h1>{words}")


def say_sources(sources: tuple[Source, ...]) -> str:
    """Return sources in a line below what they are of; nothing where there are none."""
    if not sources:
        return ""
    word = "source" if len(sources) == 1 else "sources"
    return f"<br><small>{word}: {as_text('; '.join(map(str, sources)))}</small>"
