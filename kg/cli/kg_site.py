"""`kg site`: the whole record as a web site of static files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphOption
from kg.cli.terminal import tell
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph
    from kg.pages.publishing import Published


_DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The tables that the graph was built from, to offer with it; by default data/, "
        "if they are these.",
        show_default=False,
    ),
]
_SinceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--since",
        metavar="GRAPH",
        help="An earlier release, whose differences the feeds tell; several from old to new.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command()(site)


def site(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Where to write: a new or empty folder, or a site that was written before.",
            show_default=False,
        ),
    ],
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="Where the site will stand; links within it do without.",
            show_default=False,
        ),
    ] = "",
    data: _DataOption = None,
    since: _SinceOption = None,
    graph: GraphOption = None,
) -> None:
    """Write the whole record as a web site: a page for each thing, with its data beside it.

    Plain HTML that works from disk and without scripts. Again it rewrites only what has changed.

        kg site public --base-url https://example.org/nhs-it/
        kg site public --since public/downloads/nhs-it.ttl.gz
    """
    from kg.engine.derivation import open_complete
    from kg.pages.page_paths import read_base_url
    from kg.pages.publishing import publish_site
    from kg.pages.site_folder import SiteFolder

    base = read_base_url(base_url)
    SiteFolder(folder)
    opened = open_complete(graph)
    tables = data if data is not None else _find_tables(opened)
    _tell_of(publish_site(opened, folder, base, tables, _resolve(since or [])), folder, base)


def _tell_of(done: Published, folder: Path, base: str) -> None:
    said = f"{done.changed:,} written" if done.changed else "nothing has changed"
    gone = f", {done.removed:,} removed" if done.removed else ""
    tell(f"{folder}: {done.files:,} files, {done.size / 1e6:,.1f} MB; {said}{gone}")
    if not base:
        tell("without --base-url it has no site map, page for what is not found, or w3id rules")
    tell(f"open {folder / 'index.html'}")


def _resolve(places: list[str]) -> list[str]:
    """Return places such that another process finds them too."""
    from kg.engine.store import is_web

    return [place if is_web(place) else str(Path(place).resolve()) for place in places]


def _find_tables(graph: SparqlGraph) -> Path | None:
    """Return the folder of tables here, if the graph was built from them."""
    from kg.index.index import index_of
    from kg.pages.built_tables import read_built_tables

    folder = Path("data")
    if not folder.is_dir():
        tell("without the tables: there is no data/ here; --data says where they are")
        return None
    try:
        read_built_tables(folder, index_of(graph))
    except UsageError as other:
        tell(f"without the tables: {other}")
        return None
    return folder
