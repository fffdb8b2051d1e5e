"""`kg build` and `kg check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.terminal import show, tell

if TYPE_CHECKING:
    from kg.make.pipeline import BuildReport, Tell

Data = Annotated[
    Path | None,
    typer.Option(help="Folder of tables; default data/ here, else the shipped facts."),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder to write.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only tell of problems.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(build)
    app.command()(check)


def build(
    data: Data = None,
    out: Out = Path("output"),
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing changed.")] = False,
    quiet: Quiet = False,
) -> None:
    """Build the graph: Turtle, the page and the store, from the tables.

    Nothing changes unless the whole build holds. Exits 1 where the graph breaks a shape, 2
    where the tables are wrong.

        kg build --data data --out output
    """
    from kg.make import pipeline

    with _progress(quiet) as tell:
        report = pipeline.build(data, out, force=force, tell=tell)
    if not quiet:
        _print_report(report)


def check(
    data: Data = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Exit 1 where a measure has fallen below its floor.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Check the tables and the graph made of them, and write nothing.

    Findings go to standard output, one a line. Exits 1 where there is a violation. The floors of a
    release stand in dataset.toml.

        kg check --strict
    """
    from kg.make import checking, pipeline

    folder = pipeline.find_data(data)
    with _progress(quiet) as tell:
        checked = pipeline.make_graph(folder, pipeline.find_ontology(folder), tell)
    violations = sum(finding.severity == "violation" for finding in checked.findings)
    for finding in checked.findings:
        show(str(finding))
    fallen = checking.check_release(checked) if release else []
    for line in fallen:
        show(line)
    if not quiet:
        warnings = len(checked.findings) - violations
        tell(f"{violations} violations, {warnings} warnings")
    raise typer.Exit(1 if violations or fallen or (strict and checked.findings) else 0)


@contextmanager
def _progress(quiet: bool) -> Iterator[Tell]:
    """Yield the function that tells of a step: a moving line on a terminal, else plain lines."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("starting") as status:
            yield lambda step: status.update(f"{step} …")
    else:
        yield lambda step: tell(f"{step} …")


def _print_report(report: BuildReport) -> None:
    if report.is_unchanged:
        show(f"unchanged: {report.out} is up to date ({report.seconds:.2f} s)")
    else:
        for kind, count in report.kinds.items():
            show(f"{count:>7,}  {kind}")
        show(
            f"{report.triples:>7,}  triples, {report.inferred:,} of them inferred; "
            f"{report.sources:,} sources"
        )
        for kind, count in report.counted.items():
            tell(f"warning: {count:,} × {kind}")
        if report.counted:
            tell("kg check and kg gaps list them")
        warnings = sum(report.counted.values())
        show(f"built in {report.seconds:.1f} s with {warnings:,} warnings")
    show(f"open {report.page}")
