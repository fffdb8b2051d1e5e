"""Write pages by templates: the frame that all share, and the links of each.

A template gets `here`, which knows the page's own path: `here.to('site.css')` links to a file of
the site, `here.thing('nhsx')` to the page of a thing, or gives nothing where it has none. `inner`
escapes what stands in an element, never in an attribute: quotation marks stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kg.model.dates import say
from kg.model.lines import make_visible
from kg.model.terms import to_slug
from kg.pages.document import HTML, Document, Entry
from kg.pages.library import Library
from kg.pages.page_paths import THINGS, data_path, feed_path, page_path, relative, to_absolute

if TYPE_CHECKING:
    from jinja2 import Environment


EXPLORER = "explorer.html"
"""Where the explorer stands, if the site has it; its address says which thing is looked at."""
_THINGS = f"{THINGS}/"


@dataclass(frozen=True, slots=True)
class Here:
    """The page that is being written, and the way from it to others."""

    path: str
    library: Library
    has_explorer: bool = False

    def to(self, path: str) -> str:
        """Return the link to a file of the site."""
        return relative(self.path, path)

    def thing(self, slug: str) -> str:
        """Return the link to the page of a thing; nothing where it has none."""
        if not self.library.has_page(slug):
            return ""
        return self._beside(page_path(slug))

    def data(self, slug: str, ending: str) -> str:
        """Return the link to a data file of a thing."""
        return self._beside(data_path(slug, ending))

    def _beside(self, path: str) -> str:
        """Return the link to a file of a thing; most links lead from one thing to another."""
        if self.path.startswith(_THINGS):
            return path.removeprefix(_THINGS)
        return relative(self.path, path)

    def feed(self, slug: str) -> str:
        """Return the link to the feed of what changes of a thing; nothing where it has none."""
        entity = self.library.facts.entity(slug)
        if entity is None or entity.kind not in self.library.followed:
            return ""
        return relative(self.path, feed_path(slug, entity.kind))

    def explorer(self, slug: str) -> str:
        """Return the link to a thing in the explorer; nothing where the site has none."""
        if not self.has_explorer:
            return ""
        return relative(self.path, f"{EXPLORER}#{urlencode({'id': slug})}")

    @property
    def address(self) -> str:
        """Where the page will stand on the web; empty where that is not known."""
        base = self.library.base_url
        return to_absolute(base, self.path) if base else ""


@dataclass
class Frame:
    """Writes pages of one site; `entries` is the navigation that each bears."""

    library: Library
    entries: Sequence[Entry] = field(default=())

    def write(self, path: str, template: str, title: str, **values: Any) -> Document:
        """Return a page: a template of `templates/` that extends `frame.html`, with its values."""
        html = (
            _environment()
            .get_template(template)
            .render(
                here=Here(path, self.library, any(e.path == EXPLORER for e in self.entries)),
                entries=self.entries,
                dataset=self.library.dataset,
                title=title,
                **values,
            )
        )
        return Document(path, HTML, html.encode("utf8", "replace"))


@lru_cache(1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("kg.pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_show,
    )
    environment.filters["slug"] = to_slug
    environment.filters["day"] = say
    environment.filters["inner"] = lambda text: Markup(escape(_show(text), quote=False))
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False, "separators": (",", ":")}
    return environment


def _show(value: Any) -> Any:
    """Return a value as a page shows it: what no eye would see is shown by its number."""
    return make_visible(value) if type(value) is str else value
