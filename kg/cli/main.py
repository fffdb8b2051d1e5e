"""The `kg` command: finds the command group that is asked for, and turns errors into lines.

Only the module of the command that runs is imported, so that each starts as fast as if it were
alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand

import kg
from kg.cli.limits import limited
from kg.cli.reading_options import let_choose
from kg.cli.terminal import set_streams, show, tell
from kg.errors import KgError, TableErrors, without_logins
from kg.model.spelling import count

COMMANDS = {
    "build": "kg_build",
    "check": "kg_build",
    "new": "kg_new",
    "export": "kg_export",
    "ask": "kg_ask",
    "query": "kg_query",
    "show": "kg_show",
    "search": "kg_search",
    "lineage": "kg_lineage",
    "as-of": "kg_as_of",
    "path": "kg_path",
    "explain": "kg_explain",
    "recommendations": "kg_recommendations",
    "cite": "kg_cite",
    "brief": "kg_brief",
    "what-if": "kg_what_if",
    "said-before": "kg_said_before",
    "import": "kg_import",
    "read": "kg_read",
    "inbox": "kg_inbox",
    "review": "kg_review",
    "accept": "kg_accept",
    "reconcile": "kg_reconcile",
    "gaps": "kg_gaps",
    "diff": "kg_diff",
    "cache": "kg_cache",
    "serve": "kg_serve",
    "mcp": "kg_mcp",
    "analyse": "kg_analyse",
    "report": "kg_report",
    "site": "kg_site",
    "publish": "kg_publish",
    "cluster": "kg_cluster",
}
"""Command -> the module of `kg.cli` that holds it, in the order in which help lists them."""
LASTING = {"serve", "mcp", "publish"}
"""Commands that take as long as it takes, and keep limits of their own."""

_DAMAGED = "Corruption"
"""What the engine says of a damaged store, as soon as it comes to the damage."""
_INTERRUPTED = 130
"""The exit code that typer gives to Ctrl-C."""


def make_app(arguments: Sequence[str], *, is_alone: bool = False) -> typer.Typer:
    """Return the application with the command that some arguments name, or with all of them."""
    app = typer.Typer(
        name="kg",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    named = next((a for a in arguments if not a.startswith("-")), "")
    modules = [COMMANDS[named]] if named in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in modules:
        import_module(f"kg.cli.{module}").register(app)
    let_choose(app)
    for command in app.registered_commands:
        command.cls = _Command
        if command.callback is not None and command.callback.__name__ not in LASTING:
            command.callback = limited(command.callback, is_alone=is_alone)
    return app


def main(*, is_alone: bool = True) -> None:
    """Run the command line, turning errors that a user can cause into lines and an exit code.

    What opens a graph runs in a process of its own, unless others share this one (`is_alone`).
    """
    set_streams()
    try:
        make_app(sys.argv[1:], is_alone=is_alone)()
    except KgError as error:
        for line in without_logins(str(error)).splitlines():
            tell(f"kg: {line}")
        if isinstance(error, TableErrors) and error.mendable:
            tell(f"kg: {count(error.mendable, 'place')} can be mended: kg check --repair")
        sys.exit(error.exit_code)
    except MemoryError:
        tell("kg: needs more memory than it may have; ask for less, or raise --memory")
        sys.exit(2)
    except RuntimeError as error:
        if _DAMAGED not in str(error):
            raise
        tell(f"kg: {_explain_damage(str(error))}")
        sys.exit(2)
    except SystemExit as stop:
        if stop.code == _INTERRUPTED:
            tell("kg: interrupted; whatever stood there before is as it was")
        raise
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            tell(f"kg: cannot write the output: {(error.strerror or str(error)).lower()}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0 if isinstance(error, BrokenPipeError) else 2)


def _explain_damage(told: str) -> str:
    """Return what to do about a damaged store; that of a large file is put away."""
    from kg.engine.cached_files import OPENED

    caches = [*OPENED]
    for cache in caches:
        cache.discard()
    if caches:
        return f"{caches[0].note.file}: its cache was damaged and is put away; ask again"
    return f"the store is damaged ({told}); run 'kg build' again"


class _Command(TyperCommand):
    """A command whose help says what a value means, not that it is a `str` of Python."""

    def get_params(self, ctx: Any) -> Any:
        found = super().get_params(ctx)
        for param in found:
            show_type = getattr(param, "display_type_rich", None)
            if show_type is None or show_type(ctx) not in _PYTHON:
                continue
            if isinstance(param, TyperArgument):
                param.__dict__["display_type_rich"] = lambda ctx: None
            else:
                param.metavar = param.metavar or str(param.name).upper()
        return found


_PYTHON = ("<str>", "<list[str]>")


def _show_version(wanted: bool) -> None:
    if wanted:
        show(f"kg {kg.__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """The institutional memory of NHS IT: build its knowledge graph, ask it, export it."""
