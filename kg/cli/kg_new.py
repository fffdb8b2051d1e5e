"""`kg new`: begin a record of other institutions."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.terminal import show


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(new)


def new(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", show_default=False)],
) -> None:
    """Begin a record of other institutions: a folder that builds at once.

    It holds tables with a few invented rows to replace, and data/dataset.toml, which says what
    the record is called, under which licence, and at which addresses. Nothing is written into a
    folder that holds anything.

        kg new railway
    """
    from kg.make.beginning import begin_record

    begin_record(folder)
    show(f"{folder}: a record with a few invented bodies; {folder}/README.md says what next")
    show(f"try: cd {shlex.quote(str(folder))} && kg build && kg show 'Office of Examples'")
