"""Write lines of the pages of things as HTML.

There are tens of thousands of them, so this is done here, not by a template. Every text is escaped;
all links are between pages of one folder, or to where a source can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from markupsafe import Markup

from kg.ask.cardtext import Line
from kg.history.nodes import Source
from kg.model.lines import make_visible
from kg.pages.library import Library
from kg.pages.page_paths import page_path

TOP = "read-in"
"""Where the page of a thing says on what it rests as a whole."""


class LineWriter:
    """Writes lines of the page of a thing (`own`) that rest on some sources (their ids).

    A line that rests on all that stands at the top of the page (`above`) says so.
    """

    def __init__(
        self, library: Library, own: str, sources: Iterable[str], above: tuple[Source, ...] = ()
    ) -> None:
        self._own = own
        self._above = above if len(above) > 1 else None
        self._library = library
        self._addresses = library.addresses(sources)
        self._known = library.written_sources

    def write(
        self,
        line: Line,
        told: tuple[str, str, str],
        other: str,
        row: str,
        fragments: Sequence[str],
    ) -> Markup:
        """Return a line as an item of a list; `told` are its words, the middle ones a link.

        The first of its fragments is that of the item, others are of the same fact told again.
        """
        before, words, after = map(_text, told)
        mark = line.mark
        parts = [f'<li id="{escape(fragments[0])}">' if fragments else "<li>"]
        parts += [f'<span id="{escape(fragment)}"></span>' for fragment in fragments[1:]]
        if line.when:
            parts.append(f'<span class="when">{_text(line.when)}</span> ')
        if mark:
            parts.append(
                f'<span class="mark">{_text(mark.replace("deprecated", "set aside"))}</span> '
            )
        parts.append(f"{before}{link_thing(other, words) if other else words}{after}")
        if line.note:
            parts.append(f'<p class="became">{_text(line.note)}</p>')
        parts.append(self.write_sources(line.sources, row))
        parts.append("</li>")
        return Markup("".join(parts))

    def write_sources(self, sources: Iterable[Source], row: str = "") -> Markup:
        """Return sources as a paragraph, with the row of the tables that names them."""
        found = tuple(sources)
        if found == self._above:
            page = page_path(self._own).rpartition("/")[2]
            cited = f'<a href="{page}#{TOP}">the sources at the top</a>'
        else:
            cited = "; ".join(map(self._write_source, found))
        told = f'<span class="row">{_text(row)}</span>' if row else ""
        inner = f"{cited} · {told}" if cited and told else cited or told
        return Markup(f'<p class="src">{inner}</p>' if inner else "")

    def _write_source(self, source: Source) -> str:
        if source.slug == self._own:
            return _text(source.locator) if source.locator else "this source"
        known = self._known.get(source)
        if known is None:
            words = _text(source.title)
            known = link_thing(source.slug, words) if self._has_page(source) else words
            known += f", {_text(source.locator)}" if source.locator else ""
            address = self._addresses.get(source.slug, "")
            known += f" {link_out(address)}" if address else ""
            self._known[source] = known
        return known

    def _has_page(self, source: Source) -> bool:
        return self._library.has_page(source.slug)


def link_thing(slug: str, words: str) -> str:
    """Return a link from the page of one thing to that of another; the words are HTML."""
    return f'<a href="{page_path(slug).rpartition("/")[2]}">{words}</a>'


def link_out(address: str) -> Markup:
    """Return a link to a web address, in the words of its host.

    >>> link_out("https://www.example.org/a?b&c")
    Markup('<a class="out" href="https://www.example.org/a?b&amp;c">example.org</a>')
    """
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    return Markup(f'<a class="out" href="{escape(address)}">{_text(host)}</a>')


def _text(text: str) -> str:
    return escape(make_visible(text))
