"""`kg site`: the whole record as a web site of static files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import GraphOption
from kg.cli.terminal import tell


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
    graph: GraphOption = None,
) -> None:
    """Write the whole record as a web site: a page for each thing, with its data beside it.

    Plain HTML that works from disk and without scripts. Again it rewrites only what has changed.

        kg site public --base-url https://example.org/nhs-it/
    """
    from kg.engine.derivation import open_complete
    from kg.pages.page_paths import read_base_url
    from kg.pages.publishing import publish_site
    from kg.pages.site_folder import SiteFolder

    base = read_base_url(base_url)
    SiteFolder(folder)
    done = publish_site(open_complete(graph), folder, base)
    said = f"{done.changed:,} written" if done.changed else "nothing has changed"
    gone = f", {done.removed:,} removed" if done.removed else ""
    tell(f"{folder}: {done.files:,} files, {done.size / 1e6:,.1f} MB; {said}{gone}")
    tell(f"open {folder / 'index.html'}")
