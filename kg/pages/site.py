"""The site: every file of it by its path, written when it is asked for.

A section is a part of the site that knows its own paths. To add one, write a module with a class
as `Section` describes it, and name it in `SECTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from kg.engine.graph import SparqlGraph
from kg.pages.assets import Assets
from kg.pages.browse import Browse
from kg.pages.document import Document, Entry
from kg.pages.downloads import Downloads
from kg.pages.explorer_copy import ExplorerCopy
from kg.pages.feeds import Feeds
from kg.pages.frame import Frame
from kg.pages.front import Front
from kg.pages.hosting import Hosting, Sitemap
from kg.pages.library import Library
from kg.pages.of_governments import GovernmentLists
from kg.pages.of_kinds import KindLists
from kg.pages.of_publishers import PublisherLists
from kg.pages.of_topics import TopicLists
from kg.pages.of_years import YearLists
from kg.pages.ontology_pages import OntologyPages
from kg.pages.question_pages import QuestionPages
from kg.pages.search_pages import SearchPages
from kg.pages.thing_pages import ThingPages


class Section(Protocol):
    """A part of the site."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries that it has in the navigation of every page; most have none."""

    def paths(self) -> Iterable[str]:
        """Return the paths of its files; cheap: nothing is rendered for it."""

    def render(self, path: str) -> Document | None:
        """Return one of its files; None for a path that is not its own. Cheap for one."""


@runtime_checkable
class ManyPages(Protocol):
    """A section that writes many files faster than one by one."""

    def documents(self, part: int, of: int) -> Iterator[Document]:
        """Yield every file of the section, or one of several parts that make up all."""


SECTIONS: tuple[Callable[[Frame], Section], ...] = (
    Front,
    Assets,
    ThingPages,
    SearchPages,
    Browse,
    KindLists,
    TopicLists,
    YearLists,
    GovernmentLists,
    PublisherLists,
    QuestionPages,
    ExplorerCopy,
    OntologyPages,
    Downloads,
    Feeds,
    Hosting,
)
"""What the site consists of; entries of the navigation stand in this order."""


class Site:
    """All files of a site."""

    def __init__(self, frame: Frame, sections: Sequence[Section]) -> None:
        self.library = frame.library
        self.frame = frame
        self._sections = sections
        frame.entries = tuple(entry for section in sections for entry in section.entries)

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted.

        Pages on which the page of a thing goes on are not among them; that page links to them.
        """
        return sorted({path for section in self._sections for path in section.paths()})

    def render(self, path: str) -> Document | None:
        """Return the file of a path; None where the site has none."""
        found = (section.render(path) for section in self._sections)
        return next((document for document in found if document is not None), None)

    def documents(self, part: int = 0, of: int = 1) -> Iterator[Document]:
        """Yield every file, section by section; or one of several parts that make up all."""
        for number, section in enumerate(self._sections):
            if isinstance(section, ManyPages):
                yield from section.documents(part, of)
            elif number % of == part:  # what a section reads for all its pages is read once
                for path in sorted(section.paths()):
                    document = section.render(path)
                    if document is not None:
                        yield document


def site_of(
    graph: SparqlGraph,
    base_url: str = "",
    *,
    whole: bool = False,
    tables: Path | None = None,
    since: Sequence[str] = (),
) -> Site:
    """Return the site of a graph; nothing is rendered yet.

    `base_url` is where it will stand, as `read_base_url` gives it; links within the site do
    without. `whole` reads the graph at once, for all pages; else each page asks for its own part.
    `tables` is the folder that the graph was built from, which is then offered with it; `since` are
    the places of earlier releases, the oldest first, whose changes the feeds tell.
    """
    frame = Frame(Library(graph, base_url, whole=whole, tables=tables, since=since))
    sections = [make(frame) for make in SECTIONS]

    def pages() -> Iterator[str]:
        return (path for section in sections for path in section.paths())

    return Site(frame, [*sections, Sitemap(frame, pages)])
